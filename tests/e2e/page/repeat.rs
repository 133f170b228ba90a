//! Sending a message again and again, and how it is said to go.

use anyhow::{Context, Result, ensure};

use super::Page;
use crate::wait::{LATER, eventually};

/// The milliseconds from one message to the next.
pub const EVERY: &str = "Every (milliseconds)";
/// How often it is sent.
pub const TIMES: &str = "Times";

/// How far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// How many were sent.
    pub sent: u64,
    /// How many of these were late.
    pub late: u64,
    /// How many times it couldn't be sent.
    pub refused: u64,
    /// Why it is over; empty while it isn't.
    pub over: String,
}

impl Page {
    /// Shows the form, if it isn't shown, fills it in, and starts.
    pub async fn repeat(&self, every: &str, times: &str) -> Result<()> {
        if self.look_for("textbox", EVERY).await?.is_none() {
            self.press("Repeat").await?;
        }
        self.fill("textbox", EVERY, every).await?;
        self.fill("textbox", TIMES, times).await?;
        self.press("Start").await
    }

    /// How it goes; an error if nothing was repeated yet.
    pub async fn repeated(&self) -> Result<Repeated> {
        let said = self.text_at("repeat-state").await?;
        read(&said).with_context(|| format!("the line says {said:?}"))
    }

    /// Waits until it has come so far.
    pub async fn repeated_is(&self, what: &str, is: impl Fn(&Repeated) -> bool) -> Result<Repeated> {
        eventually(&format!("the repeating to have {what}"), LATER, async || {
            let now = self.repeated().await?;
            ensure!(is(&now), "it is {now:?}");
            Ok(now)
        })
        .await
    }
}

/// `Done. 1,000 sent, 2 late, 0 refused.`, and the words on the button.
fn read(said: &str) -> Result<Repeated> {
    let start = said.find(|c: char| c.is_ascii_digit()).context("there are no counts")?;
    let (over, rest) = said.split_at(start);
    let (counts, _) = rest.split_once('.').context("it doesn't end")?;
    let mut parts = counts.split(", ");
    let mut count = |word: &str| {
        let part = parts.next().with_context(|| format!("there is no {word}"))?;
        let number = part.strip_suffix(word).with_context(|| format!("{part:?} isn't {word}"))?;
        Ok::<u64, anyhow::Error>(number.trim().replace(',', "").parse()?)
    };
    let (sent, late, refused) = (count("sent")?, count("late")?, count("refused")?);
    Ok(Repeated { sent, late, refused, over: over.trim().to_owned() })
}

#[test]
fn the_line_is_read() {
    let check = |said: &str, sent, late, refused, over: &str| {
        assert_eq!(read(said).unwrap(), Repeated { sent, late, refused, over: over.to_owned() });
    };
    check("10 sent, 2 late, 3 refused.Stop repeating", 10, 2, 3, "");
    check("Done. 1,234,567 sent, 0 late, 0 refused.", 1_234_567, 0, 0, "Done.");
    check("The connection has ended. 1 sent, 0 late, 0 refused.", 1, 0, 0, "The connection has ended.");
    assert!(read("Done.").is_err() && read("1 sent, 2 late.").is_err());
}
