//! The root: builds the state, provides it, lays out the panes.

use leptos::prelude::*;

use crate::i18n::{I18nContextProvider, t_string, use_i18n};
use crate::state::{Session, Workbench};
use crate::ui::composer::ComposerPane;
use crate::ui::connect::ConnectBar;
use crate::ui::detail::Detail;
use crate::ui::header::Header;
use crate::ui::log::LogPane;
use crate::ui::parts::{When, live};

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <I18nContextProvider>
            <Page />
        </I18nContextProvider>
    }
}

#[component]
fn Page() -> impl IntoView {
    let workbench = Workbench::start();
    provide_context(workbench);
    let active = Memo::new(move |_| workbench.active());
    view! {
        <Header />
        {move || active.get().map(|session| view! { <Bench session /> })}
    }
}

/// The panes of one session.
#[component]
fn Bench(session: Session) -> impl IntoView {
    let i18n = use_i18n();
    let has_detail = live(move || session.log.selected.get().is_some());
    let label = live(move || session.label().unwrap_or_else(|| t_string!(i18n, app.untitled).to_string()));
    view! {
        <main class="bench" role="tabpanel" id="bench" aria-label=label>
            <ConnectBar session />
            <div class="bench-panes" class:has-detail=has_detail>
                <LogPane session />
                <When holds=has_detail>
                    <Detail log=session.log />
                </When>
                <ComposerPane session />
            </div>
        </main>
    }
}
