//! Going through what was used lately by the arrow keys, as in a shell: only from an empty box, or from an entry that
//! hasn't been changed.

use leptos::prelude::*;
use wirebench_core::compose::{Draft, Meaning};

use super::session::Session;

/// Which entry is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Back {
    /// The one before.
    Older,
    /// The one after.
    Newer,
}

impl Session {
    /// Goes through the messages that were sent; says whether there was one to go to.
    pub fn look_back(self, back: Back) -> bool {
        let Some(typed) = untrack(|| self.composer.typed()) else { return false };
        let drafts: Vec<Draft> = self.library.sent.with_untracked(|sent| {
            let draft = |text: &String, meaning| Draft { text: text.clone(), meaning };
            sent.entries().map(|entry| draft(&entry.text, entry.meaning.unwrap_or(Meaning::Text))).collect()
        });
        let at = drafts.iter().position(|draft| *draft == typed);
        match step(at, typed.text.is_empty(), back, drafts.len()) {
            Step::Nowhere => false,
            Step::Empty => {
                self.composer.recall(Draft { text: String::new(), meaning: typed.meaning });
                true
            }
            Step::To(index) => {
                self.composer.recall(drafts[index].clone());
                true
            }
        }
    }

    /// Goes through the addresses; says whether there was one to go to.
    pub fn look_back_at_addresses(self, back: Back) -> bool {
        let typed = self.address.get_untracked();
        let addresses: Vec<String> = self
            .library
            .addresses
            .with_untracked(|addresses| addresses.entries().map(|entry| entry.text.clone()).collect());
        let at = addresses.iter().position(|address| *address == typed);
        match step(at, typed.is_empty(), back, addresses.len()) {
            Step::Nowhere => false,
            Step::Empty => {
                self.type_address(String::new());
                true
            }
            Step::To(index) => {
                self.type_address(addresses[index].clone());
                true
            }
        }
    }
}

enum Step {
    Nowhere,
    Empty,
    To(usize),
}

fn step(at: Option<usize>, is_empty: bool, back: Back, count: usize) -> Step {
    match (at, back) {
        (Some(index), Back::Older) if index + 1 < count => Step::To(index + 1),
        (Some(0), Back::Newer) => Step::Empty,
        (Some(index), Back::Newer) => Step::To(index - 1),
        (None, Back::Older) if is_empty && count > 0 => Step::To(0),
        (Some(_) | None, Back::Older) | (None, Back::Newer) => Step::Nowhere,
    }
}
