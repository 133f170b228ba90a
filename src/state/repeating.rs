//! The message that is sent again and again: what is typed for it, and how it goes.

use leptos::prelude::*;

/// The repeating of a session; copies are the same.
#[derive(Clone, Copy)]
pub struct Repeating {
    /// Whether its form is on screen.
    pub is_open: RwSignal<bool>,
}

impl Repeating {
    /// Nothing is repeated.
    pub fn new() -> Self {
        Self { is_open: RwSignal::new(false) }
    }
}
