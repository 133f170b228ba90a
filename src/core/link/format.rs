//! The name of each meaning, as links and the disk spell it.

use crate::compose::Meaning;

/// The meaning of that name.
pub fn meaning(name: &str) -> Option<Meaning> {
    Some(match name {
        "text" => Meaning::Text,
        "json" => Meaning::Json,
        "hex" => Meaning::Hex,
        "base64" => Meaning::Base64,
        _ => return None,
    })
}

/// Its name.
pub fn name(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Text => "text",
        Meaning::Json => "json",
        Meaning::Hex => "hex",
        Meaning::Base64 => "base64",
    }
}
