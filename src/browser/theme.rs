//! Light or dark: what the system prefers, and what the page shows.

use web_sys::window;

/// Whether the system asks for a dark page.
pub fn system_is_dark() -> bool {
    window()
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten())
        .is_some_and(|query| query.matches())
}

/// Shows the page in that theme, whatever the system asks for.
pub fn show(theme: &str) {
    if let Some(root) = window().and_then(|window| window.document()?.document_element()) {
        let _ = root.set_attribute("data-theme", theme);
    }
}
