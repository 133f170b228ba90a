//! Which headers a browser lets an extension set: what the page tells of it, so that a browser that changes its mind is
//! noticed.

use anyhow::{Result, ensure};
use serde_json::json;

use super::extension::{STARTS, value};
use super::{Case, case};
use crate::browser::Browser;
use crate::console::FAILED;
use crate::extended::{Access, Extended};
use crate::page::Pairs;
use crate::stage::Stage;

pub const CASES: &[Case] =
    &[case("which headers a browser lets an extension set", |stage| Box::pin(limits(stage)))
        .longer_by(STARTS)];

/// Headers with what arrives of them, where that isn't what was set: in Chromium, and in Firefox.
const LIMITS: &[(&str, &str, &str, &str)] = &[
    ("Authorization", "Bearer a", "as set", "as set"),
    ("Cookie", "a=1", "as set", "as set"),
    ("Origin", "https://a.example", "as set", "as set"),
    ("User-Agent", "a", "as set", "as set"),
    ("Referer", "https://a.example/", "as set", "as set"),
    ("Sec-WebSocket-Version", "13", "as set", "as set"),
    ("Host", "a.example", "as set", "the browser’s"),
    ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==", "the browser’s", "none"),
    ("Sec-WebSocket-Extensions", "a", "the browser’s", "as set"),
    ("Sec-WebSocket-Protocol", "a", "none", "as set"),
    ("Connection", "close", "none", "the browser’s"),
    ("Upgrade", "a", "none", "the browser’s"),
    ("X-Letters", "é", "as set", "something else"),
];

async fn limits(stage: &Stage) -> Result<()> {
    let extended = Extended::start(stage, Access::Given).await?;
    let page = &extended.page;
    // Access is given by connecting.
    page.fill("textbox", "URL", &stage.server.ws("/headers")).await?;
    page.add_pairs(Pairs::Headers, &[("X", "1")]).await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    let script = "const [address, header, value] = arguments;
        const { id } = await chrome.tabs.getCurrent();
        const rule = { id: 1, action: { type: 'modifyHeaders', requestHeaders: [{ header, operation: 'set', value }] },
            condition: { resourceTypes: ['websocket'], tabIds: [id] } };
        await chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: [1], addRules: [rule] });
        const arrived = await new Promise((done) => {
            const socket = new WebSocket(address);
            socket.onmessage = ({ data }) => { done(data); socket.close(); };
            socket.onerror = () => done(null);
        });
        await chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: [1] });
        return arrived;";
    for &(name, set, in_chromium, in_firefox) in LIMITS {
        let address = stage.server.ws("/headers");
        let arrived: Option<String> =
            page.later(script, vec![json!(address), json!(name), json!(set)]).await?;
        let found = match arrived {
            None => "none",
            Some(text) => {
                let headers: Vec<(String, String)> = serde_json::from_str(&text)?;
                match value(&headers, name).first() {
                    Some(value) if *value == set => "as set",
                    Some(_) if name.starts_with("X-") => "something else",
                    Some(_) => "the browser’s",
                    None => "none of it",
                }
            }
        };
        let expected = match page.browser {
            Browser::Chromium => in_chromium,
            Browser::Firefox => in_firefox,
        };
        ensure!(found == expected, "{name}: {found}, and it was {expected}");
    }
    extended.stop(FAILED).await
}
