//! JSON as a tree (ARIA Authoring Practices, "Tree View"): what is folded has not been looked into, and only the rows in
//! sight are in the page.

use leptos::ev::{Event, KeyboardEvent, WheelEvent};
use leptos::prelude::*;
use wirebench_core::codec::json::{Document, Node, Value};

use super::path::PathBar;
use super::reel::Reel;
use super::tree_row::{TreeRow, row_id};
use crate::i18n::{use_words, word};
use crate::state::{Log, Reading};
use crate::ui::parts::{anew, live, on, pixels};

/// The document that is read, as a tree.
#[component]
pub fn TreeView(log: Log, reading: Reading) -> impl IntoView {
    let i18n = use_words();
    let count = Memo::new(move |_| reading.with(Document::row_count).unwrap_or(0));
    let reel = Reel::new(count.into());
    let selected = RwSignal::new(Node::default());
    Effect::new(move |_| {
        log.selected.track();
        selected.set(Node::default());
        reel.rewind();
    });
    let window = Memo::new(move |_| reel.window());
    let items = Memo::new(move |_| {
        let window = window.get();
        reading.with(|document| document.items(window.first, window.count)).unwrap_or_default()
    });
    let slots = Memo::new(move |_| reel.list().slots());
    let active = live(move || {
        let (row, window) = (reading.with(|document| document.row(selected.get())).flatten()?, window.get());
        (window.first..window.first + window.count).contains(&row).then(|| row_id(row))
    });
    let on_key = on(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        if let Some(row) = keyed(&event.key(), reading, reel, selected) {
            event.prevent_default();
            reel.reveal(row);
        }
    });
    let row = move |number| view! { <TreeRow reading number window items selected /> };
    view! {
        <div
            class="reel"
            role="tree"
            tabindex="0"
            data-testid="detail-tree"
            aria-label=word!(i18n, detail.tree_label)
            aria-activedescendant=active
            node_ref=reel.scroller
            on:scroll=on(move |_: Event| request_animation_frame(move || reel.moved()))
            on:wheel=on(move |event: WheelEvent| reel.wheeled(&event))
            on:keydown=on_key
        >
            <div class="reel-spacer is-tree" role="presentation" style:height=live(move || pixels(reel.list().height()))>
                {anew(Box::new(move || Some((0..slots.get()).map(row).collect_view().into_any())))}
            </div>
        </div>
        <PathBar reading selected />
    }
}

/// Does what a key means; gives the row that is selected then.
fn keyed(key: &str, reading: Reading, reel: Reel, selected: RwSignal<Node>) -> Option<usize> {
    let at = selected.get_untracked();
    // Before anything is read there is no row to go to.
    let rows = |document: &Document| Some((document.row(at), document.row_count().checked_sub(1)?));
    let (row, end) = untrack(|| reading.with(rows)).flatten()?;
    let row = row.unwrap_or(0);
    let to = match key {
        "ArrowDown" => row + 1,
        "ArrowUp" => row.saturating_sub(1),
        "PageDown" => row + reel.page(),
        "PageUp" => row.saturating_sub(reel.page()),
        "Home" => 0,
        "End" => end,
        "ArrowRight" | "ArrowLeft" | "Enter" | " " => {
            let is_unfolded = untrack(|| is_unfolded(reading, row));
            match (key, is_unfolded) {
                ("ArrowRight", Some(true)) => row + 1,
                ("ArrowRight", Some(false)) | ("Enter" | " ", Some(_)) | ("ArrowLeft", Some(true)) => {
                    toggle(reading, row);
                    row
                }
                ("ArrowLeft", Some(false) | None) => untrack(|| parent_row(reading, at)).unwrap_or(row),
                (_, _) => row,
            }
        }
        _ => return None,
    };
    let to = to.min(end);
    if let Some(node) = untrack(|| reading.with(|document| document.node(to))).flatten() {
        selected.set(node);
    }
    Some(to)
}

/// Whether what is in a row is unfolded, if it can be.
fn is_unfolded(reading: Reading, row: usize) -> Option<bool> {
    let item = reading.with(|document| document.items(row, 1).pop()).flatten()?;
    match item.value {
        Value::Scalar(_) => None,
        Value::Container { is_unfolded, .. } => Some(is_unfolded),
    }
}

/// Folds what is unfolded in a row, and the other way round.
pub fn toggle(reading: Reading, row: usize) {
    match untrack(|| is_unfolded(reading, row)) {
        None => {}
        Some(true) => reading.change(|document| document.fold(row)),
        Some(false) => reading.change(|document| document.unfold(row)),
    }
}

fn parent_row(reading: Reading, node: Node) -> Option<usize> {
    reading.with(|document| document.row(document.parent(node)?)).flatten()
}
