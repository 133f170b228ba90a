// Starts the WebAssembly in the worker, from the module that the page has compiled already: nothing is fetched twice.
onmessage = async ({ data: [glue, module] }) => {
  onmessage = null;
  try {
    const { default: start } = await import(new URL(glue, location));
    await start({ module_or_path: module });
  } catch (error) {
    reportError(error);
  }
};
