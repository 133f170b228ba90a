//! Links that are refused: each with a sentence, and nothing of them is filled in.

use anyhow::{Context, Result, ensure};

use super::links::unharmed;
use super::tabs::tabs_are;
use super::{Case, case};
use crate::page::{Page, head, part};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("a hostile link is refused as a whole, with a sentence", |stage| Box::pin(refused(stage))),
    case("a refused link is refused when the page is opened with it", |stage| Box::pin(opened(stage))),
    case("no link is copied that no page would open", |stage| Box::pin(not_copied(stage))),
];

const MARKUP: &str = "<img src=x onerror=window.__hacked=1>";

/// Links and what is said of them, all with this address.
fn hostile(address: &str) -> Vec<(String, &'static str)> {
    let url = part("url", address);
    let with = |rest: &str| format!("{url}&message=hi&{rest}");
    let leads_to = |address: &str| format!("message=hi&{}", part("url", address));
    vec![
        (with(&format!("filter={}", "x".repeat(300 * 1024))), "it is longer than 262 kB"),
        (format!("{url}&message={}", "x".repeat(300 * 1024)), "it is longer than 262 kB"),
        (with(&part("url", "ws://127.0.0.1:1/other")), "it has “url” two times"),
        (with("message=ho"), "it has “message” two times"),
        (with("format=hex&format=hex"), "it has “format” two times"),
        (with("header=Authorization"), "“header” isn’t known here"),
        (with("settings"), "“settings” isn’t known here"),
        (with("%3Cimg%20src%3Dx%20onerror%3Dwindow.__hacked%3D1%3E=1"), "“<img src=x onerror=window.__hac"),
        (with("%E2%80%AE%0A=1"), "“[U+202E]␊” isn’t known here"),
        (with("filter=%E0%A4%A"), "its “filter” is damaged"),
        (format!("{url}&message=%FF"), "its “message” is damaged"),
        ("url=ws%3A%2F%2F%C3%28".to_owned(), "its “url” is damaged"),
        (with("format=xml"), "“xml” is no format"),
        (with("format=HEX"), "“HEX” is no format"),
        (with(&part("format", MARKUP)), "“<img src=x onerror=window.__hac"),
        (leads_to(&format!("{address}\u{0}")), "its “url” has a character that can’t be seen"),
        (leads_to(&format!("{address}\n")), "its “url” has a character that can’t be seen"),
        (leads_to("ws://\u{202e}moc.elpmaxe"), "its “url” has a character that can’t be seen"),
        (with(&part("protocols", "a\u{7f}")), "its “protocols” has a character that can’t be seen"),
        (with(&part("protocols", "a\u{2066}b")), "its “protocols” has a character that can’t be seen"),
        (with(&part("filter", "a\tb")), "its “filter” has a character that can’t be seen"),
        (with(&part("filter", "\u{202a}x")), "its “filter” has a character that can’t be seen"),
        (leads_to("javascript:window.__hacked=1"), "javascript is no WebSocket address"),
        (leads_to(" JaVaScRiPt:window.__hacked=1"), "JaVaScRiPt is no WebSocket address"),
        (leads_to("data:text/html,<script>window.__hacked=1</script>"), "data is no WebSocket address"),
        (leads_to("file:///etc/passwd"), "file is no WebSocket address"),
        (leads_to("blob:http://127.0.0.1/x"), "blob is no WebSocket address"),
        ("message=hi&format=hex".to_owned(), "it has no address"),
        ("url=&message=hi".to_owned(), "it has no address"),
        ("url=%20+%09&message=hi".to_owned(), "“url” has a character that can’t be seen"),
        ("url=%20+&message=hi".to_owned(), "it has no address"),
    ]
}

async fn refused(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    for (link, words) in hostile(&stage.echo()) {
        let told = head(&link);
        page.follow(&link).await.with_context(|| format!("with {told}"))?;
        page.warned(words).await.with_context(|| format!("with {told}"))?;
        nothing_filled_in(page).await.with_context(|| format!("with {told}"))?;
        page.press("Dismiss").await?;
        page.unwarned().await?;
    }
    unharmed(page).await?;
    // The next link that is right takes the sentence about the last one away.
    page.follow("url=javascript%3Aalert%281%29").await?;
    page.warned("javascript is no WebSocket address").await?;
    page.follow(&part("url", &stage.echo())).await?;
    page.has_value("textbox", "URL", &stage.echo()).await?;
    page.unwarned().await?;
    ensure!(stage.server.visits().is_empty(), "the server was asked");
    Ok(())
}

async fn opened(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    for (link, words) in [
        ("url=javascript%3Awindow.__hacked%3D1&message=hi", "javascript is no WebSocket address"),
        ("url=ws%3A%2F%2Fa&message=%FF", "its “message” is damaged"),
    ] {
        stage.leave().await?;
        page.open(&format!("{}#{link}", stage.home())).await?;
        page.warned(words).await?;
        nothing_filled_in(page).await?;
        let behind = page.fragment().await?;
        ensure!(behind.is_empty(), "the page's address still has {behind:?}");
        // It is said once, and a reload has forgotten it.
        page.reload().await?;
        page.unwarned().await?;
        nothing_filled_in(page).await?;
    }
    unharmed(page).await
}

async fn nothing_filled_in(page: &Page) -> Result<()> {
    tabs_are(page, 1).await?;
    for name in ["URL", "Subprotocols", "Message"] {
        let value = page.value("textbox", name).await?;
        ensure!(value.is_empty(), "“{name}” holds {:?}", head(&value));
    }
    page.filter_line_is("").await?;
    let chosen = page.chosen("Message format").await?;
    ensure!(chosen == "Text", "the format is {chosen}");
    ensure!(page.text_at("status-explanation").await.is_err(), "it is said that a link filled this in");
    let total = page.total().await?;
    ensure!(total == 0, "there are {total} rows");
    Ok(())
}

async fn not_copied(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    for (address, message, words) in [
        ("", "hello", "it has no address"),
        ("ws://127.0.0.1:1234/", "x".repeat(300_000).as_str(), "There is no link for this"),
        ("javascript:alert(1)", "", "javascript is no WebSocket address"),
        ("ws://127.0.0.1:1234/\u{202e}", "", "a character that can’t be seen"),
        ("", "", "it has no address"),
    ] {
        page.paste("URL", address).await?;
        page.paste_message(message).await?;
        page.press("Copy link").await?;
        let said = page.said(words).await?;
        ensure!(!said.contains("opened:"), "nobody wanted to open a link, and it says {said:?}");
        page.press("Dismiss").await?;
        page.gone("button", "Dismiss").await?;
    }
    Ok(())
}
