//! What the user must know about what is kept and about links, above everything else, until it has been read.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::log::KeepTrouble;

use super::parts::{Glyph, IconButton, anew, live, on};
use super::words;
use crate::i18n::{say, use_words, word};
use crate::state::Workbench;
use crate::state::sidebar::Form;
use crate::state::store::{Store, Trouble};

/// What a button does.
type Act = Box<dyn Fn()>;

/// The notices, each with what can be done about it.
#[component]
pub fn Notices() -> impl IntoView {
    let i18n = use_words();
    let Workbench { store, sidebar, link_problem, schema_trouble, kept_logs, .. } = expect_context();
    let troubles = move |trouble: Trouble| {
        let text = words::trouble(i18n, &trouble);
        let read = trouble.clone();
        let export = move || sidebar.form.set(Some(Form::Export));
        let (word, act): (Signal<String>, Act) = match trouble {
            Trouble::Forbidden | Trouble::Newer { .. } | Trouble::Full { .. } => {
                (word!(i18n, saved.export), Box::new(export))
            }
            Trouble::Damaged { key, aside } => {
                let key = aside.unwrap_or_else(|| key.to_owned());
                (word!(i18n, store.download), Box::new(move || Store::download_aside(&key)))
            }
        };
        view! { <Notice text=live(move || text.clone()) word act=Some(act) dismiss=Box::new(move || store.dismiss(&read)) /> }
    };
    let refused = live(move || {
        link_problem
            .get()
            .map(|problem| say!(i18n, link.not_opened, what = words::link_problem(i18n, problem)))
    });
    let not_loaded = live(move || {
        let (file, trouble) = schema_trouble.get()?;
        let (file, what) = (words::visible(&file), words::schema_trouble(i18n, &trouble));
        Some(say!(i18n, proto.not_loaded, file = file, what = what))
    });
    // Where the page may keep nothing at all, that is said above.
    let untold = live(move || {
        let trouble = kept_logs.trouble.get()?;
        let is_said = trouble == KeepTrouble::Forbidden && Store::is_forbidden();
        (!is_said).then(|| words::keep_trouble(i18n, trouble))
    });
    view! {
        <div class="notices" role="alert">
            {anew(Box::new(move || Some(store.troubles().into_iter().map(troubles).collect_view().into_any())))}
            {anew(Box::new(move || {
                untold.get().map(|text| {
                    let show = Box::new(move || sidebar.form.set(Some(Form::Logs)));
                    let dismiss = Box::new(move || kept_logs.trouble.set(None));
                    view! { <Notice text=live(move || text.clone()) word=word!(i18n, logs.title) act=Some(show) dismiss /> }.into_any()
                })
            }))}
            {only_said(refused, move || link_problem.set(None))}
            {only_said(not_loaded, move || schema_trouble.set(None))}
        </div>
    }
}

/// A notice, while there is one, about which nothing can be done here.
fn only_said(text: Signal<Option<String>>, dismiss: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let notice = move || {
        let text = text.get()?;
        let dismiss = Box::new(dismiss);
        let text = live(move || text.clone());
        Some(view! { <Notice text word=live(String::new) act=None dismiss /> }.into_any())
    };
    anew(Box::new(notice)).into_any()
}

/// One notice: a sentence or two, what can be done, and a way to be rid of it.
#[component]
fn Notice(text: Signal<String>, word: Signal<String>, act: Option<Act>, dismiss: Act) -> impl IntoView {
    let i18n = use_words();
    view! {
        <div class="notice">
            <p class="notice-text">{text}</p>
            {act.map(|act| {
                view! {
                    <button class="button" type="button" on:click=on(move |_: MouseEvent| act())>
                        {word}
                    </button>
                }
            })}
            <IconButton glyph=Glyph::Cross label=word!(i18n, saved.dismiss) act=dismiss />
        </div>
    }
}
