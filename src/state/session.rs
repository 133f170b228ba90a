//! One session: an address, the connection to it, its log and its composer. A tab shows one.

use leptos::prelude::*;
use wirebench_browser::location;
use wirebench_core::conn::endpoint;
use wirebench_core::conn::handshake::HeaderLine;
use wirebench_core::conn::keep_alive::Preset;
use wirebench_core::conn::settings::{Setting, SettingProblem, Settings};
use wirebench_core::conn::{Endpoint, Notice, Policy, Status, Target};
use wirebench_core::message::Role;
use wirebench_core::saved::{Header, ItemId, Pair, Profile, Tab};
use wirebench_core::time::Micros;
use wirebench_core::wire::{Command, Event, SessionId};

use super::captured::Captured;
use super::chat::Chat;
use super::composer::{Composer, Refusal};
use super::composing::Composing;
use super::diagnosis::Failure;
use super::exporting::Exporting;
use super::handshakes::Handshakes;
use super::headers::Unsent;
use super::library::Library;
use super::link::Link;
use super::log::{Describer, Log, ProtocolChoice};
use super::page_link::LinkCopied;
use super::repeating::Repeating;
use super::replaying::Replaying;
use super::sending::{Origin, Sending};

/// A session; copies are the same session.
#[derive(Clone, Copy)]
pub struct Session {
    /// What the worker knows it by.
    pub id: SessionId,
    /// The address as typed.
    pub address: RwSignal<String>,
    /// The sub-protocols as typed.
    pub subprotocols: RwSignal<String>,
    /// The headers of its handshake.
    pub headers: RwSignal<Vec<Header>>,
    /// Why they wouldn't go, while the user is asked about that.
    pub unsent: RwSignal<Option<Unsent>>,
    /// Whether they needn't go.
    pub(super) unsent_are_fine: RwSignal<bool>,
    /// Those that it was told to connect with.
    pub(super) agreed_headers: StoredValue<Vec<HeaderLine>>,
    /// That the browser has refused them, with its words, if it had any.
    pub headers_refused: RwSignal<Option<String>>,
    /// What the page may do with handshakes.
    pub handshakes: Handshakes,
    /// The user's variables that hold for it alone.
    pub variables: RwSignal<Vec<Pair>>,
    /// The saved connection that it was made from, or was saved as.
    pub saved: RwSignal<Option<ItemId>>,
    /// What came of copying a link to it.
    pub link_copied: RwSignal<Option<LinkCopied>>,
    /// Whether a link has filled it in.
    pub is_from_link: RwSignal<bool>,
    /// Whether the user has tried to connect with what is typed now; then nothing wrong is passed over.
    pub tried: RwSignal<bool>,
    /// The state of its connection.
    pub status: RwSignal<Status>,
    /// Where the last attempt went.
    pub target: RwSignal<Option<Target>>,
    /// How its connection is looked after.
    pub policy: RwSignal<Policy>,
    /// Whether its settings are on screen.
    pub shows_settings: RwSignal<bool>,
    /// What is known of the last handshake that failed.
    pub failure: RwSignal<Failure>,
    /// What is typed for closing with a code.
    pub closing: Closing,
    /// Its log.
    pub log: Log,
    /// How its rows are looked at.
    pub detail_tab: RwSignal<DetailTab>,
    /// Its composer.
    pub composer: Composer,
    /// The forms of its protocol.
    pub composing: Composing,
    /// Its log as a chat.
    pub chat: Chat,
    /// Where its log comes from, if that wasn't received here; then there is no connection.
    pub captured: Option<Captured>,
    /// The files that its log is written to.
    pub exporting: Exporting,
    /// The message that is sent again and again.
    pub repeating: Repeating,
    /// The replay of its log.
    pub replaying: Replaying,
    /// The session whose log is replayed over its connection.
    pub(super) carries: StoredValue<Option<Session>>,
    pub(super) sending: Sending,
    pub(super) library: Library,
    link: StoredValue<Link, LocalStorage>,
}

/// A way to look at a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum DetailTab {
    /// Exactly as received.
    Raw,
    /// JSON on several lines.
    Pretty,
    /// JSON as a tree.
    Tree,
    /// A hex dump.
    Hex,
    /// What it says in its application protocol.
    Protocol,
}

/// The form for closing with a code and a reason; copies are the same.
#[derive(Clone, Copy)]
pub struct Closing {
    /// Whether it is wanted.
    pub is_open: RwSignal<bool>,
    /// The code as typed.
    pub code: RwSignal<String>,
    /// The reason as typed.
    pub reason: RwSignal<String>,
}

