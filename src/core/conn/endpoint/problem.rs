//! What can be wrong with an address, one kind for each rule.

use crate::codec::Place;

/// What is wrong with an address. Places count in the text as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressProblem {
    /// Nothing but white space.
    Empty,
    /// Longer than [`super::MAX_ADDRESS_BYTES`].
    TooLong {
        /// Its length in bytes of UTF-8.
        bytes: usize,
    },
    /// White space inside of the address. Browsers drop some of it and encode the rest, both to people's surprise.
    Whitespace {
        /// The first white space.
        place: Place,
    },
    /// A control character, which is invisible in the box.
    ControlCharacter {
        /// The character.
        character: char,
        /// Its place.
        place: Place,
    },
    /// A backslash before the query. Browsers take it for a slash.
    Backslash {
        /// Its place.
        place: Place,
    },
    /// The address doesn't begin with `ws://`, `wss://` or another scheme.
    NoScheme {
        /// The same address with the scheme that fits host and page.
        suggestion: String,
    },
    /// A scheme that no WebSocket has.
    UnsupportedScheme {
        /// The scheme as typed, without its colon.
        scheme: String,
    },
    /// A `#`: a fragment is never sent, and the browser refuses an address that has one, even if it is empty.
    Fragment {
        /// The place of the `#`.
        place: Place,
    },
    /// No host behind the scheme.
    NoHost,
    /// Something in brackets that is no IPv6 address, or brackets that don't match.
    BadIpv6 {
        /// What is there in place of host and port.
        host: String,
    },
    /// An IPv6 address without its brackets.
    BareIpv6 {
        /// The IPv6 address.
        address: String,
    },
    /// A port with something other than digits.
    PortNotNumber {
        /// The port as typed.
        port: String,
    },
    /// A port above 65535.
    PortTooBig {
        /// The port as typed.
        port: String,
    },
    /// A port that browsers refuse to connect to (WHATWG Fetch, "port blocking"), 0 among them.
    BlockedPort {
        /// The port.
        port: u16,
    },
    /// `ws://` from an https page to another machine, which browsers block as mixed content.
    Insecure {
        /// The same address with `wss://`.
        suggestion: String,
    },
    /// The browser's own URL parser refused it. The rules here never say so; it is for the page, which asks next.
    Unparsable,
}
