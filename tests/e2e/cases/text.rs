//! Text goes out and comes back as it was, whatever it is.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use super::{Case, case};
use crate::page::Kind::{Received, Sent};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("text is echoed", |stage| Box::pin(echo(stage))),
    case("ten thousand characters are echoed", |stage| Box::pin(long(stage))),
    case("emoji, Thai and other scripts are echoed", |stage| Box::pin(scripts(stage))),
    case("an empty message is echoed", |stage| Box::pin(empty(stage))),
    case("Enter sends, Shift+Enter is a new line, Ctrl+Enter sends", |stage| Box::pin(keys(stage))),
    case("sending while not connected is refused, and the text stays", |stage| {
        Box::pin(not_connected(stage))
    }),
];

async fn echo(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.send("Hello, server!").await?;
    page.newest_rows_are(&[(Sent, "text", "Hello, server!"), (Received, "text", "Hello, server!")]).await?;
    page.echoed_text("Hello, server!").await?;
    page.status_says(&["Connected"]).await?;
    page.total_is(4).await
}

async fn long(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    // Numbered, so that a piece that is missing or out of place is noticed.
    let numbers: Vec<String> = (0..2000).map(|n| format!("{n:04}")).collect();
    let long = numbers.join(" ") + ".";
    page.paste_message(&long).await?;
    page.press("Send").await?;
    page.echoed_text(&long).await
}

async fn scripts(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    for text in [
        "🙂 👩‍👩‍👧‍👦 🇹🇭 e\u{301}",
        "สวัสดีชาวโลก ทดสอบการส่งข้อความ",
        "Привет, мир. Вітаю, світе.",
        "שלום 你好 こんにちは 안녕",
        "tab\tand \"quotes\" \\ <b>&amp;</b> {uuid} }}",
        "two\nlines, and one\n\nempty",
    ] {
        page.paste_message(text).await?;
        page.press("Send").await?;
        page.has_value("textbox", "Message", "").await?;
        page.echoed_text(text).await?;
    }
    // Braces that would begin a variable are written with a backslash.
    page.paste_message("\\{{uuid}}").await?;
    page.press("Send").await?;
    page.echoed_text("{{uuid}}").await
}

async fn empty(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.press("Send").await?;
    page.echoed_text("").await?;
    page.total_is(4).await
}

async fn keys(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    let message = page.find("textbox", "Message").await?;
    message.send_keys("one" + Key::Enter).await?;
    page.has_value("textbox", "Message", "").await?;
    page.echoed_text("one").await?;

    page.web.action_chain().click_element(&message).perform().await?;
    let keys = page.web.action_chain().send_keys("two");
    keys.key_down(Key::Shift).send_keys(Key::Enter).key_up(Key::Shift).send_keys("lines").perform().await?;
    page.has_value("textbox", "Message", "two\nlines").await?;
    page.total_is(4).await?;
    page.web
        .action_chain()
        .key_down(Key::Control)
        .send_keys(Key::Enter)
        .key_up(Key::Control)
        .perform()
        .await?;
    page.has_value("textbox", "Message", "").await?;
    page.echoed_text("two\nlines").await
}

async fn not_connected(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.type_message("kept").await?;
    page.press("Send").await?;
    page.described("textbox", "Message", "Not connected").await?;
    page.has_value("textbox", "Message", "kept").await?;
    ensure!(page.total().await? == 0, "a refused message has a row");
    page.status_says(&["Disconnected"]).await?;
    // And then it can be sent as it is.
    page.connect(&stage.echo()).await?;
    page.has_value("textbox", "Message", "kept").await?;
    page.press("Send").await?;
    page.echoed_text("kept").await
}
