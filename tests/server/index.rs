//! The page that lists the routes, written from the very table that answers them.
//! It needs no script, and its style sheet is a route of its own, so its policy can stay strict.

use std::fmt::Write;

use crate::answer::Answer;
use crate::params::Param;
use crate::routes::{ROUTES, Route};

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

const TOP: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Practice server</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/routes.css">
</head>
<body>
<main>
<h1>Practice server</h1>
<p>Every route below speaks WebSocket, here over <code>ws://</code> and on the next port over <code>wss://</code>
with a self-signed certificate. Offered sub-protocols are accepted by taking the first, except where a route says
otherwise. A parameter that is unknown or out of its limits is refused with 400 and a sentence.</p>
<table>
<thead><tr><th scope="col">Route</th><th scope="col">What it does</th><th scope="col">Parameters</th></tr></thead>
<tbody>
"#;

const BOTTOM: &str = "</tbody>\n</table>\n</main>\n</body>\n</html>\n";

/// The table of routes.
pub fn page() -> Answer {
    let mut html = TOP.to_owned();
    for route in ROUTES {
        row(&mut html, route);
    }
    html.push_str(BOTTOM);
    Answer::new(200, "text/html; charset=utf-8", html.into_bytes())
        .with("Cache-Control", "no-cache")
        .with("Content-Security-Policy", POLICY)
        .with("Referrer-Policy", "no-referrer")
}

/// The style of that page.
pub fn style() -> Answer {
    let css = include_str!("routes.css").as_bytes().to_vec();
    Answer::new(200, "text/css; charset=utf-8", css).with("Cache-Control", "no-cache")
}

// Writing into a string can't fail, so the results below carry nothing.
fn row(html: &mut String, route: &Route) {
    let _ = write!(html, "<tr><th scope=\"row\"><code>{}</code></th>", escaped(route.path));
    let _ = write!(html, "<td>{}</td><td>", escaped(route.what));
    if !route.params.is_empty() {
        html.push_str("<dl>");
        for param in route.params {
            let _ = write!(html, "<dt><code>{}</code></dt>", escaped(param.name()));
            let _ = write!(html, "<dd>{}</dd>", escaped(&explained(param)));
        }
        html.push_str("</dl>");
    }
    html.push_str("</td></tr>\n");
}

fn explained(param: &Param) -> String {
    match param {
        Param::Number(number) => {
            format!("{}: {}; by default {}.", number.what, number.allowed, number.default)
        }
        Param::Text(text) => format!("{}: at most {} bytes; by default absent.", text.what, text.max_bytes),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
