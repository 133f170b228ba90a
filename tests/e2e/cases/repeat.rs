//! A message that is sent again and again: how often and how fast, what ends it, and what doesn't.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use practice_server::{Options, start};
use serde_json::json;

use super::reconnect::OFTEN;
use super::{Case, case};
use crate::console::{BROKEN, DOWN};
use crate::page::Kind::Received;
use crate::page::{AUTO_RECONNECT, EVERY, Format, Page, RECONNECT_DELAY, Setting, TIMES};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("a message is repeated as often as one wants", |stage| Box::pin(counted(stage))),
    case("a message is repeated until it is stopped", |stage| Box::pin(stopped(stage))),
    case("a message is repeated a thousand times a second", |stage| Box::pin(fast(stage))),
    case("repeating ends with the connection", |stage| Box::pin(ended(stage))).expecting(BROKEN),
    case("repeating goes on after a reconnect where that is wanted", |stage| Box::pin(goes_on(stage)))
        .expecting(DOWN)
        .longer_by(Duration::from_mins(1)),
    case("repeating goes on while another tab is shown", |stage| Box::pin(unseen(stage))),
    case("bad numbers for repeating are refused at their fields", |stage| Box::pin(numbers(stage))),
    case("what can't be repeated is refused with words", |stage| Box::pin(refused(stage))),
];

const GO_ON: &str = "Go on after a reconnect";

/// Nothing but what is sent by hand goes out any more.
async fn is_calm(page: &Page) -> Result<()> {
    // Behind its echo the log shows all that came before.
    page.send("by hand").await?;
    page.echoed_text("by hand").await?;
    let total = page.total().await?;
    page.send("by hand, too").await?;
    page.total_is(total + 2).await?;
    page.echoed_text("by hand, too").await
}

async fn counted(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.type_message("again {{seq}}").await?;
    page.repeat("20", "10").await?;
    let end = page.repeated_is("ended", |now| !now.over.is_empty()).await?;
    ensure!((end.sent, end.refused, end.over.as_str()) == (10, 0, "Done."), "it ended as {end:?}");
    page.total_is(2 + 20).await?;
    page.show("Received").await?;
    page.matching_is(10).await?;
    let echoes = page.rows().await?;
    ensure!(echoes.len() == 10, "there are {} echoes", echoes.len());
    for (number, row) in (1..).zip(&echoes) {
        ensure!(row.text.ends_with(&format!("again {number}")), "echo {number} is {:?}", row.text);
    }
    page.show("All").await?;
    page.has_value("textbox", "Message", "again {{seq}}").await?;
    page.gone("button", "Stop repeating").await?;
    is_calm(page).await?;
    // The next time begins from the start.
    page.type_message("once").await?;
    page.repeat("20", "1").await?;
    let end = page.repeated_is("ended with one", |now| now.sent == 1 && !now.over.is_empty()).await?;
    ensure!((end.refused, end.over.as_str()) == (0, "Done."), "it ended as {end:?}");
    page.echoed_text("once").await?;
    page.total_is(2 + 20 + 4 + 2).await
}

async fn stopped(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.type_message("until").await?;
    page.repeat("20", "").await?;
    // By hand, and another text in the box, change nothing about it.
    page.send("in between").await?;
    page.repeated_is("been sent 20 times", |now| now.sent >= 20 && now.over.is_empty()).await?;
    page.press("Stop repeating").await?;
    let end = page.repeated_is("ended", |now| !now.over.is_empty()).await?;
    ensure!((end.refused, end.over.as_str()) == (0, "Stopped."), "it ended as {end:?}");
    page.total_is(2 + 2 + 2 * end.sent).await?;
    page.gone("button", "Stop repeating").await?;
    is_calm(page).await?;
    // So does the user's end of the connection, after which it doesn't begin by itself.
    page.type_message("until").await?;
    page.repeat("20", "").await?;
    page.repeated_is("begun", |now| now.sent >= 2 && now.over.is_empty()).await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected", "closed by you"]).await?;
    page.repeated_is("stopped", |now| now.over == "Stopped.").await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    is_calm(page).await
}

