//! The sent messages of a log once more: how fast, over which connection, what ends it, and how the answers compare.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use practice_server::{Options, start};
use thirtyfour::Key;

use super::{Case, case};
use crate::console::BROKEN;
use crate::page::Kind::Received;
use crate::page::{Format, Page};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("a log is replayed as fast as can be over its own connection", |stage| Box::pin(fast(stage))),
    case("a log is replayed at the pace of the capture, faster and slower", |stage| Box::pin(paced(stage)))
        .longer_by(Duration::from_mins(1)),
    case("a log is replayed step by step", |stage| Box::pin(steps(stage))),
    case("a replay is stopped in the middle", |stage| Box::pin(stopped(stage))),
    case("a replay ends with the connection", |stage| Box::pin(ended(stage))).expecting(BROKEN),
    case("a replay ends with the tab of its connection", |stage| Box::pin(closed(stage))),
    case("a replay tells which answers are changed, missing and extra", |stage| Box::pin(compared(stage))),
    case("bytes and empty messages are replayed as they are", |stage| Box::pin(bytes(stage))),
    case("10,000 messages are replayed and compared", |stage| Box::pin(many(stage)))
        .longer_by(Duration::from_mins(1)),
    case("a captured log is replayed over the connection of another tab", |stage| Box::pin(captured(stage))),
    case("a replay that can't begin says why", |stage| Box::pin(refused(stage))),
    case("a replay needs no pointer", |stage| Box::pin(keyboard(stage))),
];

/// The log that is replayed: one of a live connection. It leads to the same rows as one that was captured before.
async fn capture(page: &Page, address: &str, messages: &[&str]) -> Result<()> {
    page.connect(address).await?;
    for (count, message) in (1..).zip(messages) {
        page.send(message).await?;
        page.total_is(2 + 2 * count).await?;
    }
    Ok(())
}

async fn captured(stage: &Stage) -> Result<()> {
    // The second answer was another one when it was captured.
    const LOG: &str = r#"{"format":"wirebench-log","version":1,"rows":[
{"seq":1,"us":1795867199000000,"kind":"sent","type":"text","text":"one"},
{"seq":2,"us":1795867199100000,"kind":"received","type":"text","text":"one"},
{"seq":3,"us":1795867199200000,"kind":"sent","type":"text","text":"two"},
{"seq":4,"us":1795867199300000,"kind":"received","type":"text","text":"another"}
],"count":4,"evicted":0,"missed":0}
"#;
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.drop_file("captured.json", LOG).await?;
    page.find("region", "Captured log").await?;
    page.open_replay().await?;
    let targets = page.replay_targets().await?;
    let [target] = targets.as_slice() else { anyhow::bail!("the targets are {targets:?}") };
    page.replay_over(target).await?;
    page.start_replay("Fast").await?;
    page.replay_ends("Done.", 2, [1, 1, 0, 0]).await?;
    page.show_tab(0).await?;
    page.total_is(2 + 4).await
}

