//! What the benches work on: the messages of the practice server's flood, and JSON of the usual kind.

use std::fmt::Write;

use wirebench_core::log::{Eyes, Store};
use wirebench_core::message::{Message, Role};
use wirebench_core::time::Micros;

/// How many messages make up a feed: large enough for several chunks of the store.
pub const COUNT: u32 = 100_000;

/// What filters look with; there is no notice in a feed.
pub const EYES: Eyes<'static> = Eyes { describe: &|_| String::new(), utc_offset: 0, digest: None };

/// A message of a hundred bytes, as `/flood` sends them.
pub fn message(n: u32) -> String {
    let bare = format!(r#"{{"n":{n},"pad":""}}"#).len();
    format!(r#"{{"n":{n},"pad":"{}"}}"#, "x".repeat(100 - bare))
}

/// All messages of a feed.
pub fn messages() -> Vec<String> {
    (1..=COUNT).map(message).collect()
}

/// A store that has taken in a feed.
pub fn store() -> Store {
    let mut store = Store::default();
    for (text, at) in messages().iter().zip(0..) {
        store.push_received(Micros(at), Role::Data, Message::text(text));
    }
    store
}

/// JSON of about that many bytes, in many small members.
pub fn json(bytes: usize) -> String {
    let mut text = r#"{"type":"list","items":["#.to_owned();
    let mut n = 0;
    while text.len() < bytes {
        // Writing into a string doesn't fail.
        let _ = write!(text, r#"{{"id":{n},"name":"item {n}","tags":["a","b"],"price":12.50,"next":null}},"#);
        n += 1;
    }
    text.push_str(r#"{}],"last":{"id":"end"}}"#);
    text
}
