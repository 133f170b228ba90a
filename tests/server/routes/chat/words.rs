//! What chat clients and the server say to each other, as JSON with a `type`.

use serde::{Deserialize, Serialize};

const MAX_NAME: usize = 32;
const MAX_TEXT: usize = 2000;

/// From a client.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Heard {
    Join {
        name: String,
    },
    Message {
        text: String,
    },
    Typing {
        #[serde(default = "yes")]
        typing: bool,
    },
}

/// From the server.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Said {
    Welcome {
        name: String,
        /// Everyone in the room, the newcomer included.
        users: Vec<String>,
    },
    Message {
        name: String,
        text: String,
        /// Milliseconds since 1970.
        at: u128,
    },
    Typing {
        name: String,
        typing: bool,
    },
    UserJoined {
        name: String,
    },
    UserLeft {
        name: String,
    },
    Error {
        text: String,
    },
}

impl Said {
    pub fn json(&self) -> String {
        // Strings, numbers and lists of strings always have a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Reads a client's message; the error is a sentence for it.
pub fn read(text: &str) -> Result<Heard, String> {
    serde_json::from_str(text).map_err(|error| format!("That is no chat message: {error}."))
}

/// A name without the spaces around it, if it can be one.
pub fn checked_name(name: &str) -> Result<String, String> {
    let name = name.trim();
    let length = name.chars().count();
    if !(1..=MAX_NAME).contains(&length) {
        return Err(format!("A name has 1 to {MAX_NAME} characters, and this has {length}."));
    }
    if name.contains(char::is_control) {
        return Err("A name has no control characters such as line breaks.".to_owned());
    }
    Ok(name.to_owned())
}

/// A message as it came, if it can be one.
pub fn checked_text(text: String) -> Result<String, String> {
    let length = text.chars().count();
    if length > MAX_TEXT {
        return Err(format!("A message has at most {MAX_TEXT} characters, and this has {length}."));
    }
    if text.trim().is_empty() {
        return Err("A message has at least one character that is not a space.".to_owned());
    }
    Ok(text)
}

fn yes() -> bool {
    true
}
