//! Writes JSON, key by key.

use std::fmt::Write;

/// An object that is being written.
pub struct Writer {
    out: String,
}

impl Writer {
    /// An object without members.
    pub fn new() -> Self {
        Self { out: "{".to_owned() }
    }

    /// A member that is a text.
    pub fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        quoted(&mut self.out, value);
    }

    /// A member that is a text; none if it is empty.
    pub fn text_if_any(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.text(key, value);
        }
    }

    /// A member that is a number.
    pub fn number(&mut self, key: &str, value: u64) {
        self.key(key);
        // Writing to a string can't fail.
        let _ = write!(self.out, "{value}");
    }

    /// A member that is true.
    pub fn flag(&mut self, key: &str) {
        self.key(key);
        self.out.push_str("true");
    }

    /// A member that has been written already.
    pub fn written(&mut self, key: &str, json: &str) {
        self.key(key);
        self.out.push_str(json);
    }

    /// A member that is a list of what has been written already; none if it is empty.
    pub fn list_if_any(&mut self, key: &str, items: impl Iterator<Item = String>) {
        let list = list(items, ",");
        if list != "[]" {
            self.written(key, &list);
        }
    }

    /// The object.
    pub fn end(mut self) -> String {
        self.out.push('}');
        self.out
    }

    fn key(&mut self, key: &str) {
        if self.out.len() > 1 {
            self.out.push(',');
        }
        quoted(&mut self.out, key);
        self.out.push(':');
    }
}

/// A list of what has been written already, with this between the items.
pub fn list(items: impl Iterator<Item = String>, between: &str) -> String {
    let mut out = "[".to_owned();
    for item in items {
        if out.len() > 1 {
            out.push_str(between);
        }
        out.push_str(&item);
    }
    out.push(']');
    out
}

/// A text with its quotes and escapes.
pub fn string(text: &str) -> String {
    let mut out = String::new();
    quoted(&mut out, text);
    out
}

fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}
