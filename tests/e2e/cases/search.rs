//! Finding rows: by text, by expression, by bytes, by fields, and by what they are.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use super::{Case, case};
use crate::page::Format;
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("each way to search finds what it should", |stage| Box::pin(forms(stage))),
    case("each term of a filter's line finds what it should", |stage| Box::pin(terms(stage))),
    case("what can't be read is said and searched as text", |stage| Box::pin(problems(stage))),
    case("what is found stands out", |stage| Box::pin(highlights(stage))),
    case("from match to match by keyboard", |stage| Box::pin(steps(stage))),
    case("a filter's line comes back with its tab", |stage| Box::pin(kept(stage))),
];

/// Two rows about the connection, then each message and its echo.
async fn filled(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    for (index, text) in
        ["tick one", "Tock TWO", r#"{"type":"tick","n":10}"#, "Привет (мир"].iter().enumerate()
    {
        page.paste_message(text).await?;
        page.press("Send").await?;
        page.total_is(2 + 2 * (index as u64 + 1)).await?;
    }
    page.format(Format::Hex).await?;
    page.send("de ad be ef 74").await?;
    page.total_is(12).await
}

async fn forms(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    filled(stage).await?;
    page.search("tick").await?;
    page.matching_is(4).await?;
    page.search("TICK ONE").await?;
    page.matching_is(2).await?;
    page.tick("Match case", true).await?;
    page.matching_is(0).await?;
    page.search("Tock").await?;
    page.matching_is(2).await?;
    page.tick("Match case", false).await?;
    page.search("привет").await?;
    page.matching_is(2).await?;
    page.search("connected").await?;
    page.matching_is(1).await?;
    page.search("t[io]ck").await?;
    page.matching_is(0).await?;
    page.tick("Regex", true).await?;
    page.matching_is(6).await?;
    page.tick("Exclude", true).await?;
    page.matching_is(6).await?;
    page.show("Received").await?;
    page.matching_is(2).await?;
    page.tick("Regex", false).await?;
    page.matching_is(5).await?;
    page.tick("Exclude", false).await?;
    page.search("").await?;
    page.matching_is(5).await?;
    page.show("All").await?;
    page.matching_is(12).await
}

async fn terms(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    filled(stage).await?;
    for (line, count) in [
        ("kind:received type:text", 4),
        ("-kind:info", 10),
        ("type:binary", 2),
        ("size:5", 2),
        ("size:>1k", 0),
        ("size:6..10 -/tock/", 2),
        ("hex:adbe", 2),
        ("hex:\"de ad\" kind:sent", 1),
        ("tick", 4),
        ("tick -$.type", 2),
        ("$.type=tick", 2),
        ("$.type == \"tick\" $.n=10", 2),
        ("$.n!=10", 0),
        ("\"tick one\"", 2),
        ("case:on /t[io]ck/", 4),
        ("time:00:00..", 12),
        ("", 12),
    ] {
        page.filter_line(line).await?;
        page.matching_is(count).await.map_err(|error| error.context(format!("the line {line:?}")))?;
    }
    // The whole of it in one line means the same.
    page.search("tick").await?;
    page.tick("Exclude", true).await?;
    page.show("Received").await?;
    page.filter_line("type:text").await?;
    page.matching_is(2).await?;
    let whole = page.text_at("filter-whole").await?;
    ensure!(whole == "kind:received -tick type:text", "it is {whole:?}");
    page.search("").await?;
    page.show("All").await?;
    page.filter_line(&whole).await?;
    page.matching_is(2).await
}

async fn problems(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    filled(stage).await?;
    page.tick("Regex", true).await?;
    page.search("(мир").await?;
    page.search_says("not a regular expression").await?;
    page.matching_is(2).await?;
    page.search("мир").await?;
    page.search_says("").await?;
    page.matching_is(2).await?;
    page.search("").await?;
    for (line, words) in [
        ("kind:foo", "character 6: not one of sent, received"),
        ("size:big", "not a size"),
        ("time:25:00", "not a time"),
        ("hex:0g", "not a hex digit"),
        ("$.a[x]", "path"),
        ("$.a=", "no value"),
        ("\"open", "isn’t closed"),
        ("/(/", "not a regular expression"),
    ] {
        page.filter_line(line).await?;
        page.line_says(words).await?;
        page.matching_is(0).await?;
    }
    Ok(())
}

async fn highlights(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    filled(stage).await?;
    page.show("Sent").await?;
    page.search("ck").await?;
    page.stands_out("found-rows", &["ck", "ck", "ck"]).await?;
    page.tick("Regex", true).await?;
    page.search("т|t.").await?;
    page.stands_out("found-rows", &["ti", "To", "TW", "ty", "ti", "т"]).await?;
    page.open_row(7).await?;
    page.stands_out("found-detail", &["ty", "ti"]).await?;
    page.find("tab", "Pretty").await?.click().await?;
    page.stands_out("found-detail", &["ty", "ti"]).await?;
    page.search("").await?;
    page.stands_out("found-detail", &[]).await?;
    page.press("Close detail").await?;
    page.filter_line("hex:adbe").await?;
    page.stands_out("found-rows", &["ad be"]).await?;
    // A higher list has new rows for the same messages.
    let before = page.row_slots().await?;
    page.web.set_window_rect(0, 0, 1440, 1300).await?;
    eventually("more rows", SOON, async || {
        ensure!(page.row_slots().await? > before, "there are {before}");
        Ok(())
    })
    .await?;
    page.stands_out("found-rows", &["ad be"]).await?;
    page.web.set_window_rect(0, 0, 1440, 900).await?;
    page.filter_line("").await?;
    page.stands_out("found-rows", &[]).await
}

async fn steps(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    filled(stage).await?;
    page.search("tick").await?;
    page.matching_is(4).await?;
    let field = page.find("searchbox", "Search log").await?;
    for (keys, row) in [
        (Key::Enter + "", 3),
        (Key::Enter + "", 4),
        (Key::Enter + "", 7),
        (Key::Shift + Key::Enter, 4),
        (Key::Shift + Key::Enter, 3),
        (Key::Shift + Key::Enter, 8),
        (Key::Enter + "", 3),
    ] {
        field.send_keys(keys).await?;
        page.selected_is(row).await?;
    }
    // The way on into the list, and Escape empties the box.
    field.send_keys(Key::Down + "").await?;
    let focused: bool =
        page.script("return document.activeElement.dataset.testid === 'log';", vec![]).await?;
    ensure!(focused, "the list hasn't got the focus");
    field.send_keys(Key::Escape + "").await?;
    page.has_value("searchbox", "Search log", "").await?;
    page.matching_is(12).await?;
    page.selected_is(3).await
}

async fn kept(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.filter_line("-heartbeat size:<=5").await?;
    page.reload().await?;
    page.has_value("textbox", "Filter", "-heartbeat size:<=5").await?;
    page.connect(&stage.echo()).await?;
    page.send("heartbeat").await?;
    page.send("short").await?;
    page.total_is(6).await?;
    page.matching_is(2).await
}
