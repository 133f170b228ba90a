//! Command lines that the page copies, in a real shell with the real program: the server gets the very same messages.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use practice_server::Visit;
use tokio::process::{Child, Command};

use super::{Case, case};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] =
    &[case("a copied command for wscat sends the same messages from a shell", |stage| {
        Box::pin(wscat(stage))
    })];

/// Names the program.
const VARIABLE: &str = "WSCAT";

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

async fn wscat(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let program = program()?;
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
    let line = page.copied_as("Command for wscat").await?;
    let [page_visit] = &echoes(stage)[..] else { anyhow::bail!("there isn't one connection") };
    ensure!(page_visit.messages.len() == MESSAGES.len(), "the server has {:?}", page_visit.messages);
    let mut shell = shell(&line, &program)?;
    let arrived = eventually("the messages of the shell", LATER, async || {
        let ended = shell.try_wait()?;
        let visits = echoes(stage);
        let visit = visits.get(1).with_context(|| format!("nobody came; the shell ended: {ended:?}"))?;
        ensure!(visit.messages.len() >= MESSAGES.len(), "only {:?} came; {ended:?}", visit.messages);
        Ok(visit.messages.clone())
    })
    .await
    .with_context(|| line.clone())?;
    ensure!(arrived == page_visit.messages, "{arrived:?} came of {line}");
    // It stays for the answers, and leaves with whoever started it.
    ensure!(shell.try_wait()?.is_none(), "it has left by itself");
    drop(shell.stdin.take());
    shell.kill().await?;
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

fn program() -> Result<PathBuf> {
    let named = env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from);
    let named = named.with_context(|| {
        format!("{VARIABLE} has to name the program wscat of version 6; `cargo xtask test` gets it.")
    })?;
    ensure!(named.is_file(), "There is no {}: {VARIABLE} names something else.", named.display());
    Ok(named)
}

/// Runs a line as somebody does who pastes it at a prompt.
fn shell(line: &str, program: &Path) -> Result<Child> {
    let folder = program.parent().context("it is in no folder")?;
    let path: OsString = env::join_paths(
        [folder.to_owned()].into_iter().chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())),
    )?;
    let mut command = Command::new("sh");
    command.args(["-c", line]).env("PATH", path).kill_on_drop(true);
    // It leaves when its input ends.
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().context("there is no shell")
}
