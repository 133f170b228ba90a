//! Which browser this is, for the few things in which browsers differ and that can't be asked for.

use web_sys::window;
use wirebench_core::conn::diagnosis::Browser;

/// The browser by its own word: what other browsers pretend to be is looked for last.
pub fn browser_kind() -> Browser {
    let agent = window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default();
    // On iOS every browser is Safari at heart, and calls itself neither of the first two.
    [("Firefox/", Browser::Firefox), ("Chrome/", Browser::Chromium), ("Safari/", Browser::Safari)]
        .into_iter()
        .find_map(|(sign, browser)| agent.contains(sign).then_some(browser))
        .unwrap_or(Browser::Other)
}
