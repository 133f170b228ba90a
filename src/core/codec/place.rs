//! Where something is in a text that somebody typed.
//!
//! The page points at the place, so it is counted the way people count: in characters (Unicode scalar values), not
//! in bytes. It is only worked out once a reader has failed; the readers themselves count bytes.

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// How many characters are before it, so the first character has 0.
    pub offset: usize,
    /// Its line, from 1. A line ends with `\n`, `\r\n` or a lone `\r`.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The place of the character that begins at `byte`, or the end of the text if `byte` is behind it.
    ///
    /// A `byte` inside of a character means that character. It takes time linear in `byte`.
    pub fn at_byte(text: &str, byte: usize) -> Place {
        let end = text.floor_char_boundary(byte);
        let mut place = Place { offset: 0, line: 1, column: 1 };
        let mut characters = text.char_indices().peekable();
        while let Some((_, character)) = characters.next_if(|(start, _)| *start < end) {
            place.offset += 1;
            // The `\r` of a `\r\n` does not end the line yet, or every such line would count twice.
            let ends_line = match character {
                '\n' => true,
                '\r' => characters.peek().is_none_or(|(_, next)| *next != '\n'),
                _ => false,
            };
            if ends_line {
                place.line += 1;
                place.column = 1;
            } else {
                place.column += 1;
            }
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[track_caller]
    fn check(text: &str, byte: usize, (offset, line, column): (usize, usize, usize)) {
        assert_eq!(Place::at_byte(text, byte), Place { offset, line, column }, "{text:?} at {byte}");
    }

    #[test]
    fn counts_characters_and_lines() {
        check("", 0, (0, 1, 1));
        check("abc", 2, (2, 1, 3));
        check("abc", 99, (3, 1, 4));
        check("a\nb", 1, (1, 1, 2));
        check("a\nb", 2, (2, 2, 1));
        check("a\r\nb", 2, (2, 1, 3));
        check("a\r\nb", 3, (3, 2, 1));
        check("a\rb", 2, (2, 2, 1));
        check("a\n\nb", 3, (3, 3, 1));
    }

    #[test]
    fn counts_no_bytes() {
        check("ก😀x", 7, (2, 1, 3));
        check("ก😀x", 5, (1, 1, 2));
        check("สวัสดี\n😀!", 23, (8, 2, 2));
    }
}
