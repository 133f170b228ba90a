//! The browser's own opinion of an address.

use web_sys::Url;

/// Whether the browser's URL parser (WHATWG URL) can make sense of the address.
pub fn is_parsable(address: &str) -> bool {
    Url::new(address).is_ok()
}
