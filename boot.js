// Starts the page's WebAssembly. A file of its own, because the content security policy allows no inline script.
const script = document.querySelector("script[data-wasm]");
try {
  const { default: start } = await import(new URL(script.dataset.js, document.baseURI));
  await start({ module_or_path: new URL(script.dataset.wasm, document.baseURI) });
} catch (error) {
  // A panic has shown itself already, and knows more than the trap that follows it.
  const banner = document.getElementById("panic");
  if (banner.hidden) {
    banner.querySelector("pre").textContent = String(error);
    banner.hidden = false;
  }
}
