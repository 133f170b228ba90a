//! A certificate that nobody has vouched for, as a test server has: the handshake fails, and the diagnosis says what to
//! do. The other cases run in browsers that take any, so this one has a browser of its own.

use anyhow::Result;

use super::{Case, case};
use crate::browser::Trust;
use crate::driver::Driver;
use crate::page::Page;
use crate::programs::Programs;
use crate::stage::{BASE, Stage};

pub const CASES: &[Case] =
    &[case("a diagnosis for a certificate that isn't trusted", |stage| Box::pin(untrusted(stage)))];

async fn untrusted(stage: &Stage) -> Result<()> {
    let browser = stage.page.browser;
    let driver = Driver::start(browser, &Programs::find(browser)?, Trust::Vouched).await?;
    let outcome = diagnosed(stage, &Page { web: driver.web.clone(), browser }).await;
    driver.stop().await;
    outcome?;
    // Where it is trusted, the very same address works.
    stage.page.connect(&stage.server.wss("/echo")).await?;
    stage.page.undiagnosed().await
}

async fn diagnosed(stage: &Stage, page: &Page) -> Result<()> {
    page.open(&stage.server.http(BASE)).await?;
    page.start_connecting(&stage.server.wss("/echo")).await?;
    page.status_says(&["Disconnected", "could not connect"]).await?;
    // A page can't tell it from a port where nobody listens, so that is said as well.
    let (likely, look) = (
        "The server’s certificate isn’t trusted",
        "in a new tab to see what the browser says about the certificate",
    );
    page.diagnosed(&[likely]).await?;
    page.press("Diagnose").await?;
    page.diagnosed_as(&["An http request to the same address fails as well"], &[], &[]).await?;
    page.diagnosed(&[likely, look]).await.map(drop)
}
