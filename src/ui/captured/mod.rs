//! What stands above a captured log in the place of a connection: where it comes from, and what couldn't be read of it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::import::Problems;
use wirebench_core::size;

use crate::i18n::{Words, say, use_words, word};
use crate::state::captured::{Captured, Origin, Stage};
use crate::state::{Session, Workbench};
use crate::ui::parts::{live, on};
use crate::ui::words;

/// The bar.
#[component]
pub fn CapturedBar(session: Session, captured: Captured) -> impl IntoView {
    let i18n = use_words();
    let workbench = expect_context::<Workbench>();
    let title = captured.origin.with_value(|origin| match origin {
        Origin::File(_) => word!(i18n, captured.from_file),
        Origin::Earlier(_) => word!(i18n, captured.from_earlier),
    });
    let facts = live(move || captured.found.with(|found| words::captured(i18n, found)));
    let stage = live(move || {
        captured.stage.with(|stage| match stage {
            Stage::Reading(at, all) => {
                say!(i18n, captured.reading, at = size::bytes(*at), all = size::bytes(*all))
            }
            Stage::Read => String::new(),
            Stage::Stopped => say!(i18n, captured.stopped),
            Stage::Failed(words) => say!(i18n, captured.failed, words = words.clone()),
            Stage::Unreadable(problem) => words::read_problem(i18n, *problem),
        })
    });
    let percent = live(move || {
        captured.stage.with(|stage| match stage {
            Stage::Reading(at, all) => at * 100 / (*all).max(1),
            Stage::Read | Stage::Stopped | Stage::Failed(_) | Stage::Unreadable(_) => 100,
        })
    });
    let is_over = live(move || !captured.is_reading());
    let has_target = live(move || captured.found.with(|found| !found.facts.addresses.is_empty()));
    view! {
        <section class="captured" aria-label=word!(i18n, captured.label)>
            <div class="captured-head">
                <h2 class="captured-name">{captured.name()}</h2>
                <span class="captured-kind">{title}</span>
                <span class="captured-actions">
                    <button
                        class="button"
                        type="button"
                        hidden=live(move || !has_target.get())
                        on:click=on(move |_: MouseEvent| workbench.open_target_of(session))
                    >
                        {word!(i18n, captured.connect)}
                    </button>
                    <button
                        class="button"
                        type="button"
                        hidden=is_over
                        on:click=on(move |_: MouseEvent| captured.stop())
                    >
                        {word!(i18n, captured.stop)}
                    </button>
                </span>
            </div>
            <p class="captured-facts" data-testid="captured-facts">{facts}</p>
            <p class="captured-stage" role="status" hidden=live(move || stage.with(String::is_empty))>
                <progress
                    class="log-progress"
                    max="100"
                    hidden=is_over
                    aria-label=word!(i18n, captured.progress)
                    value=live(move || percent.get().to_string())
                ></progress>
                <span data-testid="captured-stage">{stage}</span>
            </p>
            {move || captured.found.with(|found| problems(i18n, &found.problems))}
        </section>
    }
}

/// What couldn't be read, with its lines.
fn problems(i18n: Words, problems: &Problems) -> Option<impl IntoView + use<>> {
    let lines = words::import_problems(i18n, problems);
    let title = words::problem_count(i18n, problems)?;
    let is_short = lines.len() <= 3;
    let line = |line: String| view! { <li>{line}</li> };
    Some(view! {
        <details class="captured-problems" data-testid="captured-problems" open=is_short>
            <summary>{title}</summary>
            <ul>{lines.into_iter().map(line).collect_view()}</ul>
        </details>
    })
}
