//! Whether there is a network, and when it comes back.
//!
//! Only a no can be relied on: a browser calls itself online as soon as the machine has any network at all.

use web_sys::window;

use crate::listener::Listener;

/// Whether the browser believes that there is a network; yes where it doesn't say.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Calls back each time the network comes back, until it is dropped.
#[derive(Debug)]
pub struct WhenOnline {
    _listener: Listener,
}

impl WhenOnline {
    /// Begins to listen.
    pub fn new(on_online: impl FnMut() + 'static) -> Self {
        Self { _listener: Listener::new("online", on_online) }
    }
}