async fn fast(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // The last one looks like a variable where it is captured, and is sent as it is.
    capture(page, &stage.echo(), &["one", r#"{"two": 2}"#, "\\{{three}}"]).await?;
    page.echoed_text("{{three}}").await?;
    page.start_replay("Fast").await?;
    page.replay_ends("Done.", 3, [3, 0, 0, 0]).await?;
    page.total_is(2 + 12).await?;
    // The answers come while the last messages are sent.
    page.show("Received").await?;
    page.newest_rows_are(&[
        (Received, "text", "one"),
        (Received, "text", "2}"),
        (Received, "text", "{{three}}"),
    ])
    .await?;
    page.show("All").await?;
    // Over again: by now the log has the messages of both.
    page.start_replay("Fast").await?;
    page.replay_ends("Done.", 6, [6, 0, 0, 0]).await?;
    page.total_is(2 + 24).await
}

/// When the pings of each visit came, in milliseconds after its first one.
fn offsets(stage: &Stage) -> Vec<Vec<f64>> {
    let millis = |visit: &practice_server::Visit| {
        let first = visit.pings.first().copied();
        visit.pings.iter().filter_map(|at| Some((*at - first?).as_secs_f64() * 1000.0)).collect()
    };
    stage.server.visits().iter().filter(|visit| visit.path == "/pong").map(millis).collect()
}

async fn paced(stage: &Stage) -> Result<()> {
    // What a busy machine may add to a time or take from the next one.
    const OFF: f64 = 150.0;
    const COUNT: usize = 6;
    let page = &stage.page;
    page.connect(&stage.server.ws("/pong")).await?;
    page.type_message("ping").await?;
    page.repeat("400", &COUNT.to_string()).await?;
    page.repeated_is("ended", |now| now.sent == COUNT as u64 && !now.over.is_empty()).await?;
    let captured = offsets(stage).pop().context("the server knows of no visit")?;
    for (pace, times) in [("As captured", 1.0), ("Faster or slower", 4.0), ("Faster or slower", 0.5)] {
        page.new_tab().await?;
        page.connect(&stage.server.ws("/pong")).await?;
        page.show_tab(0).await?;
        let number = stage.server.visits().len() - 1;
        page.replay_over(&format!("Tab {}:", number + 1)).await?;
        page.choose("Pace", pace).await?;
        if pace == "Faster or slower" {
            page.fill("textbox", "Times", &times.to_string()).await?;
        }
        page.press("Start replay").await?;
        page.replay_ends("Done.", COUNT as u64, [COUNT as u64, 0, 0, 0]).await?;
        let replayed = offsets(stage).pop().context("the server knows of no visit")?;
        ensure!(replayed.len() == COUNT, "{} came", replayed.len());
        for (captured, now) in captured.iter().zip(&replayed) {
            let due = captured / times;
            ensure!(
                (now - due).abs() <= OFF,
                "{times} times as fast, {now} ms instead of {due}: {replayed:?}"
            );
        }
    }
    Ok(())
}

async fn steps(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    capture(page, &stage.echo(), &["a", "b", "c"]).await?;
    page.new_tab().await?;
    page.connect(&stage.server.ws("/faulty?skip=2")).await?;
    page.show_tab(0).await?;
    page.replay_over("Tab 2:").await?;
    page.start_replay("Step by step").await?;
    page.replayed_is("waited for a step", |now| now.stage == "step" && now.sent == 0).await?;
    page.press("Next message").await?;
    page.replayed_is("told the first answer", |now| now.sent == 1 && now.answers == [1, 0, 0, 0]).await?;
    page.press("Next message").await?;
    page.replayed_is("sent two", |now| now.stage == "step" && now.sent == 2).await?;
    page.press("Next message").await?;
    // The second has no answer, which is known when the third one is sent.
    page.replay_ends("Done.", 3, [2, 0, 1, 0]).await?;
    page.gone("button", "Next message").await
}

async fn stopped(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.type_message("again {{seq}}").await?;
    page.repeat("200", "10").await?;
    page.repeated_is("ended", |now| now.sent == 10 && !now.over.is_empty()).await?;
    page.total_is(2 + 20).await?;
    page.replay_over("This tab").await?;
    page.choose("Pace", "Faster or slower").await?;
    page.fill("textbox", "Times", "0.5").await?;
    page.press("Start replay").await?;
    page.replayed_is("sent three", |now| now.sent >= 3).await?;
    page.press("Stop replay").await?;
    let end = page.replayed_is("ended", |now| now.stage == "over").await?;
    ensure!(end.said.starts_with("Stopped.") && end.sent < 10, "it ended as {end:?}");
    // What wasn't sent has no answers that could be missing.
    ensure!(end.answers == [end.sent, 0, 0, 0], "it ended as {end:?}");
    page.total_is(2 + 20 + 2 * end.sent).await?;
    // Nothing is left in the worker, and the next one begins from the start.
    page.choose("Pace", "Fast").await?;
    page.press("Start replay").await?;
    page.replay_ends("Done.", 10 + end.sent, [10 + end.sent, 0, 0, 0]).await
}

async fn ended(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.type_message("again").await?;
    page.repeat("100", "10").await?;
    page.repeated_is("ended", |now| now.sent == 10 && !now.over.is_empty()).await?;
    let server = start(Options { port: 0, ..Options::default() }).await?;
    page.new_tab().await?;
    page.connect(&server.ws("/echo")).await?;
    page.show_tab(0).await?;
    page.replay_over("Tab 2:").await?;
    page.choose("Pace", "Faster or slower").await?;
    page.fill("textbox", "Times", "0.2").await?;
    page.press("Start replay").await?;
    page.replayed_is("sent three", |now| now.sent >= 3).await?;
    server.stop().await;
    let end = page.replayed_is("ended", |now| now.stage == "over").await?;
    ensure!(end.said.starts_with("The connection has ended.") && end.sent < 10, "it ended as {end:?}");
    ensure!(end.answers[1] == 0 && end.answers[3] == 0, "it ended as {end:?}");
    // The composer of the other tab has nothing to say about it, and that connection isn't there to choose any more.
    let targets = page.replay_targets().await?;
    ensure!(targets.len() == 1 && targets[0].starts_with("This tab"), "they are {targets:?}");
    page.show_tab(1).await?;
    let said = page.description("textbox", "Message").await?;
    ensure!(said.is_empty(), "the composer says {said:?}");
    Ok(())
}

async fn closed(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.type_message("again").await?;
    page.repeat("100", "10").await?;
    page.repeated_is("ended", |now| now.sent == 10 && !now.over.is_empty()).await?;
    page.new_tab().await?;
    page.connect(&stage.server.ws("/faulty?change=1")).await?;
    page.show_tab(0).await?;
    page.replay_over("Tab 2:").await?;
    page.choose("Pace", "Faster or slower").await?;
    page.fill("textbox", "Times", "0.2").await?;
    page.press("Start replay").await?;
    page.replayed_is("sent three", |now| now.sent >= 3).await?;
    page.tab(1).await?.click().await?;
    page.tab(1).await?.send_keys(Key::Delete + "").await?;
    page.press("Close tab").await?;
    let end = page.replayed_is("ended", |now| now.stage == "over").await?;
    ensure!(end.said.starts_with("The tab of the connection was closed."), "it ended as {end:?}");
    // Its rows have gone with it.
    let count = page.replay_differences().await?.len();
    ensure!(count > 0, "nothing differs: {end:?}");
    Ok(())
}

async fn compared(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let messages: Vec<String> = (1..=12).map(|number| format!(r#"{{"number":{number}}}"#)).collect();
    let messages: Vec<&str> = messages.iter().map(String::as_str).collect();
    capture(page, &stage.echo(), &messages).await?;
    page.new_tab().await?;
    page.connect(&stage.server.ws("/faulty?change=3&skip=6&twice=9")).await?;
    page.show_tab(0).await?;
    page.replay_over("Tab 2:").await?;
    page.start_replay("Fast").await?;
    page.replay_ends("Done.", 12, [10, 1, 1, 1]).await?;
    let listed = page.replay_differences().await?;
    // The rows of the log: two notices, then each message and its echo. In the other tab all come after its two notices.
    for (line, start, text) in [
        (0, "Changed: row 8, now row ", r#"{"number":3} (changed)"#),
        (1, "Missing: row 14", r#"{"number":6}"#),
        (2, "Extra: now row ", r#"{"number":9}"#),
    ] {
        let listed = listed.get(line).with_context(|| format!("only {listed:?} are listed"))?;
        ensure!(
            listed.starts_with(start) && listed.ends_with(text),
            "it is {listed:?} and not {start} {text}"
        );
    }
    let pair = page.replay_pair(0).await?;
    ensure!(
        pair.contains("− {\"number\":3}\n") && pair.contains("+ {\"number\":3} (changed)\n"),
        "it is {pair:?}"
    );
    page.press("Close comparison").await?;
    let missing = page.replay_pair(1).await?;
    ensure!(missing.contains("− {\"number\":6}"), "it is {missing:?}");
    Ok(())
}

async fn bytes(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.press("Send").await?;
    page.total_is(2 + 2).await?;
    page.format(Format::Hex).await?;
    for bytes in ["", "00 ff 80 0a"] {
        page.paste_message(bytes).await?;
        page.press("Send").await?;
    }
    page.total_is(2 + 6).await?;
    page.start_replay("Fast").await?;
    page.replay_ends("Done.", 3, [3, 0, 0, 0]).await?;
    page.total_is(2 + 12).await?;
    page.show("Received").await?;
    page.newest_rows_are(&[
        (Received, "text", "empty message"),
        (Received, "binary", "empty message"),
        (Received, "binary", "00 ff 80 0a"),
    ])
    .await
    .map(drop)
}

async fn many(stage: &Stage) -> Result<()> {
    const COUNT: u64 = 10_000;
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.type_message("number {{seq}} {{random_hex:64}}").await?;
    page.repeat("1", &COUNT.to_string()).await?;
    page.repeated_is("ended", |now| now.sent == COUNT && !now.over.is_empty()).await?;
    eventually("all echoes", LATER, async || {
        let total = page.total().await?;
        ensure!(total == 2 + 2 * COUNT, "there are {total} rows");
        Ok(())
    })
    .await?;
    let begun = Instant::now();
    page.start_replay("Fast").await?;
    page.replay_ends("Done.", COUNT, [COUNT, 0, 0, 0]).await?;
    ensure!(begun.elapsed() < LATER, "it took {:?}", begun.elapsed());
    page.total_is(2 + 4 * COUNT).await
}

async fn refused(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let note = async |words: &str| {
        eventually(&format!("the note {words:?}"), SOON, async || {
            let said = page.description("combobox", "Replay over").await?;
            ensure!(said.contains(words), "it says {said:?}");
            Ok(())
        })
        .await
    };
    page.open_replay().await?;
    note("No connection is open. Connect in a tab, then start.").await?;
    page.press("Start replay").await?;
    page.connect(&stage.echo()).await?;
    page.press("Start replay").await?;
    note("This log has no sent message to replay.").await?;
    page.send("one").await?;
    page.choose("Pace", "Faster or slower").await?;
    for (times, said) in [
        ("", "A number is missing."),
        ("0.01", "at least 0.1."),
        ("101", "at most 100."),
        ("x", "not a number"),
    ] {
        page.fill("textbox", "Times", times).await?;
        page.press("Start replay").await?;
        page.described("textbox", "Times", said).await?;
    }
    ensure!(page.replayed().await.is_err(), "it began all the same");
    page.fill("textbox", "Times", "100").await?;
    page.press("Start replay").await?;
    page.replay_ends("Done.", 1, [1, 0, 0, 0]).await
}

async fn keyboard(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    capture(page, &stage.echo(), &["a", "b"]).await?;
    page.find("button", "Replay").await?.send_keys(Key::Enter + "").await?;
    page.choose("Pace", "Step by step").await?;
    page.find("button", "Start replay").await?.send_keys(Key::Enter + "").await?;
    // The same button, so whoever pressed it is where they were.
    let focus_is = async |name: &str| {
        eventually(&format!("the focus at “{name}”"), SOON, async || {
            let focused: String = page.script("return nameOf(document.activeElement);", vec![]).await?;
            ensure!(focused == name, "it is at “{focused}”");
            Ok(())
        })
        .await
    };
    focus_is("Stop replay").await?;
    for sent in 1..=2 {
        page.find("button", "Next message").await?.send_keys(Key::Enter + "").await?;
        // The next step doesn't wait for the answer to this one.
        page.replayed_is("an answer more", |now| now.sent == sent && now.answers[0] == sent).await?;
    }
    page.replay_ends("Done.", 2, [2, 0, 0, 0]).await?;
    focus_is("Start replay").await?;
    let said: String = page.script("return shown('replay-end')[0].textContent;", vec![]).await?;
    ensure!(said == "Done. 2 of 2 sent. Answers: 2 same, 0 changed, 0 missing, 0 extra", "it says {said:?}");
    Ok(())
}