async fn fast(stage: &Stage) -> Result<()> {
    // Browsers let a timer fire once in 4 ms. Who sends one message each time takes 12 s for so many, on whatever
    // machine; who keeps to the times takes 3 s, and makes up for those that a busy machine has missed.
    const TIMES: u64 = 3000;
    const AT_LEAST: Duration = Duration::from_millis(TIMES - 1);
    const AT_MOST: Duration = Duration::from_secs(9);
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.type_message("{{seq}}").await?;
    let begun = Instant::now();
    page.repeat("1", &TIMES.to_string()).await?;
    let end = page.repeated_is("ended", |now| !now.over.is_empty()).await?;
    let span = begun.elapsed();
    ensure!((end.sent, end.refused, end.over.as_str()) == (TIMES, 0, "Done."), "it ended as {end:?}");
    ensure!((AT_LEAST..=AT_MOST).contains(&span), "{TIMES} times took {span:?}");
    page.total_is(2 + 2 * TIMES).await?;
    eventually("the last echo", SOON, async || {
        let raw = page.newest_raw().await?;
        ensure!(raw == TIMES.to_string(), "it is {raw:?}");
        Ok(())
    })
    .await
}

async fn ended(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // It connects again, but that isn't enough; and late enough for "Stop" to be pressed before it does.
    page.set(&[Setting::On(AUTO_RECONNECT), Setting::Number(RECONNECT_DELAY, 3)]).await?;
    page.connect(&stage.server.ws("/drop?after_ms=3000")).await?;
    page.type_message("to nobody").await?;
    page.repeat("20", "").await?;
    page.repeated_is("begun", |now| now.sent >= 1).await?;
    let end = page.repeated_is("ended", |now| !now.over.is_empty()).await?;
    ensure!((end.refused, end.over.as_str()) == (0, "The connection has ended."), "it ended as {end:?}");
    page.gone("button", "Stop repeating").await?;
    page.status_says(&["Connected"]).await?;
    page.show("Sent").await?;
    page.matching_is(end.sent).await?;
    page.waits(2, &["connection lost"]).await?;
    page.press("Stop").await?;
    // The second connection was open for seconds, and nothing was sent.
    page.matching_is(end.sent).await?;
    let now = page.repeated().await?;
    ensure!(now == end, "it was {end:?} and is {now:?}");
    Ok(())
}

async fn goes_on(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(OFTEN).await?;
    let server = start(Options { port: 0, ..Options::default() }).await?;
    page.connect(&server.ws("/echo")).await?;
    page.type_message("again").await?;
    page.press("Repeat").await?;
    page.tick(GO_ON, true).await?;
    page.repeat("20", "").await?;
    page.repeated_is("begun", |now| now.sent >= 5).await?;
    let port = server.addr().port();
    server.stop().await;
    let down = page.repeated_is("refusals", |now| now.refused >= 5).await?;
    ensure!(down.over.is_empty(), "it has ended: {down:?}");
    let _server = start(Options { port, ..Options::default() }).await?;
    let up = page.repeated_is("gone on", |now| now.sent >= down.sent + 20).await?;
    ensure!(up.over.is_empty(), "it has ended: {up:?}");
    // Each was sent or refused, and none of it twice.
    page.press("Stop repeating").await?;
    let end = page.repeated_is("ended", |now| !now.over.is_empty()).await?;
    ensure!(end.over == "Stopped.", "it ended as {end:?}");
    page.newest_rows_are(&[(Received, "text", "again")]).await?;
    page.show("Sent").await?;
    page.matching_is(end.sent).await
}

