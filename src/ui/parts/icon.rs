//! Icons, drawn inline so that nothing is fetched for them. They are decoration: a word always stands beside or behind.

use leptos::prelude::*;

use super::live;

/// What an icon shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// An arrow up: sent.
    Up,
    /// An arrow down: received.
    Down,
    /// A triangle with an exclamation mark: error.
    Alert,
    /// An i in a circle: info.
    Info,
    /// A plus.
    Plus,
    /// A cross.
    Cross,
    /// A pencil.
    Pencil,
    /// A bin.
    Bin,
    /// A star.
    Star,
    /// A clock with a hand that goes back.
    History,
    /// Two links of a chain.
    Chain,
    /// A window with a pane at its side.
    Sidebar,
    /// A sun.
    Sun,
    /// A moon.
    Moon,
    /// A small arrow down: there is a menu.
    More,
    /// A box with a lid: what is put away.
    Archive,
}

impl Glyph {
    /// Its strokes, in a square of 16.
    fn path(self) -> &'static str {
        match self {
            Self::Up => "M8 13.5v-11M3.5 7 8 2.5 12.5 7",
            Self::Down => "M8 2.5v11M3.5 9 8 13.5 12.5 9",
            Self::Alert => "M8 2.2 14.6 13.6H1.4zM8 6.4v3.4M8 11.6v.4",
            Self::Info => "M8 1.8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 1 1 0-12.4M8 7.2v4M8 4.8v.4",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Pencil => "M10.5 3.2l2.3 2.3L5.6 12.7l-3 .7.7-3z",
            Self::Bin => "M2.8 4.2h10.4M6.2 4V2.6h3.6V4M4.2 4.4l.6 9h6.4l.6-9M6.8 6.8v4.2M9.2 6.8v4.2",
            Self::Star => "M8 1.8l1.9 4 4.3.6-3.1 3 .8 4.4L8 11.7l-3.9 2.1.8-4.4-3.1-3 4.3-.6z",
            Self::History => "M2.2 8a5.8 5.8 0 1 0 1.9-4.3L2.4 5.2M2.2 2.4v2.9h2.9M8 4.8V8l2.3 1.5",
            Self::Chain => {
                "M6.8 9.2a2.7 2.7 0 0 0 3.9 0l2-2a2.75 2.75 0 0 0-3.9-3.9l-1 1M9.2 6.8a2.7 2.7 0 0 0-3.9 0l-2 2a2.75 2.75 0 0 0 3.9 3.9l1-1"
            }
            Self::Sidebar => "M2.2 3h11.6v10H2.2zM6 3v10",
            Self::Sun => {
                "M8 5a3 3 0 1 1 0 6a3 3 0 1 1 0-6M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3.05 3.05l1.1 1.1M11.85 11.85l1.1 1.1M3.05 12.95l1.1-1.1M11.85 4.15l1.1-1.1"
            }
            Self::More => "M4.5 6.5 8 10l3.5-3.5",
            Self::Archive => "M2 3h12v3.2H2zM3.2 6.4v6.8h9.6V6.4M6.4 9h3.2",
            Self::Moon => "M13.4 9.8A5.8 5.8 0 0 1 6.2 2.6a5.8 5.8 0 1 0 7.2 7.2z",
        }
    }
}

/// An icon as large as the text beside it.
#[component]
pub fn Icon(#[prop(into)] glyph: Signal<Glyph>) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=live(move || glyph.get().path().to_owned())></path>
        </svg>
    }
}
