//! What is there before anybody has saved anything: a public echo server, and the practice server's routes.
//!
//! They are items like all others. Their stamps are older than any change, so what a user does to one holds; one that
//! was deleted is never made again, because something is stored then.

use super::{ItemId, Profile, Rank, SavedConnection, Shelf, Stamp};

/// Each with its name, its address, its group, and the protocol that is spoken there where it can't be recognised.
const EXAMPLES: [(&str, &str, &str, &str); 6] = [
    ("Public echo", "wss://echo.websocket.org", PUBLIC, ""),
    ("Echo", "ws://localhost:8765/echo", PRACTICE, ""),
    ("Chat", "ws://localhost:8765/chat", PRACTICE, "Chat"),
    ("Flood", "ws://localhost:8765/flood", PRACTICE, ""),
    ("Drops without a close frame", "ws://localhost:8765/drop", PRACTICE, ""),
    ("Refuses with 401", "ws://localhost:8765/status?code=401", PRACTICE, ""),
];

const PUBLIC: &str = "Examples";
const PRACTICE: &str = "Practice server (cargo xtask serve)";

/// The examples.
pub fn examples() -> Shelf<SavedConnection> {
    let mut shelf = Shelf::default();
    let mut rank = None;
    for (id, (name, address, group, protocol)) in (1..).zip(EXAMPLES) {
        let next = Rank::between(rank.as_ref(), None);
        let (address, protocol) = (address.to_owned(), protocol.to_owned());
        let profile = Profile { address, protocol, ..Profile::default() };
        let item =
            SavedConnection { name: name.to_owned(), group: group.to_owned(), rank: next.clone(), profile };
        shelf.put(ItemId(id), item, Stamp::default());
        rank = Some(next);
    }
    shelf
}
