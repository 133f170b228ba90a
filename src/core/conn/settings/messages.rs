//! Several messages in one text.

use crate::compose::{Draft, DraftError, Meaning, Values};

const HEX: &str = "hex:";
const BASE64: &str = "base64:";

/// Reads messages with an empty line between them. One that begins with `hex:` or `base64:` is bytes.
///
/// # Errors
/// What is wrong with the first that can't be sent, at its place in the whole text; with `own`, a variable of the user's
/// that has no value, too.
pub fn split(text: &str, own: Option<&Values>) -> Result<Vec<Draft>, DraftError> {
    let text = &text.replace("\r\n", "\n");
    let mut start = 0;
    let mut drafts = Vec::new();
    for part in text.split("\n\n") {
        let block = part.trim_start_matches('\n');
        let (meaning, typed) = meant(block);
        let draft = Draft { text: typed.trim_end_matches('\n').to_owned(), meaning };
        if !block.is_empty() {
            draft.prepare(own).map_err(|error| error.within(text, start + part.len() - typed.len()))?;
            drafts.push(draft);
        }
        start += part.len() + "\n\n".len();
    }
    Ok(drafts)
}

/// How a block is meant, and what is behind the word that says so.
fn meant(block: &str) -> (Meaning, &str) {
    if let Some(text) = block.strip_prefix(HEX) {
        (Meaning::Hex, text.trim_start())
    } else if let Some(text) = block.strip_prefix(BASE64) {
        (Meaning::Base64, text.trim_start())
    } else {
        (Meaning::Text, block)
    }
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

#[cfg(test)]
mod tests {
    use super::split;

    #[track_caller]
    fn check(text: &str, wrong_at: (usize, usize)) {
        let place = split(text, None).expect_err(text).place();
        assert_eq!((place.line, place.column), wrong_at, "{text}");
    }

    #[test]
    fn a_mistake_is_at_its_place_in_the_whole_text() {
        check("{{sec:1}}", (1, 1));
        check("hello\n\na {{sec:1}}", (3, 3));
        check("hello\n\n\n\n{{sec:1}}", (5, 1));
        check("hello\r\n\r\nhex: c0 0", (3, 9));
        check("é\n\nbase64:   =", (3, 11));
    }
}
