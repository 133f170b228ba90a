//! The dialogs about what is kept, of which one is open at a time.

mod connection;
mod export;
mod headers;
mod history;
mod import;
mod logs;
mod message;
mod name;
mod pairs;
mod variables;
mod ways;

use leptos::prelude::*;

use self::connection::{DeleteConnection, EditConnection, SaveConnection};
use self::export::ExportDialog;
use self::headers::HeadersDialog;
use self::history::{Addresses, SentMessages};
use self::import::ImportDialog;
use self::logs::LogsDialog;
use self::message::{EditMessage, SaveMessage};
use self::variables::VariablesDialog;
use self::ways::WaysDialog;
use crate::state::sidebar::Form;
use crate::state::{Session, Workbench};

/// The dialog that is open, if one is.
#[component]
pub fn Forms(session: Session) -> impl IntoView {
    let sidebar = expect_context::<Workbench>().sidebar;
    move || {
        sidebar.form.get().map(|form| match form {
            Form::SaveConnection => view! { <SaveConnection session /> }.into_any(),
            Form::SaveMessage => view! { <SaveMessage session /> }.into_any(),
            Form::EditConnection(id) => view! { <EditConnection id /> }.into_any(),
            Form::EditMessage(id) => view! { <EditMessage id /> }.into_any(),
            Form::DeleteConnection(id) => view! { <DeleteConnection id /> }.into_any(),
            Form::Variables => view! { <VariablesDialog session /> }.into_any(),
            Form::Headers => view! { <HeadersDialog session /> }.into_any(),
            Form::Ways => view! { <WaysDialog session /> }.into_any(),
            Form::SentMessages => view! { <SentMessages session /> }.into_any(),
            Form::Addresses => view! { <Addresses session /> }.into_any(),
            Form::Export => view! { <ExportDialog /> }.into_any(),
            Form::Import => view! { <ImportDialog /> }.into_any(),
            Form::Logs => view! { <LogsDialog /> }.into_any(),
        })
    }
}
