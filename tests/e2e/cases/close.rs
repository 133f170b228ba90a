//! Ends that somebody meant, with the code, its name, the reason, and whose doing it was.

use anyhow::{Context, Result};

use super::{Case, case};
use crate::page::Ended;
use crate::page::Kind::{self, Error, Info};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("close codes come with name, reason and who closed", |stage| Box::pin(codes(stage))),
    case("a reason in Thai comes as it is", |stage| Box::pin(thai(stage))),
    case("the user disconnects", |stage| Box::pin(disconnect(stage))),
    case("the user disconnects with a code and a reason", |stage| Box::pin(with_code(stage))),
    case("a code or reason that can't be sent is refused", |stage| Box::pin(refused(stage))),
    case("after an end one can connect again", |stage| Box::pin(again(stage))),
];

async fn codes(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let codes: &[(u16, &str, Kind)] = &[
        (1000, "1000 Normal Closure", Info),
        (1001, "1001 Going Away", Info),
        (1011, "1011 Internal Error", Error),
        (3000, "3000 Unauthorized", Error),
        (4999, "4999", Info),
    ];
    for &(code, name, kind) in codes {
        let reason = format!("reason-of-{code}");
        let path = format!("/close?code={code}&reason={reason}&after_ms=100");
        page.start_connecting(&stage.server.ws(&path)).await?;
        let quoted = format!("“{reason}”");
        page.ended(Ended::ByServer, &[name, &quoted]).await.with_context(|| format!("for {code}"))?;
        page.newest_rows_are(&[(Info, "", ""), (Info, "", ""), (kind, "", name)])
            .await
            .with_context(|| format!("for {code}"))?;
    }
    page.total_is(15).await
}

async fn thai(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.start_connecting(&stage.server.ws("/close?code=1001&reason=ลาก่อน")).await?;
    page.ended(Ended::ByServer, &["1001 Going Away", "“ลาก่อน”"]).await.map(drop)
}

async fn disconnect(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.press("Disconnect").await?;
    page.ended(Ended::ByYou, &["1000 Normal Closure"]).await?;
    page.newest_rows_are(&[(Info, "", "1000")]).await?;
    page.total_is(3).await
}

async fn with_code(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.press("Close with code…").await?;
    page.fill("textbox", "Close code", "4001").await?;
    page.fill("textbox", "Close reason", "enough for today").await?;
    page.press("Close connection").await?;
    page.ended(Ended::ByYou, &["4001", "“enough for today”"]).await?;
    page.newest_rows_are(&[(Info, "", "4001")]).await.map(drop)
}

async fn refused(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.press("Close with code…").await?;
    for code in ["999", "1001", "2999", "5000"] {
        page.fill("textbox", "Close code", code).await?;
        page.press("Close connection").await?;
        page.described("textbox", "Close code", code).await?;
        page.status_says(&["Connected"]).await?;
    }
    page.fill("textbox", "Close code", "3000").await?;
    // 62 letters of two bytes each are one byte too many.
    page.paste("Close reason", &"é".repeat(62)).await?;
    page.press("Close connection").await?;
    page.described("textbox", "Close reason", "124").await?;
    page.status_says(&["Connected"]).await?;
    page.paste("Close reason", &"é".repeat(61)).await?;
    page.press("Close connection").await?;
    page.ended(Ended::ByYou, &["3000 Unauthorized", "éé"]).await.map(drop)
}

async fn again(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.press("Disconnect").await?;
    page.ended(Ended::ByYou, &[]).await?;
    page.connect(&stage.echo()).await?;
    page.send("again").await?;
    page.echoed_text("again").await
}
