//! A JSON text, read again where it has been checked already.
//!
//! What has been checked needs no grammar: where a token ends is enough. The few long tokens are remembered with their
//! ends, so that nothing is read through twice that would take long. Any text has an answer here, if a useless one.

/// From this many bytes on a token, or the white space before it, is long.
const LONG: usize = 4096;

/// A text and the ends of what is long in it.
#[derive(Debug, Default)]
pub(super) struct Source {
    text: String,
    /// Where each long token or white space begins and ends, in order.
    long: Vec<(usize, usize)>,
}

/// What is needed to note long tokens while the text is lent to a reader.
pub(super) struct Notes<'a>(&'a mut Vec<(usize, usize)>);

impl Notes<'_> {
    /// Takes in that a token or white space begins and ends there.
    pub(super) fn note(&mut self, start: usize, end: usize) {
        if end - start >= LONG {
            self.0.push((start, end));
        }
    }
}

impl Source {
    pub(super) fn new(text: String) -> Self {
        Self { text, long: Vec::new() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text, and where to note what is long in it.
    pub(super) fn parts(&mut self) -> (&str, Notes<'_>) {
        (&self.text, Notes(&mut self.long))
    }

    /// The byte there, or none behind the end.
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Where the next token begins, or the end of the text.
    pub(super) fn token_start(&self, at: usize) -> usize {
        self.end_of(at, |bytes, at| {
            if matches!(bytes.get(at), Some(b' ' | b'\t' | b'\n' | b'\r')) { Some(at + 1) } else { None }
        })
    }

    /// Where the token that begins there ends.
    pub(super) fn token_end(&self, start: usize) -> usize {
        match self.byte(start) {
            None => start,
            Some(b'[' | b']' | b'{' | b'}' | b',' | b':') => start + 1,
            Some(b'"') => {
                let mut is_open = true;
                self.end_of(start, |bytes, at| match bytes.get(at) {
                    Some(_) if !is_open => None,
                    Some(b'\\') => Some((at + 2).min(bytes.len())),
                    Some(b'"') if at > start => {
                        is_open = false;
                        Some(at + 1)
                    }
                    Some(_) => Some(at + 1),
                    None => None,
                })
            }
            Some(_) => self.end_of(start, |bytes, at| match bytes.get(at) {
                Some(b'[' | b']' | b'{' | b'}' | b',' | b':' | b'"' | b' ' | b'\t' | b'\n' | b'\r')
                | None => None,
                Some(_) => Some(at + 1),
            }),
        }
    }

    /// Goes from one place to the next as long as there is one; over what is long at once.
    fn end_of(&self, start: usize, mut next: impl FnMut(&[u8], usize) -> Option<usize>) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        let mut is_looked_up = false;
        while let Some(after) = next(bytes, at) {
            at = after;
            if at - start >= LONG && !is_looked_up {
                is_looked_up = true;
                if let Ok(index) = self.long.binary_search_by_key(&start, |(start, _)| *start) {
                    return self.long[index].1;
                }
            }
        }
        at
    }
}
