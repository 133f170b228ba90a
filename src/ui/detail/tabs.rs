//! The ways to look at a row, as tabs (ARIA Authoring Practices, "Tabs").

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

use crate::i18n::{use_words, word};
pub use crate::state::session::DetailTab as Tab;
use crate::ui::parts::{focus, live, on};

impl Tab {
    /// From left to right.
    const ALL: [Self; 5] = [Self::Raw, Self::Pretty, Self::Tree, Self::Hex, Self::Protocol];

    /// The id of its tab.
    pub fn id(self) -> &'static str {
        match self {
            Self::Raw => "detail-tab-raw",
            Self::Pretty => "detail-tab-pretty",
            Self::Tree => "detail-tab-tree",
            Self::Hex => "detail-tab-hex",
            Self::Protocol => "detail-tab-protocol",
        }
    }

    /// What tests know its payload by.
    pub fn test_id(self) -> &'static str {
        match self {
            Self::Raw => "detail-raw",
            Self::Pretty => "detail-pretty",
            Self::Tree => "detail-tree",
            Self::Hex => "detail-hex",
            Self::Protocol => "detail-protocol",
        }
    }

    /// Whether it is for JSON only.
    pub fn is_for_json(self) -> bool {
        matches!(self, Self::Pretty | Self::Tree)
    }

    /// The one that is shown in its place for a row that isn't of a protocol.
    pub fn shown(self, has_protocol: bool) -> Self {
        if self == Self::Protocol && !has_protocol { Self::Raw } else { self }
    }

    /// From left to right, those that there are for a row.
    fn all(has_protocol: bool) -> &'static [Self] {
        if has_protocol { &Self::ALL } else { &Self::ALL[..4] }
    }
}

/// The tabs; arrow keys move between them.
#[component]
pub fn DetailTabs(
    tab: RwSignal<Tab>,
    /// The protocol that the row is of, if it is of one.
    protocol: Signal<Option<&'static str>>,
    /// Called when one is chosen, even the one that is chosen already.
    on_choose: impl Fn() + Copy + 'static,
) -> impl IntoView {
    let i18n = use_words();
    let word = move |tab: Tab| match tab {
        Tab::Raw => word!(i18n, detail.raw),
        Tab::Pretty => word!(i18n, detail.pretty),
        Tab::Tree => word!(i18n, detail.tree),
        Tab::Hex => word!(i18n, detail.hex),
        Tab::Protocol => live(move || protocol.get().unwrap_or_default().to_owned()),
    };
    let shown = live(move || tab.get().shown(protocol.with(Option::is_some)));
    let on_key = on(move |event: KeyboardEvent| {
        let tabs = Tab::all(protocol.get_untracked().is_some());
        let place = tabs.iter().position(|this| *this == shown.get_untracked()).unwrap_or(0);
        let count = tabs.len();
        let to = match event.key().as_str() {
            "ArrowRight" => (place + 1) % count,
            "ArrowLeft" => (place + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        tab.set(tabs[to]);
        on_choose();
        focus(tabs[to].id());
    });
    let view = move |this: Tab| {
        view! {
            <button
                class="detail-tab"
                role="tab"
                type="button"
                id=this.id()
                hidden=live(move || this == Tab::Protocol && protocol.with(Option::is_none))
                aria-selected=live(move || (shown.get() == this).to_string())
                aria-controls="detail-body"
                tabindex=live(move || if shown.get() == this { "0".to_owned() } else { "-1".to_owned() })
                on:click=on(move |_: MouseEvent| {
                    tab.set(this);
                    on_choose();
                })
            >
                {word(this)}
            </button>
        }
    };
    view! {
        <div class="detail-tabs" role="tablist" aria-label=word!(i18n, detail.views) on:keydown=on_key>
            {Tab::ALL.map(view).collect_view()}
        </div>
    }
}
