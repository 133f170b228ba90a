//! Ends that nobody meant, and handshakes that come to nothing.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Result, ensure};

use super::{Case, case};
use crate::console::{BROKEN, CANCELLED, FAILED};
use crate::page::Ended;
use crate::page::Kind::{Error, Info};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("a port where nobody listens", |stage| Box::pin(nobody(stage))).expecting(FAILED),
    case("a blocked port is said before trying", |stage| Box::pin(blocked(stage))),
    case("a handshake that is refused", |stage| Box::pin(refused(stage))).expecting(FAILED),
    case("a connection that is reset", |stage| Box::pin(reset(stage))).expecting(BROKEN),
    case("connecting is cancelled", |stage| Box::pin(cancelled(stage))).expecting(CANCELLED),
    case("a late handshake succeeds in the end", |stage| Box::pin(late(stage))),
    case("wss:// to a server with TLS", |stage| Box::pin(secure(stage))),
];

async fn nobody(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // Bound and let go again: a port that is free, and not one that another case uses.
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
    page.start_connecting(&format!("ws://127.0.0.1:{port}/")).await?;
    page.ended(Ended::NeverOpened, &["1006 Abnormal Closure"]).await?;
    page.diagnosed(&["server is running", &format!("127.0.0.1:{port}")]).await?;
    page.newest_rows_are(&[(Info, "", "Connecting"), (Error, "", "1006")]).await?;
    page.total_is(2).await
}

async fn blocked(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.start_connecting("ws://127.0.0.1:6000/").await?;
    page.described("textbox", "URL", "6000").await?;
    page.status_says(&["Disconnected"]).await?;
    ensure!(page.total().await? == 0, "it was tried");
    Ok(())
}

async fn refused(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.start_connecting(&stage.server.ws("/status?code=401")).await?;
    page.ended(Ended::NeverOpened, &["1006 Abnormal Closure"]).await?;
    page.diagnosed(&["doesn’t say why", "Press Diagnose"]).await?;
    page.newest_rows_are(&[(Info, "", "Connecting"), (Error, "", "1006")]).await.map(drop)
}

async fn reset(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.start_connecting(&stage.server.ws("/drop?after_ms=1500")).await?;
    page.ended(Ended::Lost, &["1006 Abnormal Closure"]).await?;
    page.explained("without a close frame").await?;
    page.newest_rows_are(&[(Info, "", "Connecting"), (Info, "", "Connected"), (Error, "", "1006")])
        .await
        .map(drop)
}

async fn cancelled(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.start_connecting(&stage.server.ws("/slow?ms=60000")).await?;
    page.status_says(&["Connecting"]).await?;
    page.press("Cancel").await?;
    page.ended(Ended::Cancelled, &[]).await?;
    page.newest_rows_are(&[(Info, "", "Connecting"), (Info, "", "cancelled")]).await?;
    page.total_is(2).await
}

async fn late(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.start_connecting(&stage.server.ws("/slow?ms=4000")).await?;
    page.status_says(&["Connecting"]).await?;
    page.status_says(&["Connected"]).await?;
    page.send("late").await?;
    page.echoed_text("late").await
}

async fn secure(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.server.wss("/echo")).await?;
    page.send("over TLS").await?;
    page.echoed_text("over TLS").await
}
