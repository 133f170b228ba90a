//! Saving a text as a file, on plain http too.
//!
//! Choosing the place in a dialog of the page's own needs a secure context and isn't there in Firefox; a click on a link
//! with `download` works everywhere, and the content security policy has no say in it.

use wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, window};

use crate::blob::BlobUrl;
pub use crate::blob::Parts;
use crate::timer::Timeout;

/// How long the browser may take to fetch what it saves. Safari asks the user first, and fails if the address is gone by
/// the answer.
const FETCHED_AFTER_MS: u32 = 40_000;

/// Hands a text over to be saved under that name, and says whether the browser took it.
///
/// Whether it is saved in the end is between the browser and the user; a page isn't told.
pub fn save(name: &str, media_type: &str, text: &str) -> bool {
    BlobUrl::new(text.as_bytes(), media_type).and_then(|blob| click(name, blob)).is_some()
}

/// The same for bytes that were handed to the browser part by part.
pub fn save_parts(name: &str, media_type: &str, parts: &Parts) -> bool {
    parts.address(media_type).and_then(|blob| click(name, blob)).is_some()
}

/// Clicks a link that isn't in the page, so that neither focus nor a modal dialog has anything to do with it.
fn click(name: &str, blob: BlobUrl) -> Option<()> {
    let link: HtmlAnchorElement = window()?.document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(blob.address());
    link.set_download(name);
    link.click();
    // Nobody else is there for as long; the timer lets go of itself when it has run.
    Timeout::new(FETCHED_AFTER_MS, move || drop(blob)).forget();
    Some(())
}
