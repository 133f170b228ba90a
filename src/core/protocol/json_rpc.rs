//! [JSON-RPC 2.0](https://www.jsonrpc.org/specification): calls with an id, notifications without one, and answers.

use super::json::{Object, first, list};
use super::{Act, Facts, Link};

pub(super) fn read(text: &str) -> Option<Facts<'_>> {
    if first(text) != Some(b'[') {
        return one(text);
    }
    // A batch (§6).
    let batch = list(text)?;
    let facts = one(batch.first()?)?;
    Some(Facts { more: batch.len() - 1, ..facts })
}

fn one(text: &str) -> Option<Facts<'_>> {
    let object = Object::read(text)?;
    if object.text("jsonrpc")? != "2.0" {
        return None;
    }
    let id = object.id("id");
    if let Some(method) = object.text("method") {
        let act = if id.is_some() { Act::Call } else { Act::Event };
        return Some(Facts::new(act, method).linked(Link::Asks, id).carrying(object.get("params")));
    }
    let (act, name, payload) = match (object.get("error"), object.get("result")) {
        (Some(error), _) => (Act::Error, "error", error),
        (None, result) => (Act::Answer, "result", result?),
    };
    Some(Facts::new(act, name).linked(Link::Answers, id).carrying(Some(payload)))
}
