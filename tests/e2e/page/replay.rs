//! The replay of a log: what is chosen for it, and what is said to come of it.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::Page;
use crate::wait::{LATER, SOON, eventually};

/// How a replay is said to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// `sending`, `step`, `awaiting` or `over`.
    pub stage: String,
    /// How many messages were sent.
    pub sent: u64,
    /// How many answers are the same, changed, missing and extra.
    pub answers: [u64; 4],
    /// All that is said.
    pub said: String,
}

impl Page {
    /// Shows what there is to choose, if it isn't shown.
    pub async fn open_replay(&self) -> Result<()> {
        if self.look_for("combobox", "Replay over").await?.is_none() {
            self.press("Replay").await?;
        }
        self.find("combobox", "Replay over").await.map(drop)
    }

    /// The names of the connections that can be replayed over.
    pub async fn replay_targets(&self) -> Result<Vec<String>> {
        let script =
            "return [...find('combobox', 'Replay over').options].map((option) => option.textContent);";
        self.script(script, vec![]).await
    }

    /// Chooses one of them, by a part of its name.
    pub async fn replay_over(&self, name: &str) -> Result<()> {
        self.open_replay().await?;
        let script = "const select = find('combobox', 'Replay over');
            const option = [...select.options].find((option) => option.textContent.includes(arguments[0]));
            if (!option) return false;
            select.value = option.value;
            select.dispatchEvent(new Event('change', { bubbles: true }));
            return true;";
        eventually(&format!("a connection “{name}” to replay over"), SOON, async || {
            ensure!(self.script::<bool>(script, vec![json!(name)]).await?, "it isn't there");
            Ok(())
        })
        .await
    }

    /// Chooses a pace and begins.
    pub async fn start_replay(&self, pace: &str) -> Result<()> {
        self.open_replay().await?;
        self.choose("Pace", pace).await?;
        self.press("Start replay").await
    }

    /// How it goes; an error if nothing was replayed.
    pub async fn replayed(&self) -> Result<Replayed> {
        let script = "const line = shown('replay-state')[0];
            return line && [line.dataset.stage, count('replay-state'), line.textContent,
                ...['same', 'changed', 'missing', 'extra'].map((name) => count(`replay-${name}`))];";
        let found: Option<(String, u64, String, u64, u64, u64, u64)> = self.script(script, vec![]).await?;
        let (stage, sent, said, same, changed, missing, extra) = found.context("nothing was replayed")?;
        Ok(Replayed { stage, sent, answers: [same, changed, missing, extra], said })
    }

    /// Waits until it has come so far.
    pub async fn replayed_is(&self, what: &str, is: impl Fn(&Replayed) -> bool) -> Result<Replayed> {
        eventually(&format!("the replay to have {what}"), LATER, async || {
            let now = self.replayed().await?;
            ensure!(is(&now), "it is {now:?}");
            Ok(now)
        })
        .await
    }

    /// Waits until it is over, with so many sent and so many answers the same, changed, missing and extra.
    pub async fn replay_ends(&self, said: &str, sent: u64, answers: [u64; 4]) -> Result<()> {
        let end = self.replayed_is("ended", |now| now.stage == "over").await?;
        ensure!((end.sent, end.answers) == (sent, answers), "it ended as {end:?}");
        ensure!(end.said.starts_with(said), "it says {:?} and not {said:?}", end.said);
        self.find("button", "Start replay").await.map(drop)
    }

    /// The differences, as they are listed.
    pub async fn replay_differences(&self) -> Result<Vec<String>> {
        let script = "return shown('replay-difference').map((line) => squeeze(line.textContent));";
        self.script(script, vec![]).await
    }

    /// Opens one of them, counted from 0, and reads its lines.
    pub async fn replay_pair(&self, index: usize) -> Result<String> {
        let script = "shown('replay-difference')[arguments[0]].click(); return null;";
        self.script::<Value>(script, vec![json!(index)]).await?;
        eventually("the comparison of two answers", SOON, async || self.text_at("detail-diff").await).await
    }
}
