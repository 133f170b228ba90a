//! Whether what is looked at is JSON, and if it isn't, what to say of it.

use wirebench_core::codec::json::{Document, Progress};
use wirebench_core::compose::DraftProblem;

use crate::i18n::{Words, say};
use crate::state::Reading;
use crate::ui::words;

/// What is known of a payload by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is JSON, as far as it has been read.
    Json,
    /// It was never meant to be, as this says.
    Other(String),
    /// It looks like JSON and isn't; where and why not.
    Wrong(String),
}

impl Verdict {
    /// Of what is read; without a document the payload is no text.
    pub fn of(i18n: Words, reading: Reading) -> Self {
        let verdict = |document: &Document| match document.progress() {
            Progress::Reading | Progress::Read => Self::Json,
            Progress::Failed(error) if document.begins_like_json() => {
                Self::Wrong(words::draft_problem(i18n, DraftProblem::Json(error.clone())))
            }
            Progress::Failed(_) => Self::Other(say!(i18n, detail.not_json)),
        };
        reading.with(verdict).unwrap_or_else(|| Self::Other(say!(i18n, detail.not_text)))
    }
}
