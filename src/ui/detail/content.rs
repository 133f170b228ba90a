//! What is shown of a row: its payload as text or as a hex dump, as much of it as asked for.

use std::borrow::Cow;
use std::fmt::Write;

use wirebench_core::codec::hex;
use wirebench_core::log::{Body, Row};
use wirebench_core::message::DataType;
use wirebench_core::size;

use super::Tab;
use crate::i18n::{Words, say};
use crate::state::screen;
use crate::ui::words;

/// A byte of a hex dump takes four characters and its share of a line, so less of it is shown.
const HEX_SHARE: usize = 8;

/// What is shown of a row.
#[derive(Clone, Default, PartialEq)]
pub struct Content {
    /// When it happened and how large it is.
    pub facts: String,
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
    pub fn of(i18n: Words, row: &Row<'_>, tab: Tab, share: usize) -> Self {
        let notice;
        let (payload, facts) = match &row.body {
            Body::Message(message, _) => {
                let bytes = size::grouped(message.payload.len() as u64);
                (message.payload, say!(i18n, detail.size, bytes = bytes))
            }
            Body::Notice(said) => {
                notice = words::notice(i18n, said);
                (notice.as_bytes(), String::new())
            }
        };
        let facts = format!("{}  {facts}", screen::time_of_day(row.at));
        let total = payload.len();
        match tab {
            Tab::Raw => {
                let start = whole_characters(&payload[..total.min(share)], total);
                let text = String::from_utf8_lossy(start);
                let is_binary =
                    matches!(&row.body, Body::Message(message, _) if message.data_type == DataType::Binary);
                let is_lossy = is_binary && matches!(text, Cow::Owned(_));
                Self { facts, text: text.into_owned(), is_lossy, shown: start.len(), total }
            }
            Tab::Hex => {
                let shown = total.min(share / HEX_SHARE);
                Self { facts, text: dump(&payload[..shown]), is_lossy: false, shown, total }
            }
        }
    }
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

fn dump(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (number, line) in bytes.chunks(hex::DUMP_WIDTH).enumerate() {
        let line = hex::dump_line(line, number * hex::DUMP_WIDTH);
        // Writing into a string doesn't fail.
        let _ = writeln!(text, "{}  {:<48}  {}", line.offset, line.hex, line.ascii);
    }
    text
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
