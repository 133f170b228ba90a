//! A server that is killed while it streams, and started again: it goes on by itself, and the log is one history.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use practice_server::{Options, Server, start};

use super::reconnect::{OFTEN, are};
use super::{Case, case};
use crate::console::DOWN;
use crate::page::Kind::{Error, Info, Received, Sent};
use crate::page::{DELAY_FACTOR, HELLO, Page, RECONNECT_DELAY, Row, Setting};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually, until};

pub const CASES: &[Case] =
    &[case("a server is killed in mid-stream and comes back after five seconds", |stage| {
        Box::pin(restarted(stage))
    })
    .expecting(DOWN)];

async fn restarted(stage: &Stage) -> Result<()> {
    const DOWN: Duration = Duration::from_secs(5);
    let page = &stage.page;
    page.set(OFTEN).await?;
    page.set(&[
        Setting::Number(RECONNECT_DELAY, 3),
        Setting::Decimal(DELAY_FACTOR, 1.5),
        Setting::Lines(HELLO, "hello\n\nsubscribe"),
    ])
    .await?;
    let server = start(Options { port: 0, ..Options::default() }).await?;
    let (port, address) = (server.addr().port(), server.ws("/ticker?ms=100"));
    page.connect(&address).await?;
    some_more(page, 20).await?;
    server.stop().await;
    page.waits(1, &["1006 Abnormal Closure", "connection lost"]).await?;
    let before = page.history().await?;
    let killed = before.len() as u64;
    // The server itself is what is waited for, and nothing but time brings it back.
    until(tokio::time::Instant::now() + DOWN).await;
    let server = start(Options { port, ..Options::default() }).await?;
    eventually("the connection", LATER, async || page.status_says(&["Connected"]).await).await?;
    some_more(page, 10).await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;

    let rows = page.history().await?;
    let total = page.total().await?;
    let numbers: Vec<u64> = rows.iter().map(|row| row.seq).collect();
    ensure!(numbers == (1..=total).collect::<Vec<_>>(), "of {total} rows there are {numbers:?}");
    ensure!(rows[..before.len()] == before, "what was logged before isn't what it was");
    story(&rows, killed, &server)
}

/// Both streams are there from their first tick on, and between them nothing but attempts.
fn story(rows: &[Row], killed: u64, server: &Server) -> Result<()> {
    let opening = [(Info, "Connected"), (Sent, "hello"), (Sent, "subscribe")];
    are(rows, 2, &opening)?;
    ticks(rows, 5..killed)?;
    are(rows, killed, &[(Error, "connection lost · after ")])?;
    let again = rows
        .iter()
        .find(|row| row.seq > killed && row.text.contains("Connected"))
        .context("it didn't connect again")?;
    for row in rows.iter().filter(|row| (killed + 1..again.seq).contains(&row.seq)) {
        let (kind, words) = if (row.seq - killed) % 2 == 1 {
            (Info, "Reconnecting to")
        } else {
            (Error, "could not connect")
        };
        ensure!(row.kind == kind && row.text.contains(words), "{words:?} was expected instead of {row:?}");
    }
    ensure!(again.seq > killed + 2, "no attempt failed, although the server was down");
    are(rows, again.seq, &opening)?;
    ticks(rows, again.seq + 3..rows.len() as u64)?;
    let visits = server.visits();
    ensure!(visits.len() == 1, "the second server saw {} connections", visits.len());
    Ok(())
}

/// The rows of those numbers are the ticks from the first on.
fn ticks(rows: &[Row], numbers: std::ops::Range<u64>) -> Result<()> {
    ensure!(numbers.end > numbers.start + 5, "there are hardly any ticks in {numbers:?}");
    for (n, seq) in (1..).zip(numbers) {
        are(rows, seq, &[(Received, &format!("\"n\":{n},"))])?;
    }
    Ok(())
}

async fn some_more(page: &Page, count: u64) -> Result<()> {
    let before = page.total().await?;
    eventually(&format!("{count} more rows"), SOON, async || {
        let total = page.total().await?;
        ensure!(total >= before + count, "there are {}", total - before);
        Ok(())
    })
    .await
}

impl Page {
    /// All rows that the log has, read window by window; it must not grow meanwhile.
    async fn history(&self) -> Result<Vec<Row>> {
        const FAR: i32 = -20_000_000;
        const STEP: i32 = 300;
        let mut rows = BTreeMap::new();
        self.wheel(FAR).await?;
        // Rows come with a frame, and what the status line says before it.
        self.next_frame().await?;
        let total = self.total().await?;
        eventually("all rows", LATER, async || {
            let shown = self.rows().await?;
            // The list may still stand where it stood before: what is missing is passed once more.
            let at_end = shown.last().is_some_and(|row| row.seq >= total);
            rows.extend(shown.into_iter().filter(|row| row.seq <= total).map(|row| (row.seq, row)));
            if rows.len() as u64 != total {
                self.wheel(if at_end { FAR } else { STEP }).await?;
                anyhow::bail!("only {} of {total}", rows.len());
            }
            Ok(())
        })
        .await?;
        Ok(rows.into_values().collect())
    }
}
