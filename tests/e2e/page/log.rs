//! Reading the log: its rows on screen, its counts, and one row in full.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;
use thirtyfour::Key;

use super::{Page, head};
use crate::wait::{SOON, eventually};

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A message to the server.
    Sent,
    /// A message from the server.
    Received,
    /// A fault.
    Error,
    /// Anything else worth knowing.
    Info,
}

/// A row on screen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// Its number in the session.
    pub seq: u64,
    /// What it is about.
    pub kind: Kind,
    /// `text`, `binary` or empty.
    pub data_type: String,
    /// All that is written in it.
    pub text: String,
}

impl Page {
    /// The rows on screen, in the order of their numbers.
    pub async fn rows(&self) -> Result<Vec<Row>> {
        self.script("return rows();", vec![]).await
    }

    /// How many slots the list has for rows, filled or not.
    pub async fn row_slots(&self) -> Result<u64> {
        self.script("return document.querySelectorAll('[data-testid=log] .row').length;", vec![]).await
    }

    /// How many rows there are, on screen or not.
    pub async fn total(&self) -> Result<u64> {
        self.script("return count('log-total');", vec![]).await
    }

    /// How many of them the filter lets through.
    pub async fn matching(&self) -> Result<u64> {
        self.script("return count('log-matching');", vec![]).await
    }

    /// How many were dropped for want of room.
    pub async fn evicted(&self) -> Result<u64> {
        self.script("return count('log-evicted');", vec![]).await
    }

    /// Waits until there are so many rows in all.
    pub async fn total_is(&self, total: u64) -> Result<()> {
        eventually(&format!("{total} rows in the log"), SOON, async || {
            let now = self.total().await?;
            ensure!(now == total, "there are {now}");
            Ok(())
        })
        .await
    }

    /// Waits until the newest rows on screen are these: kind, type, and words that are in the text.
    pub async fn newest_rows_are(&self, expected: &[(Kind, &str, &str)]) -> Result<Vec<Row>> {
        eventually(&format!("the rows {expected:?}"), SOON, async || {
            let rows = self.rows().await?;
            let newest = &rows[rows.len().saturating_sub(expected.len())..];
            let same = newest.len() == expected.len()
                && newest.iter().zip(expected).all(|(row, &(kind, data_type, words))| {
                    row.kind == kind && row.data_type == data_type && row.text.contains(words)
                });
            ensure!(same, "the newest are {}", head(&format!("{newest:?}")));
            Ok(newest.to_vec())
        })
        .await
    }

    /// Waits until a message and its echo are the newest rows, and the echo is the payload. What is looked at may still
    /// be the pair before.
    pub async fn echoed_text(&self, payload: &str) -> Result<()> {
        eventually("the echo", SOON, async || {
            self.newest_rows_are(&[(Kind::Sent, "text", ""), (Kind::Received, "text", "")]).await?;
            let raw = self.newest_raw().await?;
            ensure!(raw == payload, "the echo is {:?} instead of {:?}", head(&raw), head(payload));
            Ok(())
        })
        .await
    }

    /// The same for bytes, as the hex dump shows them.
    pub async fn echoed_bytes(&self, bytes: &[u8]) -> Result<()> {
        eventually("the echo", SOON, async || {
            self.newest_rows_are(&[(Kind::Sent, "binary", ""), (Kind::Received, "binary", "")]).await?;
            self.open_newest("Hex").await?;
            let dump = self.text_at("detail-hex").await?.to_lowercase();
            self.press("Close detail").await?;
            let squeezed: String = dump.split_whitespace().collect();
            for line in bytes.chunks(16) {
                let hex = line.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
                ensure!(squeezed.contains(&hex), "no {hex:?} in the dump {:?}", head(&dump));
            }
            Ok(())
        })
        .await
    }

    /// The newest row's payload as the detail pane shows it.
    pub async fn newest_raw(&self) -> Result<String> {
        self.open_newest("Raw").await?;
        let raw = self.text_at("detail-raw").await?;
        self.press("Close detail").await?;
        Ok(raw)
    }

    /// A row's payload as the detail pane shows it.
    pub async fn raw_of(&self, seq: u64) -> Result<String> {
        self.open_row(seq).await?;
        self.find("tab", "Raw").await?.click().await?;
        let raw = eventually("the row in detail", SOON, async || self.text_at("detail-raw").await).await?;
        self.press("Close detail").await?;
        Ok(raw)
    }

    async fn open_newest(&self, tab: &str) -> Result<()> {
        let newest = self.rows().await?.pop().context("the log is empty")?;
        self.open_row(newest.seq).await?;
        self.find("tab", tab).await?.click().await?;
        let shown = format!("detail-{}", tab.to_lowercase());
        eventually(&shown, SOON, async || self.text_at(&shown).await.map(drop)).await
    }

    /// Clicks a row and waits for its detail.
    pub async fn open_row(&self, seq: u64) -> Result<()> {
        let script = format!(
            "{}\nreturn shown('log-row').find((row) => row.dataset.seq === arguments[0]) ?? null;",
            super::ACCESSIBLE
        );
        eventually(&format!("a click on row {seq}"), SOON, async || {
            let row = self.web.execute(script.as_str(), vec![json!(seq.to_string())]).await?;
            ensure!(!row.json().is_null(), "it isn't on screen");
            Ok(row.element()?.click().await?)
        })
        .await?;
        self.find("region", "Message detail").await.map(drop)
    }

    /// Clicks a row with Shift, beside the one that was clicked before.
    pub async fn mark_row(&self, seq: u64) -> Result<()> {
        let script = format!(
            "{}\nreturn shown('log-row').find((row) => row.dataset.seq === arguments[0]) ?? null;",
            super::ACCESSIBLE
        );
        eventually(&format!("a click with Shift on row {seq}"), SOON, async || {
            let row = self.web.execute(script.as_str(), vec![json!(seq.to_string())]).await?;
            ensure!(!row.json().is_null(), "it isn't on screen");
            let keys = self.web.action_chain().key_down(Key::Shift).click_element(&row.element()?);
            Ok(keys.key_up(Key::Shift).perform().await?)
        })
        .await
    }

    /// What the rows on screen tell as their times, with their numbers.
    pub async fn times(&self) -> Result<Vec<(u64, String)>> {
        let script = "return shown('log-row').map((row) =>
            [Number(row.dataset.seq), row.querySelector('.row-time').textContent]);";
        let mut times: Vec<(u64, String)> = self.script(script, vec![]).await?;
        times.sort_unstable();
        Ok(times)
    }

    /// How many rows wait for a paused list to be resumed.
    pub async fn waiting(&self) -> Result<u64> {
        self.script("return count('log-waiting');", vec![]).await
    }

    /// Waits until that row alone is selected, and on screen.
    pub async fn selected_is(&self, row: u64) -> Result<()> {
        let script = "return shown('log-row').filter((row) => row.getAttribute('aria-selected') === 'true')
            .map((row) => Number(row.dataset.seq));";
        eventually(&format!("row {row} to be selected"), SOON, async || {
            let now: Vec<u64> = self.script(script, vec![]).await?;
            ensure!(now == [row], "it is {now:?}");
            Ok(())
        })
        .await
    }

    /// Shows only rows of one sort: All, Sent, Received or Errors.
    pub async fn show(&self, filter: &str) -> Result<()> {
        self.choose("Show", filter).await
    }
}
