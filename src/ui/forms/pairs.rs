//! Rows of names and values, as variables and headers have them, each with what may become of its value.

use std::sync::Arc;

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use wirebench_core::saved::{Pair, Secrecy, secrecy_of};

use crate::i18n::{say, use_words, word};
use crate::ui::parts::{Glyph, Icon, IconButton, focus, live, on};

/// What the rows hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// The user's variables, for one connection or for all; the text tells the fields of the two apart.
    Variables(&'static str),
    /// Headers of the handshake, which can be switched off.
    Headers,
}

/// A row as it is typed; copies are the same.
#[derive(Clone, Copy)]
struct Row {
    number: u32,
    name: RwSignal<String>,
    value: RwSignal<String>,
    secrecy: RwSignal<Secrecy>,
    is_on: RwSignal<bool>,
}

impl Row {
    fn new(number: u32, pair: Pair, is_on: bool) -> Self {
        Self {
            number,
            name: RwSignal::new(pair.name),
            value: RwSignal::new(pair.value),
            secrecy: RwSignal::new(pair.secrecy),
            is_on: RwSignal::new(is_on),
        }
    }

    /// What is typed; nothing once the dialog is gone.
    fn pair(self) -> Option<(Pair, bool)> {
        let name = self.name.try_get_untracked()?.trim().to_owned();
        let (value, secrecy) = (self.value.try_get_untracked()?, self.secrecy.try_get_untracked()?);
        Some((Pair { name, value, secrecy }, self.is_on.try_get_untracked()?))
    }
}

/// What takes over the rows; each has a name.
type Take = Arc<dyn Fn(Vec<(Pair, bool)>) + Send + Sync>;

/// What is wrong with a name and its value, if anything is.
pub type Judge = Arc<dyn Fn(&str, &str) -> Option<String> + Send + Sync>;

/// The rows and the button for another one. They are taken over whenever a field is left.
#[component]
pub fn PairRows(
    kind: Rows,
    /// What stands there to begin with, and whether it is on.
    pairs: Vec<(Pair, bool)>,
    /// What is wrong with a name and its value, if anything is.
    problem: Judge,
    take: Take,
    /// What comes from elsewhere, to be added at the end.
    #[prop(optional)]
    added: Option<RwSignal<Vec<(Pair, bool)>>>,
) -> impl IntoView {
    let i18n = use_words();
    let next = StoredValue::new(0);
    let number = move || {
        next.update_value(|next| *next += 1);
        next.get_value()
    };
    let rows = RwSignal::new(
        pairs.into_iter().map(|(pair, is_on)| Row::new(number(), pair, is_on)).collect::<Vec<_>>(),
    );
    let commit: Arc<dyn Fn() + Send + Sync> = Arc::new(move || {
        // A browser says that a field has changed when it is taken out of the page, too; then all is taken over already.
        let Some(all) = rows.try_get_untracked() else { return };
        if let Some(pairs) = all.into_iter().map(Row::pair).collect::<Option<Vec<_>>>() {
            take(pairs.into_iter().filter(|(pair, _)| !pair.name.is_empty()).collect());
        }
    });
    // What is being typed when the dialog is left is taken over, too.
    let left = Arc::clone(&commit);
    on_cleanup(move || left());
    let gained = Arc::clone(&commit);
    // What an effect makes goes with its next run, and a row stays.
    let owner = Owner::current().unwrap_or_default();
    Effect::new(move |_| {
        let pairs = added.map(|added| added.get()).unwrap_or_default();
        if !pairs.is_empty() {
            let row = |(pair, is_on)| Row::new(number(), pair, is_on);
            let more: Vec<Row> = owner.with(|| pairs.into_iter().map(row).collect());
            rows.update(|rows| {
                // Where nothing is typed yet, nothing is lost.
                rows.retain(|row| row.name.with_untracked(|name| !name.trim().is_empty()));
                rows.extend(more);
            });
            gained();
        }
    });
    let add = on(move |_: MouseEvent| {
        let row = Row::new(number(), Pair::default(), true);
        rows.update(|rows| rows.push(row));
        request_animation_frame(move || focus(&name_id(kind, row)));
    });
    let add_word = live(move || match kind {
        Rows::Variables(_) => say!(i18n, pairs.add_variable),
        Rows::Headers => say!(i18n, pairs.add_header),
    });
    let row = move |row: Row| {
        let judge = Arc::clone(&problem);
        let problem = live(move || {
            let name = row.name.get().trim().to_owned();
            let is_twin =
                |other: &&Row| other.number < row.number && other.name.with(|twin| twin.trim() == name);
            if name.is_empty() {
                None
            } else if matches!(kind, Rows::Variables(_))
                && rows.with(|rows| rows.iter().any(|other| is_twin(&other)))
            {
                Some(say!(i18n, pairs.twice))
            } else {
                row.value.with(|value| judge(&name, value))
            }
        });
        let (left, gone) = (Arc::clone(&commit), Arc::clone(&commit));
        let remove = move || {
            rows.update(|rows| rows.retain(|other| other.number != row.number));
            gone();
        };
        view! { <PairRow kind row problem commit=left remove=Box::new(remove) /> }
    };
    view! {
        <div class="pairs">
            <For each=move || rows.get() key=|row| row.number children=row />
        </div>
        <button class="button is-quiet pairs-add" type="button" on:click=add>
            <Icon glyph=Glyph::Plus />
            {add_word}
        </button>
    }
}

