//! The members of a JSON object and the items of a list, as they are written.
//!
//! What is read this way has few of them and one is most of it, so no tree is made: each is looked at where it lies.

use std::borrow::Cow;

use super::{Container, JsonProblem, Reader, Token, string};

/// Hands out each member of an object: its key without quotes, as it is written, and its value.
pub(crate) fn members<'t>(text: &'t str, mut each: impl FnMut(&'t str, &'t str)) -> Result<(), JsonProblem> {
    let mut reader = Reader::new(text);
    let mut depth = 0_usize;
    let mut key = "";
    let mut start = 0;
    while let Some(token) = reader.next() {
        match token.map_err(|error| error.kind)? {
            // A key always has its quotes.
            Token::Key(quoted) if depth == 1 => key = string::inside(quoted).unwrap_or_default(),
            Token::Scalar(value) if depth == 1 => each(key, value),
            Token::Open(_) => {
                depth += 1;
                if depth == 2 {
                    start = reader.position() - 1;
                }
            }
            Token::Close(_) => {
                depth -= 1;
                if depth == 1 {
                    each(key, &text[start..reader.position()]);
                }
            }
            Token::Key(_) | Token::Scalar(_) | Token::Colon | Token::Comma => {}
        }
    }
    Ok(())
}

/// Hands out each item of a list, as it is written; none if it is none. Says whether the text is a list to its end.
pub(crate) fn items<'t>(text: &'t str, each: &mut dyn FnMut(&'t str)) -> bool {
    let mut depth = 0_usize;
    let mut start = 0;
    let mut reader = Reader::new(text);
    let mut is_list = false;
    while let Some(token) = reader.next() {
        let Ok(token) = token else { return false };
        match token {
            Token::Open(container) => {
                depth += 1;
                match depth {
                    1 => is_list = container == Container::Array,
                    2 => start = reader.position() - 1,
                    _ => {}
                }
            }
            Token::Close(_) => {
                depth -= 1;
                if depth == 1 && is_list {
                    each(&text[start..reader.position()]);
                }
            }
            Token::Scalar(value) if depth == 1 && is_list => each(value),
            Token::Key(_) | Token::Scalar(_) | Token::Colon | Token::Comma => {}
        }
    }
    is_list
}

/// What a string stands for; nothing if the value isn't one, or has half a character.
pub(crate) fn text(value: &str) -> Option<Cow<'_, str>> {
    let inside = string::inside(value)?;
    if memchr::memchr(b'\\', inside.as_bytes()).is_none() {
        return Some(Cow::Borrowed(inside));
    }
    string::decode(value).map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::{members, text};

    #[test]
    fn keys_and_texts_are_what_stands_between_their_quotes() {
        let mut found = Vec::new();
        members(r#"{"a\"":1," b ":"","":[{"c":2}]}"#, |key, value| found.push((key, value))).unwrap();
        assert_eq!(found, [(r#"a\""#, "1"), (" b ", "\"\""), ("", r#"[{"c":2}]"#)]);
        assert_eq!(text(r#""a\"""#).as_deref(), Some("a\""));
        assert_eq!(text("\"\"").as_deref(), Some(""));
        for none in ["", "\"", "1", "a\"", "\"a"] {
            assert_eq!(text(none), None, "{none}");
        }
    }
}
