//! The browser's storage when it is forbidden, full, damaged, or written by a newer version of the page.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::saved_connections::confirm_deletion;
use super::{Case, case};
use crate::browser::Browser;
use crate::command;
use crate::page::List::{Connections, Messages};
use crate::page::{FILLER, Pairs};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("where nothing may be kept, the page works and says so", |stage| Box::pin(forbidden(stage)))
        .expecting(FORBIDDEN)
        .for_pages(),
    case("where there is no room, nothing is lost", |stage| Box::pin(full(stage))),
    case("what is damaged is put aside, and the rest works", |stage| Box::pin(damaged(stage))),
    case("one damaged list costs no other one", |stage| Box::pin(one_damaged(stage))),
    case("a clock that was set back costs no change", |stage| Box::pin(set_back(stage))),
    case("what a newer version has stored is left untouched", |stage| Box::pin(newer(stage))),
];

const CONNECTIONS: &str = "wirebench.connections";

/// Everything that is kept with a version.
const KEYS: [&str; 6] = [
    CONNECTIONS,
    "wirebench.messages",
    "wirebench.variables",
    "wirebench.history.messages",
    "wirebench.history.addresses",
    "wirebench.tabs",
];

const SAVE: &str = "Save connection";

/// What Firefox says of a page that may keep nothing.
pub(super) const FORBIDDEN: &[&str] = &["cookiesRejection", "cookieBlockedPermission"];

async fn forbidden(stage: &Stage) -> Result<()> {
    const WORDS: &str = "doesn’t let the page keep anything";
    let page = &stage.page;
    let_keep(stage, false).await?;
    page.notice_says(&[WORDS, "export it"]).await?;
    use_everything(stage).await?;
    // It is said once, not with each change.
    page.notices_are(1).await?;

    page.press_in_notice(WORDS, "Export…").await?;
    page.find("dialog", "Export").await?;
    page.press("Save file").await?;
    let file: Value = serde_json::from_str(&stage.downloads.take("wirebench.json").await?)?;
    for (kind, name) in [("connections", "Used"), ("messages", "Sent"), ("variables", "city")] {
        let items = file[kind].as_array().with_context(|| format!("there are no {kind} in {file}"))?;
        ensure!(items.iter().any(|item| item["name"] == name), "no “{name}” is among the {kind}: {items:?}");
    }
    if page.look_for("dialog", "Export").await?.is_some() {
        page.leave_dialog("Export").await?;
    }
    page.press_in_notice(WORDS, "Dismiss").await?;
    page.notices_are(0).await?;

    page.reload().await?;
    page.notice_says(&[WORDS]).await?;
    page.items_are(Connections, &[]).await?;
    page.has_value("textbox", "URL", "").await?;
    let_keep(stage, true).await
}

/// Lets the page keep things from now on, or not, as a user may in the browser's settings, and loads it anew.
/// In the end it has to be let again: another case may come to the same port.
pub(super) async fn let_keep(stage: &Stage, is_let: bool) -> Result<()> {
    let page = &stage.page;
    let origin = stage.server.http("");
    let origin = origin.trim_end_matches('/');
    stage.leave().await?;
    match page.browser {
        Browser::Chromium => {
            page.web.goto("chrome://settings/content/siteData").await?;
            let script = "chrome.send('setCategoryPermissionForPattern', [arguments[0], '', 'cookies', arguments[1], false]);";
            let setting = if is_let { "allow" } else { "block" };
            page.web.execute(script, vec![json!(origin), json!(setting)]).await?;
        }
        Browser::Firefox => {
            page.web.cmd(command::Command::Context(command::Context::Chrome)).await?;
            let script = "const security = Services.scriptSecurityManager;
                const principal = security.createContentPrincipalFromOrigin(arguments[0]);
                const { ALLOW_ACTION, DENY_ACTION } = Services.perms;
                Services.perms.addFromPrincipal(principal, 'cookie', arguments[1] ? ALLOW_ACTION : DENY_ACTION);";
            let outcome = page.web.execute(script, vec![json!(origin), json!(is_let)]).await;
            page.web.cmd(command::Command::Context(command::Context::Content)).await?;
            outcome?;
        }
    }
    stage.open().await?;
    let script = "try { return String(localStorage); } catch (error) { return error.name; }";
    let outcome: String = page.script(script, vec![]).await?;
    let expected = if is_let { "[object Storage]" } else { "SecurityError" };
    ensure!(outcome == expected, "the storage is {outcome}");
    Ok(())
}

