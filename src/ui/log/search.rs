//! What to search the log for, and the way from one match to the next.

use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wirebench_core::log::{Filter, Search};

use super::list::{LOG_ID, select};
use super::scroll::Scroll;
use crate::i18n::{say, use_words, word};
use crate::state::Log;
use crate::ui::parts::{Glyph, Icon, Problem, described_by, focus, invalid, live, on};
use crate::ui::words;

/// The id of the search box, for the way to it.
pub const SEARCH_ID: &str = "log-search";
const SEARCH_PROBLEM_ID: &str = "log-search-problem";
const LINE_ID: &str = "log-filter";
const LINE_PROBLEM_ID: &str = "log-filter-problem";

/// The search box with its switches.
#[component]
pub fn SearchBar(
    log: Log,
    scroll: Scroll,
    /// Whether the line with more conditions is shown.
    shows_line: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_words();
    let text = live(move || log.search().text);
    let on_type = on(move |event: Event| log.set_search(|search| search.text = event_target_value(&event)));
    let on_key = on(move |event: KeyboardEvent| {
        // That key belongs to an input method.
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            // With Escape browsers empty the box themselves, some of them without telling.
            "Escape" => log.set_search(|search| search.text.clear()),
            "Enter" if event.shift_key() => step(log, scroll, Way::Back),
            "Enter" => step(log, scroll, Way::On),
            "ArrowDown" => focus(LOG_ID),
            _ => return,
        }
        event.prevent_default();
    });
    let problem = live(move || {
        let words = log.problems.with(|problems| problems.pattern.clone())?;
        Some(say!(i18n, search.pattern, words = words::visible(&words)))
    });
    let steps = [
        (word!(i18n, search.previous), Glyph::Up, Way::Back),
        (word!(i18n, search.next), Glyph::Down, Way::On),
    ];
    let button = move |(word, glyph, way): (Signal<String>, Glyph, Way)| {
        view! {
            <button
                class="button is-quiet is-square"
                type="button"
                aria-label=word
                title=word
                on:click=on(move |_: MouseEvent| step(log, scroll, way))
            >
                <Icon glyph />
            </button>
        }
    };
    view! {
        <div class="search" role="search">
            <div class="search-box">
                <input
                    class="input is-payload"
                    id=SEARCH_ID
                    type="search"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-label=word!(i18n, search.label)
                    placeholder=word!(i18n, search.placeholder)
                    aria-invalid=invalid(problem)
                    aria-describedby=described_by(problem, SEARCH_PROBLEM_ID)
                    prop:value=text
                    on:input=on_type
                    on:keydown=on_key
                />
                <Problem id=SEARCH_PROBLEM_ID text=problem />
            </div>
            <Switch
                word=word!(i18n, search.regex)
                hint=word!(i18n, search.regex_hint)
                is_on=live(move || log.search().is_regex)
                set=Box::new(move |is_on| log.set_search(|search| search.is_regex = is_on))
            />
            <Switch
                word=word!(i18n, search.exclude)
                is_on=live(move || log.search().excludes)
                set=Box::new(move |is_on| log.set_search(|search| search.excludes = is_on))
            />
            <Switch
                word=word!(i18n, search.minds_case)
                is_on=live(move || log.search().minds_case)
                set=Box::new(move |is_on| log.set_search(|search| search.minds_case = is_on))
            />
            <span class="search-steps" hidden=live(move || log.with_filter(|filter| filter.conditions.is_empty()))>
                {steps.map(button).collect_view()}
            </span>
            <button
                class="button is-quiet is-toggle"
                type="button"
                aria-pressed=live(move || shows_line.get().to_string())
                on:click=on(move |_: MouseEvent| shows_line.update(|shows| *shows = !*shows))
            >
                {word!(i18n, search.more)}
            </button>
        </div>
    }
}

/// More conditions, as one line that can be copied and pasted.
#[component]
pub fn FilterLine(log: Log) -> impl IntoView {
    let i18n = use_words();
    let on_type = on(move |event: Event| log.set_search(|search| search.line = event_target_value(&event)));
    let problem = live(move || {
        let error = log.problems.with(|problems| problems.line.clone())?;
        Some(words::line_problem(i18n, &error))
    });
    // All that is chosen and typed, for somebody else's line.
    let whole = live(move || log.with_filter(Filter::line));
    let is_more = live(move || {
        let Search { line, .. } = log.search();
        whole.with(|whole| *whole != line.trim() && !whole.is_empty())
    });
    view! {
        <div class="filter-line">
            <label class="field-label" for=LINE_ID>{word!(i18n, search.line)}</label>
            <div class="filter-line-box">
                <input
                    class="input is-payload"
                    id=LINE_ID
                    type="text"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    placeholder="kind:received type:text size:>1k /re/ -heartbeat $.type=tick"
                    aria-invalid=invalid(problem)
                    aria-describedby=described_by(problem, LINE_PROBLEM_ID)
                    prop:value=live(move || log.search().line)
                    on:input=on_type
                />
                <Problem id=LINE_PROBLEM_ID text=problem />
                <p class="filter-whole" hidden=live(move || !is_more.get())>
                    {word!(i18n, search.whole)}
                    " "
                    <code data-testid="filter-whole">{whole}</code>
                </p>
            </div>
        </div>
    }
}

/// A small checkbox.
#[component]
fn Switch(
    word: Signal<String>,
    #[prop(optional)] hint: Option<Signal<String>>,
    is_on: Signal<bool>,
    set: Box<dyn Fn(bool)>,
) -> impl IntoView {
    view! {
        <label class="check search-check" title=hint>
            <input
                type="checkbox"
                prop:checked=is_on
                on:change=on(move |event: Event| set(event_target_checked(&event)))
            />
            {word}
        </label>
    }
}

#[derive(Clone, Copy)]
enum Way {
    Back,
    On,
}

/// Selects the row that matches next, and begins again at the other end. Without a selected row the way begins with
/// those that are in sight.
fn step(log: Log, scroll: Scroll, way: Way) {
    let window = untrack(|| scroll.window());
    let rows = untrack(|| scroll.list()).rows;
    let Some(last) = rows.checked_sub(1) else { return };
    let index = match (log.selected.get_untracked(), way) {
        (None, Way::On) => window.first,
        (None, Way::Back) => (window.first + window.count).saturating_sub(1),
        (Some(seq), way) => {
            let at = log.index_of(seq);
            let matches = untrack(|| log.seq_at(at)) == Some(seq);
            match way {
                Way::On if at + usize::from(matches) > last => 0,
                Way::On => at + usize::from(matches),
                Way::Back => at.checked_sub(1).unwrap_or(last),
            }
        }
    };
    select(log, scroll, index);
}
