//! Several messages in one text.

use crate::compose::{Draft, DraftError, Meaning};

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
