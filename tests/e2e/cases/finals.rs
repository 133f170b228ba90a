//! Ends after which it isn't tried again, and ends after which it is.

use anyhow::{Context, Result, ensure};
use practice_server::Server;

use super::reconnect::{OFTEN, calm};
use super::{Case, case};
use crate::console::FAILED;
use crate::page::Kind::{Error, Info};
use crate::page::{AUTO_RECONNECT, Ended, MOST_ATTEMPTS, Setting};
use crate::stage::{BASE, Stage};
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("the user's own end is final", |stage| Box::pin(disconnected(stage))),
    case("some close codes are final and others are not", |stage| Box::pin(codes(stage))),
    case("after as many attempts as allowed it is given up", |stage| Box::pin(gave_up(stage)))
        .expecting(FAILED),
];

async fn disconnected(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(OFTEN).await?;
    page.connect(&stage.echo()).await?;
    page.press("Disconnect").await?;
    page.ended(Ended::ByYou, &["1000 Normal Closure"]).await?;
    page.newest_rows_are(&[(Info, "", "closed by you")]).await?;
    // Nor when its code is one that would be tried again if it were the server's.
    page.connect(&stage.echo()).await?;
    page.press("Close with code…").await?;
    page.fill("textbox", "Close code", "3000").await?;
    page.press("Close connection").await?;
    page.ended(Ended::ByYou, &["3000 Unauthorized"]).await?;
    goes_on(stage, "code=1001").await?;
    page.show_tab(0).await?;
    page.ended(Ended::ByYou, &["3000 Unauthorized"]).await?;
    page.total_is(6).await?;
    visited(&stage.server, 2)
}

async fn codes(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    for (index, code) in ["1000", "1008", "4000", "4001", "4999"].into_iter().enumerate() {
        if index > 0 {
            page.new_tab().await?;
        }
        page.set(OFTEN).await?;
        page.start_connecting(&stage.server.ws(&format!("/close?code={code}&after_ms=100"))).await?;
        page.ended(Ended::ByServer, &[code]).await?;
    }
    for code in ["1001", "1005", "1011", "3000"] {
        goes_on(stage, &format!("code={code}")).await.with_context(|| format!("for {code}"))?;
    }
    visited(&stage.server, 5)
}

/// A tab of its own that is closed again and again and connects each time, at a server of its own; when it has done so
/// three times, whatever else wants to connect as often has done it too.
async fn goes_on(stage: &Stage, query: &str) -> Result<()> {
    let page = &stage.page;
    let other = stage.serve_at(BASE).await?;
    page.new_tab().await?;
    page.set(OFTEN).await?;
    page.start_connecting(&other.ws(&format!("/close?{query}&after_ms=100"))).await?;
    eventually("three more connections", SOON, async || visited_at_least(&other, 4)).await?;
    // Before the server goes away.
    page.set(&[Setting::Off(AUTO_RECONNECT)]).await?;
    page.status_says(&["Disconnected"]).await.map(drop)
}

fn visited_at_least(server: &Server, count: usize) -> Result<()> {
    let seen = server.visits().len();
    ensure!(seen >= count, "there were {seen} connections");
    Ok(())
}

/// The server saw so many connections.
pub(super) fn visited(server: &Server, count: usize) -> Result<()> {
    let seen = server.visits().len();
    ensure!(seen == count, "there were {seen} connections and not {count}");
    Ok(())
}

async fn gave_up(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(OFTEN).await?;
    page.set(&[Setting::Number(MOST_ATTEMPTS, 2)]).await?;
    page.start_connecting(&stage.server.ws("/status?code=503")).await?;
    let words = ["Connecting to", "could not connect", "attempt 1", "could not connect", "attempt 2"];
    let mut rows: Vec<_> = words
        .map(|words| if words == "could not connect" { (Error, "", words) } else { (Info, "", words) })
        .into();
    rows.extend([(Error, "", "could not connect"), (Error, "", "Gave up after 2 attempts")]);
    eventually("it to be given up", LATER, async || page.newest_rows_are(&rows).await).await?;
    page.ended(Ended::NeverOpened, &["1006 Abnormal Closure"]).await?;
    calm(page).await?;
    visited(&stage.server, 3)?;
    page.total_is(7).await
}
