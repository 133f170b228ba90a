//! What the page tells of messages in their application protocol: in the rows, and in the detail of one.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::Page;
use crate::wait::{SOON, eventually};

/// The detail of a row.
#[derive(Debug, Deserialize)]
struct Said {
    title: String,
    /// What is written beside each name.
    facts: BTreeMap<String, String>,
}

impl Page {
    /// Waits until this is what is chosen as the protocol, by somebody or by itself.
    pub async fn protocol_is(&self, choice: &str) -> Result<()> {
        eventually("the protocol", SOON, async || {
            let picked = self.picked("Protocol").await?;
            ensure!(picked == choice, "it is {picked:?}");
            Ok(())
        })
        .await
    }

    /// Waits until the messages on screen say these things in their protocol, as far as they are written here.
    pub async fn rows_say(&self, expected: &[&[&str]]) -> Result<()> {
        let script = "return shown('log-row')
            .sort((one, other) => one.dataset.seq - other.dataset.seq)
            .filter((row) => ['sent', 'received'].includes(row.dataset.kind))
            .map((row) => [...row.querySelectorAll('.row-fact')]
                .filter((fact) => fact.checkVisibility())
                .map((fact) => fact.textContent));";
        eventually("what the rows say", SOON, async || {
            let rows: Vec<Vec<String>> = self.script(script, vec![]).await?;
            let fits = |(said, expected): (&Vec<String>, &&[&str])| {
                said.len() == expected.len()
                    && said.iter().zip(*expected).all(|(said, part)| said.starts_with(part))
            };
            ensure!(rows.len() == expected.len() && rows.iter().zip(expected).all(fits), "they say {rows:?}");
            Ok(())
        })
        .await
    }

    /// Goes from an answer to its request and back in the detail pane, where both tell the same time between them.
    pub async fn is_answered(&self, protocol: &str, request: u64, answer: u64) -> Result<()> {
        self.open_row(answer).await?;
        self.find("tab", protocol).await?.click().await?;
        let [request, answer] = [request, answer].map(|row| format!("Row {row}"));
        let span = self.says(&answer, "Answers", &request).await?;
        let is_time = span.starts_with(|c: char| c.is_ascii_digit()) && span.ends_with('s');
        ensure!(is_time, "{span:?} is no time");
        self.press(&request).await?;
        let back = self.says(&request, "Answered by", &answer).await?;
        ensure!(back == span, "the request is answered after {back:?}, the answer comes after {span:?}");
        self.press(&answer).await?;
        self.says(&answer, "Answers", &request).await?;
        self.press("Close detail").await
    }

    /// Waits until the detail is that of a row, and a fact in it begins with another row; gives what stands behind that.
    async fn says(&self, title: &str, fact: &str, other: &str) -> Result<String> {
        let script = "const detail = find('region', 'Message detail');
            const facts = [...detail.querySelectorAll('[data-testid=detail-protocol] dl > div')]
                .filter((fact) => fact.checkVisibility())
                .map((fact) => [fact.querySelector('dt'), fact.querySelector('dd')])
                .map(([name, value]) => [name.textContent, squeeze(textOf(value))]);
            return { title: detail.querySelector('h2').textContent, facts: Object.fromEntries(facts) };";
        eventually(&format!("{title}: {fact} {other}"), SOON, async || {
            let said: Said = self.script(script, vec![]).await?;
            ensure!(said.title == title, "it is {said:?}");
            let behind = said.facts.get(fact).and_then(|text| text.strip_prefix(other)?.strip_prefix(' '));
            Ok(behind.with_context(|| format!("it is {said:?}"))?.to_owned())
        })
        .await
    }
}
