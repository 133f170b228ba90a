//! What keeps an open connection alive, and notices when it isn't: pings on their way, and when anything was last
//! heard.
//!
//! A browser can't send ping frames (RFC 6455 §5.5.2), so a ping here is a message, and a pong is whichever message
//! answers it by the user's rule. Without a nonce pongs answer pings in their order.

use std::collections::VecDeque;

use super::fields::Fields;
use crate::compose::{Draft, Filling, Outgoing, Prepared, Values};
use crate::conn::keep_alive::{Matcher, Ping};
use crate::conn::{Clock, Policy};
use crate::message::{Message, Role};
use crate::time::{Micros, Span};

/// A ping without an answer for so long is lost, where the user has set no limit.
const LOST_AFTER: Span = Span::from_secs(60);

/// How long after a sleep the next ping is sent.
const AFTER_SLEEP: Span = Span::from_secs(1);

/// As many pings without an answer are remembered.
const MOST_PENDING: usize = 1000;

/// The pings of one open connection.
#[derive(Debug)]
pub struct Pings {
    policy: Compiled,
    /// Those without an answer, in their order.
    pending: VecDeque<Pending>,
    /// When the next one is sent.
    due: Option<Micros>,
    /// Since when it has been silent: since anything was received, or since the connection opened.
    silent_since: Micros,
    /// When anything was last received.
    heard: Option<Micros>,
    /// How many messages have been filled in, for the variable `seq`.
    filled: u64,
    /// The fields that the messages refer to.
    fields: Fields,
}

#[derive(Debug)]
struct Pending {
    at: Micros,
    payload: Vec<u8>,
    nonce: String,
}

/// What of a policy is needed here, made ready. A rule or message that makes no sense is as none: the page has said so
/// where it is typed.
#[derive(Debug)]
struct Compiled {
    interval: Option<Span>,
    timeout: Option<Span>,
    idle: Option<Span>,
    message: Option<Prepared>,
    /// How a pong is known; nothing if none is expected.
    rule: Option<Matcher>,
    answer: Option<(Matcher, Prepared)>,
    ping: Ping,
    values: Values,
}

impl Compiled {
    fn new(policy: &Policy) -> Self {
        let Policy { ping, values, .. } = policy;
        let prepare = |draft: &Draft| draft.prepare(Some(values)).ok();
        let answer = ping.answer.as_ref().filter(|answer| !answer.when.is_blank()).and_then(|answer| {
            Some((Matcher::compile(&answer.when, answer.with.meaning).ok()?, prepare(&answer.with)?))
        });
        Self {
            interval: ping.interval,
            timeout: ping.timeout,
            idle: policy.idle,
            message: prepare(&ping.message),
            rule: Matcher::compile(&ping.rule, ping.message.meaning).ok().filter(Matcher::expects_answer),
            answer,
            ping: ping.clone(),
            values: values.clone(),
        }
    }
}

impl Pings {
    /// For a connection that has opened now.
    pub fn new(now: Micros, policy: &Policy) -> Self {
        let mut this = Self {
            policy: Compiled::new(policy),
            pending: VecDeque::new(),
            due: None,
            silent_since: now,
            heard: None,
            filled: 0,
            fields: Fields::default(),
        };
        this.look_for_fields(policy);
        this.due = this.policy.interval.map(|interval| now + interval);
        this
    }

    /// Takes over what the user has changed. Another interval or another limit counts from now, and pings on their way
    /// are waited for no more if their answer would be another one.
    pub fn adjust(&mut self, now: Micros, policy: &Policy) {
        let before = std::mem::replace(&mut self.policy, Compiled::new(policy));
        self.look_for_fields(policy);
        let Ping { interval, message, rule, .. } = &policy.ping;
        if before.ping.interval != *interval {
            self.due = interval.map(|interval| now + interval);
        }
        if (&before.ping.message, &before.ping.rule) != (message, rule) {
            self.pending.clear();
        }
        if before.idle != policy.idle {
            self.silent_since = now;
        }
    }

    fn look_for_fields(&mut self, policy: &Policy) {
        let hello: Vec<Prepared> =
            policy.hello.iter().filter_map(|draft| draft.prepare(Some(&policy.values)).ok()).collect();
        let answer = self.policy.answer.iter().map(|(_, with)| with);
        let prepared = hello.iter().chain(&self.policy.message).chain(answer);
        self.fields.look_for(prepared.map(|prepared| &prepared.template));
    }

    /// When something is to be done here, if nothing happens before.
    pub fn deadline(&self) -> Option<Micros> {
        let pong = self.pending.front().map(|ping| ping.at + self.limit());
        let idle = self.policy.idle.map(|idle| self.silent_since + idle);
        [self.due, pong, idle].into_iter().flatten().min()
    }

    fn limit(&self) -> Span {
        self.policy.timeout.unwrap_or(LOST_AFTER)
    }

