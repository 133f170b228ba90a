//! What is kept, and its dialogs: wide and narrow, light and dark, everything can be read, found and hit.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use thirtyfour::Key;

use super::looks::{as_usual, resize};
use super::{Case, case};
use crate::page::{Page, Pairs};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("faults of looks are found", |stage| Box::pin(found(stage))),
    case("what is kept can be read and hit in light", |stage| Box::pin(looks(stage, "Light theme")))
        .longer_by(Duration::from_mins(2)),
    case("what is kept can be read and hit in dark", |stage| Box::pin(looks(stage, "Dark theme")))
        .longer_by(Duration::from_mins(2)),
];

const SIDEBAR: &str = "Saved connections and messages";

/// The dialogs behind the buttons of the sidebar.
const BESIDE: [(&str, &str); 6] = [
    ("Save connection", "Save connection"),
    ("Edit Mine", "Edit connection"),
    ("Delete Mine", "Delete this connection?"),
    ("Edit Hello", "Edit message"),
    ("Export…", "Export"),
    ("Import…", "Import"),
];

/// Those behind all other buttons.
const IN_FRONT: [(&str, &str); 7] = [
    ("Save message", "Save message"),
    ("Variables", "Variables"),
    ("Headers", "Headers"),
    ("Sent messages", "Sent messages"),
    ("Recent addresses", "Recent addresses"),
    ("Settings", "Settings"),
    ("Logs", "Logs"),
];

/// The other cases show something only if what is wrong is found.
async fn found(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.is_faultless("the page").await?;
    let script = "const make = (id) => document.querySelector('main').appendChild(Object.assign(
            document.createElement('button'), { id }));
        make('bad').style.width = '5px';
        const other = make('bad');
        other.textContent = 'pale';
        other.style.color = other.style.backgroundColor = 'rgb(200, 200, 200)';
        other.style.width = '9000px';
        other.style.flex = 'none';
        other.setAttribute('aria-controls', 'nothing');";
    page.script::<Value>(script, vec![]).await?;
    let faults = page.faults().await?.join("; ");
    for words in ["has no name", "two things have the id bad", "is of nothing", "px;", "contrast of 1.00"] {
        ensure!(faults.contains(words), "no word of “{words}” in {faults}");
    }
    Ok(())
}

async fn looks(stage: &Stage, theme: &str) -> Result<()> {
    let page = &stage.page;
    if page.look_for("button", theme).await?.is_some() {
        page.press(theme).await?;
    }
    fill(stage).await?;
    for width in [1440, 390] {
        resize(page, width).await?;
        let at = |what: &str| format!("{what} at {width} px");
        show_sidebar(page, true).await?;
        page.is_faultless(&at("the sidebar")).await?;
        for (button, dialog) in BESIDE {
            page.press(button).await.with_context(|| at(button))?;
            page.find("dialog", dialog).await?;
            page.is_faultless(&at(dialog)).await?;
            if dialog == "Import" {
                page.paste("Or paste its text", "{").await?;
                page.said("It isn’t JSON").await?;
                page.is_faultless(&at("a file that is refused")).await?;
            }
            page.key(Key::Escape).await?;
            page.gone("dialog", dialog).await?;
        }
        // On a narrow screen it covers the rest.
        show_sidebar(page, width > 1000).await?;
        for (button, dialog) in IN_FRONT {
            page.press(button).await.with_context(|| at(button))?;
            page.find("dialog", dialog).await?;
            page.is_faultless(&at(dialog)).await?;
            page.key(Key::Escape).await?;
            page.gone("dialog", dialog).await?;
        }
        page.follow("url=javascript%3Aalert%281%29").await?;
        page.warned("javascript is no WebSocket address").await?;
        page.press("Repeat").await?;
        page.is_faultless(&at("a notice, and the form for repeating")).await?;
        page.press("Repeat").await?;
        page.press("Dismiss").await?;
        page.unwarned().await?;
    }
    as_usual(page).await
}

/// Something of everything that can be kept, and one that was deleted.
async fn fill(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    for text in ["sent", "sent, too"] {
        page.send(text).await?;
        page.echoed_text(text).await?;
    }
    page.type_message("{{uuid}} a message").await?;
    page.save_as("Save connection", "Mine").await?;
    page.save_as("Save message", "Hello").await?;
    let long =
        "a name that is so long that it has to be cut off at the end of the line, wherever that may be";
    page.save_as("Save message", long).await?;
    page.add_pairs(Pairs::Headers, &[("Authorization", "Bearer 1")]).await?;
    page.add_pairs(Pairs::Own, &[("no name", "1")]).await?;
    page.press("Delete Hello").await?;
    page.gone("button", "Hello").await?;
    page.press("Undo").await?;
    page.find("button", "Hello").await?;
    page.press(&format!("Delete {long}")).await?;
    page.said("Deleted “a name").await.map(drop)
}

async fn show_sidebar(page: &Page, is_wanted: bool) -> Result<()> {
    eventually(&format!("a sidebar that is shown: {is_wanted}"), SOON, async || {
        let is_shown = page.look_for("searchbox", "Search saved").await?.is_some();
        if is_shown != is_wanted {
            page.press(SIDEBAR).await?;
        }
        ensure!(is_shown == is_wanted, "it is {is_shown}");
        Ok(())
    })
    .await
}
