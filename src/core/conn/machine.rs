//! The connection as a machine without I/O: inputs in, effects out, and the time at which it wants to be woken.
//!
//! It opens no socket and reads no clock; the worker carries out the effects and feeds back what happens. It makes
//! sure that a session never has two live sockets, and that a late event of a socket that was given up changes
//! nothing. Deadlines are compared with `now`, so a wake-up too early is no harm.

mod fields;
mod io;
mod phase;
mod pings;
mod queue;
mod repeating;
mod retry;

pub use self::io::{Effect, Generation, Input, SocketEvent};
use self::phase::{Life, Phase};
use self::pings::Pings;
use self::queue::Queue;
use self::repeating::Repeating;
use self::retry::Retry;
use super::{Clock, CloseRequest, EndedBy, Ending, Notice, Policy, Target};
use crate::log::Traffic;
use crate::message::{Message, Role};
use crate::time::{Micros, Span};
use crate::wire::{Event, SendId};

/// How long the server's part of a closing handshake that the user began is waited for.
const CLOSE_PATIENCE: Span = Span::from_secs(5);
/// And how long if it is closed because the server is silent, and will hardly answer.
const BROKEN_PATIENCE: Span = Span::from_secs(1);
/// The close code for a connection that counts as broken.
const BROKEN_CODE: u16 = 4000;
/// A connection that held this long was a good one: the back-off begins anew after it.
const STEADY: Span = Span::from_secs(10);

/// One session's connection.
#[derive(Debug)]
pub struct Machine {
    phase: Phase,
    generation: Generation,
    target: Target,
    policy: Policy,
    retry: Retry,
    traffic: Traffic,
    begun: Micros,
    /// The message that is sent again and again, or was the last to be.
    repeating: Option<Box<Repeating>>,
    queue: Queue,
    rng: fastrand::Rng,
}

impl Default for Machine {
    fn default() -> Self {
        Self {
            phase: Phase::Idle,
            generation: Generation::default(),
            target: Target { address: String::new(), subprotocols: Vec::new() },
            policy: Policy::default(),
            retry: Retry::default(),
            traffic: Traffic::default(),
            begun: Micros::default(),
            repeating: None,
            queue: Queue::default(),
            rng: fastrand::Rng::with_seed(0),
        }
    }
}

type Effects<'a> = Vec<Effect<'a>>;

