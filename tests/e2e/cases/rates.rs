//! How much goes each way in a second: counted by seconds, and at zero once nothing comes.

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::{Case, case};
use crate::page::Page;
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("rates are those of the server, and end with them", |stage| Box::pin(even(stage))),
    case("each way has a rate of its own", |stage| Box::pin(ways(stage))),
];

async fn even(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    ensure!(page.text_at("rates").await.is_err(), "there are rates before there is a connection");
    page.connect(&stage.server.ws("/flood?count=1500&size=1000&rate=100")).await?;
    page.rate_is("rate-received", 85..=115).await?;
    let words = page.text_at("rate-received").await?;
    ensure!(words.contains("/s") && words.contains("kB/s"), "the log says {words:?}");
    ensure!(page.text_at("rate-sent").await.is_err(), "something counts as sent");
    // Then the server keeps quiet, and the connection stays open.
    eventually("all messages", LATER, async || {
        let total = page.total().await?;
        ensure!(total == 1503, "there are {total} rows");
        Ok(())
    })
    .await?;
    page.rate_is("rate-received", 0..=0).await?;
    let strokes: String =
        page.script("return shown('rates')[0].querySelector('path').getAttribute('d');", vec![]).await?;
    ensure!(strokes.matches('L').count() == 59, "the last minute is drawn as {strokes:?}");
    Ok(())
}

async fn ways(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    ensure!(page.text_at("rates").await.is_err(), "there are rates before there is a message");
    page.send("one").await?;
    page.rate_is("rate-sent", 0..=1).await?;
    page.rate_is("rate-received", 0..=1).await?;
    // Another connection begins without.
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    page.connect(&stage.server.ws("/greet")).await?;
    // The figures are read four times a second, so those of the connection before may be shown a little longer.
    eventually("the rates to be those of this connection", SOON, async || {
        ensure!(page.text_at("rate-received").await.is_ok(), "there are none");
        ensure!(page.text_at("rate-sent").await.is_err(), "the connection before is counted, too");
        Ok(())
    })
    .await
}

impl Page {
    /// Waits until so many messages went that way in the last second.
    async fn rate_is(&self, testid: &str, messages: std::ops::RangeInclusive<u64>) -> Result<()> {
        eventually(&format!("{testid} to be among {messages:?}"), LATER, async || {
            let script = "const it = shown(arguments[0])[0]; return it ? Number(it.dataset.value) : null;";
            let rate: Option<u64> = self.script(script, vec![json!(testid)]).await?;
            let rate = rate.context("it isn't shown")?;
            ensure!(messages.contains(&rate), "it is {rate}");
            Ok(())
        })
        .await
    }
}
