//! The application protocol inside the messages: it is recognised or chosen, and rows, filters and answers are told by it.

use anyhow::{Result, ensure};
use tempfile::NamedTempFile;
use thirtyfour::Key;

use super::{Case, case};
use crate::page::Format;
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("a protocol is recognised, and rows and filters are told by it", |stage| {
        Box::pin(recognised(stage))
    }),
    case("messages in binary encodings are shown as JSON, protobuf by a .proto", |stage| {
        Box::pin(encoded(stage))
    }),
    case("a protocol is chosen, and its heart-beats are hidden", |stage| Box::pin(chosen(stage))),
];

async fn recognised(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.send("hello").await?;
    page.total_is(4).await?;
    page.protocol_is("Protocol: auto").await?;
    page.send(r#"{"jsonrpc":"2.0","id":7,"method":"add","params":[1,2]}"#).await?;
    page.total_is(6).await?;
    page.protocol_is("Auto: JSON-RPC").await?;
    // The echo asks for the same, and what is answered is echoed, too.
    page.send(r#"{"jsonrpc":"2.0","id":7,"result":3}"#).await?;
    page.rows_say(&[&[], &[], &["add"], &["add"], &["result", "to 6 · "], &["result", "to 5 · "]]).await?;
    // From an answer to its request and back, and the focus is never lost.
    page.open_row(8).await?;
    page.find("tab", "JSON-RPC").await?.click().await?;
    for row in ["Row 5", "Row 8"] {
        page.find("button", row).await?.send_keys(Key::Enter + "").await?;
        eventually("the other row", SOON, async || {
            let script = "return [find('region', 'Message detail').querySelector('h2').textContent,
                nameOf(document.activeElement)];";
            let now: (String, String) = page.script(script, vec![]).await?;
            ensure!(now == (row.to_owned(), "JSON-RPC".to_owned()), "it is {now:?}");
            Ok(())
        })
        .await?;
    }
    page.press("Close detail").await?;
    page.filter_line("event:add").await?;
    page.matching_is(2).await?;
    page.filter_line("event:ADD kind:received").await?;
    page.matching_is(1).await?;
    page.filter_line("event:").await?;
    page.described("textbox", "Filter", "There is no name behind the colon.").await?;
    page.filter_line("event:add").await?;
    page.pick("Protocol", "No protocol").await?;
    page.matching_is(0).await?;
    page.pick("Protocol", "JSON-RPC").await?;
    page.matching_is(2).await
}

async fn chosen(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.send("2").await?;
    page.total_is(4).await?;
    page.send(r#"42/room,["chat message","<b>"]"#).await?;
    page.protocol_is("Auto: Socket.IO").await?;
    let message: &[&str] = &["chat message", "/room"];
    page.rows_say(&[&["ping"], &["ping"], message, message]).await?;
    page.press("Hide pings").await?;
    page.matching_is(4).await?;
    page.rows_say(&[message, message]).await?;
    page.filter_line("channel:room").await?;
    page.matching_is(2).await?;
    page.filter_line("").await?;
    page.pick("Protocol", "No protocol").await?;
    page.matching_is(6).await?;
    page.rows_say(&[&[], &[], &[], &[]]).await?;
    page.pick("Protocol", "STOMP").await?;
    page.protocol_is("STOMP").await?;
    page.rows_say(&[&[], &[], &[], &[]]).await?;
    page.pick("Protocol", "Protocol: auto").await?;
    page.matching_is(4).await?;
    // What was chosen is kept with the tab, as with what is saved.
    page.pick("Protocol", "STOMP").await?;
    page.reload().await?;
    page.protocol_is("STOMP").await
}

async fn encoded(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.format(Format::Hex).await?;
    // {"type":"tick","n":18446744073709551615}, and the same without its end.
    page.send("82 a4 74797065 a4 7469636b a1 6e cf ffffffffffffffff").await?;
    page.total_is(4).await?;
    page.send("82 a4 74797065 a4 7469636b a1 6e cf ff").await?;
    page.pick("Protocol", "MessagePack").await?;
    page.rows_say(&[&["tick"], &["tick"], &["tick"], &["tick"]]).await?;
    page.open_row(3).await?;
    page.find("tab", "MessagePack").await?.click().await?;
    let whole = "{\n  \"type\": \"tick\",\n  \"n\": 18446744073709551615\n}";
    page.view_shows("Pretty", |text| text.trim_end() == whole).await?;
    page.press("Close detail").await?;
    page.open_row(5).await?;
    page.testid_says("damage", "Byte 13 (0xd)").await?;
    page.view_shows("Pretty", |text| text.contains("\"tick\"") && !text.contains("\"n\"")).await?;
    page.press("Close detail").await?;
    // Field 1 with a text.
    page.send("0a 02 6869").await?;
    let wrong = "message Chat {\n  string text 1;\n}";
    page.drop_file("wrong.proto", wrong).await?;
    page.notice_says(&["wrong.proto", "Line 2, column 15: “=” should be here."]).await?;
    page.protocol_is("MessagePack").await?;
    page.pick("Protocol", "Protobuf").await?;
    page.open_row(7).await?;
    page.view_shows("Pretty", |text| text.contains("\"1\": \"hi\"")).await?;
    let file = NamedTempFile::new()?;
    std::fs::write(file.path(), wrong)?;
    page.find("file", "Load .proto…").await?.send_keys(file.path().display().to_string()).await?;
    page.testid_says("schema", "Line 2, column 15: “=” should be here.").await?;
    page.drop_file("chat.proto", "message Chat { string text = 1; } message Other { bytes raw = 1; }")
        .await?;
    page.view_shows("Pretty", |text| text.contains("\"text\": \"hi\"")).await?;
    page.notices_are(0).await?;
    page.pick("Message", "Other").await?;
    page.view_shows("Pretty", |text| text.contains("\"raw\": \"hex:6869\"")).await?;
    Ok(())
}
