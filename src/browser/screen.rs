//! How much room there is.

use web_sys::window;

/// Whether there is room for panes side by side; from the same width on as in `style/sidebar.css`.
pub fn is_wide() -> bool {
    let query = window().and_then(|window| window.match_media("(min-width: 861px)").ok().flatten());
    query.is_some_and(|query| query.matches())
}
