//! The roles and names that tests and assistive technology rely on, as the browser itself computes them.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use super::{Case, case};
use crate::command::role_and_name;
use crate::page::{Format, Page};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("names and roles are those of the contract", |stage| Box::pin(names(stage))),
    case("names and roles of what is kept are those of the contract", |stage| Box::pin(kept(stage))),
    case("a saved connection has the same name while it is connected", |stage| Box::pin(connected(stage))),
    case("the status is told, and never by colour alone", |stage| Box::pin(status(stage))),
];

async fn names(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    for (role, name) in [
        ("textbox", "URL"),
        ("textbox", "Subprotocols"),
        ("button", "Connect"),
        ("status", "Connection status"),
        ("radiogroup", "Message format"),
        ("textbox", "Message"),
        ("button", "Send"),
        ("button", "Ping"),
        ("button", "Save message"),
        ("radiogroup", "Show"),
        ("button", "Clear log"),
        ("tablist", "Connections"),
        ("button", "New connection"),
    ] {
        computed(page, role, name).await?;
    }
    radios(page, "Message format", &["Text", "JSON", "Binary"]).await?;
    radios(page, "Show", &["All", "Sent", "Received", "Errors"]).await?;
    page.format(Format::Json).await?;
    computed(page, "button", "Format").await?;
    page.format(Format::Hex).await?;
    radios(page, "Encoding", &["Hex", "Base64", "File"]).await?;
    computed(page, "textbox", "Message").await?;
    page.format(Format::File).await?;
    page.find("file", "File").await?;
    page.format(Format::Text).await?;
    page.gone("radiogroup", "Encoding").await?;

    page.start_connecting(&stage.server.ws("/slow?ms=3000")).await?;
    computed(page, "button", "Cancel").await?;
    page.status_says(&["Connected"]).await?;
    computed(page, "button", "Disconnect").await?;
    page.press("Close with code…").await?;
    for (role, name) in
        [("textbox", "Close code"), ("textbox", "Close reason"), ("button", "Close connection")]
    {
        computed(page, role, name).await?;
    }
    page.open_row(1).await?;
    for (role, name) in [
        ("region", "Message detail"),
        ("tab", "Raw"),
        ("tab", "Pretty"),
        ("tab", "Tree"),
        ("tab", "Hex"),
        ("button", "Close detail"),
    ] {
        computed(page, role, name).await?;
    }
    for testid in ["log", "log-row", "log-total", "log-matching"] {
        let script = "return document.querySelectorAll(`[data-testid=\"${arguments[0]}\"]`).length;";
        let count: u32 = page.script(script, vec![json!(testid)]).await?;
        ensure!(count > 0, "there is no {testid}");
    }
    Ok(())
}

const QUESTION: &str = "Delete this connection?";

async fn kept(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    for (role, name) in [
        ("region", "Saved connections"),
        ("region", "Saved messages"),
        ("button", "Save connection"),
        ("button", "Save message"),
        ("button", "Headers"),
    ] {
        computed(page, role, name).await?;
    }
    page.fill("textbox", "URL", "ws://127.0.0.1:1234/kept").await?;
    page.type_message("kept").await?;
    for (button, name) in [("Save connection", "My server"), ("Save message", "My message")] {
        page.press(button).await?;
        computed(page, "dialog", button).await?;
        computed(page, "textbox", "Name").await?;
        page.fill("textbox", "Name", name).await?;
        page.key(Key::Enter).await?;
        page.gone("dialog", button).await?;
    }
    for (name, region, dialog, deeds) in [
        ("My server", "Saved connections", "Edit connection", &["Edit", "Delete"][..]),
        ("My message", "Saved messages", "Edit message", &["Edit", "Delete", "Send"][..]),
    ] {
        computed(page, "button", name).await?;
        let script = "return find('region', arguments[0]).contains(find('button', arguments[1]));";
        let inside: bool = page.script(script, vec![json!(region), json!(name)]).await?;
        ensure!(inside, "“{name}” isn't in the region “{region}”");
        for deed in deeds {
            computed(page, "button", &format!("{deed} {name}")).await?;
        }
        page.press(&format!("Edit {name}")).await?;
        computed(page, "dialog", dialog).await?;
        page.has_value("textbox", "Name", name).await?;
        page.fill("textbox", "Name", "another").await?;
        page.key(Key::Escape).await?;
        page.gone("dialog", dialog).await?;
        page.find("button", name).await?;
    }
    page.press("Delete My server").await?;
    computed(page, "dialog", QUESTION).await?;
    computed(page, "button", "Delete").await?;
    page.key(Key::Escape).await?;
    page.gone("dialog", QUESTION).await?;
    page.press("Delete My server").await?;
    page.press("Delete").await?;
    page.gone("dialog", QUESTION).await?;
    page.gone("button", "My server").await?;
    page.press("Headers").await?;
    computed(page, "dialog", "Headers").await?;
    page.press("Add header").await?;
    for (role, name) in [("button", "Add header"), ("textbox", "Header name"), ("textbox", "Header value")] {
        computed(page, role, name).await?;
    }
    Ok(())
}

async fn connected(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.save_as("Save connection", "My server").await?;
    computed(page, "button", "My server").await
}

/// What is found by the rules of this crate has that role and name for the browser too.
pub(super) async fn computed(page: &Page, role: &str, name: &str) -> Result<()> {
    let element = page.find(role, name).await?;
    let (is_role, is_name) = role_and_name(&element).await?;
    ensure!(is_role == role && is_name == name, "{role} “{name}” is computed as {is_role} “{is_name}”");
    Ok(())
}

async fn radios(page: &Page, group: &str, names: &[&str]) -> Result<()> {
    computed(page, "radiogroup", group).await?;
    let script =
        "return [...find('radiogroup', arguments[0]).querySelectorAll(SELECTORS.radio)].map(nameOf);";
    let found: Vec<String> = page.script(script, vec![json!(group)]).await?;
    ensure!(found == names, "{group} has {found:?}");
    for name in names {
        let script = "return radio(...arguments);";
        let script = format!("{}\n{script}", include_str!("../page/accessible.js"));
        let element = page.web.execute(script, vec![json!(group), json!(name)]).await?.element()?;
        let computed = role_and_name(&element).await.context("a radio has no role")?;
        ensure!(computed.0 == "radio" && computed.1 == *name, "{group} has {computed:?}");
    }
    Ok(())
}

async fn status(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.status_says(&["Disconnected"]).await?;
    page.start_connecting(&stage.server.ws("/slow?ms=3000")).await?;
    page.status_says(&["Connecting"]).await?;
    page.status_says(&["Connected"]).await?;
    // The kinds of rows are told by a word or a sign, not only by their colour.
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    let script =
        "return shown('log-row').every((row) => row.querySelector('[aria-label], svg, [title], .sr-only')
        || /[⬆⬇↑↓⚠ℹ]|info|sent|received|error/i.test(row.textContent));";
    let told: bool = page.script(script, vec![]).await?;
    ensure!(told, "some row tells its kind by colour alone");
    Ok(())
}
