//! Writes JSON from one value after the other, whatever they are nested in.
//!
//! A key that is no text is written as a text: `{"1":…}`, and in it the quotes of texts are single ones: `{"[1,'a']":…}`.
//! So nothing is escaped twice, and what is written grows with what is read, however keys are nested in keys.

use crate::codec::digits;
use crate::codec::json::escape::escape;

const HEX: &[u8; 16] = b"0123456789abcdef";

/// A JSON text that is being written.
#[derive(Debug, Default)]
pub(in crate::codec) struct Writer {
    out: Vec<u8>,
    open: Vec<Open>,
    /// How many brackets were open where the key begins that is being written and isn't a text.
    key: Option<usize>,
}

/// A bracket that isn't closed.
#[derive(Clone, Copy, Debug)]
struct Open {
    closing: u8,
    has_items: bool,
    /// Whether a key has been written, and not its value.
    awaits_value: bool,
    /// Where its last key begins, with the comma before it.
    key_at: usize,
}

impl Writer {
    /// `null`, a number: what is written without quotes, or with them where it is a key.
    pub fn plain(&mut self, json: &[u8]) {
        self.with(&|out| out.extend_from_slice(json));
    }

    /// The same, written by `write`.
    pub fn with(&mut self, write: &dyn Fn(&mut Vec<u8>)) {
        let is_key = self.begin();
        if is_key {
            self.out.push(b'"');
        }
        write(&mut self.out);
        if is_key {
            self.out.push(b'"');
        }
        self.end();
    }

    /// A whole number; of a negative one that by which it is less than -1.
    pub fn whole(&mut self, is_negative: bool, number: u64) {
        self.with(&|out| {
            if !is_negative {
                return digits::number(out, number);
            }
            out.push(b'-');
            match number.checked_add(1) {
                Some(number) => digits::number(out, number),
                None => out.extend_from_slice(b"18446744073709551616"),
            }
        });
    }

    /// A whole number with a sign.
    pub fn signed(&mut self, number: i64) {
        let is_negative = number < 0;
        self.whole(is_negative, if is_negative { !number } else { number }.cast_unsigned());
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.begin_string();
        self.text_part(text);
        self.end_string();
    }

    /// Bytes that are meant to be a text; if they aren't UTF-8 they stay bytes.
    pub fn text_or_bytes(&mut self, bytes: &[u8]) {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.text(text),
            Err(_) => self.bytes(bytes),
        }
    }

    /// Bytes, as `hex:0a0b`.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.begin_string();
        self.text_part("hex:");
        self.hex_part(bytes);
        self.end_string();
    }

    /// The quote before a text that comes in parts.
    #[inline(never)]
    pub fn begin_string(&mut self) {
        self.begin();
        self.out.push(self.quote());
    }

    /// A part of a text.
    #[inline(never)]
    pub fn text_part(&mut self, text: &str) {
        escape(&mut self.out, text.as_bytes());
    }

    /// A part of some bytes.
    #[inline(never)]
    pub fn hex_part(&mut self, bytes: &[u8]) {
        self.out.reserve(bytes.len() * 2);
        for byte in bytes {
            self.out.push(HEX[usize::from(byte >> 4)]);
            self.out.push(HEX[usize::from(byte & 15)]);
        }
    }

    /// The quote behind it.
    #[inline(never)]
    pub fn end_string(&mut self) {
        self.out.push(self.quote());
        self.end();
    }

    /// The bracket before an object's members.
    pub fn open_map(&mut self) {
        self.open(b'{', b'}');
    }

    /// The bracket before a list's items.
    pub fn open_list(&mut self) {
        self.open(b'[', b']');
    }

    /// The bracket behind what was opened last.
    pub fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.out.push(open.closing);
        if self.key == Some(self.open.len()) {
            self.key = None;
            self.out.push(b'"');
        }
        self.end();
    }

    /// Whether the next value belongs to a key.
    pub fn awaits_value(&self) -> bool {
        self.open.last().is_some_and(|open| open.awaits_value)
    }

    /// The text, with all brackets closed. A key without its value is left out; several values are a list.
    pub fn finish(mut self, values: usize) -> String {
        while let Some(open) = self.open.last_mut() {
            if open.awaits_value {
                open.awaits_value = false;
                self.out.truncate(open.key_at);
            }
            self.close();
        }
        if values > 1 {
            self.out.insert(0, b'[');
            self.out.push(b']');
        }
        // It is made of texts and ASCII.
        String::from_utf8(self.out).unwrap_or_default()
    }

    #[inline(never)]
    fn open(&mut self, opening: u8, closing: u8) {
        if self.begin() {
            self.out.push(b'"');
            self.key = Some(self.open.len());
        }
        self.out.push(opening);
        self.open.push(Open { closing, has_items: false, awaits_value: false, key_at: 0 });
    }

    /// Writes what stands before a value, and says whether it is a key that has to become a text.
    #[inline(never)]
    fn begin(&mut self) -> bool {
        let at = self.out.len();
        let Some(open) = self.open.last_mut() else {
            if at > 0 {
                self.out.push(b',');
            }
            return false;
        };
        if open.awaits_value {
            self.out.push(b':');
            return false;
        }
        open.key_at = at;
        if open.has_items {
            self.out.push(b',');
        }
        open.has_items = true;
        open.closing == b'}' && self.key.is_none()
    }

    #[inline(never)]
    fn end(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.awaits_value = open.closing == b'}' && !open.awaits_value;
        }
    }

    fn quote(&self) -> u8 {
        if self.key.is_some() { b'\'' } else { b'"' }
    }
}
