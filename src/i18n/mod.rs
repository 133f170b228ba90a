//! The words on screen, per language: one file for each, all of the same shape.
//!
//! Views name a word by its key; a key that is missing doesn't compile. The code is made by `build.rs`.

#[allow(clippy::all, clippy::pedantic, missing_docs, unused, reason = "generated code")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}

pub use generated::i18n::{I18nContextProvider, Locale, use_i18n};
pub use leptos_i18n::t_string;

/// A word as a signal, so that it changes with the language: `word!(i18n, log.clear)`.
macro_rules! word {
    ($i18n:expr, $($key:tt)+) => {
        leptos::prelude::Signal::derive(move || $crate::i18n::t_string!($i18n, $($key)+).to_string())
    };
}

pub(crate) use word;

/// The words in the language that is chosen now.
pub type Words = leptos_i18n::I18nContext<Locale>;
