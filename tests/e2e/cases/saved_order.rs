//! The lists of saved things: their order, moving, looking for things, and that a list stays as somebody has left it.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::{Case, case};
use crate::browser::Browser;
use crate::page::List::{Connections, Messages};
use crate::page::{List, Page};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("saved things are moved with Alt and an arrow", |stage| Box::pin(by_keys(stage))),
    case("saved things are dragged to where they belong", |stage| Box::pin(by_pointer(stage)))
        .longer_by(Duration::from_secs(30)),
    case("saved things are looked for by name and group", |stage| Box::pin(looked_for(stage))),
    case("a folded group stays folded while a connection ends", |stage| Box::pin(folded(stage))),
    case("the focus stays on a saved thing while a connection ends", |stage| Box::pin(focused(stage))),
];

/// Saves three connections, A, B and C, and three messages, a, b and c.
async fn saved(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.echo()).await?;
    page.save_connection("A").await?;
    for name in ["B", "C"] {
        page.open_dialog("Save connection", "Save connection").await?;
        page.fill("textbox", "Name", name).await?;
        page.press("Save as new").await?;
        page.gone("dialog", "Save connection").await?;
    }
    page.type_message("one of three").await?;
    for name in ["a", "b", "c"] {
        page.save_message(name).await?;
    }
    names_are(page, Connections, &["A", "B", "C"]).await?;
    names_are(page, Messages, &["a", "b", "c"]).await
}

/// Waits until those are the names, all of them in no group.
async fn names_are(page: &Page, list: List, names: &[&str]) -> Result<()> {
    let expected: Vec<_> = names.iter().map(|&name| ("", name)).collect();
    page.items_are(list, &expected).await
}

async fn by_keys(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    saved(stage).await?;
    for (list, [first, second, third]) in [(Connections, ["A", "B", "C"]), (Messages, ["a", "b", "c"])] {
        page.focus_on("button", first).await?;
        for (key, order) in [
            (Key::Down, [second, first, third]),
            (Key::Down, [second, third, first]),
            // There is nothing below it to change places with.
            (Key::Down, [second, third, first]),
            (Key::Up, [second, first, third]),
            (Key::Up, [first, second, third]),
            (Key::Up, [first, second, third]),
            (Key::Down, [second, first, third]),
        ] {
            page.alt(key).await?;
            names_are(page, list, &order).await?;
            page.has_focus("button", first).await?;
        }
        // Without Alt the arrows move nothing.
        page.press_keys(&[Key::Down]).await?;
        names_are(page, list, &[second, first, third]).await?;
    }
    page.reload().await?;
    names_are(page, Connections, &["B", "A", "C"]).await?;
    names_are(page, Messages, &["b", "a", "c"]).await?;
    // The key that deletes asks where the button does.
    page.focus_on("button", "A").await?.send_keys(Key::Delete + "").await?;
    page.find("dialog", "Delete this connection?").await?;
    page.leave_dialog("Delete this connection?").await?;
    names_are(page, Connections, &["B", "A", "C"]).await
}

/// Onto which half of an item another one falls.
#[derive(Clone, Copy)]
enum Half {
    Upper,
    Lower,
}

async fn by_pointer(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    saved(stage).await?;
    for (name, half, onto, order) in [
        ("A", Half::Lower, "C", ["B", "C", "A"]),
        ("A", Half::Upper, "B", ["A", "B", "C"]),
        ("C", Half::Lower, "A", ["A", "C", "B"]),
        // On itself it stays where it is.
        ("C", Half::Lower, "C", ["A", "C", "B"]),
    ] {
        drag(page, name, half, onto).await?;
        names_are(page, Connections, &order).await?;
    }
    // Nothing falls from one list into the other.
    drag(page, "a", Half::Upper, "B").await?;
    drag(page, "a", Half::Lower, "c").await?;
    names_are(page, Messages, &["b", "c", "a"]).await?;
    names_are(page, Connections, &["A", "C", "B"]).await?;
    // An item goes into the group of the one that it falls on.
    let (group, _) =
        page.items(Connections).await?.into_iter().find(|(_, name)| name == "Chat").unwrap_or_default();
    ensure!(!group.is_empty(), "“Chat” is in no group");
    drag(page, "A", Half::Upper, "Chat").await?;
    for reloaded in [false, true] {
        if reloaded {
            page.reload().await?;
        }
        names_are(page, Connections, &["C", "B"]).await?;
        let items = page.items(Connections).await?;
        let at = items.iter().position(|(_, name)| name == "A").unwrap_or_default();
        ensure!(items[at].0 == group && items[at + 1].1 == "Chat", "there are {items:?}");
    }
    Ok(())
}

