//! The characters that a JSON string stands for.
//!
//! Only what compares or names things needs them; printing and checking leave strings as they are written. An escaped
//! surrogate without its other half is within the grammar but no character, so it equals nothing that anyone can type.

use memchr::memchr;

/// Whether `token`, a string with its quotes and escapes, stands for `wanted`.
pub(super) fn equals(token: &str, wanted: &str) -> bool {
    let inside = inside(token).unwrap_or(token);
    if inside.contains('\\') { characters(inside).eq(wanted.chars().map(Some)) } else { inside == wanted }
}

/// What `token`, a string with its quotes and escapes, stands for; none if that has a lone surrogate.
pub(crate) fn decode(token: &str) -> Option<String> {
    let mut rest = inside(token).unwrap_or(token);
    let mut out = String::with_capacity(rest.len());
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let (character, behind) = escaped(&rest[at + 1..]);
        out.push(character?);
        rest = behind;
    }
    out.push_str(rest);
    Some(out)
}

/// What stands between the quotes, as it is written; none if there are none.
pub(super) fn inside(token: &str) -> Option<&str> {
    match token.as_bytes() {
        [b'"', .., b'"'] => token.get(1..token.len() - 1),
        _ => None,
    }
}

/// Each character, or none in the place of a lone surrogate.
fn characters(inside: &str) -> impl Iterator<Item = Option<char>> {
    let mut rest = inside;
    std::iter::from_fn(move || {
        let mut after = rest.chars();
        let first = after.next()?;
        let character = if first == '\\' {
            let (character, end) = escaped(after.as_str());
            rest = end;
            character
        } else {
            rest = after.as_str();
            Some(first)
        };
        Some(character)
    })
}

/// The character of the escape whose backslash has been taken off, and the text behind it.
fn escaped(text: &str) -> (Option<char>, &str) {
    let mut after = text.chars();
    let character = match after.next() {
        Some('b') => Some('\u{8}'),
        Some('f') => Some('\u{c}'),
        Some('n') => Some('\n'),
        Some('r') => Some('\r'),
        Some('t') => Some('\t'),
        Some('u') => return by_number(after.as_str()),
        other => other,
    };
    (character, after.as_str())
}

/// The character of the escape whose `\u` has been taken off: two of them make one character beyond U+FFFF.
fn by_number(text: &str) -> (Option<char>, &str) {
    let Some((first, rest)) = unit(text) else { return (None, text) };
    if matches!(first, 0xd800..=0xdbff)
        && let Some((second @ 0xdc00..=0xdfff, rest)) = rest.strip_prefix("\\u").and_then(unit)
    {
        return (char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)), rest);
    }
    (char::from_u32(first), rest)
}

fn unit(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    Some((u32::from_str_radix(digits, 16).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{decode, equals};

    #[track_caller]
    fn check(token: &str, expected: Option<&str>) {
        assert_eq!(decode(token).as_deref(), expected, "{token}");
        if let Some(text) = expected {
            assert!(equals(token, text), "{token}");
            assert!(!equals(token, &format!("{text}x")), "{token}");
        }
    }

    #[test]
    fn escapes_are_characters() {
        check(r#""""#, Some(""));
        check(r#""สวัสดี 😀""#, Some("สวัสดี 😀"));
        check(r#""\"\\\/\b\f\n\r\t""#, Some("\"\\/\u{8}\u{c}\n\r\t"));
        check(r#""\u0041\u00e9\u0e01x""#, Some("Aéกx"));
        check(r#""\ud83d\ude00!""#, Some("😀!"));
        check(r#""\\u0041""#, Some("\\u0041"));
    }

    #[test]
    fn a_lone_surrogate_is_no_character() {
        for token in
            [r#""\ud800""#, r#""\udc00""#, r#""\ud83d\ud83d\ude00""#, r#""\ud800x""#, r#""\ud800\n""#]
        {
            check(token, None);
            assert!(!equals(token, "\u{fffd}"));
        }
    }

    proptest! {
        #[test]
        fn agrees_with_serde(token in r#""([ -!#-\[\]-~ก😀]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4}|\\ud83d\\ude0[0-9]){0,8}""#) {
            prop_assert_eq!(decode(&token), serde_json::from_str::<String>(&token).ok());
        }

        #[test]
        fn any_text_has_an_answer(text in "[\"\\\\u0dc8ก]{0,12}", wanted in "\\PC{0,3}") {
            let _ = (decode(&text), equals(&text, &wanted));
        }
    }
}
