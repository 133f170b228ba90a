//! Input methods for Thai, Chinese and Japanese: an Enter that ends a composition doesn't send, the next one does.
//! Chromium has a real composition through its DevTools protocol; Firefox has none for tests, so the page gets
//! the same events made by a script, and so does Chromium once more.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::{Case, case};
use crate::browser::Browser;
use crate::command::Command;
use crate::page::Page;
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("Enter in a composition doesn't send, the Enter after it does", |stage| {
        Box::pin(composition(stage))
    }),
    case("the events of a composition don't send", |stage| Box::pin(events(stage))),
];

async fn composition(stage: &Stage) -> Result<()> {
    if !stage.is(Browser::Chromium) {
        return events(stage).await;
    }
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.find("textbox", "Message").await?.click().await?;
    let tools = async |method, params| -> Result<()> {
        page.web.cmd(Command::DevTools(method, params)).await?;
        Ok(())
    };
    let composing = json!({ "text": "にほん", "selectionStart": 3, "selectionEnd": 3 });
    tools("Input.imeSetComposition", composing).await?;
    page.has_value("textbox", "Message", "にほん").await?;
    listen(page).await?;
    // The key as an input method hands it on: its code is 229, which says that it has been dealt with.
    for kind in ["rawKeyDown", "keyUp"] {
        let key = json!({ "type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229 });
        tools("Input.dispatchKeyEvent", key).await?;
    }
    let heard: Vec<bool> = page.script("return window.heard;", vec![]).await?;
    ensure!(heard == [true], "the key wasn't part of a composition: {heard:?}");
    tools("Input.insertText", json!({ "text": "日本" })).await?;
    page.has_value("textbox", "Message", "日本").await?;
    page.total_is(2).await?;
    page.find("textbox", "Message").await?.send_keys(Key::Enter + "").await?;
    page.echoed_text("日本").await?;
    page.total_is(4).await
}

/// Whether each key that goes down is part of a composition, in `window.heard`.
async fn listen(page: &Page) -> Result<()> {
    let script = "window.heard = []; document.addEventListener('keydown',
        (event) => window.heard.push(event.isComposing), { capture: true }); return null;";
    page.script::<Value>(script, vec![]).await.map(drop)
}

async fn events(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.paste_message("ไทย").await?;
    for (is_composing, code) in [(true, 229), (true, 13), (false, 229)] {
        let script = "const field = find('textbox', 'Message');
            const key = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', isComposing: arguments[0],
                keyCode: arguments[1], which: arguments[1], bubbles: true, cancelable: true });
            field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
            const unhandled = field.dispatchEvent(key);
            field.dispatchEvent(new CompositionEvent('compositionend', { data: 'ไทย', bubbles: true }));
            return unhandled;";
        let unhandled: bool = page.script(script, vec![json!(is_composing), json!(code)]).await?;
        ensure!(unhandled, "the page took the key for itself: isComposing {is_composing}, keyCode {code}");
        page.has_value("textbox", "Message", "ไทย").await?;
    }
    page.total_is(2).await?;
    page.find("textbox", "Message").await?.send_keys(Key::Enter + "").await?;
    page.echoed_text("ไทย").await?;
    page.total_is(4).await
}
