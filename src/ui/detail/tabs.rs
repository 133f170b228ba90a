//! The ways to look at a row, as tabs (ARIA Authoring Practices, "Tabs").

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

use super::Tab;
use crate::i18n::{use_words, word};
use crate::ui::parts::{focus, live, on};

/// The tabs; arrow keys move between them.
#[component]
pub fn DetailTabs(tab: RwSignal<Tab>) -> impl IntoView {
    let i18n = use_words();
    let words = [(Tab::Raw, word!(i18n, detail.raw)), (Tab::Hex, word!(i18n, detail.hex))];
    let on_key = on(move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowLeft" | "ArrowRight" if tab.get_untracked() == Tab::Raw => Tab::Hex,
            "ArrowLeft" | "ArrowRight" | "Home" => Tab::Raw,
            "End" => Tab::Hex,
            _ => return,
        };
        event.prevent_default();
        tab.set(to);
        focus(to.id());
    });
    let view = move |(this, word): (Tab, Signal<String>)| {
        view! {
            <button
                class="detail-tab"
                role="tab"
                type="button"
                id=this.id()
                aria-selected=live(move || (tab.get() == this).to_string())
                aria-controls="detail-body"
                tabindex=live(move || if tab.get() == this { "0".to_owned() } else { "-1".to_owned() })
                on:click=on(move |_: MouseEvent| tab.set(this))
            >
                {word}
            </button>
        }
    };
    view! {
        <div class="detail-tabs" role="tablist" aria-label=word!(i18n, detail.views) on:keydown=on_key>
            {words.map(view).collect_view()}
        </div>
    }
}
