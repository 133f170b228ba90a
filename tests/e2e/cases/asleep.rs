//! A machine that sleeps while a connection is open: when it wakes, nothing is lost that the server kept for it.

use std::time::Duration;

use anyhow::{Result, ensure};

use super::{Case, case};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] =
    &[case("after a sleep of the machine the page goes on receiving", |stage| Box::pin(woken(stage)))];

async fn woken(stage: &Stage) -> Result<()> {
    const SPAN: Duration = Duration::from_secs(5);
    /// Sent in ten seconds, the half of which the browser sleeps through.
    const COUNT: u64 = 1000;
    let page = &stage.page;
    page.connect(&stage.server.ws(&format!("/flood?count={COUNT}&rate=100"))).await?;
    let before = page.total().await?;
    stage.freeze(SPAN).await?;
    let after = page.total().await?;
    eventually("what was sent meanwhile", SOON, async || {
        let total = page.total().await?;
        ensure!(total > before + 400, "{} rows came", total - before);
        Ok(())
    })
    .await?;
    // Connecting, connected, and the message that says it is the last.
    page.total_is(COUNT + 3).await?;
    ensure!(after < COUNT, "all {after} rows were there before the browser could have slept");
    page.status_says(&["Connected"]).await.map(drop)
}
