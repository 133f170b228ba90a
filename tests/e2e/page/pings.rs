//! What the page says of pings: in the rows of the log and in the line with the round trips.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::{Kind, Page, head};
use crate::wait::{SOON, eventually};

/// A row, with what it is to the keep-alive or what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Marked {
    /// What it is about.
    pub kind: Kind,
    /// `ping`, `pong` or empty.
    pub role: String,
    /// What stands on its chip; empty without one.
    pub chip: String,
    /// All that is written in it.
    pub text: String,
}

/// The line with the round trips, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoundTrips {
    /// The last one, p50, p95, p99 and the longest; nothing before the first.
    pub figures: Option<[f64; 5]>,
    /// How many pings had no answer.
    pub lost: u64,
}

impl Marked {
    /// The round trip on its chip, in milliseconds.
    pub fn round_trip(&self) -> Result<f64> {
        let span = self.chip.strip_prefix("pong ").with_context(|| format!("{:?} says none", self.chip))?;
        millis(span)
    }

    /// When it was, in milliseconds since midnight.
    pub fn at(&self) -> Result<f64> {
        let time = self.text.split(' ').next().unwrap_or_default();
        let parts: Vec<f64> = time.split(':').map(str::parse).collect::<Result<_, _>>().context("no time")?;
        ensure!(parts.len() == 3, "{time:?} is no time");
        Ok(((parts[0] * 60.0 + parts[1]) * 60.0 + parts[2]) * 1000.0)
    }
}

impl Page {
    /// The rows on screen that are messages, in the order of their numbers.
    pub async fn marked(&self) -> Result<Vec<Marked>> {
        let script = "const chip = (row) => row.querySelector('[data-testid=row-chip]');
            return shown('log-row').sort((one, other) => one.dataset.seq - other.dataset.seq)
                .filter((row) => row.dataset.type)
                .map((row) => ({
                    kind: row.dataset.kind,
                    role: row.dataset.role,
                    chip: chip(row).checkVisibility() ? chip(row).textContent : '',
                    text: squeeze(row.innerText),
                }));";
        self.script(script, vec![]).await
    }

    /// Waits until the messages on screen are these: kind, role, and words of the text. The chip of a ping or pong has
    /// to say what it is.
    pub async fn marked_are(&self, expected: &[(Kind, &str, &str)]) -> Result<Vec<Marked>> {
        eventually(&format!("the messages {expected:?}"), SOON, async || {
            let rows = self.marked().await?;
            let same = rows.len() == expected.len()
                && rows.iter().zip(expected).all(|(row, &(kind, role, words))| {
                    row.kind == kind
                        && row.role == role
                        && row.text.contains(words)
                        && row.chip.starts_with(role)
                        && (role.is_empty() == row.chip.is_empty())
                });
            ensure!(same, "they are {}", head(&format!("{rows:?}")));
            Ok(rows)
        })
        .await
    }

    /// What the line with the round trips says; an error while it isn't shown.
    pub async fn round_trips(&self) -> Result<RoundTrips> {
        let said = self.text_at("round-trips").await?;
        read(&said).with_context(|| format!("the line says {said:?}"))
    }
}

fn read(said: &str) -> Result<RoundTrips> {
    let said = said.trim().strip_prefix("Round trip").context("it has no name")?.trim();
    let said = said.strip_suffix("lost").context("it doesn't say how many are lost")?.trim_end();
    let digits = said.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (figures, lost) = (said[..digits].trim_end(), said[digits..].parse()?);
    if figures == "no pong yet" {
        return Ok(RoundTrips { figures: None, lost });
    }
    let parts: Vec<&str> = figures.split(" · ").collect();
    let names = ["", "p50 ", "p95 ", "p99 ", "max "];
    ensure!(parts.len() == names.len(), "it has {} figures", parts.len());
    let mut read = [0.0; 5];
    for ((figure, part), name) in read.iter_mut().zip(parts).zip(names) {
        *figure = millis(part.strip_prefix(name).with_context(|| format!("{part:?} isn't {name:?}"))?)?;
    }
    Ok(RoundTrips { figures: Some(read), lost })
}

/// A span as the page writes it, up to two minutes.
fn millis(span: &str) -> Result<f64> {
    let (number, factor) = match span.strip_suffix(" ms") {
        Some(number) => (number, 1.0),
        None => (span.strip_suffix(" s").with_context(|| format!("{span:?} is no span"))?, 1000.0),
    };
    Ok(number.parse::<f64>()? * factor)
}

#[test]
fn the_line_is_read() {
    let full = "Round trip0.352 ms · p50 0.4 ms · p95 12.4 ms · p99 350 ms · max 1.2 s0 lost";
    let figures = Some([0.352, 0.4, 12.4, 350.0, 1200.0]);
    assert_eq!(read(full).unwrap(), RoundTrips { figures, lost: 0 });
    assert_eq!(read("Round trip no pong yet 12 lost").unwrap(), RoundTrips { figures: None, lost: 12 });
    assert!(read("Round trip 1 ms 0 lost").is_err());
}
