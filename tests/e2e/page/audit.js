// What is wrong with what is on screen, as sentences: a dialog if one is open, or else all of the page.
// The limits are those of WCAG 2.2: contrast of text (1.4.3), size of targets (2.5.8), names (4.1.2).
const root = document.querySelector("dialog[open]") ?? document.body;
const seen = [...root.querySelectorAll("*")].filter((it) => it.checkVisibility({ visibilityProperty: true }));
const told = (it) => `${it.tagName.toLowerCase()}.${it.getAttribute("class") ?? ""} “${squeeze(it.textContent).slice(0, 40)}”`;
const NAMED = "button, input, select, textarea, dialog, [role=tab], [role=tablist], [role=radiogroup], [role=listbox]";
const faults = [];
const box = (it) => it.getBoundingClientRect();

for (const it of seen.filter((it) => it.matches(NAMED))) {
    if (!it.closest("[aria-hidden=true]") && !nameOf(it)) faults.push(`${told(it)} has no name`);
}
const ids = [...document.querySelectorAll("[id]")].map((it) => it.id);
for (const id of ids.filter((id, index) => ids.indexOf(id) !== index)) faults.push(`two things have the id ${id}`);
for (const it of seen) {
    for (const name of ["aria-controls", "aria-describedby", "aria-labelledby", "for", "list"]) {
        const missing = (it.getAttribute(name) ?? "").split(/\s+/).filter((id) => id && !document.getElementById(id));
        if (missing.length) faults.push(`${told(it)}: ${name} is of nothing, ${missing}`);
    }
}
for (const it of seen.filter((it) => it.matches("button"))) {
    const { width, height } = box(it);
    // Two less will do where there is room around it.
    if (width < 22 || height < 22) faults.push(`${told(it)} is only ${width} × ${height} px`);
}
const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
if (over > 0) faults.push(`${over} px stick out of the page`);
const dialog = document.querySelector("dialog[open]");
if (dialog) {
    const { left, right, top, bottom } = box(dialog);
    if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) faults.push("the dialog sticks out of the window");
    if (dialog.scrollWidth > dialog.clientWidth) faults.push("something sticks out of the dialog");
}

// Colours are made comparable by painting them, whichever way they are written.
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const painted = (colours) => {
    canvas.fillStyle = "white";
    canvas.fillRect(0, 0, 1, 1);
    for (const colour of colours) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
    }
    const light = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
        .map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
};
const grounds = (it) => {
    const all = [];
    for (; it; it = it.parentElement) all.unshift(getComputedStyle(it).backgroundColor);
    return all;
};
for (const it of seen) {
    const hasText = [...it.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const { width, height } = box(it);
    // What is off screen is for assistive technology alone.
    if (!hasText || it.closest(".off-screen, :disabled, svg") || width < 2 || height < 2) continue;
    const behind = grounds(it);
    const [ground, text] = [painted(behind), painted([...behind, getComputedStyle(it).color])];
    const contrast = (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05);
    if (contrast < 4.5) faults.push(`${told(it)} has a contrast of ${contrast.toFixed(2)}`);
}
return faults;
