//! OCPP-J 1.6 and 2.0.1 (part 4, “JSON over WebSockets”, §4.2): lists that begin with the kind of message.

use super::json::list;
use super::{Act, Facts, Link};
use crate::codec::json::members::text;

pub(super) fn read(message: &str) -> Option<Facts<'_>> {
    let items = list(message)?;
    match items[..] {
        ["2", key, action, payload] => {
            let action = text(action)?;
            let act = if action == "Heartbeat" { Act::Heartbeat } else { Act::Call };
            Some(Facts::new(act, action).linked(Link::Asks, text(key)).carrying(Some(payload)))
        }
        ["3", key, payload] => Some(
            Facts::new(Act::Answer, "CALLRESULT").linked(Link::Answers, text(key)).carrying(Some(payload)),
        ),
        ["4", key, code, _, details] => {
            Some(Facts::new(Act::Error, text(code)?).linked(Link::Answers, text(key)).carrying(Some(details)))
        }
        _ => None,
    }
}
