//! What is shown of a row: its payload as text, as much of it as asked for, and the facts beside it.

use std::borrow::Cow;

use wirebench_core::codec::hex;
use wirebench_core::log::{Body, Row};
use wirebench_core::message::DataType;
use wirebench_core::size;

use crate::i18n::{Words, say};
use crate::state::screen;
use crate::ui::words;

/// What is shown of a row as text.
#[derive(Clone, Default, PartialEq)]
pub struct Content {
    /// What is shown.
    pub text: String,
    /// Whether some bytes couldn't be shown as text.
    pub is_lossy: bool,
    /// How many bytes of the payload are shown.
    pub shown: usize,
    /// How many bytes the payload has.
    pub total: usize,
}

impl Content {
    /// In place of a row that is not kept any more.
    pub fn dropped(i18n: Words) -> Self {
        Self { text: say!(i18n, detail.dropped), ..Self::default() }
    }

    /// Of a row, at most `share` bytes.
    pub fn of(i18n: Words, row: &Row<'_>, share: usize) -> Self {
        let is_binary =
            matches!(&row.body, Body::Message(message, _) if message.data_type == DataType::Binary);
        payload(i18n, row, |payload| {
            let total = payload.len();
            let start = whole_characters(&payload[..total.min(share)], total);
            let text = String::from_utf8_lossy(start);
            let is_lossy = is_binary && matches!(text, Cow::Owned(_));
            Self { text: text.into_owned(), is_lossy, shown: start.len(), total }
        })
    }
}

/// Reads the bytes of a row; a notice has those of its words.
pub fn payload<T>(i18n: Words, row: &Row<'_>, read: impl FnOnce(&[u8]) -> T) -> T {
    match &row.body {
        Body::Message(message, _) => read(message.payload),
        Body::Notice(notice) => read(words::notice(i18n, notice).as_bytes()),
    }
}

/// When a row happened, and how large it is.
pub fn facts(i18n: Words, row: &Row<'_>) -> String {
    let size = match &row.body {
        Body::Message(message, _) => {
            say!(i18n, detail.size, bytes = size::grouped(message.payload.len() as u64))
        }
        Body::Notice(_) => String::new(),
    };
    format!("{}  {size}", screen::time_of_day(row.at))
}

/// The share without the bytes of a character that it cuts in two.
fn whole_characters(share: &[u8], total: usize) -> &[u8] {
    if share.len() == total {
        return share;
    }
    match std::str::from_utf8(share) {
        Err(error) if error.error_len().is_none() => &share[..error.valid_up_to()],
        Ok(_) | Err(_) => share,
    }
}

/// What is copied: the text itself, bytes as hex.
pub fn whole(i18n: Words, row: &Row<'_>) -> String {
    match &row.body {
        Body::Message(message, _) => match message.data_type {
            DataType::Text => String::from_utf8_lossy(message.payload).into_owned(),
            DataType::Binary => hex::encode(message.payload),
        },
        Body::Notice(notice) => words::notice(i18n, notice),
    }
}
