//! What Enter does, and what it leaves alone.

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use super::{Case, case};
use crate::page::Kind::{Received, Sent};
use crate::page::Page;
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("Enter in the address leaves a connection open", |stage| Box::pin(open(stage))),
    case("Enter in the address leaves a handshake alone", |stage| Box::pin(handshake(stage))),
    case("Enter that is held down sends once", |stage| Box::pin(held(stage))),
];

impl Page {
    async fn enter_address(&self) -> Result<()> {
        Ok(self.find("textbox", "URL").await?.send_keys(Key::Enter + "").await?)
    }

    /// A press of Enter in the message box, as the browser reports it the first time or again while it is held down.
    async fn enter_message(&self, repeat: bool) -> Result<()> {
        let script = "const box = find('textbox', 'Message');
            box.focus();
            const keys = { key: 'Enter', code: 'Enter', repeat: arguments[0], bubbles: true, cancelable: true };
            box.dispatchEvent(new KeyboardEvent('keydown', keys));
            return true;";
        self.script::<bool>(script, vec![json!(repeat)]).await.map(drop)
    }
}

async fn open(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.total_is(2).await?;
    page.enter_address().await?;
    page.status_says(&["Connected"]).await?;
    // Whatever Enter had begun would come before the echo.
    page.send("still open").await?;
    page.echoed_text("still open").await?;
    page.status_says(&["Connected"]).await?;
    page.total_is(4).await?;
    // The same with another address in the box.
    page.fill("textbox", "URL", &stage.server.ws("/greet")).await?;
    page.enter_address().await?;
    page.send("open as before").await?;
    page.echoed_text("open as before").await?;
    page.status_says(&["Connected"]).await?;
    page.total_is(6).await
}

async fn handshake(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.start_connecting(&stage.server.ws("/slow?ms=2000")).await?;
    page.status_says(&["Connecting"]).await?;
    page.enter_address().await?;
    let status = page.status().await?;
    ensure!(status.starts_with("Connecting"), "it says {status:?} after Enter");
    page.status_says(&["Connected"]).await?;
    page.total_is(2).await?;
    page.send("late").await?;
    page.echoed_text("late").await?;
    page.total_is(4).await
}

async fn held(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.type_message("held down").await?;
    page.enter_message(true).await?;
    page.has_value("textbox", "Message", "held down").await?;
    // The first press does send, so it was the repetition that made the difference.
    page.enter_message(false).await?;
    page.has_value("textbox", "Message", "").await?;
    page.newest_rows_are(&[(Sent, "text", "held down"), (Received, "text", "held down")]).await?;
    page.total_is(4).await?;

    page.type_message("by hand").await?;
    page.enter_message(true).await?;
    page.find("textbox", "Message").await?.send_keys(Key::Enter + "").await?;
    page.has_value("textbox", "Message", "").await?;
    page.newest_rows_are(&[(Sent, "text", "by hand"), (Received, "text", "by hand")]).await?;
    page.total_is(6).await
}
