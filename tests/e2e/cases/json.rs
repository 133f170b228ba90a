//! JSON is checked while it is typed, printed without being changed, and sent to the byte.

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use super::{Case, case};
use crate::page::{Format, Page};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("JSON is echoed to the byte", |stage| Box::pin(echo(stage))),
    case("JSON is checked as it is typed, with line and column", |stage| Box::pin(checked(stage))),
    case("bad JSON isn't sent, and stays", |stage| Box::pin(refused(stage))),
    case("Format keeps numbers, key order and duplicate keys", |stage| Box::pin(formatted(stage))),
];

const TRICKY: &str = r#"{"b":12345678901234567890,"a":1.0,"b":[1e400,-0,"\u0041 é"],"c":{},"d":[]}"#;

async fn echo(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.format(Format::Json).await?;
    for text in [TRICKY, " [ 1 ,\n\t2 ] ", "null", "1.50"] {
        page.paste_message(text).await?;
        page.press("Send").await?;
        page.has_value("textbox", "Message", "").await?;
        page.echoed_text(text).await?;
    }
    page.type_message("[1]").await?;
    page.web
        .action_chain()
        .key_down(Key::Control)
        .send_keys(Key::Enter)
        .key_up(Key::Control)
        .perform()
        .await?;
    page.echoed_text("[1]").await
}

async fn checked(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.format(Format::Json).await?;
    let message = page.find("textbox", "Message").await?;
    message.send_keys(r#"{"a":1"#).await?;
    page.described("textbox", "Message", "line 1, column 7").await?;
    message.send_keys("}").await?;
    says_nothing_bad(page).await?;
    for (text, place) in [
        ("{\"a\":1,\n\"b\":}", "line 2, column 5"),
        ("[1,2,]", "line 1, column 5"),
        ("\n\n  nul", "line 3, column 3"),
        ("[1] 2", "line 1, column 5"),
        ("{'a':1}", "line 1, column 2"),
        ("[\"ไทย\" 1]", "line 1, column 8"),
    ] {
        page.paste_message(text).await?;
        page.described("textbox", "Message", place).await.with_context(|| format!("for {text:?}"))?;
    }
    page.paste_message("[]").await?;
    says_nothing_bad(page).await
}

async fn says_nothing_bad(page: &Page) -> Result<()> {
    crate::wait::eventually("no complaint", crate::wait::SOON, async || {
        let said = page.description("textbox", "Message").await?;
        ensure!(!said.to_lowercase().contains("column"), "it says {said:?}");
        Ok(())
    })
    .await
}

async fn refused(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.format(Format::Json).await?;
    for text in ["", "{\"a\":1,\n\"b\":}", "hello"] {
        page.paste_message(text).await?;
        page.press("Send").await?;
        page.described("textbox", "Message", "line ").await.with_context(|| format!("for {text:?}"))?;
        page.has_value("textbox", "Message", text).await?;
    }
    // The next good one is the third row: nothing went out in between.
    page.paste_message("[]").await?;
    page.press("Send").await?;
    page.echoed_text("[]").await?;
    page.total_is(4).await
}

async fn formatted(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.format(Format::Json).await?;
    page.paste_message(TRICKY).await?;
    page.press("Format").await?;
    let printed = crate::wait::eventually("the printed form", crate::wait::SOON, async || {
        let draft = page.draft().await?;
        ensure!(draft.lines().count() > 5, "it is {draft:?}");
        Ok(draft)
    })
    .await?;
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    ensure!(bare(&printed) == bare(TRICKY), "it became {printed:?}");
    page.press("Send").await?;
    page.echoed_text(&printed).await?;

    page.paste_message("{\"a\":").await?;
    page.press("Format").await?;
    page.described("textbox", "Message", "line 1, column 6").await?;
    page.has_value("textbox", "Message", "{\"a\":").await
}
