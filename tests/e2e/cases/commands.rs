//! Command lines that the page copies, in a real shell with the real program: the server gets the very same messages.

use anyhow::{Context, Result, ensure};
use practice_server::Visit;

use super::{Case, case};
use crate::shell::{Client, Shell};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("a copied command for wscat sends the same messages from a shell", |stage| {
        Box::pin(sends(stage, "Command for wscat", Client::Wscat))
    }),
    case("a copied command for websocat sends the same messages from a shell", |stage| {
        Box::pin(sends(stage, "Command for websocat", Client::Websocat))
    }),
];

/// What a shell or a program could take for something of its own.
const MESSAGES: [&str; 8] = [
    "it's \"one\" 'quoted' text",
    "$HOME `id` $(id) ${PATH} \\ \\n !! ~ * ? [a-z] # ; & | < >",
    "first\nsecond\n\tthird ",
    "{\"n\":12345678901234567890,\"text\":\"it's\"}",
    "😀 สวัสดี Привіт",
    "--help",
    "",
    "%s %d '' ''",
];

async fn sends(stage: &Stage, what: &str, client: Client) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "Subprotocols", "wirebench.v1").await?;
    page.connect(&stage.echo()).await?;
    for (message, count) in MESSAGES.iter().zip(1..) {
        page.paste_message(message).await?;
        page.press("Send").await?;
        page.total_is(2 + 2 * count).await?;
    }
    page.open_row(1).await?;
    // The last one that was sent; its echo makes no difference.
    page.mark_row(1 + 2 * MESSAGES.len() as u64).await?;
    let line = page.copied_as(what).await?;
    let [page_visit] = &echoes(stage)[..] else { anyhow::bail!("there isn't one connection") };
    ensure!(page_visit.messages.len() == MESSAGES.len(), "the server has {:?}", page_visit.messages);
    let mut shell = Shell::run(&line, client)?;
    let arrived = eventually("the messages of the shell", LATER, async || {
        let ended = shell.ended()?;
        let visits = echoes(stage);
        let visit = visits.get(1).with_context(|| format!("nobody came; the shell ended: {ended:?}"))?;
        ensure!(visit.messages.len() >= MESSAGES.len(), "only {:?} came; {ended:?}", visit.messages);
        Ok(visit.messages.clone())
    })
    .await
    .with_context(|| line.clone())?;
    ensure!(arrived == page_visit.messages, "{arrived:?} came of {line}");
    // It stays for the answers, and leaves with whoever started it.
    ensure!(shell.ended()?.is_none(), "it has left by itself");
    drop(shell);
    eventually("it to leave", SOON, async || {
        ensure!(echoes(stage).get(1).is_some_and(|visit| visit.ended.is_some()), "it is still there");
        Ok(())
    })
    .await
}

/// The connections to the echo, in the order in which they began.
fn echoes(stage: &Stage) -> Vec<Visit> {
    stage.server.visits().into_iter().filter(|visit| visit.path == "/echo" && visit.socket).collect()
}