impl Machine {
    /// Takes what happened at `now` and answers with what is to be done, in this order.
    pub fn handle<'a>(&mut self, now: Micros, input: Input<'a>) -> Effects<'a> {
        let may_repeat = matches!(input, Input::Time | Input::Repeat(..));
        let is_time = matches!(input, Input::Time);
        let mut effects = self.react(now, input);
        self.follow(now, &mut effects);
        effects.extend(self.refuse_queued());
        if is_time {
            effects.extend(self.send_queued(now));
        }
        if may_repeat {
            effects.extend(self.send_repeated(now));
        }
        effects
    }

    fn react<'a>(&mut self, now: Micros, input: Input<'a>) -> Effects<'a> {
        match input {
            Input::Connect(target, policy, seed) => self.connect(now, target, policy, seed),
            Input::Adjust(policy) => self.adjust(now, policy),
            Input::Close(request) => self.close(now, request),
            Input::TryNow if matches!(self.phase, Phase::Waiting { .. }) => self.open(now),
            Input::Ping => self.ping(now),
            Input::Send(id, message) => self.send(id, message),
            Input::SendAfter(id, after, message) => self.send_after(now, id, after, message),
            Input::DropQueued => self.drop_queued(),
            Input::Socket(generation, event) if generation == self.generation => self.socket(now, event),
            Input::Repeat(draft, repeat) => self.repeat(now, draft, &repeat),
            Input::StopRepeat => self.stop_repeating(now),
            Input::Taken(role, message) => self.taken(now, role, message),
            Input::Untaken => self.untaken(now),
            Input::Forbidden => self.forbidden(now),
            Input::Time => self.time(now),
            Input::Slept(gap) => self.wake(now, gap),
            Input::TryNow | Input::Socket(..) => Vec::new(),
        }
    }

    /// Where it goes, or went last.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// When the last attempt began.
    pub fn begun(&self) -> Micros {
        self.begun
    }

    /// Whether there is nothing to look after.
    pub fn is_idle(&self) -> bool {
        matches!(self.phase, Phase::Idle)
    }

    /// When the machine wants an [`Input::Time`], if nothing happens before.
    pub fn deadline(&self) -> Option<Micros> {
        let repeating = self.repeating.as_ref().and_then(|repeating| repeating.deadline());
        [self.phase.deadline(&self.policy), repeating, self.queue.deadline()].into_iter().flatten().min()
    }

    fn connect<'a>(&mut self, now: Micros, target: Target, policy: Policy, seed: u64) -> Effects<'a> {
        let mut effects = self.abandon(now);
        self.target = target;
        self.policy = policy;
        self.rng = fastrand::Rng::with_seed(seed);
        self.retry.reset();
        effects.extend(self.open(now));
        effects
    }

    fn open<'a>(&mut self, now: Micros) -> Effects<'a> {
        self.generation.0 += 1;
        self.phase = Phase::Connecting { since: now };
        self.begun = now;
        self.traffic = Traffic::default();
        let notice = Notice::Connecting { target: self.target.clone(), attempt: self.retry.attempts() };
        vec![report(notice), Effect::Open(self.generation, self.target.clone())]
    }

    fn adjust<'a>(&mut self, now: Micros, policy: Policy) -> Effects<'a> {
        self.policy = policy;
        if let Some(repeating) = &mut self.repeating {
            repeating.adjust(&self.policy.values);
        }
        match &mut self.phase {
            Phase::Open { pings, .. } => pings.adjust(now, &self.policy),
            Phase::Waiting { .. } if !self.policy.reconnect.is_on => return self.stop(),
            Phase::Idle | Phase::Connecting { .. } | Phase::Closing { .. } | Phase::Waiting { .. } => {}
        }
        Vec::new()
    }

    fn close<'a>(&mut self, now: Micros, request: CloseRequest) -> Effects<'a> {
        match self.phase {
            Phase::Open { life, .. } => {
                self.phase = Phase::Closing { life, by: EndedBy::You, give_up: now + CLOSE_PATIENCE };
                vec![report(Notice::Closing), Effect::Close(request)]
            }
            Phase::Connecting { .. } | Phase::Closing { .. } => self.abandon(now),
            Phase::Waiting { .. } => self.stop(),
            Phase::Idle => Vec::new(),
        }
    }

    fn stop<'a>(&mut self) -> Effects<'a> {
        self.phase = Phase::Idle;
        vec![report(Notice::Stopped)]
    }

    fn ping<'a>(&mut self, now: Micros) -> Effects<'a> {
        let Phase::Open { pings, .. } = &mut self.phase else { return Vec::new() };
        let ping = pings.ping(now, &mut self.rng);
        ping.map(|ping| Effect::Say(Role::Ping, ping)).into_iter().collect()
    }

    fn send<'a>(&self, id: SendId, message: Message<'a>) -> Effects<'a> {
        match self.phase {
            Phase::Open { .. } => vec![Effect::Send(id, message)],
            Phase::Idle | Phase::Connecting { .. } | Phase::Closing { .. } | Phase::Waiting { .. } => {
                vec![Effect::Report(Event::Refused(id))]
            }
        }
    }

    fn taken<'a>(&mut self, now: Micros, role: Role, message: Message<'_>) -> Effects<'a> {
        self.traffic.sent.add(message);
        if let (Role::Ping, Phase::Open { pings, .. }) = (role, &mut self.phase) {
            pings.sent(now);
        }
        Vec::new()
    }

    fn socket<'a>(&mut self, now: Micros, event: SocketEvent<'a>) -> Effects<'a> {
        match (event, &mut self.phase) {
            (SocketEvent::Opened { subprotocol, extensions }, Phase::Connecting { since }) => {
                let life = Life { handshake: now.since(*since), since: now };
                self.opened(now, life, Notice::Opened { subprotocol, extensions })
            }
            (SocketEvent::Message(message), Phase::Open { pings, .. }) => {
                self.traffic.received.add(message);
                let role = pings.hear(now, message);
                let mut effects = vec![Effect::Report(Event::Received(role, message))];
                if role == Role::Ping {
                    let answer = pings.answer(now, &mut self.rng);
                    effects.extend(answer.map(|answer| Effect::Say(Role::Pong(None), answer)));
                }
                effects
            }
            // A message can still arrive while the close handshake is under way (RFC 6455 §5.5.1).
            (SocketEvent::Message(message), Phase::Closing { .. }) => {
                self.traffic.received.add(message);
                vec![Effect::Report(Event::Received(Role::Data, message))]
            }
            (SocketEvent::Closed { code, reason, clean }, Phase::Connecting { .. }) => {
                self.end(now, EndedBy::NeverOpened, code, reason, clean)
            }
            (SocketEvent::Closed { code, reason, clean }, Phase::Open { .. }) => {
                let by = if clean { EndedBy::Server } else { EndedBy::Lost };
                self.end(now, by, code, reason, clean)
            }
            (SocketEvent::Closed { code, reason, clean }, Phase::Closing { by, .. }) => {
                let by = by.clone();
                self.end(now, by, code, reason, clean)
            }
            (
                SocketEvent::Rejected(why),
                Phase::Connecting { .. } | Phase::Open { .. } | Phase::Closing { .. },
            ) => self.end_without_frame(now, EndedBy::Rejected(why)),
            // Out of order; a browser doesn't do that, and if one did, nothing is lost by ignoring it.
            (SocketEvent::Opened { .. }, Phase::Open { .. } | Phase::Closing { .. })
            | (SocketEvent::Message(_), Phase::Connecting { .. })
            | (_, Phase::Idle | Phase::Waiting { .. }) => Vec::new(),
        }
    }

    fn opened<'a>(&mut self, now: Micros, life: Life, notice: Notice) -> Effects<'a> {
        let mut pings = Box::new(Pings::new(now, &self.policy));
        let mut effects = vec![report(notice)];
        for hello in &self.policy.hello {
            let outgoing = pings.hello(hello, now, &mut self.rng);
            effects.extend(outgoing.map(|outgoing| Effect::Say(Role::Data, outgoing)));
        }
        self.phase = Phase::Open { life, pings };
        effects
    }

    /// Chromium leaves such a socket as it is, Firefox fails it.
    fn forbidden<'a>(&mut self, now: Micros) -> Effects<'a> {
        let mut effects = vec![report(Notice::Forbidden)];
        match self.phase {
            Phase::Connecting { .. } => {
                effects.push(Effect::Abandon);
                effects.extend(self.end_without_frame(now, EndedBy::Forbidden));
            }
            // It has failed already, and the next attempt would fail as well.
            Phase::Waiting { .. } => effects.extend(self.stop()),
            Phase::Idle | Phase::Open { .. } | Phase::Closing { .. } => {}
        }
        effects
    }

    fn time<'a>(&mut self, now: Micros) -> Effects<'a> {
        match &mut self.phase {
            Phase::Connecting { since } if now >= *since + self.policy.connect => {
                let mut effects = vec![Effect::Abandon];
                effects.extend(self.end_without_frame(now, EndedBy::TimedOut(Clock::Connect)));
                effects
            }
            Phase::Open { life, pings } => match pings.expired(now) {
                Some((clock, limit)) => {
                    let (life, heard) = (*life, pings.heard(now));
                    let mut effects: Effects<'a> = lost_pings(pings.lose(now)).into_iter().collect();
                    effects.push(report(Notice::Broken { clock, limit, heard }));
                    effects.extend(self.close_broken(now, life, clock));
                    effects
                }
                None => self.keep_alive(now),
            },
            Phase::Closing { by, give_up, .. } if now >= *give_up => {
                let by = by.clone();
                let mut effects = vec![Effect::Abandon];
                effects.extend(self.end_without_frame(now, by));
                effects
            }
            Phase::Waiting { due } if now >= *due => self.open(now),
            Phase::Idle | Phase::Connecting { .. } | Phase::Closing { .. } | Phase::Waiting { .. } => {
                Vec::new()
            }
        }
    }

    fn keep_alive<'a>(&mut self, now: Micros) -> Effects<'a> {
        let Phase::Open { pings, .. } = &mut self.phase else { return Vec::new() };
        let mut effects: Effects<'a> = lost_pings(pings.lose(now)).into_iter().collect();
        if pings.is_due(now) {
            pings.plan_next(now);
            effects.extend(self.ping(now));
        }
        effects
    }

    fn close_broken<'a>(&mut self, now: Micros, life: Life, clock: Clock) -> [Effect<'a>; 2] {
        let reason = match clock {
            Clock::Pong => "no pong in time",
            Clock::Idle | Clock::Connect => "nothing received in time",
        };
        let give_up = now + BROKEN_PATIENCE;
        self.phase = Phase::Closing { life, by: EndedBy::TimedOut(clock), give_up };
        let request = CloseRequest { code: Some(BROKEN_CODE), reason: reason.to_owned() };
        [report(Notice::Closing), Effect::Close(request)]
    }

    fn wake<'a>(&mut self, now: Micros, gap: Span) -> Effects<'a> {
        match &mut self.phase {
            Phase::Idle => return Vec::new(),
            Phase::Connecting { since } => *since = now,
            Phase::Open { pings, .. } => {
                pings.wake(now);
                self.queue.wake(now);
            }
            Phase::Closing { .. } | Phase::Waiting { .. } => {}
        }
        vec![report(Notice::Slept(gap))]
    }

    /// Gives up the live socket, if there is one, without waiting for it, and doesn't try again.
    fn abandon<'a>(&mut self, now: Micros) -> Effects<'a> {
        let by = match self.phase {
            Phase::Idle => return Vec::new(),
            Phase::Waiting { .. } => return self.stop(),
            Phase::Connecting { .. } => EndedBy::Cancelled,
            Phase::Open { .. } | Phase::Closing { .. } => EndedBy::You,
        };
        let mut effects = vec![Effect::Abandon];
        effects.extend(self.end_without_frame(now, by));
        effects
    }

    fn end_without_frame<'a>(&mut self, now: Micros, by: EndedBy) -> Effects<'a> {
        self.end(now, by, 1006, String::new(), false)
    }

    fn end<'a>(&mut self, now: Micros, by: EndedBy, code: u16, reason: String, clean: bool) -> Effects<'a> {
        let (handshake, lasted) = match self.phase {
            Phase::Connecting { since } => (now.since(since), None),
            Phase::Open { life, .. } | Phase::Closing { life, .. } => {
                (life.handshake, Some(now.since(life.since)))
            }
            Phase::Idle | Phase::Waiting { .. } => (Span::default(), None),
        };
        let ending = Ending { by, code, reason, clean, lasted, handshake, traffic: self.traffic };
        // From here on, whatever the old socket still says carries an outdated number.
        self.generation.0 += 1;
        self.phase = Phase::Idle;
        if lasted.is_some_and(|lasted| lasted >= STEADY) {
            self.retry.reset();
        }
        let next = self.next_step(now, &ending);
        [Notice::Ended(ending)].into_iter().chain(next).map(report).collect()
    }

    /// Whether it is tried again, and when.
    fn next_step(&mut self, now: Micros, ending: &Ending) -> Option<Notice> {
        if !self.policy.reconnect.tries_after(ending) {
            return None;
        }
        let Some(wait) = self.retry.next(&self.policy.reconnect, &mut self.rng) else {
            return Some(Notice::GaveUp(self.retry.attempts()));
        };
        let due = now + wait;
        self.phase = Phase::Waiting { due };
        Some(Notice::Waiting { attempt: self.retry.attempts(), due })
    }
}

fn lost_pings<'a>(count: u32) -> Option<Effect<'a>> {
    (count > 0).then_some(Effect::Report(Event::Lost(count)))
}

fn report<'a>(notice: Notice) -> Effect<'a> {
    Effect::Report(Event::Notice(notice))
}

#[cfg(test)]
mod tests;
