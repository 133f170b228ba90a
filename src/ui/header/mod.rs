//! The top line: the name, the connections as tabs, the theme.

mod tabs;

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use self::tabs::Tabs;
use super::parts::{Glyph, Icon, IconButton, live, on};
use crate::i18n::{say, use_words, word};
use crate::state::Workbench;
use crate::state::sidebar::Form;

/// The top line.
#[component]
pub fn Header() -> impl IntoView {
    let i18n = use_words();
    let Workbench { theme, sidebar, .. } = expect_context();
    let action =
        live(move || if theme.is_dark() { say!(i18n, app.light_theme) } else { say!(i18n, app.dark_theme) });
    let glyph = live(move || if theme.is_dark() { Glyph::Sun } else { Glyph::Moon });
    view! {
        <header class="header">
            <button
                class="button is-quiet is-square"
                type="button"
                aria-label=word!(i18n, saved.toggle)
                title=word!(i18n, saved.toggle)
                aria-expanded=live(move || sidebar.is_shown().to_string())
                on:click=on(move |_: MouseEvent| sidebar.toggle())
            >
                <Icon glyph=Glyph::Sidebar />
            </button>
            <h1 class="header-name">{word!(i18n, app.name)}</h1>
            <Tabs />
            <IconButton
                glyph=Glyph::Archive
                label=word!(i18n, logs.title)
                act=Box::new(move || sidebar.form.set(Some(Form::Logs)))
            />
            <button
                class="button is-quiet is-square"
                type="button"
                aria-label=action
                title=action
                on:click=on(move |_: MouseEvent| theme.toggle())
            >
                <Icon glyph />
            </button>
        </header>
    }
}
