//! The browser's own opinion of an address.

use web_sys::Url;

/// Whether the browser's URL parser (WHATWG URL) can make sense of the address.
pub fn is_parsable(address: &str) -> bool {
    Url::new(address).is_ok()
}

/// The address in the spelling that browsers use when they speak of it; nothing if it can't be parsed.
pub fn normal(address: &str) -> Option<String> {
    Url::new(address).ok().map(|url| url.href())
}
