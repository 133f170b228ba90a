//! One captured log over the echo in every mode: the answers are the same each time, and only the pace differs.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::log_export::{rows, saved};
use super::{Case, case};
use crate::page::Page;
use crate::stage::Stage;

pub const CASES: &[Case] =
    &[case("a captured log is replayed over the echo in every mode", |stage| Box::pin(modes(stage)))
        .longer_by(Duration::from_secs(30))];

/// Four messages, 700 ms apart, and what an echo said to each.
const LOG: &str = r#"{"format":"wirebench-log","version":1,"rows":[
{"seq":1,"us":1795867199000000,"kind":"sent","type":"text","text":"one"},
{"seq":2,"us":1795867199010000,"kind":"received","type":"text","text":"one"},
{"seq":3,"us":1795867199700000,"kind":"sent","type":"text","text":"{\"two\": 2}"},
{"seq":4,"us":1795867199710000,"kind":"received","type":"text","text":"{\"two\": 2}"},
{"seq":5,"us":1795867200400000,"kind":"sent","type":"binary","base64":"AP8K"},
{"seq":6,"us":1795867200410000,"kind":"received","type":"binary","base64":"AP8K"},
{"seq":7,"us":1795867201100000,"kind":"sent","type":"text","text":"four"},
{"seq":8,"us":1795867201110000,"kind":"received","type":"text","text":"four"}
],"count":8,"evicted":0,"missed":0}
"#;

/// How many messages it sends.
const COUNT: usize = 4;

/// How far apart they were, in milliseconds.
const APART: f64 = 700.0;

/// How much sooner than due a message may follow the first one, if that one was late; and how much later it may come on
/// a busy machine. No mode can be taken for another one by that.
const SOONER: f64 = 250.0;
const LATER: f64 = 750.0;

/// The modes that send by themselves, and what they make of the time between two messages.
const PACES: [(&str, &str, f64); 4] = [
    ("Fast", "", 0.0),
    ("As captured", "", 1.0),
    ("Faster or slower", "4", 0.25),
    ("Faster or slower", "0.5", 2.0),
];

async fn modes(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.drop_file("captured.json", LOG).await?;
    page.find("region", "Captured log").await?;
    page.replay_over("Tab 1:").await?;
    for (pace, times, _) in PACES {
        page.choose("Pace", pace).await?;
        if !times.is_empty() {
            page.fill("textbox", "Times", times).await?;
        }
        page.press("Start replay").await?;
        page.replay_ends("Done.", COUNT as u64, [COUNT as u64, 0, 0, 0]).await?;
    }
    steps(page).await?;
    page.show_tab(0).await?;
    page.show("Sent").await?;
    let sent = rows(&saved(stage, "JSON").await?)?;
    ensure!(sent.len() == (PACES.len() + 1) * COUNT, "{} messages were sent", sent.len());
    for (run, pace) in sent.chunks(COUNT).zip(PACES) {
        is_paced(run, pace)?;
    }
    Ok(())
}

/// Step by step: nothing goes before it is asked for, and each answer is told before the next message.
async fn steps(page: &Page) -> Result<()> {
    page.start_replay("Step by step").await?;
    for sent in 0..COUNT as u64 {
        let is_there = |now: &crate::page::Replayed| now.stage == "step" && now.answers == [sent, 0, 0, 0];
        let now = page.replayed_is(&format!("told {sent} answers"), is_there).await?;
        ensure!(now.sent == sent, "{} were sent, and {sent} asked for", now.sent);
        page.press("Next message").await?;
    }
    page.replay_ends("Done.", COUNT as u64, [COUNT as u64, 0, 0, 0]).await
}

/// The messages of a mode are those of the log, and went when they were due.
fn is_paced(run: &[Value], (pace, times, factor): (&str, &str, f64)) -> Result<()> {
    let captured = rows(LOG)?;
    let captured = captured.iter().filter(|row| row["kind"] == "sent");
    let first = micros(&run[0])?;
    for ((row, original), place) in run.iter().zip(captured).zip(0_u32..) {
        for member in ["type", "text", "base64"] {
            ensure!(row[member] == original[member], "{pace} {times} sent {row} for {original}");
        }
        let (due, went) = (f64::from(place) * APART * factor, (micros(row)? - first) / 1000.0);
        ensure!(
            (due - SOONER..=due + LATER).contains(&went),
            "{pace} {times}: message {place} went after {went} ms instead of {due}"
        );
    }
    Ok(())
}

fn micros(row: &Value) -> Result<f64> {
    row["us"].as_f64().with_context(|| format!("there is no time in {row}"))
}