async fn unseen(stage: &Stage) -> Result<()> {
    const TICKS: u64 = 15;
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.type_message("unseen").await?;
    page.repeat("20", "").await?;
    page.new_tab().await?;
    // It belongs to its tab.
    ensure!(page.repeated().await.is_err(), "the new tab repeats, too");
    page.connect(&stage.server.ws("/ticker?ms=100")).await?;
    eventually("ticks", LATER, async || {
        let total = page.total().await?;
        ensure!(total >= 2 + TICKS, "there are {total} rows");
        Ok(())
    })
    .await?;
    page.show_tab(0).await?;
    // Five in the time of a tick; half of them would do.
    let (now, total) = (page.repeated().await?, page.total().await?);
    ensure!(now.over.is_empty() && now.sent >= TICKS * 5 / 2, "it is {now:?} after {TICKS} ticks");
    ensure!(total >= TICKS * 5, "there are only {total} rows");
    page.press("Stop repeating").await?;
    page.repeated_is("stopped", |now| now.over == "Stopped.").await.map(drop)
}

async fn numbers(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.type_message("only once").await?;
    for (field, every, times, said) in [
        (EVERY, "", "1", "A number is missing."),
        (EVERY, "0", "1", "at least 1."),
        (EVERY, "1.5", "1", "whole number"),
        (EVERY, "-20", "1", "can’t be negative"),
        (EVERY, "often", "1", "not a number"),
        (EVERY, "86400001", "1", "at most 86"),
        (TIMES, "20", "0", "at least 1."),
        (TIMES, "20", "1,000", "whole number"),
        (TIMES, "20", "twice", "not a number"),
        (TIMES, "20", "4294967296", "at most 4"),
    ] {
        page.repeat(every, times).await?;
        let what = format!("for “{every}” and “{times}”");
        page.described("textbox", field, said).await.context(what.clone())?;
        let script = "return nameOf(document.activeElement);";
        eventually("the focus at the field", SOON, async || {
            let focused: String = page.script(script, vec![]).await?;
            ensure!(focused == field, "it is at “{focused}”");
            Ok(())
        })
        .await
        .context(what.clone())?;
        ensure!(page.repeated().await.is_err(), "it began all the same {what}");
    }
    page.repeat("20", "1").await?;
    for field in [EVERY, TIMES] {
        let said = page.description("textbox", field).await?;
        ensure!(said.is_empty(), "{field} still says {said:?}");
    }
    page.repeated_is("ended", |now| now.sent == 1 && now.over == "Done.").await?;
    page.echoed_text("only once").await?;
    page.total_is(4).await
}

async fn refused(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.type_message("first things first").await?;
    page.repeat("20", "3").await?;
    page.described("textbox", "Message", "Not connected").await?;
    page.has_value("textbox", "Message", "first things first").await?;
    page.connect(&stage.echo()).await?;
    page.type_message("{{nobody}}").await?;
    page.press("Start").await?;
    page.described("textbox", "Message", "nobody has no value.").await?;
    page.format(Format::Hex).await?;
    page.paste_message("0").await?;
    page.press("Start").await?;
    page.described("textbox", "Message", "a byte has two").await?;
    page.format(Format::File).await?;
    page.press("Start").await?;
    page.described("file", "File", "A file can’t be repeated.").await?;
    let script = "return document.querySelectorAll(arguments[0]).length;";
    let lines: u64 = page.script(script, vec![json!("[data-testid=repeat-state]:not([hidden])")]).await?;
    ensure!(lines == 0, "something is repeated all the same");
    page.total_is(2).await?;
    // What is right is repeated at once.
    page.format(Format::Hex).await?;
    page.paste_message("00 {{bytes:1}}").await?;
    page.press("Start").await?;
    page.repeated_is("ended", |now| now.sent == 3 && now.over == "Done.").await?;
    // An echo may come after the next message was sent, but the last row is an echo in any case.
    page.total_is(2 + 6).await?;
    page.newest_rows_are(&[(Received, "binary", "00")]).await.map(drop)
}
