//! The root: builds the state, provides it, lays out the panes.

use leptos::prelude::*;

use crate::i18n::{Words, say, use_words};
use crate::state::{Session, Workbench};
use crate::ui::captured::CapturedBar;
use crate::ui::chat::ChatPane;
use crate::ui::composer::ComposerPane;
use crate::ui::connect::ConnectBar;
use crate::ui::detail::Detail;
use crate::ui::forms::Forms;
use crate::ui::header::Header;
use crate::ui::log::LogPane;
use crate::ui::notices::Notices;
use crate::ui::parts::{When, anew, live};
use crate::ui::settings::SettingsDialog;
use crate::ui::sidebar::SidebarPane;
use crate::ui::words;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    Words::provide();
    let i18n = use_words();
    let workbench = Workbench::start(move |notice| untrack(|| words::notice(i18n, notice)));
    provide_context(workbench);
    let active = Memo::new(move |_| workbench.active());
    view! {
        <Header />
        <Notices />
        <div class="page" class:is-over=workbench.importing.is_over>
        <SidebarPane />
        {anew(Box::new(move || active.get().map(|session| view! { <Bench session /> }.into_any())))}
        </div>
    }
}

/// The panes of one session.
#[component]
fn Bench(session: Session) -> impl IntoView {
    let i18n = use_words();
    let has_detail = live(move || session.log.selected.get().is_some());
    let shows_chat = Memo::new(move |_| session.shows_chat());
    let label = live(move || session.label().unwrap_or_else(|| say!(i18n, app.untitled)));
    view! {
        <main class="bench">
        <div class="bench-panel" role="tabpanel" id="bench" aria-label=label>
            {match session.captured {
                Some(captured) => view! { <CapturedBar session captured /> }.into_any(),
                None => view! { <ConnectBar session /> }.into_any(),
            }}
            {anew(Box::new(move || {
                if shows_chat.get() {
                    return Some(view! { <ChatPane session /> }.into_any());
                }
                let panes = view! {
                    <div class="bench-panes" class:has-detail=has_detail>
                        <LogPane session />
                        <When holds=has_detail>
                            <Detail session />
                        </When>
                        {session.captured.is_none().then(|| view! { <ComposerPane session /> })}
                    </div>
                };
                Some(panes.into_any())
            }))}
            <Forms session />
            <When holds=session.shows_settings>
                <SettingsDialog session />
            </When>
        </div>
        </main>
    }
}
