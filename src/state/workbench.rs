//! The whole of the page's state: the sessions, which one is shown, and the link to the worker.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wirebench_browser::drop::WhenDropped;
use wirebench_browser::location::{self, WhenFragment};
use wirebench_browser::online::WhenOnline;
use wirebench_browser::{panic, storage};
use wirebench_core::conn::{Notice, Status};
use wirebench_core::link::{Link as PageLink, LinkProblem};
use wirebench_core::log::KeptLog;
use wirebench_core::saved::{ItemId, Kept, Profile, SavedConnection, Tab, Tabs};
use wirebench_core::wire::{Report, SessionId};

use super::captured::{Captured, Origin};
use super::handshakes::Handshakes;
use super::kept_logs::KeptLogs;
use super::library::Library;
use super::link::Link;
use super::log::{Describer, SchemaTrouble};
use super::session::Session;
use super::sidebar::Sidebar;
use super::store::Store;
use super::theme::Theme;
use super::transfer::Importing;

const TABS_KEY: &str = "wirebench.tabs";

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
    listening: StoredValue<Option<(WhenOnline, WhenFragment, WhenDropped)>, LocalStorage>,
    handshakes: Handshakes,
    /// What is kept, and what goes wrong with it.
    pub store: Store,
    /// What is saved.
    pub library: Library,
    /// The logs that are kept on disk.
    pub kept_logs: KeptLogs,
    /// Those of before that nobody has dealt with yet.
    pub offered: RwSignal<Vec<KeptLog>>,
    /// Why the last link was refused, until the user has read it.
    pub link_problem: RwSignal<Option<LinkProblem>>,
    /// The last schema that was dropped on the page, and why it wasn't taken, until the user has read it.
    pub schema_trouble: RwSignal<Option<(String, SchemaTrouble)>>,
    /// What is beside the sessions.
    pub sidebar: Sidebar,
    /// Taking in a file.
    pub importing: Importing,
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
        let store = Store::new();
        let (library, sidebar) = (Library::load(store), Sidebar::load());
        let link = Link::default();
        let this = Self {
            sessions: RwSignal::new(Vec::new()),
            active: RwSignal::new(SessionId(0)),
            next: StoredValue::new(0),
            words: StoredValue::new_local(Rc::new(describe)),
            link: StoredValue::new_local(link.clone()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            listening: StoredValue::new_local(None),
            handshakes: Handshakes::start(&link),
            store,
            library,
            kept_logs: KeptLogs::load(link),
            offered: RwSignal::new(Vec::new()),
            link_problem: RwSignal::new(None),
            schema_trouble: RwSignal::new(None),
            sidebar,
            importing: Importing::new(library, sidebar),
            theme: Theme::load(),
        };
        this.link.with_value(|link| this.listen(link));

        let kept = this.kept_tabs();
        for tab in kept.open {
            this.open(tab);
        }
        if let Some(open) = this.sessions.with_untracked(|open| open.get(kept.active).cloned()) {
            this.active.set(open.session.id);
        }
        this.follow_link();
        this.look_for_logs();
        if this.sessions.with_untracked(Vec::is_empty) {
            this.open_new();
        }
        Effect::new(move |_| this.keep_tabs());
        // Here or in another window: what the worker sends by itself is filled in with them.
        Effect::new(move |before: Option<()>| {
            this.library.variables();
            // At the start no connection has others.
            if before.is_some() {
                untrack(|| this.sessions()).into_iter().for_each(Session::adjust_values);
            }
        });
        let online = WhenOnline::new(move || this.back_online());
        let dropped = WhenDropped::new(
            move |is_over| this.importing.is_over.set(is_over),
            move |files| files.into_iter().for_each(|file| this.open_file(file)),
        );
        let fragment = WhenFragment::new(move || this.follow_link());
        this.listening.set_value(Some((online, fragment, dropped)));
        this
    }

    /// The tabs that this window had before a reload, or else those of the last window.
    fn kept_tabs(self) -> Tabs {
        let last = self.store.read::<Tabs>(TABS_KEY);
        let own = storage::read_for_window(TABS_KEY).and_then(|text| Tabs::read(&text).ok());
        own.or(last).unwrap_or_default()
    }

    fn keep_tabs(self) {
        let text = self.tabs().write();
        storage::write_for_window(TABS_KEY, &text);
        self.store.write(TABS_KEY, &text);
    }

    fn listen(self, link: &Link) {
        let touched = Rc::new(RefCell::new(Vec::new()));
        let waiting = Rc::clone(&touched);
        let on_report = move |report: &Report<'_>| match report {
            Report::Session(id, at, event) => {
                if let Some(session) = self.find(*id) {
                    session.apply(*at, event);
                    let mut touched = touched.borrow_mut();
                    if !touched.contains(id) {
                        touched.push(*id);
                    }
                }
            }
            Report::Keeping(state) => self.kept_logs.take(*state),
            // The link has seen to them.
            Report::Ready | Report::Failed(_) => {}
        };
        let after_batch = move || {
            let ids = std::mem::take(&mut *waiting.borrow_mut());
            ids.into_iter().filter_map(|id| self.find(id)).for_each(|session| {
                session.log.settle();
                session.settle_replay();
            });
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

    /// Fills in what the page's own address asks for. It neither connects nor sends.
    fn follow_link(self) {
        match location::fragment().map_or(Ok(None), |fragment| PageLink::decode(&fragment)) {
            Ok(Some(link)) => {
                self.link_problem.set(None);
                self.fill_in(link);
            }
            Ok(None) => {}
            Err(problem) => self.link_problem.set(Some(problem)),
        }
    }

    fn fill_in(self, link: PageLink) {
        // The same link again, as a bookmark is, means the same tab; else an untouched one will do. One with settings of
        // its own would send its messages to wherever the link leads.
        let is_same = |session: &&Session| {
            session.address.get() == link.address
                && session.subprotocols.get() == link.subprotocols
                && session.composer.has_room_for(link.message.as_ref())
        };
        let found = untrack(|| {
            let sessions = self.sessions();
            let same = sessions.iter().find(is_same);
            same.or_else(|| sessions.iter().find(|session| session.is_untouched())).copied()
        });
        let session = found.unwrap_or_else(|| self.open(Tab::default()));
        session.fill_in(link);
        self.active.set(session.id);
    }

    /// Shows a saved connection: in the tab that has it already, or in one of its own.
    pub fn choose(self, id: ItemId, saved: SavedConnection) {
        let sessions = untrack(|| self.sessions());
        let has_it = |session: &&Session| session.saved.get_untracked() == Some(id);
        if let Some(session) = sessions.iter().find(has_it) {
            return self.active.set(session.id);
        }
        let shown = untrack(|| self.active());
        let opened = self.open(Tab { profile: saved.profile, saved: Some(id) });
        // An empty tab was there to be filled.
        if let Some(empty) = shown.filter(|session| untrack(|| session.is_untouched())) {
            self.close(empty.id);
            self.active.set(opened.id);
        }
    }

    /// Opens an empty tab and shows it.
    pub fn open_new(self) {
        self.open(Tab::default());
    }

    /// Opens a tab for a log that wasn't received here, and shows it.
    pub(super) fn open_captured(self, origin: Origin) -> Session {
        self.open_with(Tab::default(), |session| session.of(Captured::new(origin)))
    }

    /// Opens a tab with that in it, and shows it.
    pub(super) fn open_profile(self, profile: Profile) {
        self.open(Tab { profile, saved: None });
    }

    fn open(self, tab: Tab) -> Session {
        self.open_with(tab, |session| session)
    }

    fn open_with(self, tab: Tab, change: impl FnOnce(Session) -> Session) -> Session {
        let id = SessionId(self.next.get_value());
        self.next.set_value(id.0 + 1);
        let owner = self.owner.with_value(Owner::child);
        let link = self.link.get_value();
        let session = owner.with(|| {
            let session = change(Session::new(id, link, self.words, self.library, self.handshakes, tab));
            session.keep_secrets_told();
            session
        });
        self.sessions.update(|open| open.push(Open { session, owner }));
        self.active.set(id);
        session
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

    fn tabs(self) -> Tabs {
        let active = self.active.get();
        let mut sessions = self.sessions();
        // They come from files or from what is kept, and can be opened from there again.
        sessions.retain(|session| session.captured.is_none());
        let index = sessions.iter().position(|session| session.id == active).unwrap_or(0);
        let tab = |session: &Session| Tab { profile: session.profile(), saved: session.saved.get() };
        Tabs { open: sessions.iter().map(tab).collect(), active: index }
    }

    /// The saved connections that are connected now.
    pub fn connected(self) -> Vec<ItemId> {
        let is_connected = |session: &&Session| session.status.with(Status::is_connected);
        self.sessions().iter().filter(is_connected).filter_map(|session| session.saved.get()).collect()
    }
}
