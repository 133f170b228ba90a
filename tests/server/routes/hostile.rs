//! `/hostile`: what a peer may send to harm whoever shows it.
//! If any of the HTML is executed, the page's title becomes "hacked" and `window.__hacked` is true,
//! which is what the end-to-end tests look for.

use super::{Action, Route, Talk};
use crate::socket::{Outcome, Socket, say, until_closed};

pub const ROUTE: Route = Route {
    path: "/hostile",
    what: "Sends, each as a message of its own: HTML with scripts, bidirectional controls, NULs, a million \
           characters on one line, JSON nested 100,000 deep, and lone surrogates escaped in JSON. Then \
           {\"type\":\"end\"}, and then keeps quiet.",
    params: &[],
    read: |_| Ok(Action::Talk(Talk::Hostile)),
};

const HTML: &str = r#"<script>window.__hacked = true; document.title = "hacked"</script><img src="x" onerror="window.__hacked = true; document.title = 'hacked'"><svg onload="window.__hacked = true"></svg><iframe srcdoc="<script>parent.__hacked = true</script>"></iframe><a href="javascript:window.__hacked = true">link</a></div></body></html>"#;

const BIDI: &str = "user\u{202e}nimda\u{202c} \u{2066}isolate left open, \u{2067}and another, \u{200f}mark, \
    \u{202d}override left open: exe.gnp";

const NULS: &str = "before\0between\0\0after\0";

const SURROGATES: &str =
    r#"{"high":"\ud83d","low":"\ude00","swapped":"\ude00\ud83d","\udfff":"in a name","pair":"\ud83d\ude00"}"#;

pub async fn run(socket: &mut Socket) -> Outcome {
    const LENGTH: usize = 1_000_000;
    const DEPTH: usize = 100_000;
    say(socket, HTML).await?;
    say(socket, BIDI).await?;
    say(socket, NULS).await?;
    say(socket, "x".repeat(LENGTH)).await?;
    say(socket, "[".repeat(DEPTH) + &"]".repeat(DEPTH)).await?;
    say(socket, SURROGATES).await?;
    say(socket, r#"{"type":"end"}"#).await?;
    until_closed(socket).await
}
