//! The rules, as a table.

use super::source::Source;
use crate::{check, html};

/// One rule.
pub struct Rule {
    /// What it is about.
    pub name: &'static str,
    /// What to do for it.
    pub instead: &'static str,
    /// The line on which a file breaks it; the other files are there for rules across files.
    pub breaks: fn(&Source, &[Source]) -> Option<usize>,
    /// A path and a text that break it.
    pub broken_by: (&'static str, &'static str),
}

const LONGEST_FILE: usize = 400;
const TOO_LONG: &str = match str::from_utf8(&[b'\n'; LONGEST_FILE + 1]) {
    Ok(lines) => lines,
    Err(_) => "",
};

pub const RULES: &[Rule] = &[
    Rule {
        name: "the views know the state and core only",
        instead: "let src/state do it, and call that",
        breaks: |file, _| {
            const OTHERS: &[&str] = &[
                "crate::engine",
                "wirebench_browser",
                "web_sys::WebSocket",
                "web_sys::Worker",
                "web_sys::Storage",
            ];
            file.is_in("src/ui").then(|| file.line_with(OTHERS))?
        },
        broken_by: ("src/ui/log/row.rs", "use leptos::*;\nuse wirebench_browser::timer;"),
    },
    Rule {
        name: "the state knows core and browser only",
        instead: "turn it round: let the view read the state, and the worker answer through the link",
        breaks: |file, _| file.is_in("src/state").then(|| file.line_with(&["crate::ui", "crate::engine"]))?,
        broken_by: ("src/state/tabs.rs", "use crate::ui::log;"),
    },
    Rule {
        name: "the worker has no page",
        instead: "send it to the page through core's wire messages",
        breaks: |file, _| {
            file.is_in("src/engine").then(|| file.line_with(&["leptos", "crate::ui", "crate::state"]))?
        },
        broken_by: ("src/engine/socket.rs", "use leptos::prelude::*;"),
    },
    Rule {
        name: "a browser capability has no framework",
        instead: "take a callback, and make the signal in src/state",
        breaks: |file, _| file.is_in("src/browser").then(|| file.line_with(&["leptos"]))?,
        broken_by: ("src/browser/timer.rs", "use leptos::prelude::*;"),
    },
    Rule {
        name: "core is true without a browser",
        instead: "take the value as a parameter, and let src/browser get it",
        breaks: |file, _| {
            file.is_in("src/core")
                .then(|| file.line_with(&["web_sys", "js_sys", "wasm_bindgen", "leptos", "gloo"]))?
        },
        broken_by: ("src/core/conn/mod.rs", "use web_sys::WebSocket;"),
    },
    Rule {
        name: "core reads no clock",
        instead: "take `now` as a parameter",
        breaks: |file, _| {
            file.is_in("src/core")
                .then(|| file.line_outside_tests_with(&["Instant::now", "SystemTime::now"]))?
        },
        broken_by: ("src/core/conn/mod.rs", "let now = Instant::now();"),
    },
    Rule {
        name: "what comes from a peer is text, never markup",
        instead: "make it a text node",
        breaks: |file, _| {
            file.is_in("src")
                .then(|| file.line_with(&["inner_html", "outer_html", "insert_adjacent_html"]))?
        },
        broken_by: ("src/ui/detail.rs", "view! { <p inner_html=text/> }"),
    },
    Rule {
        name: "no unwrap outside tests",
        instead: "handle the error once: show it, or log it",
        breaks: |file, _| {
            let ours = file.is_rust() && (file.is_in("src") || file.is_in("tests/server"));
            ours.then(|| file.line_outside_tests_with(&[".unwrap()"]))?
        },
        broken_by: ("tests/server/main.rs", "let port = word.parse().unwrap();"),
    },
    Rule {
        name: "no inline style",
        instead: "use a class, or `style:name=value` for a value that is computed",
        breaks: |file, _| {
            let page = file.path == "index.html" || (file.is_rust() && file.is_in("src"));
            page.then(|| file.line_with(&[" style=\"", " style='", " style=move", " style={"]))?
        },
        broken_by: ("src/ui/app.rs", "view! { <p style=\"color: red\"/> }"),
    },
    Rule {
        name: "no inline script",
        instead: "move it to a file of its own",
        breaks: |file, _| {
            let refused = check::nothing_inline(&html::tags(&file.text)).is_err();
            (file.path == "index.html" && refused).then_some(1)
        },
        broken_by: ("index.html", "<script>run()</script>"),
    },
    Rule {
        name: "end to end waits on conditions",
        instead: "wait until what you expect is there",
        breaks: |file, _| {
            file.is_in("tests/e2e").then(|| file.line_with(&["thread::sleep", "time::sleep", " sleep("]))?
        },
        broken_by: ("tests/e2e/echo.rs", "tokio::time::sleep(second).await;"),
    },
    Rule {
        name: "one idea per file",
        instead: "split the file",
        breaks: |file, _| {
            (file.is_rust() && file.text.lines().count() > LONGEST_FILE).then_some(LONGEST_FILE + 1)
        },
        broken_by: ("src/core/long.rs", TOO_LONG),
    },
    Rule {
        name: "a file says what it is for",
        instead: "start it with `//!` and two to five sentences: its role, and what it does not do",
        breaks: |file, _| (file.is_rust() && !file.text.starts_with("//!")).then_some(1),
        broken_by: ("src/core/mute.rs", "fn main() {}"),
    },
    Rule {
        name: "every stylesheet is on the page",
        instead: "list it in index.html, or remove it",
        breaks: |file, all| {
            let listed = |page: &Source| page.path == "index.html" && page.text.contains(&file.path);
            (file.is_in("style") && !all.iter().any(listed)).then_some(1)
        },
        broken_by: ("style/lost.css", ".a {}"),
    },
];

#[test]
fn what_is_allowed_is_let_through() {
    for (path, text) in [
        (
            "src/ui/log/row.rs",
            "//! Uses no inner_html.\nuse web_sys::KeyboardEvent;\nview! { <p style:top=top/> }",
        ),
        ("src/core/log/mod.rs", "//! Knows no leptos.\n#[cfg(test)]\nmod tests {\n    a.unwrap();\n}"),
        ("src/engine/mod.rs", "//! x\nuse web_sys::WebSocket;"),
        ("index.html", "<meta charset=\"utf-8\"><script src=\"boot.js\"></script>"),
    ] {
        let broken = super::violations(&Source::new(path, text), &[]);
        assert!(broken.is_empty(), "{broken:?}");
    }
}
