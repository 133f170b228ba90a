//! The small chat that testers are often shown first: `join`, `message` and `typing` from a client; `welcome`,
//! `message`, `typing`, `user_joined`, `user_left` and `error` from the server.

use std::borrow::Cow;

use super::json::Object;
use super::{Act, Facts};

/// What servers call whom it is about.
const NAMES: [&str; 5] = ["username", "user", "name", "sender", "from"];

pub(super) fn read(text: &str) -> Option<Facts<'_>> {
    let object = Object::read(text)?;
    let event = object.text("type")?;
    let act = match event.as_ref() {
        "join" | "welcome" => Act::Connection,
        "message" | "typing" => Act::Event,
        "user_joined" | "user_left" => Act::Subscription,
        "error" => Act::Error,
        _ => return None,
    };
    let who: Option<Cow<'_, str>> = NAMES.iter().find_map(|name| object.text(name));
    let payload = ["message", "text", "content"].iter().find_map(|name| object.get(name));
    Some(Facts::new(act, event).about(who).carrying(payload))
}
