//! Where the page was loaded from, and what stands behind the `#` of its address.
//!
//! What a link may carry there is read in core.

use wasm_bindgen::JsValue;
use web_sys::{Location, window};
use wirebench_core::conn::PageScheme;

use crate::listener::Listener;

/// The scheme of the page's own address; it decides which addresses a browser lets it open.
pub fn page_scheme() -> PageScheme {
    match window().and_then(|window| window.location().protocol().ok()).as_deref() {
        Some("https:") => PageScheme::Https,
        Some("http:") => PageScheme::Http,
        _ => PageScheme::Other,
    }
}

/// The host of the page's own address; empty if it has none.
pub fn host() -> String {
    window().and_then(|window| window.location().hostname().ok()).unwrap_or_default()
}

/// Takes the fragment, what is behind the `#`, out of the page's address, so that a reload doesn't find it again.
/// Nothing if there is none.
pub fn fragment() -> Option<String> {
    let window = window()?;
    let location = window.location();
    let fragment = location.hash().ok()?.strip_prefix('#')?.to_owned();
    let rest = path_and_query(&location)?;
    let history = window.history().ok()?;
    // Where history can't be written (an opaque origin) the fragment stays, and a reload finds it again.
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&rest));
    Some(fragment)
}

/// The page's address without its fragment, for making links. User name and password are never in it.
pub fn base() -> String {
    let base = |location: &Location| {
        let (scheme, host) = (location.protocol().ok()?, location.host().ok()?);
        Some(scheme + "//" + &host + &path_and_query(location)?)
    };
    window().and_then(|window| base(&window.location())).unwrap_or_default()
}

/// Calls back when the page's address gets another fragment, as by a link that is opened in its tab, until it is
/// dropped. Taking the fragment out doesn't count.
#[derive(Debug)]
pub struct WhenFragment {
    _listener: Listener,
}

impl WhenFragment {
    /// Begins to listen.
    pub fn new(on_fragment: impl FnMut() + 'static) -> Self {
        Self { _listener: Listener::new("hashchange", on_fragment) }
    }
}

fn path_and_query(location: &Location) -> Option<String> {
    Some(location.pathname().ok()? + &location.search().ok()?)
}
