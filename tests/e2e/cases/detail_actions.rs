//! The detail pane: what is done with a message besides reading it.

use anyhow::{Result, ensure};

use super::detail::echo;
use super::{Case, case};
use crate::page::Format;
use crate::page::Kind::{Received, Sent};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("a message goes back into the composer or out again", |stage| Box::pin(again(stage))),
    case("a draft that messages have replaced comes back", |stage| Box::pin(brought_back(stage))),
    case("two messages are compared line by line", |stage| Box::pin(compared(stage))),
];

async fn again(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    echo(page, r#"{"a": 1}"#).await?;
    page.total_is(4).await?;
    page.open_row(4).await?;
    page.press("Put in composer").await?;
    page.has_value("textbox", "Message", r#"{"a": 1}"#).await?;
    ensure!(page.chosen("Message format").await? == "JSON", "JSON is no JSON in the composer");
    page.format(Format::Hex).await?;
    page.paste_message("00 ff 0a").await?;
    page.press("Send").await?;
    page.total_is(6).await?;
    page.paste_message("01 02").await?;
    page.open_row(6).await?;
    page.press("Put in composer").await?;
    page.has_value("textbox", "Message", "00 ff 0a").await?;
    // What had been typed isn't lost.
    page.press("Bring it back").await?;
    page.has_value("textbox", "Message", "01 02").await?;
    page.press("Send again").await?;
    page.newest_rows_are(&[(Sent, "binary", "00 ff 0a"), (Received, "binary", "00 ff 0a")]).await?;
    page.has_value("textbox", "Message", "01 02").await?;
    page.total_is(8).await?;
    // Neither is for rows that are no messages, and nothing goes out without a connection.
    page.open_row(1).await?;
    page.gone("button", "Send again").await?;
    page.open_row(3).await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    page.press("Send again").await?;
    eventually("a sentence about the connection", SOON, async || {
        let said = page.text_at("detail-said").await?;
        ensure!(said.contains("Not connected"), "it says {said:?}");
        Ok(())
    })
    .await
}

async fn brought_back(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    echo(page, "as text").await?;
    page.format(Format::Hex).await?;
    page.paste_message("00 ff").await?;
    page.press("Send").await?;
    page.total_is(6).await?;
    // A draft, and twice a message that stands in another box than it.
    page.format(Format::Json).await?;
    page.paste_message(r#"{"draft":1}"#).await?;
    page.open_row(6).await?;
    page.press("Put in composer").await?;
    page.press("Put in composer").await?;
    page.has_value("textbox", "Message", "00 ff").await?;
    // Then twice one in the same.
    page.open_row(4).await?;
    page.press("Put in composer").await?;
    page.press("Put in composer").await?;
    page.has_value("textbox", "Message", "as text").await?;
    ensure!(page.chosen("Message format").await? == "Text", "text is no text in the composer");
    // At another row, and after the pane was closed.
    page.press("Close detail").await?;
    page.open_row(1).await?;
    page.press("Bring it back").await?;
    page.has_value("textbox", "Message", r#"{"draft":1}"#).await?;
    ensure!(page.chosen("Message format").await? == "JSON", "the draft isn't JSON any more");
    page.gone("button", "Bring it back").await?;
    // A message that was put in has nothing to be brought back for.
    page.paste_message("").await?;
    page.open_row(4).await?;
    page.press("Put in composer").await?;
    page.press("Put in composer").await?;
    page.has_value("textbox", "Message", "as text").await?;
    page.gone("button", "Bring it back").await
}

async fn compared(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    echo(page, r#"{"a":1,"b":[true]}"#).await?;
    echo(page, r#"{"a":1.0,"b":[true]}"#).await?;
    page.total_is(6).await?;
    page.open_row(6).await?;
    page.press("Compare with…").await?;
    // The one before that went the same way.
    page.has_value("textbox", "Compare with row", "4").await?;
    let shown = "  {\n−   \"a\": 1,\n+   \"a\": 1.0,\n    \"b\": [\n      true\n    ]\n";
    let diff_is = async |start: &str| {
        eventually("the differences", SOON, async || {
            let text = page.text_at("detail-diff").await?;
            ensure!(
                if start.is_empty() { text.is_empty() } else { text.starts_with(start) },
                "they are {text:?}"
            );
            Ok(())
        })
        .await
    };
    diff_is(shown).await?;
    page.fill("textbox", "Compare with row", "3").await?;
    diff_is(shown).await?;
    page.fill("textbox", "Compare with row", "5").await?;
    diff_is("").await?;
    let said = page.text_at("diff-summary").await?;
    ensure!(said.contains("the same"), "it says {said:?}");
    page.fill("textbox", "Compare with row", "99").await?;
    page.described("textbox", "Compare with row", "no row").await?;
    // A tab shows the message itself again.
    page.view("Raw").await?;
    page.view_shows("Raw", |text| text.contains("1.0")).await?;
    page.gone("textbox", "Compare with row").await?;
    // So does a row that is no message.
    page.press("Compare with…").await?;
    page.find("textbox", "Compare with row").await?;
    page.open_row(1).await?;
    page.view_shows("Raw", |text| text.starts_with("Connecting to")).await?;
    page.gone("textbox", "Compare with row").await
}
