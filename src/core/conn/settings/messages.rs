//! Messages in a setting: several in one text, and the same one in another format.

use crate::codec::{base64, hex};
use crate::compose::{Draft, DraftError, Meaning, outgoing};

const HEX: &str = "hex:";
const BASE64: &str = "base64:";

/// Reads messages with an empty line between them. One that begins with `hex:` or `base64:` is bytes.
///
/// # Errors
/// What is wrong with the first that can't be sent, at its place in that message.
pub fn split(text: &str) -> Result<Vec<Draft>, DraftError> {
    let text = text.replace("\r\n", "\n");
    let blocks = text.split("\n\n").map(|block| block.trim_matches('\n')).filter(|block| !block.is_empty());
    blocks.map(read).collect()
}

fn read(block: &str) -> Result<Draft, DraftError> {
    let (meaning, text) = if let Some(text) = block.strip_prefix(HEX) {
        (Meaning::Hex, text.trim_start())
    } else if let Some(text) = block.strip_prefix(BASE64) {
        (Meaning::Base64, text.trim_start())
    } else {
        (Meaning::Text, block)
    };
    let draft = Draft { text: text.to_owned(), meaning };
    draft.check()?;
    Ok(draft)
}

/// The text that [`split`] makes these messages of.
pub fn join(drafts: &[Draft]) -> String {
    let block = |draft: &Draft| match draft.meaning {
        Meaning::Text | Meaning::Json => draft.text.clone(),
        Meaning::Hex => format!("{HEX} {}", draft.text),
        Meaning::Base64 => format!("{BASE64} {}", draft.text),
    };
    drafts.iter().map(block).collect::<Vec<_>>().join("\n\n")
}

/// The message in another format: the same bytes where that is possible, and else the usual ping of that format.
pub fn translated(draft: &Draft, to: Meaning) -> Draft {
    let is_fit = |text: &String| Draft { text: text.clone(), meaning: to }.check().is_ok();
    let same_bytes = || {
        let payload = outgoing(&draft.text, draft.meaning).ok()?.payload;
        match to {
            Meaning::Hex => Some(hex::encode(&payload)),
            Meaning::Base64 => Some(base64::encode(&payload)),
            Meaning::Text | Meaning::Json => String::from_utf8(payload).ok(),
        }
    };
    let is_written_alike = |meaning| matches!(meaning, Meaning::Text | Meaning::Json);
    let as_it_is = is_written_alike(draft.meaning) && is_written_alike(to);
    let text = if as_it_is { Some(draft.text.clone()) } else { same_bytes() };
    let usual = match to {
        Meaning::Text => "ping",
        Meaning::Json => r#"{"type":"ping"}"#,
        Meaning::Hex => "70 69 6e 67",
        Meaning::Base64 => "cGluZw==",
    };
    Draft { text: text.filter(is_fit).unwrap_or_else(|| usual.to_owned()), meaning: to }
}
