//! The panel that says why a handshake may have failed.

use anyhow::{Result, ensure};
use serde::Deserialize;

use super::Page;
use crate::wait::{SOON, eventually};

/// Its lists, as they are on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Diagnosis {
    /// What is certain.
    pub known: Vec<String>,
    /// What would explain it.
    pub likely: Vec<String>,
    /// What to do about it.
    pub tries: Vec<String>,
}

impl Page {
    /// Waits until each list of the panel begins with sentences that have these words, in this order.
    pub async fn diagnosed_as(&self, known: &[&str], likely: &[&str], tries: &[&str]) -> Result<Diagnosis> {
        eventually(&format!("the diagnosis {known:?} {likely:?} {tries:?}"), SOON, async || {
            let said = self.diagnosis().await?;
            for (said, words) in [(&said.known, known), (&said.likely, likely), (&said.tries, tries)] {
                let same = said.len() >= words.len()
                    && said.iter().zip(words).all(|(sentence, words)| sentence.contains(words));
                ensure!(same, "it lacks {words:?} in {said:?}");
            }
            Ok(said)
        })
        .await
    }

    /// What the panel says; an error while it isn't shown.
    pub async fn diagnosis(&self) -> Result<Diagnosis> {
        let script = "const panel = shown('diagnosis')[0];
            const list = (heading) => [...(panel?.querySelectorAll('section') ?? [])]
                .filter((part) => part.checkVisibility() && squeeze(textOf(part.querySelector('h2'))) === heading)
                .flatMap((part) => [...part.querySelectorAll('li')].map((item) => squeeze(item.textContent)));
            return panel ? { known: list('Known'), likely: list('Likely'), tries: list('Try') } : null;";
        let said: Option<Diagnosis> = self.script(script, vec![]).await?;
        said.ok_or_else(|| anyhow::anyhow!("there is no diagnosis"))
    }

    /// Waits until neither the panel nor its button is there.
    pub async fn undiagnosed(&self) -> Result<()> {
        self.gone("button", "Diagnose").await?;
        eventually("the diagnosis to go away", SOON, async || {
            ensure!(self.diagnosis().await.is_err(), "it is still there");
            Ok(())
        })
        .await
    }

    /// Takes out of the browser's record which addresses of other servers the page has fetched; each is named once.
    pub async fn fetched_elsewhere(&self) -> Result<Vec<String>> {
        let script = "const names = performance.getEntriesByType('resource').map((entry) => entry.name)
                .filter((name) => !name.startsWith(location.origin + '/') && !name.startsWith('data:'));
            performance.clearResourceTimings();
            return [...new Set(names)];";
        self.script(script, vec![]).await
    }
}
