//! Copying the chosen rows, as a file would have them or as a command that sends the same.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wirebench_core::export::{CommandProblem, Format, TooLong, Tool};
use wirebench_core::size;

use crate::i18n::{Words, say, use_words, word};
use crate::state::copying::CopyProblem;
use crate::state::{Session, screen};
use crate::ui::parts::{MenuButton, MenuItem, live};

/// The menu, and what came of it.
#[component]
pub fn CopyMenu(session: Session) -> impl IntoView {
    let i18n = use_words();
    let said = RwSignal::new(None::<Result<(), CopyProblem>>);
    let chosen = Memo::new(move |_| session.chosen_rows());
    // What is said is said of the rows that were chosen then.
    Effect::new(move |_| {
        chosen.track();
        said.set(None);
    });
    let copy = move |text: Result<String, CopyProblem>| {
        spawn_local(async move {
            let outcome = match text {
                Ok(text) if screen::copy(&text).await => Ok(()),
                Ok(_) => Err(CopyProblem::Refused),
                Err(problem) => Err(problem),
            };
            // The rows may be gone meanwhile.
            let _ = said.try_set(Some(outcome));
        });
    };
    let format = move |word: Signal<String>, format: Format| {
        MenuItem::Action(word, Box::new(move || copy(session.rows_as(format))))
    };
    let command = move |word: Signal<String>, tool: Tool| {
        MenuItem::Action(word, Box::new(move || copy(session.rows_as_command(tool))))
    };
    let items = move || {
        vec![
            format(word!(i18n, log_file.json), Format::Json),
            format(word!(i18n, log_file.text), Format::Text),
            format(word!(i18n, log_file.csv), Format::Csv),
            format(word!(i18n, log_file.har), Format::Har),
            MenuItem::Line,
            command(word!(i18n, log_file.websocat), Tool::Websocat),
            command(word!(i18n, log_file.wscat), Tool::Wscat),
        ]
    };
    let words =
        live(move || said.with(|said| said.as_ref().map(|said| words(i18n, said)).unwrap_or_default()));
    view! {
        <span class="copy-said" role="status" data-testid="copied">{words}</span>
        <MenuButton word=word!(i18n, log_file.copy) items=Box::new(items) />
    }
}

fn words(i18n: Words, said: &Result<(), CopyProblem>) -> String {
    match said {
        Ok(()) => say!(i18n, log_file.copied),
        Err(CopyProblem::Refused) => say!(i18n, log_file.not_copied),
        Err(CopyProblem::TooMuch(TooLong { limit })) => {
            say!(i18n, log_file.too_many, most = size::bytes(*limit as u64))
        }
        Err(CopyProblem::Command(problem)) => match problem {
            CommandProblem::NoAddress => say!(i18n, log_file.no_address),
            CommandProblem::Binary => say!(i18n, log_file.wscat_binary),
            CommandProblem::Nul => say!(i18n, log_file.nul),
            CommandProblem::LongMessage { limit } => {
                say!(i18n, log_file.long_message, limit = size::bytes(*limit as u64))
            }
            CommandProblem::TooLong { limit } => {
                say!(i18n, log_file.long_command, limit = size::bytes(*limit as u64))
            }
        },
    }
}
