//! Links to the page that bring somebody to the same place: copying one, and filling in what one carries.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wirebench_browser::{clipboard, location};
use wirebench_core::link::{Link, LinkProblem};

use super::session::Session;

/// What came of copying a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkCopied {
    /// It is on the clipboard.
    Done,
    /// The browser didn't do it.
    Failed,
    /// No page would open it.
    Refused(LinkProblem),
}

impl Session {
    /// Copies the link that fills in the same.
    pub fn copy_link(self) {
        match untrack(|| self.link()) {
            Ok(link) => spawn_local(async move {
                let is_copied = clipboard::copy(&link).await;
                // The tab may have been closed meanwhile.
                let _ = self.link_copied.try_set(Some(if is_copied {
                    LinkCopied::Done
                } else {
                    LinkCopied::Failed
                }));
            }),
            Err(problem) => self.link_copied.set(Some(LinkCopied::Refused(problem))),
        }
    }

    /// It has never a header, a variable's value or a setting.
    fn link(self) -> Result<String, LinkProblem> {
        let link = Link {
            address: self.address.get(),
            subprotocols: self.subprotocols.get(),
            message: self.composer.typed().filter(|draft| !draft.text.is_empty()),
            filter: self.log.search().line,
        };
        let fragment = link.encode();
        if Link::decode(&fragment)?.is_none() {
            return Err(LinkProblem::NoAddress);
        }
        Ok(location::base() + "#" + &fragment)
    }

    /// Fills in what a link carries. It neither connects nor sends.
    pub fn fill_in(self, link: Link) {
        self.type_address(link.address);
        self.type_subprotocols(link.subprotocols);
        if !link.filter.is_empty() {
            self.log.set_search(|search| search.line = link.filter);
        }
        if let Some(draft) = link.message {
            self.composer.recall(draft);
        }
        self.is_from_link.set(true);
    }
}
