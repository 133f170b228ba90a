//! Where the page was loaded from, and what its link asks to fill in.

use web_sys::{UrlSearchParams, window};
use wirebench_core::conn::PageScheme;

/// The scheme of the page's own address; it decides which addresses a browser lets it open.
pub fn page_scheme() -> PageScheme {
    match window().and_then(|window| window.location().protocol().ok()).as_deref() {
        Some("https:") => PageScheme::Https,
        Some("http:") => PageScheme::Http,
        _ => PageScheme::Other,
    }
}

/// What a link fills in: `#url=…&protocols=…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address.
    pub address: String,
    /// The sub-protocols as in their box; empty if the link names none.
    pub subprotocols: String,
}

/// Takes the link's parameters out of the page's address, so that a reload doesn't fill them in again.
pub fn take_link() -> Option<Link> {
    let window = window()?;
    let location = window.location();
    let params = UrlSearchParams::new_with_str(location.hash().ok()?.strip_prefix('#')?).ok()?;
    let link =
        Link { address: params.get("url")?, subprotocols: params.get("protocols").unwrap_or_default() };
    let rest = location.pathname().ok()? + &location.search().ok()?;
    let history = window.history().ok()?;
    // Where history can't be written (an opaque origin) the link stays, and a reload fills it in again.
    let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&rest));
    Some(link)
}