    /// Which clock has run out, and how long it was set to.
    pub fn expired(&self, now: Micros) -> Option<(Clock, Span)> {
        let is_over = |limit: &Span| self.pending.front().is_some_and(|ping| now >= ping.at + *limit);
        let pong = self.policy.timeout.filter(is_over);
        let idle = self.policy.idle.filter(|limit| now >= self.silent_since + *limit);
        pong.map(|limit| (Clock::Pong, limit)).or(idle.map(|limit| (Clock::Idle, limit)))
    }

    /// How many pings have been without an answer for too long; they are waited for no more.
    pub fn lose(&mut self, now: Micros) -> u32 {
        let limit = self.limit();
        let mut lost = 0;
        while self.pending.front().is_some_and(|ping| now >= ping.at + limit) {
            self.pending.pop_front();
            lost += 1;
        }
        lost
    }

    /// Whether the next ping is due.
    pub fn is_due(&self, now: Micros) -> bool {
        self.due.is_some_and(|due| now >= due)
    }

    /// Plans the next ping, an interval after the last one was due, so that lateness doesn't add up.
    pub fn plan_next(&mut self, now: Micros) {
        let next = self.due.zip(self.policy.interval).map(|(due, interval)| due + interval);
        self.due =
            next.map(|next| if next > now { next } else { now + self.policy.interval.unwrap_or_default() });
    }

    /// A ping, which is waited for from now on if an answer is expected; nothing if the message doesn't come out as what
    /// it is meant to be.
    pub fn ping(&mut self, now: Micros, rng: &mut fastrand::Rng) -> Option<Outgoing> {
        let nonce = nonce(rng);
        let outgoing = self.fill(&self.policy.message.clone()?, now, rng, &nonce)?;
        if self.policy.rule.is_some() {
            if self.pending.len() == MOST_PENDING {
                self.pending.pop_front();
            }
            let payload = outgoing.payload.clone();
            self.pending.push_back(Pending { at: now, payload, nonce });
        }
        Some(outgoing)
    }

    /// The newest ping was handed over now; making it took a moment, which is no part of its round trip.
    pub fn sent(&mut self, now: Micros) {
        if let Some(ping) = self.pending.back_mut() {
            ping.at = now;
        }
    }

    /// What is to be said on opening.
    pub fn hello(&mut self, draft: &Draft, now: Micros, rng: &mut fastrand::Rng) -> Option<Outgoing> {
        self.fill(&draft.prepare(Some(&self.policy.values)).ok()?, now, rng, "")
    }

    /// The answer to a ping of the server's.
    pub fn answer(&mut self, now: Micros, rng: &mut fastrand::Rng) -> Option<Outgoing> {
        let with = self.policy.answer.as_ref().map(|(_, with)| with.clone())?;
        self.fill(&with, now, rng, "")
    }

    fn fill(
        &mut self,
        prepared: &Prepared,
        now: Micros,
        rng: &mut fastrand::Rng,
        nonce: &str,
    ) -> Option<Outgoing> {
        self.filled += 1;
        prepared
            .outgoing(&mut Filling {
                now,
                rng,
                seq: self.filled,
                nonce,
                last: self.fields.values(),
                own: &self.policy.values,
            })
            .ok()
    }

    /// What a message is that was received now.
    pub fn hear(&mut self, now: Micros, message: Message<'_>) -> Role {
        self.silent_since = now;
        self.heard = Some(now);
        self.fields.hear(message);
        // The server's own ping would be a pong too, where any message is one.
        if self.policy.answer.as_ref().is_some_and(|(when, _)| when.answers(message, &[], "")) {
            return Role::Ping;
        }
        match self.answered_by(message).and_then(|index| self.pending.remove(index)) {
            Some(ping) => Role::Pong(Some(now.since(ping.at))),
            None => Role::Data,
        }
    }

    /// Which ping the message answers.
    fn answered_by(&self, message: Message<'_>) -> Option<usize> {
        let rule = self.policy.rule.as_ref()?;
        let oldest = self.pending.front()?;
        if rule.looks_at_ping() {
            self.pending.iter().position(|ping| rule.answers(message, &ping.payload, &ping.nonce))
        } else {
            rule.answers(message, &oldest.payload, &oldest.nonce).then_some(0)
        }
    }

    /// How long ago anything was received last.
    pub fn heard(&self, now: Micros) -> Option<Span> {
        self.heard.map(|heard| now.since(heard))
    }

    /// After a sleep nothing can be said of the pings on their way, and silence counts from now. The next ping is sent once
    /// the pongs that have waited meanwhile are through, or one of them would be taken for its own.
    pub fn wake(&mut self, now: Micros) {
        self.pending.clear();
        self.silent_since = now;
        self.due = self.due.map(|_| now + AFTER_SLEEP);
    }
}

/// As short as an identifier of most protocols may be, and long enough not to be met by chance.
pub fn nonce(rng: &mut fastrand::Rng) -> String {
    format!("{:012x}", rng.u64(..) >> 16)
}
