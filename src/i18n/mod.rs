//! The words on screen, per language: one file for each, all of the same shape.
//!
//! Views name a word by its key; a key that is missing doesn't compile. The code is made by `build.rs`.

#[allow(clippy::all, clippy::pedantic, missing_docs, unused, reason = "generated code")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}

use leptos::prelude::{Get, RwSignal, Signal, expect_context, provide_context};

pub use generated::i18n::Locale;

/// The words in the language that is chosen now; copies are the same.
///
/// The library's own context would do, but it brings the data of ICU and takes 9 KB of the page's budget for looking up
/// the browser's language.
#[derive(Clone, Copy)]
pub struct Words(RwSignal<Locale>);

impl Words {
    /// Makes the words available to every view of the page.
    pub fn provide() {
        provide_context(Self(RwSignal::new(Locale::default())));
    }

    /// The language that is chosen now.
    pub fn locale(self) -> Locale {
        self.0.get()
    }
}

/// The words, in a view.
pub fn use_words() -> Words {
    expect_context()
}

/// Words as a string: `say!(words, connect.code_not_allowed, code = 5)`.
macro_rules! say {
    ($words:expr, $($key:tt)+) => {
        leptos_i18n::td_string!($words.locale(), $($key)+).to_string()
    };
}

/// A word as a signal, so that it changes with the language: `word!(words, log.clear)`.
macro_rules! word {
    ($words:expr, $($key:tt)+) => {
        $crate::i18n::word_signal($words, |words| $crate::i18n::say!(words, $($key)+))
    };
}

/// What `word!` makes. A plain function, or there would be a copy of what a signal needs for every word.
pub fn word_signal(words: Words, say: fn(Words) -> String) -> Signal<String> {
    Signal::derive(move || say(words))
}

pub(crate) use {say, word};
