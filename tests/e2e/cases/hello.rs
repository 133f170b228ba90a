//! What is sent on every opening.

use anyhow::{Context, Result, ensure};
use practice_server::{Options, start};

use super::reconnect::OFTEN;
use super::{Case, case};
use crate::console::DOWN;
use crate::page::Kind::{Info, Received, Sent};
use crate::page::{HELLO, Setting};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] =
    &[case("messages are sent on every opening, in their order", |stage| Box::pin(hello(stage)))
        .expecting(DOWN)];

const FIRST: &str = "first\nof two lines";

const SECOND: &str = r#"{"second":2}"#;

/// A line that is bytes, behind more empty lines than needed.
const THIRD: &str = "hex: 00 ff";

async fn hello(stage: &Stage) -> Result<()> {
    const TIMES: u64 = 3;
    let page = &stage.page;
    page.set(OFTEN).await?;
    page.set(&[Setting::Lines(HELLO, &format!("{FIRST}\n\n{SECOND}\n\n\n{THIRD}\n"))]).await?;
    let mut server = start(Options { port: 0, ..Options::default() }).await?;
    page.start_connecting(&server.ws("/echo")).await?;
    let mut last = 0;
    for time in 1..=TIMES {
        let rows = eventually("what was sent to come back", LATER, async || {
            let rows = page
                .newest_rows_are(&[
                    (Info, "", "Connected"),
                    (Sent, "text", "first"),
                    (Sent, "text", SECOND),
                    (Sent, "binary", "00 ff"),
                    (Received, "text", "first"),
                    (Received, "text", SECOND),
                    (Received, "binary", "00 ff"),
                ])
                .await?;
            ensure!(rows[0].seq > last, "these are those of the time before");
            Ok(rows)
        })
        .await
        .with_context(|| format!("time {time}"))?;
        last = rows[6].seq;
        // As on the wire, where the lines aren't squeezed into one.
        page.open_row(rows[4].seq).await?;
        page.find("tab", "Raw").await?.click().await?;
        eventually("the first message", SOON, async || {
            let raw = page.text_at("detail-raw").await?;
            ensure!(raw == FIRST, "it is {raw:?}");
            Ok(())
        })
        .await?;
        page.press("Close detail").await?;
        if time < TIMES {
            let port = server.addr().port();
            server.stop().await;
            server = start(Options { port, ..Options::default() }).await?;
        }
    }
    Ok(())
}