/// How many bytes a captured log keeps: as many as a page can hold besides everything else.
const CAPTURED_LIMIT: usize = 1_500_000_000;

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Session {
    /// A session that isn't connected.
    pub fn new(
        id: SessionId,
        link: Link,
        words: Describer,
        library: Library,
        handshakes: Handshakes,
        tab: Tab,
    ) -> Self {
        let Profile { address, subprotocols, headers, variables, settings, filter, protocol } = tab.profile;
        let policy = settings.policy();
        let log = Log::new(words, policy.log_limit);
        log.set_search(|search| search.line = filter);
        log.choose(ProtocolChoice::named(&protocol));
        Self {
            id,
            address: RwSignal::new(address),
            subprotocols: RwSignal::new(subprotocols),
            headers: RwSignal::new(headers),
            unsent: RwSignal::new(None),
            unsent_are_fine: RwSignal::new(false),
            agreed_headers: StoredValue::new(Vec::new()),
            headers_refused: RwSignal::new(None),
            handshakes,
            variables: RwSignal::new(variables),
            saved: RwSignal::new(tab.saved),
            link_copied: RwSignal::new(None),
            is_from_link: RwSignal::new(false),
            tried: RwSignal::new(false),
            status: RwSignal::new(Status::default()),
            target: RwSignal::new(None),
            policy: RwSignal::new(policy),
            shows_settings: RwSignal::new(false),
            failure: RwSignal::new(Failure::default()),
            closing: Closing {
                is_open: RwSignal::new(false),
                code: RwSignal::new(String::from("1000")),
                reason: RwSignal::new(String::new()),
            },
            log,
            detail_tab: RwSignal::new(DetailTab::Raw),
            composer: Composer::new(),
            composing: Composing::new(),
            chat: Chat::new(),
            captured: None,
            exporting: Exporting::new(),
            repeating: Repeating::new(),
            replaying: Replaying::new(),
            carries: StoredValue::new(None),
            sending: Sending::new(),
            library,
            link: StoredValue::new_local(link),
        }
    }

    /// A session without a connection, for a log that wasn't received here.
    pub fn of(self, captured: Captured) -> Self {
        self.log.set_limit(CAPTURED_LIMIT);
        self.log.begin_at_start();
        Self { captured: Some(captured), ..self }
    }

    pub(super) fn send_command(self, command: &Command<'_>) {
        self.link.with_value(|link| link.send(command));
    }

    /// Everything about its connection, as it would be saved.
    pub fn profile(self) -> Profile {
        let profile = Profile {
            address: self.address.get(),
            subprotocols: self.subprotocols.get(),
            headers: self.headers.get(),
            variables: self.variables.get(),
            settings: self.policy.with(Settings::of),
            filter: self.log.search().line,
            protocol: self.log.choice().name().to_owned(),
        };
        profile.kept()
    }

    /// Sends a ping, or says why not.
    pub fn ping(self) {
        if !self.status.with_untracked(Status::is_connected) {
            self.composer.refusal.set(Some(Refusal::NotConnected));
        } else if self
            .policy
            .with_untracked(|policy| policy.ping.message.prepare(Some(&self.values_now())).is_err())
        {
            // What is wrong with the message is said at its field.
            self.shows_settings.set(true);
        } else {
            self.send_command(&Command::Ping(self.id));
        }
    }

    /// Takes over a setting once it is typed; it holds from now on, for a connection that is open too.
    ///
    /// # Errors
    /// Why the text is refused; then what was set before stays in force.
    pub fn set(self, setting: Setting, text: &str) -> Result<(), SettingProblem> {
        let mut policy = self.policy.get_untracked();
        setting.write(&mut policy, text)?;
        // Leaving a field that nobody has changed is no change.
        if self.policy.with_untracked(|before| *before != policy) {
            self.adjust(policy);
        }
        Ok(())
    }

    /// Takes over the ping message and the rules that a protocol uses.
    pub fn apply_preset(self, preset: Preset) {
        let mut policy = self.policy.get_untracked();
        policy.ping = preset.apply(&policy.ping);
        self.adjust(policy);
    }

    pub(super) fn adjust(self, policy: Policy) {
        self.send_command(&Command::Adjust(self.id, Settings::of(&policy), self.values_now()));
        self.log.set_limit(policy.log_limit);
        self.policy.set(policy);
    }

    /// Takes over variables that the user has changed, for what the worker sends by itself.
    pub fn adjust_values(self) {
        self.tell_secrets();
        let settings = self.policy.with_untracked(Settings::of);
        self.send_command(&Command::Adjust(self.id, settings, self.values_now()));
    }

    /// Takes in what the worker reports.
    pub fn apply(self, at: Micros, event: &Event<'_>) {
        if self.is_for_replay_alone(at, event) {
            return;
        }
        match event {
            Event::Received(role, message) => self.log.received(at, *role, *message),
            Event::Sent(id, message) => {
                self.sending.answered(*id);
                self.log.sent(at, Role::Data, *message);
            }
            Event::Said(role, message) => self.log.sent(at, *role, *message),
            Event::Refused(id) => match self.sending.answered(*id) {
                Some(Origin::Composer(draft)) => self.composer.put_back(&draft, Refusal::NotConnected),
                Some(Origin::Chat(text)) => self.chat.put_back(text.as_deref()),
                Some(Origin::Form) | None => self.composer.refusal.set(Some(Refusal::NotConnected)),
            },
            Event::Announced(generation) => self.handshakes.announced(self, *generation),
            Event::Queued(bytes) => self.log.queued(at, *bytes),
            Event::Lost(count) => self.log.lost(*count),
            Event::Repeating(state) => self.repeating.take(*state),
            Event::Notice(notice) => self.take_notice(at, notice),
        }
    }

    fn take_notice(self, at: Micros, notice: &Notice) {
        self.note_for_chat(notice);
        self.log.notice(at, &self.without_secrets(notice));
        if matches!(notice, Notice::Opened { .. } | Notice::Ended(_)) {
            self.handshakes.over(self.id);
        }
        match notice {
            Notice::Connecting { target, attempt } => {
                if *attempt == 0 {
                    // Browsers count failures by the server.
                    let is_same = self.target.with_untracked(|before| before.as_ref() == Some(target));
                    self.failure.update(|f| f.begin_anew(if is_same { f.count } else { 0 }));
                }
                self.target.set(Some(target.clone()));
            }
            Notice::Opened { .. } => {
                self.failure.update(|failure| failure.begin_anew(0));
                self.come_back();
            }
            Notice::Ended(ending) if ending.is_failed_handshake() => self.handshake_failed(ending),
            Notice::Forbidden => self.address_is_forbidden(),
            Notice::Handshake(handshake) => self.handshake_seen(handshake),
            Notice::Broken { .. }
            | Notice::Closing
            | Notice::Unsent(_)
            | Notice::Ended(_)
            | Notice::Waiting { .. }
            | Notice::Stopped
            | Notice::GaveUp(_)
            | Notice::Slept(_) => {}
        }
        let status = self.status.get_untracked().after(at, notice);
        if status.is_connected() && self.composer.refusal.get_untracked() == Some(Refusal::NotConnected) {
            self.composer.refusal.set(None);
        }
        self.status.set(status);
    }

    /// Whether closing it would end a connection, or forget messages or what is typed.
    pub fn has_something_to_lose(self) -> bool {
        if self.captured.is_some() {
            return false;
        }
        self.log.has_messages()
            || self.composer.has_draft()
            || self.chat.draft.with_untracked(|draft| !draft.is_empty())
            || self.exporting.is_recording()
            || self.status.with_untracked(Status::is_live)
    }

    /// Whether nothing was done in it yet.
    pub fn is_untouched(self) -> bool {
        self.captured.is_none() && self.profile() == Profile::default() && !self.has_something_to_lose()
    }

    /// Ends the session in the worker.
    pub fn forget(self) {
        self.leave_replays();
        self.handshakes.over(self.id);
        self.send_command(&Command::Forget(self.id));
    }

    /// The address of the live connection without its secrets, if another one has been typed meanwhile.
    pub fn other_address(self) -> Option<String> {
        if !self.status.with(Status::is_live) {
            return None;
        }
        let connected = self.target.with(|target| target.as_ref().map(|target| target.address.clone()))?;
        // With a variable in it, the address may be another one each time.
        let is_fixed = self.address.with(|text| !text.contains("{{"));
        let typed = self.endpoint().ok();
        (is_fixed && typed.as_ref().map(Endpoint::as_str) != Some(&connected))
            .then(|| self.masked(&connected))
    }

    /// A short name for its tab: of where it is connected, or else of what is typed; nothing while that isn't an
    /// address. It tells no secret.
    pub fn label(self) -> Option<String> {
        if let Some(captured) = self.captured {
            return Some(captured.name());
        }
        let label = |text: &str| endpoint::parse(text, location::page_scheme()).ok().map(|e| e.label());
        match self.other_address() {
            Some(connected) => label(&connected),
            None => self.endpoint().ok().map(|endpoint| self.masked(&endpoint.label())),
        }
    }
}
