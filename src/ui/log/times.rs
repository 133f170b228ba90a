//! How the times of rows are shown: the choice, and the text of a row.

use leptos::ev::Event;
use leptos::prelude::*;
use wirebench_core::log::{Seq, TimeShown, offset};

use crate::i18n::{Words, say, use_words, word};
use crate::state::Log;
use crate::ui::parts::{live, on};

/// The choice.
#[component]
pub fn TimeSelect(log: Log) -> impl IntoView {
    let i18n = use_words();
    let choose = on(move |event: Event| {
        let name = event_target_value(&event);
        if let Some(times) = TimeShown::ALL.into_iter().find(|times| times.name() == name) {
            log.times.set(times);
        }
    });
    let option = move |times: TimeShown| {
        view! {
            <option value=times.name() prop:selected=live(move || log.times.get() == times)>
                {live(move || time_word(i18n, times))}
            </option>
        }
    };
    let label = word!(i18n, log.time_shown);
    view! {
        <select class="log-times" aria-label=label title=label on:change=choose>
            {TimeShown::ALL.map(option).collect_view()}
        </select>
    }
}

/// The time of a row as it is shown now, from its number, its place among the matching ones, and its time of day. A row
/// without anything to count from, such as the first one, keeps its time of day.
pub fn time(log: Log, seq: Seq, index: usize, time_of_day: String) -> String {
    let since = |from| log.with_row(seq, |row| offset(from, row.at));
    log.origin(seq, index).and_then(since).unwrap_or(time_of_day)
}

fn time_word(i18n: Words, times: TimeShown) -> String {
    match times {
        TimeShown::OfDay => say!(i18n, log.time_of_day),
        TimeShown::SinceOpening => say!(i18n, log.since_opening),
        TimeShown::SincePrevious => say!(i18n, log.since_previous),
    }
}
