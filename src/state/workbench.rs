//! The whole of the page's state: the sessions, which one is shown, and the link to the worker.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wirebench_browser::online::WhenOnline;
use wirebench_browser::{location, panic};
use wirebench_core::conn::settings::Settings;
use wirebench_core::conn::{Notice, Policy, Status};
use wirebench_core::link::Link as PageLink;
use wirebench_core::wire::{Report, SessionId};

use super::kept::{Tab, Tabs};
use super::link::Link;
use super::log::Describer;
use super::session::Session;
use super::theme::Theme;

/// The page's state; copies are the same.
#[derive(Clone, Copy)]
pub struct Workbench {
    /// From left to right.
    sessions: RwSignal<Vec<Open>>,
    active: RwSignal<SessionId>,
    next: StoredValue<u32>,
    words: Describer,
    link: StoredValue<Link, LocalStorage>,
    /// The page's owner: what is made under it lives as long as the page, whichever view asked for it.
    owner: StoredValue<Owner>,
    online: StoredValue<Option<WhenOnline>, LocalStorage>,
    /// Light or dark.
    pub theme: Theme,
}

/// A session and the owner of its signals, which go when the tab is closed.
#[derive(Clone)]
struct Open {
    session: Session,
    owner: Owner,
}

impl Workbench {
    /// Starts the worker and brings back the tabs of the last visit; a link's address comes into a tab beside them.
    /// Notices are searched by the words that `describe` has for them.
    pub fn start(describe: impl Fn(&Notice) -> String + 'static) -> Self {
        let this = Self {
            sessions: RwSignal::new(Vec::new()),
            active: RwSignal::new(SessionId(0)),
            next: StoredValue::new(0),
            words: StoredValue::new_local(Rc::new(describe)),
            link: StoredValue::new_local(Link::default()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            online: StoredValue::new_local(None),
            theme: Theme::load(),
        };
        this.link.with_value(|link| this.listen(link));

        let kept = Tabs::load();
        for tab in kept.open {
            this.open(tab);
        }
        if let Some(open) = this.sessions.with_untracked(|open| open.get(kept.active).cloned()) {
            this.active.set(open.session.id);
        }
        let link = location::fragment().and_then(|fragment| PageLink::decode(&fragment).ok().flatten());
        if let Some(link) = link {
            this.fill_in(link);
        } else if this.sessions.with_untracked(Vec::is_empty) {
            this.open_new();
        }
        Effect::new(move |_| this.kept().save());
        let online = WhenOnline::new(move || this.back_online());
        this.online.set_value(Some(online));
        this
    }

    fn listen(self, link: &Link) {
        let touched = Rc::new(RefCell::new(Vec::new()));
        let waiting = Rc::clone(&touched);
        let on_report = move |report: &Report<'_>| {
            if let Report::Session(id, at, event) = report
                && let Some(session) = self.find(*id)
            {
                session.apply(*at, event);
                let mut touched = touched.borrow_mut();
                if !touched.contains(id) {
                    touched.push(*id);
                }
            }
        };
        let after_batch = move || {
            let ids = std::mem::take(&mut *waiting.borrow_mut());
            ids.into_iter().filter_map(|id| self.find(id)).for_each(|session| session.log.settle());
        };
        link.start(on_report, after_batch, |words| panic::show(&words));
    }

    /// The network has come back: whoever waits for the next attempt has it now.
    fn back_online(self) {
        for session in untrack(|| self.sessions()) {
            if session.status.with_untracked(Status::is_waiting) {
                session.try_now();
            }
        }
    }

    fn find(self, id: SessionId) -> Option<Session> {
        self.sessions.with_untracked(|open| open.iter().map(|o| o.session).find(|session| session.id == id))
    }

    fn fill_in(self, link: PageLink) {
        // The same link again, as a bookmark is, means the same tab; else an empty one will do.
        let is_same = |session: &&Session| {
            session.address.get_untracked() == link.address
                && session.subprotocols.get_untracked() == link.subprotocols
        };
        // A tab with settings of its own would send its messages to wherever the link leads.
        let is_empty = |session: &&Session| {
            session.address.with_untracked(String::is_empty)
                && session.policy.with_untracked(|policy| *policy == Policy::default())
        };
        let sessions = untrack(|| self.sessions());
        match sessions.iter().find(is_same).or_else(|| sessions.iter().find(is_empty)) {
            Some(session) => {
                session.type_address(link.address);
                session.type_subprotocols(link.subprotocols);
                self.active.set(session.id);
            }
            None => {
                self.open(Tab { address: link.address, subprotocols: link.subprotocols, ..Tab::default() });
            }
        }
    }

    /// Opens an empty tab and shows it.
    pub fn open_new(self) {
        self.open(Tab::default());
    }

    fn open(self, tab: Tab) {
        let id = SessionId(self.next.get_value());
        self.next.set_value(id.0 + 1);
        let owner = self.owner.with_value(Owner::child);
        let link = self.link.get_value();
        let session = owner.with(|| Session::new(id, link, self.words, tab));
        self.sessions.update(|open| open.push(Open { session, owner }));
        self.active.set(id);
    }

    /// Ends a session and closes its tab; the last tab is replaced by an empty one.
    pub fn close(self, id: SessionId) {
        let Some(index) = self.sessions.with_untracked(|open| open.iter().position(|o| o.session.id == id))
        else {
            return;
        };
        let mut closed = None;
        self.sessions.update(|open| closed = Some(open.remove(index)));
        if self.sessions.with_untracked(Vec::is_empty) {
            self.open_new();
        } else if self.active.get_untracked() == id {
            let neighbour = self.sessions.with_untracked(|open| open[index.min(open.len() - 1)].session.id);
            self.active.set(neighbour);
        }
        if let Some(Open { session, owner }) = closed {
            session.forget();
            // Its views are taken down first; they read the signals until then.
            queue_microtask(move || owner.cleanup());
        }
    }

    /// The sessions from left to right.
    pub fn sessions(self) -> Vec<Session> {
        self.sessions.with(|open| open.iter().map(|o| o.session).collect())
    }

    /// The session that is shown.
    pub fn active(self) -> Option<Session> {
        let id = self.active.get();
        self.sessions.with(|open| open.iter().map(|o| o.session).find(|session| session.id == id))
    }

    /// Shows a session.
    pub fn show(self, id: SessionId) {
        self.active.set(id);
    }

    fn kept(self) -> Tabs {
        let active = self.active.get();
        let sessions = self.sessions();
        let index = sessions.iter().position(|session| session.id == active).unwrap_or(0);
        let tabs = sessions
            .iter()
            .map(|session| {
                let (address, subprotocols) = (session.address.get(), session.subprotocols.get());
                let settings = session.policy.with(Settings::of);
                Tab { address, subprotocols, settings, filter: session.log.search().line }
            })
            .collect();
        Tabs::new(tabs, index)
    }
}
