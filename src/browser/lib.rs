//! The browser, one file per capability.