/// Changes something under every key: a connection named “Used”, a message named “Sent”, a variable, what was sent and
/// where to, and the tabs.
async fn use_everything(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.add_pairs(Pairs::Shared, &[("city", "Київ")]).await?;
    page.connect(&stage.echo()).await?;
    page.type_message("hello {{city}}").await?;
    page.save_message("Sent").await?;
    page.press("Send").await?;
    page.echoed_text("hello Київ").await?;
    page.save_connection("Used").await?;
    page.items_are(Connections, &[("", "Used")]).await?;
    page.items_are(Messages, &[("", "Sent")]).await?;
    page.press("Sent messages").await?;
    page.find("dialog", "Sent messages").await?;
    let text: String = page.script("return find('dialog', 'Sent messages').innerText;", vec![]).await?;
    ensure!(text.contains("hello {{city}}"), "what was sent isn't there: {text:?}");
    page.leave_dialog("Sent messages").await
}

async fn full(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.echo()).await?;
    page.save_connection("Before").await?;
    let before = page.stored(CONNECTIONS).await?.context("nothing is stored")?;
    let size = page.fill_storage().await?;
    ensure!(size > 1_000_000, "only {size} characters were free");

    page.open_dialog(SAVE, SAVE).await?;
    page.fill("textbox", "Name", "After").await?;
    page.press("Save as new").await?;
    page.described("textbox", "Name", "no room").await?;
    page.has_value("textbox", "Name", "After").await?;
    page.notice_says(&["no room", "needs", "The largest entry is", FILLER, "MB"]).await?;
    page.items_are(Connections, &[("", "Before")]).await?;
    ensure!(page.stored(CONNECTIONS).await?.as_ref() == Some(&before), "what was stored has changed");
    page.leave_dialog(SAVE).await?;
    page.type_message("stays in the box").await?;
    page.open_dialog("Save message", "Save message").await?;
    page.fill("textbox", "Name", "Message").await?;
    page.find("textbox", "Name").await?.send_keys(Key::Enter + "").await?;
    page.described("textbox", "Name", "no room").await?;
    page.has_value("textbox", "Message", "stays in the box").await?;
    page.items_are(Messages, &[]).await?;

    page.leave_dialog("Save message").await?;
    // Deleting needs no room.
    confirm_deletion(page, "Before").await?;
    page.items_are(Connections, &[]).await?;

    page.make_room().await?;
    page.press("Undo").await?;
    page.items_are(Connections, &[("", "Before")]).await?;
    page.save_message("Message").await?;
    page.open_dialog(SAVE, SAVE).await?;
    page.fill("textbox", "Name", "After").await?;
    page.press("Save as new").await?;
    page.gone("dialog", SAVE).await?;
    page.reload().await?;
    page.items_are(Connections, &[("", "Before"), ("", "After")]).await?;
    page.items_are(Messages, &[("", "Message")]).await?;
    page.notices_are(0).await
}

