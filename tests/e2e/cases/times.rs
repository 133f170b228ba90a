//! Times of rows: of the day, since the opening, since the row before, and between two that are chosen.

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use super::contract::computed;
use super::{Case, case};
use crate::page::Kind::Info;
use crate::page::{Ended, Page};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("times are told from the opening or the row before", |stage| Box::pin(shown(stage))),
    case("the time between two chosen rows is told", |stage| Box::pin(between(stage))),
];

const SHOWN: &str = "Time shown as";
/// How far two times may be apart, in milliseconds: times of day are cut off at them.
const SLACK: f64 = 1.001;

/// Connecting, connected, six messages, of which the first comes with the opening, and one that says they are all.
async fn six_messages(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.server.ws("/flood?count=6&rate=5")).await?;
    page.total_is(9).await?;
    page.press("Disconnect").await?;
    page.ended(Ended::ByYou, &[]).await?;
    // The list is told a frame later than the status.
    page.newest_rows_are(&[(Info, "", "Disconnected")]).await.map(drop)
}

async fn shown(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    six_messages(stage).await?;
    computed(page, "combobox", SHOWN).await?;
    let of_day = page.times().await?;
    ensure!(of_day.iter().all(|(_, time)| is_time_of_day(time)), "the times of day are {of_day:?}");

    page.pick(SHOWN, "Since opening").await?;
    let since = page.changed_times(&of_day).await?;
    ensure!(since[0].1.starts_with('\u{2212}'), "the row before the opening is at {}", since[0].1);
    ensure!(since[1].1 == "+0 µs", "the opening is at {}", since[1].1);
    for index in [4, 7] {
        let (at, expected) = (millis(&since[index].1)?, apart(&of_day[1].1, &of_day[index].1)?);
        ensure!((at - expected).abs() < SLACK, "row {} is at {}, not {expected}", index + 1, since[index].1);
    }

    page.pick(SHOWN, "Since previous row").await?;
    let steps = page.changed_times(&since).await?;
    ensure!(is_time_of_day(&steps[0].1), "the first row, which has none before it, is at {}", steps[0].1);
    for index in 3..8 {
        let (step, expected) = (millis(&steps[index].1)?, apart(&of_day[index - 1].1, &of_day[index].1)?);
        ensure!(
            (step - expected).abs() < SLACK,
            "row {} is {step} ms after the one before, not {expected}",
            index + 1
        );
    }
    // The row before is the one before it on screen.
    page.show("Received").await?;
    eventually("the first of the received rows", SOON, async || {
        let times = page.times().await?;
        let first = times.first().context("no row is on screen")?;
        ensure!(first.0 == 3 && is_time_of_day(&first.1), "row {} is at {}", first.0, first.1);
        Ok(())
    })
    .await?;
    page.show("All").await?;

    // It is the choice of this tab, and stays there.
    page.new_tab().await?;
    ensure!(page.picked(SHOWN).await? == "Time of day", "another tab has the choice, too");
    page.show_tab(0).await?;
    ensure!(page.picked(SHOWN).await? == "Since previous row", "the choice is gone");
    page.pick(SHOWN, "Time of day").await?;
    let again = page.changed_times(&steps).await?;
    ensure!(again == of_day, "the times of day were {of_day:?} and are {again:?}");
    Ok(())
}

async fn between(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    six_messages(stage).await?;
    let of_day = page.times().await?;
    let between = |one: usize, other: usize| apart(&of_day[one - 1].1, &of_day[other - 1].1);
    page.open_row(7).await?;
    ensure!(page.text_at("log-between").await.is_err(), "there is a time between one row");
    page.mark_row(4).await?;
    page.tells_between("between rows 4 and 7, 3 rows apart", between(4, 7)?).await?;
    // Another one takes the place of the second, and the first stays.
    page.mark_row(6).await?;
    page.tells_between("between rows 6 and 7", between(6, 7)?).await?;
    page.find("region", "Message detail").await?;
    let arrow = |key: Key| page.web.action_chain().key_down(Key::Shift).send_keys(key).key_up(Key::Shift);
    arrow(Key::Up).perform().await?;
    page.tells_between("between rows 5 and 7, 2 rows apart", between(5, 7)?).await?;
    page.web.action_chain().send_keys(Key::Escape).perform().await?;
    page.tells_no_time().await?;
    page.find("region", "Message detail").await?;
    arrow(Key::Down).perform().await?;
    eventually("the next row to be the second", SOON, async || {
        let words = page.text_at("log-between").await?;
        ensure!(words.contains("between rows 7 and 8"), "the log says {words:?}");
        Ok(())
    })
    .await?;
    page.press("Clear the second row").await?;
    page.tells_no_time().await?;
    // A click without Shift chooses one row alone.
    page.mark_row(3).await?;
    page.tells_between("between rows 3 and 7, 4 rows apart", between(3, 7)?).await?;
    page.open_row(5).await?;
    page.tells_no_time().await?;
    page.web.action_chain().send_keys(Key::Escape).perform().await?;
    page.gone("region", "Message detail").await
}

impl Page {
    /// The times on screen, once they are others than before.
    async fn changed_times(&self, before: &[(u64, String)]) -> Result<Vec<(u64, String)>> {
        eventually("other times", SOON, async || {
            let times = self.times().await?;
            ensure!(times.len() == before.len() && times[1] != before[1], "they are as before");
            Ok(times)
        })
        .await
    }

    async fn tells_between(&self, words: &str, expected: f64) -> Result<()> {
        eventually(&format!("the time {words}"), SOON, async || {
            let said = self.text_at("log-between").await?;
            let span = said.strip_suffix(words).with_context(|| format!("the log says {said:?}"))?;
            let span = millis(&format!("+{}", span.trim()))?;
            ensure!((span - expected).abs() < SLACK, "it is {span} ms, not {expected}");
            Ok(())
        })
        .await
    }

    async fn tells_no_time(&self) -> Result<()> {
        eventually("the line to go away", SOON, async || {
            ensure!(self.text_at("log-between").await.is_err(), "it is still there");
            Ok(())
        })
        .await
    }
}

fn is_time_of_day(time: &str) -> bool {
    time.len() == "00:00:00.000".len() && time.as_bytes()[2] == b':'
}

/// How many milliseconds are between two times of day, of which the second may be behind midnight.
fn apart(one: &str, other: &str) -> Result<f64> {
    const DAY: f64 = 86_400_000.0;
    let millis = |time: &str| -> Result<f64> {
        let parts = time.split(':').map(str::parse).collect::<Result<Vec<f64>, _>>()?;
        Ok(parts.iter().fold(0.0, |sum, part| sum * 60.0 + part) * 1000.0)
    };
    Ok((millis(other)? - millis(one)?).rem_euclid(DAY))
}

fn millis(time: &str) -> Result<f64> {
    let (number, unit) = time.trim_start_matches('+').split_once(' ').with_context(|| time.to_owned())?;
    let scale = match unit {
        "µs" => 0.001,
        "ms" => 1.0,
        "s" => 1000.0,
        _ => anyhow::bail!("{time} has an unknown unit"),
    };
    Ok(number.parse::<f64>()? * scale)
}
