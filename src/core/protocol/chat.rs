//! The small chat that testers are often shown first: `join`, `message` and `typing` from a client; `welcome`,
//! `message`, `typing`, `user_joined`, `user_left` and `error` from the server.

use super::{Act, Facts};
use crate::chat::{Kind, Said};

pub(super) fn read(text: &str) -> Option<Facts<'_>> {
    let said = Said::read(text)?;
    let (act, event) = match said.kind {
        Kind::Join => (Act::Connection, "join"),
        Kind::Welcome => (Act::Connection, "welcome"),
        Kind::Message => (Act::Event, "message"),
        Kind::Typing => (Act::Event, "typing"),
        Kind::UserJoined => (Act::Subscription, "user_joined"),
        Kind::UserLeft => (Act::Subscription, "user_left"),
        Kind::Error => (Act::Error, "error"),
    };
    Some(Facts::new(act, event).about(said.name).carrying(said.written))
}