#[component]
fn PairRow(
    kind: Rows,
    row: Row,
    problem: Signal<Option<String>>,
    commit: Arc<dyn Fn() + Send + Sync>,
    remove: Box<dyn Fn()>,
) -> impl IntoView {
    let i18n = use_words();
    let left = move || {
        let commit = Arc::clone(&commit);
        on(move |_: Event| commit())
    };
    let name_word = live(move || match kind {
        Rows::Variables(_) => say!(i18n, pairs.variable_name),
        Rows::Headers => say!(i18n, pairs.header_name),
    });
    let value_word = live(move || match kind {
        Rows::Variables(_) => say!(i18n, pairs.variable_value),
        Rows::Headers => say!(i18n, pairs.header_value),
    });
    let type_name = on(move |event: Event| {
        let name = event_target_value(&event);
        // What is called like a secret is one, until the user says otherwise.
        let guess = row.name.with_untracked(|name| secrecy_of(name.trim()));
        if row.secrecy.get_untracked() == guess {
            row.secrecy.set(secrecy_of(name.trim()));
        }
        row.name.set(name);
    });
    let secrecy = move |one: Secrecy, word: Signal<String>| {
        view! { <option prop:selected=live(move || row.secrecy.get() == one)>{word}</option> }
    };
    let mut commit_secrecy = left();
    let choose_secrecy = on(move |event: Event| {
        row.secrecy.set(match event_target::<web_sys::HtmlSelectElement>(&event).selected_index() {
            1 => Secrecy::Secret,
            2 => Secrecy::Fleeting,
            _ => Secrecy::Open,
        });
        commit_secrecy(event);
    });
    let mut commit_is_on = left();
    let switch = on(move |event: Event| {
        row.is_on.set(event_target_checked(&event));
        commit_is_on(event);
    });
    let problem_id = format!("{}-problem", name_id(kind, row));
    let described = problem_id.clone();
    view! {
        <div class="pair">
            {(kind == Rows::Headers).then(|| view! {
                <input
                    type="checkbox"
                    aria-label=word!(i18n, pairs.header_on)
                    prop:checked=row.is_on
                    on:change=switch
                />
            })}
            <input
                class="input is-payload pair-name"
                id=name_id(kind, row)
                type="text"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-label=name_word
                placeholder=name_word
                aria-invalid=live(move || problem.with(Option::is_some).then(|| "true".to_owned()))
                aria-describedby=live(move || problem.with(Option::is_some).then(|| described.clone()))
                prop:value=row.name
                on:input=type_name
                on:change=left()
            />
            <input
                class="input is-payload pair-value"
                class:is-secret=live(move || row.secrecy.get() != Secrecy::Open)
                type="text"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-label=value_word
                placeholder=value_word
                prop:value=row.value
                on:input=on(move |event: Event| row.value.set(event_target_value(&event)))
                on:change=left()
            />
            <select class="input pair-secrecy" aria-label=word!(i18n, pairs.secrecy) on:change=choose_secrecy>
                {secrecy(Secrecy::Open, word!(i18n, pairs.open))}
                {secrecy(Secrecy::Secret, word!(i18n, pairs.secret))}
                {secrecy(Secrecy::Fleeting, word!(i18n, pairs.fleeting))}
            </select>
            <IconButton glyph=Glyph::Bin label=live(move || say!(i18n, saved.delete, name = row.name.get())) act=remove />
            <p class="problem pair-problem" id=problem_id aria-live="polite" hidden=live(move || problem.with(Option::is_none))>
                {problem}
            </p>
        </div>
    }
}

fn name_id(kind: Rows, row: Row) -> String {
    match kind {
        Rows::Variables(of) => format!("variable-{of}-{}", row.number),
        Rows::Headers => format!("header-{}", row.number),
    }
}