/// Drags an item by its name onto another one.
async fn drag(page: &Page, name: &str, half: Half, onto: &str) -> Result<()> {
    let (row, other) = (page.item_row(name).await?, page.item_row(onto).await?);
    let down = match half {
        Half::Upper => -6,
        Half::Lower => 6,
    };
    match page.browser {
        Browser::Chromium => {
            let chain = page.web.action_chain().move_to_element_center(&row).click_and_hold();
            // It is a drag only once the pointer has moved.
            let chain = chain.move_by_offset(0, 8).move_to_element_with_offset(&other, 0, down);
            Ok(chain.move_by_offset(2, 0).release().perform().await?)
        }
        // Its driver begins to drag, but without a screen the button's release never becomes a drop. So a script says
        // what a drag would, to where it would.
        Browser::Firefox => {
            let script = "const [from, onto, down] = arguments;
                const dataTransfer = new DataTransfer();
                const say = (type, element) => {
                    const box = element.getBoundingClientRect();
                    const place = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 + down };
                    const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, ...place });
                    return !element.dispatchEvent(event);
                };
                say('dragstart', from);
                // Nothing falls on what doesn't take it.
                if (say('dragover', onto)) say('drop', onto);
                say('dragend', from);";
            page.script::<Value>(script, vec![row.to_json()?, other.to_json()?, json!(down)]).await.map(drop)
        }
    }
}

async fn looked_for(stage: &Stage) -> Result<()> {
    const BOX: &str = "Search saved";
    let page = &stage.page;
    saved(stage).await?;
    let all = page.items(Connections).await?;
    page.fill("searchbox", BOX, "FLO").await?;
    found(page, Connections, &["Flood"]).await?;
    found(page, Messages, &[]).await?;
    // Each of the words, wherever it stands, in the name or in the group's.
    page.fill("searchbox", BOX, "server ech").await?;
    found(page, Connections, &["Echo"]).await?;
    page.fill("searchbox", BOX, "b").await?;
    found(page, Messages, &["b"]).await?;
    page.fill("searchbox", BOX, "nowhere").await?;
    found(page, Connections, &[]).await?;
    for list in [Connections, Messages] {
        let said = page.region_text(list).await?;
        ensure!(said.contains("Nothing saved has these words"), "it says {said:?}");
    }
    page.fill("searchbox", BOX, "").await?;
    let names: Vec<&str> = all.iter().map(|(_, name)| name.as_str()).collect();
    found(page, Connections, &names).await?;
    found(page, Messages, &["a", "b", "c"]).await?;
    // It isn't kept: a list that was searched a week ago would look as if things were lost.
    page.fill("searchbox", BOX, "flood").await?;
    page.reload().await?;
    found(page, Connections, &names).await
}

/// Waits until those are the names in a list, in whichever group.
async fn found(page: &Page, list: List, names: &[&str]) -> Result<()> {
    eventually(&format!("{names:?} under “{}”", list.region()), SOON, async || {
        let items = page.items(list).await?;
        ensure!(items.iter().map(|(_, name)| name).eq(names), "there are {items:?}");
        Ok(())
    })
    .await
}

async fn folded(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.save_connection("Mine").await?;
    let fold =
        "[...document.querySelectorAll('summary')].find((it) => it.textContent === 'Examples').click();";
    page.script::<Value>(fold, vec![]).await?;
    let is_folded = async || -> Result<()> {
        let items = page.items(Connections).await?;
        ensure!(!items.iter().any(|(_, name)| name == "Public echo"), "the group is unfolded: {items:?}");
        Ok(())
    };
    eventually("the group to be folded", SOON, is_folded).await?;
    page.connected_are(&["Mine"]).await?;
    page.press("Disconnect").await?;
    page.connected_are(&[]).await?;
    is_folded().await
}

async fn focused(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.save_connection("Mine").await?;
    page.focus_on("button", "Chat").await?;
    page.connected_are(&["Mine"]).await?;
    // The click of a script takes the focus nowhere.
    page.script::<Value>("find('button', 'Disconnect').click();", vec![]).await?;
    page.connected_are(&[]).await?;
    page.has_focus("button", "Chat").await
}
