//! A machine with a clock of its own, and its effects as short lines.

use expect_test::Expect;

use crate::compose::{Draft, Meaning, RepeatState};
use crate::conn::machine::{Effect, Generation, Input, Machine, SocketEvent};
use crate::conn::policy::Jitter;
use crate::conn::{CloseRequest, Notice, Policy, Target};
use crate::message::{Message, Role};
use crate::time::{Micros, Span};
use crate::wire::{Event, SendId};

/// A machine, the time, and what it wanted done so far.
pub struct Run {
    pub machine: Machine,
    now: Micros,
    live: u32,
    lines: Vec<String>,
}

pub fn target() -> Target {
    Target { address: "ws://a/".into(), subprotocols: Vec::new() }
}

/// Without chance, so that waits are what the table says.
pub fn policy() -> Policy {
    let mut policy = Policy::default();
    policy.reconnect.jitter = Jitter::None;
    policy
}

pub fn reconnecting() -> Policy {
    let mut policy = policy();
    policy.reconnect.is_on = true;
    policy
}

pub fn draft(text: &str) -> Draft {
    Draft { text: text.into(), meaning: Meaning::Text }
}

pub fn closed(code: u16, clean: bool) -> SocketEvent<'static> {
    SocketEvent::Closed { code, reason: "so".into(), clean }
}

impl Run {
    /// At 0 s, after the user has pressed Connect.
    pub fn connect(policy: Policy) -> Self {
        let mut this = Self { machine: Machine::default(), now: Micros(0), live: 0, lines: Vec::new() };
        this.input(Input::Connect(target(), policy, 7));
        this
    }

    /// Lets the time pass up to that many milliseconds from the start, waking the machine whenever it asked for it.
    pub fn until(mut self, millis: u64) -> Self {
        let end = Micros(millis * 1000);
        while let Some(due) = self.machine.deadline().filter(|due| *due <= end) {
            self.now = self.now.max(due);
            self.input(Input::Time);
        }
        self.now = end;
        self
    }

    /// The machine is woken although nothing is due.
    pub fn spurious(mut self) -> Self {
        self.input(Input::Time);
        self
    }

    /// The machine is woken only then, whatever it asked for.
    pub fn late_at(mut self, millis: u64) -> Self {
        self.now = Micros(millis * 1000);
        self.spurious()
    }

    /// The time passes while nothing runs, and is noticed before anything else.
    pub fn sleeps_until(mut self, millis: u64) -> Self {
        let gap = Span(millis * 1000 - self.now.0);
        self.now = Micros(millis * 1000);
        self.input(Input::Slept(gap));
        self
    }

    pub fn opens(self) -> Self {
        self.socket(SocketEvent::Opened { subprotocol: "v1".into(), extensions: String::new() })
    }

    pub fn hears(self, text: &'static str) -> Self {
        self.socket(SocketEvent::Message(Message::text(text)))
    }

    pub fn ends(self, code: u16, clean: bool) -> Self {
        self.socket(closed(code, clean))
    }

    /// The newest socket says something.
    pub fn socket(self, event: SocketEvent<'static>) -> Self {
        let live = self.live;
        self.late(live, event)
    }

    /// A socket says something, which may be one that was given up.
    pub fn late(mut self, generation: u32, event: SocketEvent<'static>) -> Self {
        self.input(Input::Socket(Generation(generation), event));
        self
    }

    pub fn user(mut self, input: Input<'static>) -> Self {
        self.input(input);
        self
    }

    pub fn closes(self) -> Self {
        self.user(Input::Close(CloseRequest { code: Some(1000), reason: "bye".into() }))
    }

    pub fn sends(self, text: &'static str) -> Self {
        self.user(Input::Send(SendId(5), Message::text(text)))
    }

    fn input(&mut self, input: Input<'static>) {
        for effect in self.machine.handle(self.now, input) {
            if let Effect::Open(generation, _) = &effect {
                self.live = generation.0;
            }
            self.lines.push(format!("{} {}", seconds(self.now.0), words(&effect)));
        }
    }

    /// The effects so far, a line each: the time in seconds and what is to be done.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    pub fn check(&self, expected: &Expect) {
        expected.assert_eq(&self.lines.join("\n"));
    }
}

fn seconds(micros: u64) -> String {
    format!("{}.{:03}", micros / 1_000_000, micros / 1000 % 1000)
}

fn text(message: &Message<'_>) -> String {
    format!("{:?}", String::from_utf8_lossy(message.payload))
}

fn role(role: Role) -> String {
    match role {
        Role::Data => String::new(),
        Role::Ping => " ping".to_owned(),
        Role::Pong(None) => " pong".to_owned(),
        Role::Pong(Some(span)) => format!(" pong after {}", seconds(span.0)),
    }
}

fn words(effect: &Effect<'_>) -> String {
    match effect {
        Effect::Open(generation, target) => format!("open socket {} to {}", generation.0, target.address),
        Effect::Close(CloseRequest { code, reason }) => format!("close {code:?} {reason:?}"),
        Effect::Abandon => "abandon".to_owned(),
        Effect::Send(SendId(id), message) => format!("send {id} {}", text(message)),
        Effect::SendQueued(SendId(id), outgoing) => format!("send {id} {}", text(&outgoing.message())),
        Effect::Say(said, outgoing) => format!("say{} {}", role(*said), text(&outgoing.message())),
        Effect::Report(Event::Received(heard, message)) => {
            format!("| received{} {}", role(*heard), text(message))
        }
        Effect::Report(Event::Notice(notice)) => format!("| {}", notice_words(notice)),
        Effect::Report(Event::Repeating(RepeatState { sent, late, refused, over })) => {
            let over = over.map_or(String::new(), |why| format!(", over: {why:?}"));
            format!("| repeated {sent}, {late} late, {refused} refused{over}")
        }
        Effect::Report(event) => format!("| {event:?}"),
    }
}

fn notice_words(notice: &Notice) -> String {
    match notice {
        Notice::Connecting { attempt, .. } => format!("connecting, attempt {attempt}"),
        Notice::Opened { subprotocol, .. } => format!("opened {subprotocol}"),
        Notice::Broken { clock, limit, heard } => {
            let heard = heard.map_or("never".to_owned(), |heard| format!("{} ago", seconds(heard.0)));
            format!("broken: {clock:?} over {}, last heard {heard}", seconds(limit.0))
        }
        Notice::Waiting { attempt, due } => format!("waiting for attempt {attempt} at {}", seconds(due.0)),
        Notice::Ended(ending) => format!(
            "ended {:?} {} {:?}{}, lasted {}, {} in, {} out",
            ending.by,
            ending.code,
            ending.reason,
            if ending.clean { " clean" } else { "" },
            ending.lasted.map_or("-".to_owned(), |lasted| seconds(lasted.0)),
            ending.traffic.received.messages,
            ending.traffic.sent.messages,
        ),
        Notice::Slept(gap) => format!("slept {}", seconds(gap.0)),
        Notice::Closing
        | Notice::Unsent(_)
        | Notice::Stopped
        | Notice::GaveUp(_)
        | Notice::Forbidden
        | Notice::Handshake(_) => format!("{notice:?}"),
    }
}
