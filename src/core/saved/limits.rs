//! How long the parts of an item may be that comes from a file.
//!
//! What people type has no such limits. A file may come from anybody, and what is in it is shown as a whole.

use super::{Pair, Profile, SavedConnection, SavedMessage};
use crate::codec::json::value::Wrong;
use crate::conn::endpoint::MAX_ADDRESS_BYTES;

/// The longest name of anything, in characters.
const MAX_NAME: usize = 200;

/// The longest message, in bytes.
const MAX_MESSAGE: usize = 1_000_000;

/// An item whose parts have limits.
pub(super) trait Limited {
    /// Whether all parts are within them; the path of the first that isn't.
    fn within_limits(&self) -> Result<(), Wrong>;
}

impl Limited for SavedConnection {
    fn within_limits(&self) -> Result<(), Wrong> {
        let Profile { address, subprotocols, headers, variables, settings: _, filter, protocol } =
            &self.profile;
        name("name", &self.name)?;
        name("group", &self.group)?;
        value("address", address)?;
        value("subprotocols", subprotocols)?;
        value("filter", filter)?;
        name("protocol", protocol)?;
        pairs("headers", headers.iter().map(|header| &header.pair))?;
        pairs("variables", variables.iter())
    }
}

impl Limited for SavedMessage {
    fn within_limits(&self) -> Result<(), Wrong> {
        name("name", &self.name)?;
        name("group", &self.group)?;
        check("text", self.draft.text.len() <= MAX_MESSAGE)
    }
}

impl Limited for Pair {
    fn within_limits(&self) -> Result<(), Wrong> {
        name("name", &self.name)?;
        value("value", &self.value)
    }
}

fn pairs<'p>(key: &str, pairs: impl Iterator<Item = &'p Pair>) -> Result<(), Wrong> {
    for (index, pair) in pairs.enumerate() {
        pair.within_limits().map_err(|wrong| wrong.at(index).within(key))?;
    }
    Ok(())
}

fn name(key: &str, text: &str) -> Result<(), Wrong> {
    check(key, text.chars().nth(MAX_NAME).is_none())
}

/// Whatever goes into an address or a header is no longer than an address.
fn value(key: &str, text: &str) -> Result<(), Wrong> {
    check(key, text.len() <= MAX_ADDRESS_BYTES)
}

fn check(key: &str, fits: bool) -> Result<(), Wrong> {
    if fits { Ok(()) } else { Err(Wrong(key.to_owned())) }
}