async fn set_back(stage: &Stage) -> Result<()> {
    // Written in the year 2100, by the clock of then.
    const TEXT: &str = r#"{"version":1,"items":[
        {"id":"00000000000000aa","at":4102444800000,"by":7,"name":"One","rank":"i","address":"ws://127.0.0.1/one"},
        {"id":"00000000000000bb","at":4102444800000,"by":7,"name":"Two","rank":"j","address":"ws://127.0.0.1/two"}]}"#;
    let page = &stage.page;
    page.plant(&[(CONNECTIONS, TEXT)]).await?;
    page.items_are(Connections, &[("", "One"), ("", "Two")]).await?;
    page.open_dialog("Edit One", "Edit connection").await?;
    page.name_it("Edit connection", "Renamed").await?;
    page.items_are(Connections, &[("", "Renamed"), ("", "Two")]).await?;
    page.focus_on("button", "Renamed").await?;
    page.alt(Key::Down).await?;
    page.items_are(Connections, &[("", "Two"), ("", "Renamed")]).await?;
    page.reload().await?;
    page.items_are(Connections, &[("", "Two"), ("", "Renamed")]).await
}

async fn damaged(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let texts = [
        r#"{"version":1,"items":[{"id":"00000000000000ff","at":1"#,
        "not what it should be",
        r#"{"version":1}"#,
        "null",
        "[]",
        r#"{"version":2,"tabs":7,"active":0}"#,
    ];
    let planted: Vec<(&str, &str)> = KEYS.into_iter().zip(texts).collect();
    page.plant(&planted).await?;
    page.notices_are(KEYS.len()).await?;
    for &(key, text) in &planted {
        let asides = page.stored_keys(&format!("{key}.damaged-")).await?;
        let [aside] = asides.as_slice() else { anyhow::bail!("{key} is aside as {asides:?}") };
        ensure!(page.stored(aside).await?.as_deref() == Some(text), "{aside} isn't what was stored");
        page.notice_says(&["damaged", &format!("under {key} "), aside]).await?;
        page.press_in_notice(aside, "Download it").await?;
        let file = stage.downloads.take(&format!("{aside}.json")).await?;
        ensure!(file == text, "{aside} is downloaded as {file:?}");
    }
    use_everything(stage).await?;
    page.reload().await?;
    // It was said, and now all is well.
    page.notices_are(0).await?;
    page.items_are(Connections, &[("", "Used")]).await?;
    page.items_are(Messages, &[("", "Sent")]).await?;
    page.has_value("textbox", "URL", &stage.echo()).await?;
    let asides = page.stored_keys("wirebench.").await?.into_iter().filter(|key| key.contains(".damaged-"));
    ensure!(asides.count() == KEYS.len(), "what was put aside isn't there any more");
    Ok(())
}

async fn one_damaged(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    use_everything(stage).await?;
    page.plant(&[(CONNECTIONS, "{")]).await?;
    page.notices_are(1).await?;
    page.notice_says(&[CONNECTIONS]).await?;
    page.items_are(Connections, &[]).await?;
    page.items_are(Messages, &[("", "Sent")]).await?;
    page.has_value("textbox", "URL", &stage.echo()).await?;
    page.press("Connect").await?;
    page.press("Sent").await?;
    page.has_value("textbox", "Message", "hello {{city}}").await?;
    page.status_says(&["Connected"]).await?;
    page.press("Send").await?;
    page.echoed_text("hello Київ").await
}

async fn newer(stage: &Stage) -> Result<()> {
    // Written in no way in which this version would write it.
    const TEXT: &str = r#"{ "version":99, "future" : [1, 2] }"#;
    let page = &stage.page;
    page.plant(&KEYS.map(|key| (key, TEXT))).await?;
    for visit in 1..=2 {
        page.notices_are(KEYS.len()).await?;
        for key in KEYS {
            page.notice_says(&["newer version", key, "isn’t kept"]).await?;
        }
        page.items_are(Connections, &[]).await?;
        use_everything(stage).await?;
        page.notices_are(KEYS.len()).await?;
        for key in KEYS {
            let now = page.stored(key).await?;
            ensure!(now.as_deref() == Some(TEXT), "{key} is {now:?} at visit {visit}");
        }
        let asides = page.stored_keys("wirebench.").await?;
        ensure!(!asides.iter().any(|key| key.contains("damaged")), "there are {asides:?}");
        page.press("Disconnect").await?;
        page.status_says(&["Disconnected"]).await?;
        page.reload().await?;
    }
    Ok(())
}
