//! Logs that aren't of a connection now: opening a file, those kept from earlier, and whether logs are kept.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use wirebench_core::log::KeptLog;
use wirebench_core::size;

use crate::i18n::{say, use_words, word};
use crate::state::{Workbench, screen};
use crate::ui::parts::{Dialog, Glyph, IconButton, Problem, anew, described_by, invalid, live, on};
use crate::ui::words;

const LIMIT_PROBLEM_ID: &str = "logs-limit-problem";

/// The dialog.
#[component]
pub fn LogsDialog() -> impl IntoView {
    let i18n = use_words();
    let workbench = expect_context::<Workbench>();
    let close = move || workbench.sidebar.form.set(None);
    workbench.look_again();
    let on_file = move |event: Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            close();
            workbench.open_log(file);
        }
    };
    view! {
        <Dialog title=word!(i18n, logs.title) on_cancel=close>
            <div class="form">
                <div class="field">
                    <label class="field-label" for="logs-file">{word!(i18n, logs.file)}</label>
                    <input id="logs-file" type="file" on:change=on(on_file) />
                    <p class="form-note">{word!(i18n, logs.file_note)}</p>
                </div>
                <EarlierLogs />
                <Keeping />
            </div>
            <div class="dialog-buttons">
                <button class="button" type="button" on:click=on(move |_: MouseEvent| close())>
                    {word!(i18n, logs.close)}
                </button>
            </div>
        </Dialog>
    }
}

/// Those kept from earlier, the newest first.
#[component]
fn EarlierLogs() -> impl IntoView {
    let i18n = use_words();
    let workbench = expect_context::<Workbench>();
    let kept = workbench.kept_logs;
    let has_none = live(move || kept.earlier.with(Vec::is_empty));
    let none = live(move || if kept.is_on() { say!(i18n, logs.none) } else { say!(i18n, logs.off) });
    let item = move |log: KeptLog| {
        let (rows, bytes, time) =
            (words::rows(i18n, log.rows), size::bytes(log.bytes), screen::date_and_time(log.last));
        let lost = log.skipped + log.evicted;
        let facts = if lost == 0 {
            say!(i18n, logs.item, rows = rows, bytes = bytes, time = time)
        } else {
            say!(
                i18n,
                logs.item_lost,
                rows = rows,
                bytes = bytes,
                time = time,
                lost = words::rows(i18n, lost)
            )
        };
        let name = words::visible(&log.label);
        let (to_open, to_delete) = (log.clone(), log.id);
        let open = move |_: MouseEvent| {
            workbench.sidebar.form.set(None);
            workbench.open_earlier(&to_open);
        };
        let to_say = say!(i18n, logs.open_item, name = name.clone());
        let delete = say!(i18n, logs.delete_item, name = name.clone());
        view! {
            <li class="history-item">
                <button class="logs-item" type="button" aria-label=to_say on:click=on(open)>
                    <span class="logs-name">{name}</span>
                    <span class="logs-facts">{facts}</span>
                </button>
                <IconButton
                    glyph=Glyph::Bin
                    label=live(move || delete.clone())
                    act=Box::new(move || workbench.delete_earlier(to_delete))
                />
            </li>
        }
    };
    view! {
        <section class="field" aria-label=word!(i18n, logs.earlier)>
            <div class="logs-head">
                <h3 class="field-label">{word!(i18n, logs.earlier)}</h3>
                <button
                    class="button is-quiet"
                    type="button"
                    hidden=has_none
                    on:click=on(move |_: MouseEvent| workbench.delete_all_earlier())
                >
                    {word!(i18n, logs.delete_all)}
                </button>
            </div>
            <p class="form-note" hidden=live(move || !has_none.get())>{none}</p>
            <ul class="logs-list" hidden=has_none>
                {anew(Box::new(move || Some(kept.earlier.get().into_iter().map(item).collect_view().into_any())))}
            </ul>
        </section>
    }
}

/// Whether logs are kept, and how much of them.
#[component]
fn Keeping() -> impl IntoView {
    let i18n = use_words();
    let kept = expect_context::<Workbench>().kept_logs;
    let typed = RwSignal::new((kept.limit() / MEGABYTE).to_string());
    let problem = live(move || {
        let is_right = limit(&typed.get()).is_some();
        (!is_right).then(|| say!(i18n, logs.limit_problem, least = LEAST, most = MOST))
    });
    let on_limit = move |event: Event| {
        typed.set(event_target_value(&event));
        if let Some(bytes) = limit(&typed.get_untracked()) {
            kept.set_limit(bytes);
        }
    };
    let trouble = live(move || kept.trouble.get().map(|trouble| words::keep_trouble(i18n, trouble)));
    view! {
        <div class="field">
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=live(move || kept.is_on())
                    on:change=on(move |event: Event| kept.set_on(event_target_checked(&event)))
                />
                {word!(i18n, logs.keep)}
            </label>
            <p class="form-note">{word!(i18n, logs.keep_note)}</p>
            <p class="problem" role="status" hidden=live(move || trouble.with(Option::is_none))>{trouble}</p>
            <p class="problem" hidden=live(move || kept.state.get().skipped == 0)>
                {live(move || say!(i18n, logs.skipped, count = size::grouped(kept.state.get().skipped)))}
            </p>
        </div>
        <div class="field logs-limit">
            <label class="field-label" for="logs-limit">{word!(i18n, logs.limit)}</label>
            <input
                class="input"
                id="logs-limit"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                aria-invalid=invalid(problem)
                aria-describedby=described_by(problem, LIMIT_PROBLEM_ID)
                prop:value=typed
                on:change=on(on_limit)
            />
            <Problem id=LIMIT_PROBLEM_ID text=problem />
        </div>
    }
}

const MEGABYTE: u64 = 1_000_000;
/// Of megabytes.
const LEAST: u64 = 10;
const MOST: u64 = 100_000;

fn limit(text: &str) -> Option<u64> {
    let megabytes: u64 = text.trim().parse().ok()?;
    (LEAST..=MOST).contains(&megabytes).then_some(megabytes * MEGABYTE)
}
