//! What a peer sends is shown, and never done.

use anyhow::{Result, ensure};

use super::{Case, case};
use crate::page::Kind::Received;
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("hostile messages are shown as text", |stage| Box::pin(hostile(stage))),
    case("a hostile close reason is shown as text", |stage| Box::pin(reason(stage))),
];

/// Nothing of a message may become an element or a deed.
const UNHARMED: &str = "return {
    hacked: window.__hacked !== undefined,
    title: document.title,
    elements: document.querySelectorAll('main script, main img, main iframe, main a[href^=javascript], main svg[onload]').length
        + document.querySelector('[data-testid=log]').querySelectorAll('script, img, iframe, a').length,
};";

#[derive(Debug, PartialEq, Eq, serde::Deserialize)]
struct State {
    hacked: bool,
    title: String,
    elements: u32,
}

async fn hostile(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let before: State = page.script(UNHARMED, vec![]).await?;
    ensure!(!before.hacked && before.elements == 0, "the page isn't clean to begin with: {before:?}");
    page.connect(&stage.server.ws("/hostile")).await?;
    page.newest_rows_are(&[(Received, "text", "\"high\""), (Received, "text", "{\"type\":\"end\"}")]).await?;
    page.total_is(2 + 7).await?;
    let rows = page.rows().await?;
    let received: Vec<_> = rows.iter().filter(|row| row.kind == Received).collect();
    ensure!(received.len() == 7, "not every message has its row: {received:?}");
    for (row, words) in received.iter().zip(["<script>window.__hacked", "user", "before", "xxxxxxxx", "[[[["])
    {
        ensure!(row.text.contains(words), "row {} is {:?}", row.seq, row.text);
    }
    ensure!(!received[1].text.contains('\u{202e}'), "a direction is overridden in the list");
    // The same in the detail pane, where they are shown in full.
    for row in &received {
        page.open_row(row.seq).await?;
        for tab in ["Raw", "Hex"] {
            page.find("tab", tab).await?.click().await?;
        }
        page.find("tab", "Raw").await?.click().await?;
        let raw = page.text_at("detail-raw").await?;
        ensure!(!raw.is_empty(), "row {} shows nothing", row.seq);
        page.press("Close detail").await?;
    }
    page.open_row(received[0].seq).await?;
    let raw = page.text_at("detail-raw").await?;
    ensure!(
        raw.starts_with("<script>window.__hacked") && raw.ends_with("</div></body></html>"),
        "it is {raw:?}"
    );
    let after: State = page.script(UNHARMED, vec![]).await?;
    ensure!(after == before, "it did something: {after:?}");
    page.status_says(&["Connected"]).await.map(drop)
}

async fn reason(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let before: State = page.script(UNHARMED, vec![]).await?;
    let markup = "<img src=x onerror='window.__hacked=1'>";
    let query = "%3Cimg%20src=x%20onerror='window.__hacked=1'%3E";
    page.start_connecting(&stage.server.ws(&format!("/close?code=4000&reason={query}"))).await?;
    page.status_says(&["Disconnected", "4000", markup]).await?;
    let after: State = page.script(UNHARMED, vec![]).await?;
    ensure!(after == before, "it did something: {after:?}");
    Ok(())
}
