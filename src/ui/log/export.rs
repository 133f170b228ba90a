//! Taking the log away: the menu of what is written and how, and a line for each file on its way.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::export::Format;
use wirebench_core::size;

use super::list::LOG_ID;
use crate::i18n::{Words, say, use_words, word};
use crate::state::Session;
use crate::state::exporting::{Exporting, File, FileState, Place, Rows};
use crate::ui::parts::{Glyph, IconButton, MenuButton, MenuItem, focus, live, on};
use crate::ui::words;

/// The button "Export" with its menu.
#[component]
pub fn ExportMenu(session: Session) -> impl IntoView {
    let i18n = use_words();
    let exporting = session.exporting;
    let rows = move |word: Signal<String>, rows: Rows| {
        let is_on = live(move || exporting.rows.get() == rows);
        MenuItem::Choice(word, is_on, Box::new(move || exporting.rows.set(rows)))
    };
    let switch = |word: Signal<String>, is_on: RwSignal<bool>| {
        MenuItem::Switch(word, is_on.into(), Box::new(move |now| is_on.set(now)))
    };
    let format = move |word: Signal<String>, format: Format| {
        MenuItem::Action(word, Box::new(move || session.export(format)))
    };
    let items = move || {
        let mut items = vec![
            format(word!(i18n, log_file.json), Format::Json),
            format(word!(i18n, log_file.text), Format::Text),
            format(word!(i18n, log_file.csv), Format::Csv),
            format(word!(i18n, log_file.har), Format::Har),
            MenuItem::Line,
            rows(word!(i18n, log_file.shown), Rows::Shown),
            rows(word!(i18n, log_file.all), Rows::All),
            MenuItem::Line,
            switch(word!(i18n, log_file.notices), exporting.has_notices),
        ];
        if session.has_secrets() {
            items.push(switch(word!(i18n, log_file.hide_secrets), exporting.hides_secrets));
        }
        if Exporting::has_disk() {
            let place = exporting.place;
            let is_on = live(move || place.get() == Place::Disk);
            let set = move |is_on| place.set(if is_on { Place::Disk } else { Place::Downloads });
            items.push(MenuItem::Switch(word!(i18n, log_file.to_disk), is_on, Box::new(set)));
            if session.captured.is_none() {
                items.push(MenuItem::Line);
                items
                    .push(MenuItem::Action(word!(i18n, log_file.record), Box::new(move || session.record())));
            }
        }
        items
    };
    view! { <MenuButton word=word!(i18n, log_file.export) items=Box::new(items) /> }
}

/// What is said of the files.
#[component]
pub fn FileLines(session: Session) -> impl IntoView {
    let exporting = session.exporting;
    let cancel = move || {
        exporting.file.update(|file| {
            if let Some(file) = file {
                file.state = FileState::Cancelled;
            }
        });
    };
    view! {
        <FileLine file=exporting.file testid="log-file" end=Box::new(cancel) />
        <FileLine file=exporting.recording testid="log-recording" end=Box::new(move || session.stop_recording()) />
    }
}

/// What is said of one file: how far it is, or how it ended; and the button that ends it or the line.
#[component]
fn FileLine(file: RwSignal<Option<File>>, testid: &'static str, end: Box<dyn Fn()>) -> impl IntoView {
    let i18n = use_words();
    let is_busy = live(move || file.with(|file| file.as_ref().is_some_and(File::is_going)));
    let progress = live(move || {
        file.with(|file| match file.as_ref()?.state {
            FileState::Writing(done, all) => Some(done * 100 / all.max(1)),
            FileState::Recording
            | FileState::Ending
            | FileState::Done
            | FileState::Cancelled
            | FileState::Failed(_) => None,
        })
    });
    let words =
        live(move || file.with(|file| file.as_ref().map(|file| told(i18n, file)).unwrap_or_default()));
    let button = live(move || {
        file.with(|file| match file.as_ref().map(|file| &file.state) {
            Some(FileState::Recording) => say!(i18n, log_file.stop_recording),
            _ => say!(i18n, log_file.cancel),
        })
    });
    let stop = on(move |_: MouseEvent| {
        // The button goes with what it ended; the focus would be lost with it.
        focus(LOG_ID);
        end();
    });
    let dismiss = move || {
        focus(LOG_ID);
        file.set(None);
    };
    view! {
        <div class="log-line" hidden=live(move || file.with(Option::is_none))>
            <span data-testid=testid role="status">{words}</span>
            <progress
                class="log-progress"
                max="100"
                hidden=live(move || progress.get().is_none())
                aria-label=word!(i18n, log_file.progress)
                value=live(move || progress.get().unwrap_or_default().to_string())
            ></progress>
            <button class="button is-quiet" type="button" hidden=live(move || !is_busy.get()) on:click=stop>
                {button}
            </button>
            <span hidden=is_busy>
                <IconButton glyph=Glyph::Cross label=word!(i18n, saved.dismiss) act=Box::new(dismiss) />
            </span>
        </div>
    }
}

fn told(i18n: Words, file: &File) -> String {
    let (name, rows, bytes) = (file.name.clone(), words::rows(i18n, file.rows), size::bytes(file.bytes));
    match &file.state {
        FileState::Writing(..) => say!(i18n, log_file.writing, name = name),
        FileState::Recording | FileState::Ending => {
            say!(i18n, log_file.recording, name = name, rows = rows, bytes = bytes)
        }
        FileState::Done if file.lost > 0 => {
            let lost = size::grouped(file.lost);
            say!(i18n, log_file.done_lost, name = name, rows = rows, bytes = bytes, lost = lost)
        }
        FileState::Done => say!(i18n, log_file.done, name = name, rows = rows, bytes = bytes),
        FileState::Cancelled => say!(i18n, log_file.cancelled, name = name),
        FileState::Failed(words) if words.is_empty() => say!(i18n, log_file.no_room, name = name),
        FileState::Failed(words) => say!(i18n, log_file.failed, name = name, words = words.clone()),
    }
}
