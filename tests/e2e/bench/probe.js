// Put into whichever page is measured: it looks on once per frame, and touches nothing that isn't asked for.
const MINE = "e2eProbe";
const SHARP = 16;
const newest = {
    ours: () => [...document.querySelectorAll('[data-testid="log-row"]')].at(-1),
    counter: () => document.getElementById("newest"),
    append: () => document.getElementById("list").lastElementChild,
};
// How long ago the newest row on screen arrived in the worker, by the time that is written in it.
const ageOf = (row) => {
    const time = row?.querySelector(".row-time")?.textContent.match(/(\d+):(\d+):(\d+)[.,](\d{3})/);
    if (!time) return 0;
    const [hours, minutes, seconds, millis] = time.slice(1).map(Number);
    const then = new Date();
    then.setHours(hours, minutes, seconds, millis);
    return Math.max(0, Date.now() - then);
};
// Records frames until `step` returns something, which is called in each of them.
const watch = (step) => new Promise((done) => {
    const began = performance.now();
    let [last, longest, frames] = [began, 0, 0];
    const frame = () => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
        frames += 1;
        const seen = step(now - began);
        if (seen === undefined) requestAnimationFrame(frame);
        else done({ ...seen, longest, frames, elapsed: now - began });
    };
    requestAnimationFrame(frame);
});
const painted = () => new Promise((done) => {
    requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(null);
    });
});
// A flood from the click on Connect until its last message is on screen.
const flood = (who, looksAtAge) => {
    let age = 0;
    const run = watch(() => {
        const row = newest[who]();
        if (looksAtAge) age = Math.max(age, ageOf(row));
        return row?.textContent.includes('"end"') ? { age } : undefined;
    });
    find("button", "Connect").click();
    return run;
};
// A driver doesn't wait for minutes, so what such a run comes to is fetched later.
const startFlood = (who) => {
    const probe = window[MINE] = { over: null };
    flood(who, false).then((run) => { probe.over = run; });
};
// The same with a record of each key, from its event to its paint, by the browser's own measure.
const startFloodWithKeys = (who) => {
    const probe = window[MINE] = { keys: 0, delays: [], over: null };
    const take = (list) => probe.delays.push(
        ...list.getEntries().filter((entry) => entry.name === "keydown").map((entry) => entry.duration),
    );
    const observer = new PerformanceObserver(take);
    observer.observe({ type: "event", durationThreshold: SHARP });
    addEventListener("keydown", () => { probe.keys += 1; }, { capture: true });
    find("textbox", "Message").focus();
    flood(who, true).then(async (run) => {
        await painted();
        await painted();
        take({ getEntries: () => observer.takeRecords() });
        // The browser is silent about those that are painted sooner.
        const { keys, delays } = probe;
        probe.over = { ...run, delays: [...delays, ...Array(Math.max(0, keys - delays.length)).fill(SHARP)] };
    });
};
// From one end of the log to the other, a step before each frame, as if somebody dragged the scrollbar.
const scroll = async (steps) => {
    const list = shown("log")[0];
    const blank = () => {
        const { top, bottom } = list.getBoundingClientRect();
        const edges = shown("log-row").map((row) => row.getBoundingClientRect()).sort((a, b) => a.top - b.top);
        let covered = top + 1;
        for (const edge of edges) if (edge.top <= covered) covered = Math.max(covered, edge.bottom + 1);
        return covered < bottom - 1;
    };
    let over = false;
    const run = watch(() => (over ? {} : undefined));
    let blanks = 0;
    for (const end of [0, 1, 0]) {
        const [from, to] = [list.scrollTop, end * (list.scrollHeight - list.clientHeight)];
        for (let step = 1; step <= steps; step += 1) {
            list.scrollTop = from + (to - from) * step / steps;
            await painted();
            blanks += Number(blank());
        }
    }
    over = true;
    return { ...await run, blanks };
};
const searchBox = () => [...document.querySelectorAll("input[type=search], [role=searchbox]")]
    .find((box) => nameOf(box) === "Search log") ?? null;
const typeSearch = (text) => {
    const box = searchBox();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, text);
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
};
// A search, from the event until it is finished, and when the rows on screen were right for the first time.
const search = (text, matches) => {
    let first = null;
    const run = watch((elapsed) => {
        const rows = shown("log-row");
        if (first === null && rows.length && rows.every((row) => row.textContent.includes(text))) first = elapsed;
        const matching = document.querySelector('[data-testid="log-matching"]');
        const isOver = matching.dataset.done === "true" && Number(matching.dataset.value) === matches;
        return first !== null && isOver ? { first } : undefined;
    });
    typeSearch(text);
    return run;
};
// The detail of the newest message, from the click to the paint, and the frames for a while after.
const detail = async (span) => {
    const began = performance.now();
    newest.ours().click();
    const isShown = () => [...document.querySelectorAll('[data-testid^="detail-"]')]
        .some((part) => part.checkVisibility() && part.textContent.includes("record"));
    await watch(() => (isShown() ? {} : undefined));
    await painted();
    const first = performance.now() - began;
    const { longest } = await watch((elapsed) => (elapsed > span ? {} : undefined));
    return { first, longest };
};
const hasSearch = () => searchBox() !== null;
// Shows each tab and connects it, and comes back to the first.
const connectAll = async () => {
    const tabs = () => [...find("tablist", "Connections").querySelectorAll("[role=tab]")];
    for (const index of tabs().keys()) {
        tabs()[index].click();
        await painted();
        find("button", "Connect").click();
        await painted();
    }
    tabs()[0].click();
    await painted();
};
// The log as a file, from the choice in the menu until the page says that it has handed it over.
const exportLog = async (format) => {
    find("button", "Export").click();
    await painted();
    const line = () => shown("log-file")[0]?.textContent ?? "";
    const before = line();
    const run = watch(() => (/\d rows, /.test(line()) && line() !== before ? {} : undefined));
    find("menuitem", format).click();
    return run;
};
// From now until a captured log has been read to its end.
const startReading = () => {
    const probe = window[MINE] = { over: null };
    let hasBegun = false;
    watch(() => {
        const isReading = shown("captured-stage").length > 0;
        hasBegun ||= isReading;
        return hasBegun && !isReading ? {} : undefined;
    }).then((run) => { probe.over = run; });
};
