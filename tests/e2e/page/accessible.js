// Finds what a person would find: by role and accessible name, only what is rendered.
// The rules are those parts of "Accessible Name and Description Computation" that the page needs;
// the case about the contract holds them against what the browser computes.
const SELECTORS = {
    alert: "[role=alert]",
    button: "button:not([role]), [role=button]",
    searchbox: "input[type=search]:not([role]), [role=searchbox]",
    checkbox: "input[type=checkbox]:not([role]), [role=checkbox]",
    combobox: "select:not([multiple], [size], [role]), input[list]:not([role]), [role=combobox]",
    dialog: "dialog, [role=dialog]",
    file: "input[type=file]",
    group: "fieldset, [role=group]",
    listbox: "[role=listbox]",
    menu: "[role=menu]",
    menuitem: "[role=menuitem]",
    menuitemcheckbox: "[role=menuitemcheckbox]",
    menuitemradio: "[role=menuitemradio]",
    progressbar: "progress:not([role]), [role=progressbar]",
    radio: "input[type=radio], [role=radio]",
    radiogroup: "[role=radiogroup]",
    region: "section, [role=region]",
    spinbutton: "input[type=number]:not([role]), [role=spinbutton]",
    status: "output, [role=status]",
    tab: "[role=tab]",
    tablist: "[role=tablist]",
    timer: "[role=timer]",
    textbox: ":is(input:not([type]), input[type=text], input[type=url], textarea):not([role], [list]), [role=textbox]",
};
const squeeze = (text) => text.replace(/\s+/g, " ").trim();
const visible = (node) => node.nodeType === Node.TEXT_NODE
    || (node.nodeType === Node.ELEMENT_NODE && node.getAttribute("aria-hidden") !== "true" && !node.hidden);
const textOf = (node) => node.nodeType === Node.TEXT_NODE
    ? node.data
    : node.getAttribute("aria-label") ?? [...node.childNodes].filter(visible).map(textOf).join(" ");
const referred = (element, attribute) => (element.getAttribute(attribute) ?? "").split(/\s+/)
    .map((id) => id && document.getElementById(id)).filter(Boolean);
const nameOf = (element) => {
    const labelled = referred(element, "aria-labelledby");
    if (labelled.length) return squeeze(labelled.map(textOf).join(" "));
    if (element.hasAttribute("aria-label")) return squeeze(element.getAttribute("aria-label"));
    if (element.labels?.length) return squeeze([...element.labels].map(textOf).join(" "));
    const legend = element.matches("fieldset") && element.querySelector(":scope > legend");
    return squeeze(textOf(legend || element));
};
const descriptionOf = (element) => squeeze(
    [...referred(element, "aria-describedby"), ...referred(element, "aria-errormessage")]
        .map((part) => part.textContent).join(" "),
);
const all = (role) => [...document.querySelectorAll(SELECTORS[role])].filter((element) => element.checkVisibility());
const find = (role, name) => all(role).find((element) => nameOf(element) === name) ?? null;
const radio = (group, name) => [...(find("radiogroup", group)?.querySelectorAll(SELECTORS.radio) ?? [])]
    .find((element) => nameOf(element) === name) ?? null;
const shown = (testid) => [...document.querySelectorAll(`[data-testid="${testid}"]`)]
    .filter((element) => element.checkVisibility());
const rows = () => shown("log-row")
    .map((row) => ({
        seq: Number(row.dataset.seq),
        kind: row.dataset.kind,
        data_type: row.dataset.type ?? "",
        text: squeeze(row.innerText),
    }))
    .sort((one, other) => one.seq - other.seq);
const count = (testid) => Number(document.querySelector(`[data-testid="${testid}"]`)?.dataset.value ?? 0);
