//! From core's facts to sentences in the user's language. Every match is exhaustive, so no fact is without its words.

mod address;
mod captured;
mod diagnosis;
mod draft;
mod encoding;
mod filter;
mod headers;
mod json;
mod settings;
mod status;
mod store;
mod transfer;

pub use address::{address_error, subprotocols_error};
pub use captured::{captured, import_problems, problem_count};
pub use diagnosis::{advice, known, likely};
pub use draft::{draft_error, draft_problem, field_problem, refusal, template_error_in_line};
pub use encoding::{damage, schema_trouble};
pub use filter::line_problem;
pub use headers::{answer, closed, handshake, header, header_error, way};
pub use settings::{number, setting, setting_choice, setting_hint, setting_problem};
pub use status::{explanation, mark, notice, other_address, state, status};
pub use store::{keep_trouble, link_problem, read_problem, trouble};
pub use transfer::{import_refusal, item, left_out, source};

use json::json_problem;
use wirebench_core::log::push_visible;
use wirebench_core::size;

use crate::i18n::{Words, say};

/// So many rows: `1 row`, `1,000 rows`.
pub fn rows(i18n: Words, count: u64) -> String {
    match count {
        1 => say!(i18n, log.one_row),
        _ => say!(i18n, log.rows, total = size::grouped(count)),
    }
}

/// A text of a peer or a link as it can be shown among words of ours: nothing in it hides or turns them around.
pub fn visible(text: &str) -> String {
    let mut line = String::new();
    text.chars().for_each(|c| push_visible(&mut line, c));
    line
}

/// A character as it can be shown in a sentence.
fn shown(c: char) -> String {
    format!("“{}”", visible(c.encode_utf8(&mut [0; 4])))
}

/// A character's code point: `U+202E`.
fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}
