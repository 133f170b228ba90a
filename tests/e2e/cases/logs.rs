//! Logs of before: offered after a reload, listed, opened, deleted; and the menus over a log, by keyboard too.

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use super::{Case, case};
use crate::page::Kind::{Received, Sent};
use crate::page::{Kind, Page};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("the log of before a reload is offered, and opens", |stage| Box::pin(offered(stage))),
    case("an offer that was declined doesn't come again, and the log stays listed", |stage| {
        Box::pin(declined(stage))
    }),
    case("logs of before are listed and deleted", |stage| Box::pin(listed(stage))),
    case("the menu of exports needs no pointer", |stage| Box::pin(menu(stage))),
    case("rows are copied as files have them, and as commands", |stage| Box::pin(copied(stage))),
];

/// Talks to the echo until that is kept, and loads the page anew.
pub(super) async fn left_behind(stage: &Stage, text: &str) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.send(text).await?;
    page.total_is(4).await?;
    eventually("the log to be kept", LATER, async || {
        let logs = page.kept_logs().await?;
        ensure!(logs.iter().any(|log| log.received() == [text]), "it isn't there");
        Ok(())
    })
    .await?;
    page.reload().await
}

/// Waits until a message and its echo are among the rows; how the connection ended may stand behind them.
pub(super) async fn has_echo(page: &Page, text: &str) -> Result<()> {
    eventually(&format!("{text:?} and its echo"), SOON, async || {
        let rows = page.rows().await?;
        let kinds: Vec<Kind> =
            rows.iter().filter(|row| row.text.contains(text)).map(|row| row.kind).collect();
        ensure!(kinds == [Sent, Received], "the rows are {rows:?}");
        Ok(())
    })
    .await
}

async fn offered(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    left_behind(stage, "before the reload").await?;
    page.said(&format!("The earlier log of {} is still here.", stage.echo())).await?;
    page.press("Open").await?;
    page.find("region", "Captured log").await?;
    has_echo(page, "before the reload").await?;
    page.captured_says(&[&stage.echo()]).await?;
    // It was dealt with.
    page.reload().await?;
    page.gone("button", "Open").await
}

async fn declined(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    left_behind(stage, "not wanted").await?;
    page.find("button", "Open").await?;
    page.press("Dismiss").await?;
    page.gone("button", "Open").await?;
    page.reload().await?;
    page.gone("button", "Open").await?;
    page.press("Logs").await?;
    page.find("button", &format!("Open {}", stage.echo())).await?.click().await?;
    page.find("region", "Captured log").await?;
    has_echo(page, "not wanted").await
}

async fn listed(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    left_behind(stage, "one").await?;
    left_behind(stage, "two").await?;
    // The log that is being written isn't one of before.
    page.connect(&stage.echo()).await?;
    page.send("three").await?;
    page.total_is(4).await?;
    page.press("Logs").await?;
    let name = format!("Delete {}", stage.echo());
    let listed = async || -> Result<usize> {
        page.script(
            "return all('button').filter((it) => nameOf(it) === arguments[0]).length;",
            vec![name.as_str().into()],
        )
        .await
    };
    let are = async |count: usize| {
        eventually(&format!("{count} logs"), LATER, async || {
            let now = listed().await?;
            ensure!(now == count, "there are {now}");
            Ok(())
        })
        .await
    };
    are(2).await?;
    page.press(&name).await?;
    are(1).await?;
    page.press("Delete all").await?;
    are(0).await?;
    page.press("Close").await?;
    let left = page.kept_logs().await?;
    ensure!(left.iter().all(|log| log.received() == ["three"]), "there are {} logs", left.len());
    Ok(())
}

async fn menu(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    let focus_is = async |role: &str, name: &str| {
        eventually(&format!("the focus at {role} “{name}”"), SOON, async || {
            let name_now: (String, String) = page
                .script(
                    "const it = document.activeElement; return [it.getAttribute('role') ?? '', nameOf(it)];",
                    vec![],
                )
                .await?;
            ensure!(name_now == (role.to_owned(), name.to_owned()), "it is at {name_now:?}");
            Ok(())
        })
        .await
    };
    page.open_menu("Export").await?;
    focus_is("menuitem", "JSON").await?;
    for (key, name) in [(Key::Down, "Text"), (Key::Up, "JSON"), (Key::Down, "Text"), (Key::Home, "JSON")] {
        page.key(key).await?;
        focus_is("menuitem", name).await?;
    }
    // It goes round.
    page.key(Key::End).await?;
    page.key(Key::Down).await?;
    focus_is("menuitem", "JSON").await?;
    page.key(Key::Escape).await?;
    page.gone("menu", "Export").await?;
    focus_is("", "Export").await?;
    // The arrow opens it, and whoever goes on with Tab leaves it.
    page.key(Key::Down).await?;
    focus_is("menuitem", "JSON").await?;
    page.key(Key::Tab).await?;
    page.gone("menu", "Export").await?;
    page.press("Export").await?;
    focus_is("menuitem", "JSON").await?;
    page.key(Key::Enter).await?;
    let (_, bytes) = stage.downloads.take_file("json").await?;
    ensure!(bytes.starts_with(b"{\"format\":\"wirebench-log\""), "it is another file");
    Ok(())
}

impl Page {
    /// Copies the chosen rows by the menu, and gives what is on the clipboard then.
    pub(super) async fn copied_as(&self, item: &str) -> Result<String> {
        self.choose_in_menu("Copy as", item).await?;
        self.testid_says("copied", "Copied.").await?;
        let field = self.find("textbox", "Message").await?;
        field.click().await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Control + "v").await?;
        eventually("the text from the clipboard", SOON, async || {
            let text = self.draft().await?;
            ensure!(!text.is_empty(), "nothing came");
            Ok(text)
        })
        .await
    }
}

async fn copied(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.paste_message("it's \"one\"").await?;
    page.press("Send").await?;
    page.total_is(4).await?;
    page.open_row(3).await?;
    let json = page.copied_as("JSON").await?;
    let file: serde_json::Value = serde_json::from_str(&json)?;
    ensure!(file["rows"][0]["text"] == "it's \"one\"" && file["count"] == 1, "it is {json}");
    let csv = page.copied_as("CSV").await?;
    ensure!(csv.contains("\"it's \"\"one\"\"\""), "it is {csv}");
    let command = page.copied_as("Command for wscat").await?;
    ensure!(command.contains("wscat") && command.contains(&stage.echo()), "it is {command}");
    // What a shell makes of it is what was sent.
    let words = std::process::Command::new("sh")
        .args(["-c", &format!("wscat() {{ printf '%s\\n' \"$@\"; }}; {command}")])
        .output()?;
    let words = String::from_utf8(words.stdout)?;
    ensure!(words.lines().any(|word| word == "it's \"one\""), "a shell makes {words:?} of {command}");
    let command = page.copied_as("Command for websocat").await?;
    ensure!(command.contains("websocat") && command.contains(&stage.echo()), "it is {command}");
    // Two rows and what is between them.
    page.open_row(1).await?;
    page.mark_row(4).await?;
    let text = page.copied_as("Text").await.context("four rows")?;
    ensure!(text.contains("↑ it's \"one\"") && text.contains("↓ it's \"one\""), "it is {text}");
    Ok(())
}
