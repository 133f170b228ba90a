//! Whether everything on screen can be read, found and hit.

use anyhow::{Result, ensure};

use super::Page;

const AUDIT: &str = include_str!("audit.js");

impl Page {
    /// What is wrong with what is on screen: names, sizes, contrasts, and what sticks out.
    pub async fn faults(&self) -> Result<Vec<String>> {
        self.script(AUDIT, vec![]).await
    }

    /// Nothing is wrong with it.
    pub async fn is_faultless(&self, what: &str) -> Result<()> {
        let faults = self.faults().await?;
        ensure!(faults.is_empty(), "{what}: {}", faults.join("; "));
        Ok(())
    }
}
