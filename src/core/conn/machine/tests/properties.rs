//! What must hold in any order of inputs and at any pace.

use std::collections::VecDeque;

use proptest::prelude::*;

use super::run::{closed, draft, target};
use crate::compose::{Outlasts, Repeat, RepeatEnd, RepeatState};
use crate::conn::keep_alive::{Answer, Ping, PongRule};
use crate::conn::machine::{Effect, Generation, Input, Machine, SocketEvent};
use crate::conn::policy::{Jitter, Reconnect};
use crate::conn::{CloseRequest, Notice, Policy};
use crate::message::Message;
use crate::time::{Micros, Span};
use crate::wire::{Event, SendId};

/// Messages with a greater number are queued, the others are sent at once.
const QUEUED_FROM: u32 = 1_000_000;

fn any_policy() -> impl Strategy<Value = Policy> {
    let span = || prop::option::of((0u64..20_000_000).prop_map(Span));
    let jitter = prop::sample::select(vec![Jitter::Full, Jitter::Equal, Jitter::None]);
    let ping = (span(), span(), any::<bool>()).prop_map(|(interval, timeout, answers)| Ping {
        interval: interval.map(|interval| Span(interval.0.max(100_000))),
        timeout,
        answer: answers.then(|| Answer { when: PongRule::Contains("m".into()), with: draft("a") }),
        ..Ping::default()
    });
    (any::<bool>(), jitter, prop::option::of(0u32..4), ping, span(), 0u64..20_000_000, 0usize..3).prop_map(
        |(is_on, jitter, most, ping, idle, connect, hellos)| Policy {
            reconnect: Reconnect { is_on, jitter, most, ..Reconnect::default() },
            hello: vec![draft("hello"); hellos],
            ping,
            idle,
            connect: Span(connect),
            ..Policy::default()
        },
    )
}

fn any_repeat() -> impl Strategy<Value = Repeat> {
    let outlasts = prop::sample::select(vec![Outlasts::Nothing, Outlasts::Connection]);
    (0u64..3_000_000, prop::option::of(0u32..300), outlasts).prop_map(|(every, times, outlasts)| Repeat {
        every: Span(every),
        times,
        outlasts,
    })
}

fn any_input() -> impl Strategy<Value = Input<'static>> {
    let any_event = prop_oneof![
        3 => Just(()).prop_map(|()| SocketEvent::Opened { subprotocol: String::new(), extensions: String::new() }),
        3 => Just(()).prop_map(|()| SocketEvent::Message(Message::text("m"))),
        2 => (any::<u16>(), any::<bool>()).prop_map(|(code, clean)| closed(code, clean)),
        1 => Just(()).prop_map(|()| SocketEvent::Rejected("no".into())),
    ];
    prop_oneof![
        1 => (any_policy(), any::<u64>()).prop_map(|(policy, seed)| Input::Connect(target(), policy, seed)),
        1 => any_policy().prop_map(Input::Adjust),
        1 => Just(()).prop_map(|()| Input::Close(CloseRequest::default())),
        1 => Just(()).prop_map(|()| Input::TryNow),
        1 => Just(()).prop_map(|()| Input::Ping),
        1 => (0..=QUEUED_FROM).prop_map(|id| Input::Send(SendId(id), Message::text("m"))),
        4 => (0u64..3_000_000).prop_map(|after| Input::SendAfter(SendId(0), Span(after), Message::text("q"))),
        1 => Just(()).prop_map(|()| Input::DropQueued),
        1 => (0u64..100_000_000).prop_map(|gap| Input::Slept(Span(gap))),
        1 => Just(()).prop_map(|()| Input::Forbidden),
        2 => any_repeat().prop_map(|repeat| Input::Repeat(draft("r"), repeat)),
        1 => Just(()).prop_map(|()| Input::StopRepeat),
        1 => Just(()).prop_map(|()| Input::Untaken),
        4 => Just(()).prop_map(|()| Input::Time),
        // Mostly the newest socket, sometimes an older one.
        8 => (0u32..4, any_event).prop_map(|(back, event)| Input::Socket(Generation(back), event)),
    ]
}

/// The world outside of the machine: which socket is alive, and what must be true of what is asked for.
#[derive(Default)]
struct World {
    live: Option<Generation>,
    newest: u32,
    connections_begun: u32,
    connections_ended: u32,
    messages_in: u32,
    messages_reported: u32,
    repeated: RepeatState,
    /// What was queued and isn't answered yet, in order.
    queued: VecDeque<SendId>,
}

impl World {
    fn check(&mut self, effect: &Effect<'_>) -> Result<(), TestCaseError> {
        match effect {
            Effect::Open(generation, _) => {
                prop_assert!(self.live.is_none(), "a second socket while one is alive");
                prop_assert!(generation.0 > self.newest, "a generation again");
                self.live = Some(*generation);
                self.newest = generation.0;
            }
            Effect::Abandon => prop_assert!(self.live.take().is_some(), "nothing there to abandon"),
            Effect::Close(_) | Effect::Send(..) | Effect::SendQueued(..) | Effect::Say(..) => {
                prop_assert!(self.live.is_some(), "{effect:?} for no socket");
            }
            Effect::Report(Event::Received(..)) => self.messages_reported += 1,
            Effect::Report(Event::Notice(Notice::Connecting { .. })) => self.connections_begun += 1,
            Effect::Report(Event::Notice(Notice::Ended(_))) => self.connections_ended += 1,
            Effect::Report(Event::Sent(..) | Event::Said(..) | Event::Announced(_)) => {
                prop_assert!(false, "only the worker knows that");
            }
            Effect::Report(Event::Refused(_) | Event::Queued(_) | Event::Lost(_) | Event::Notice(_)) => {}
            Effect::Report(Event::Repeating(state)) => self.repeated = *state,
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_order_of_inputs_panics_gives_two_live_sockets_or_loses_a_row(
        steps in prop::collection::vec((0u64..8_000_000, any_input()), 0..80)
    ) {
        let mut machine = Machine::default();
        let mut world = World::default();
        // Nothing is repeated yet.
        world.repeated.over = Some(RepeatEnd::Stopped);
        let mut now = Micros(1);
        let mut most_repeated = Some(0);
        let mut next_queued = QUEUED_FROM;
        for (passed, input) in steps {
            now = now + Span(passed);
            // The strategy names a socket by how far back it is.
            let input = match input {
                Input::Socket(back, event) => {
                    Input::Socket(Generation(world.newest.saturating_sub(back.0)), event)
                }
                // Each has a number of its own.
                Input::SendAfter(_, after, message) => {
                    next_queued += 1;
                    world.queued.push_back(SendId(next_queued));
                    Input::SendAfter(SendId(next_queued), after, message)
                }
                other => other,
            };
            let is_from_live = matches!(&input, Input::Socket(generation, _) if world.live == Some(*generation));
            let (mut asked, mut answered) = (None, None);
            if let Input::Repeat(_, repeat) = &input {
                most_repeated = repeat.times.map(u64::from);
            }
            match &input {
                Input::Send(id, _) => asked = Some(*id),
                // A socket that has said its last word is dead, whatever the machine makes of it.
                Input::Socket(_, SocketEvent::Closed { .. } | SocketEvent::Rejected(_)) if is_from_live => {
                    world.live = None;
                }
                _ => {}
            }
            let is_open = matches!(machine.phase, super::super::Phase::Open { .. } | super::super::Phase::Closing { .. });
            if is_from_live && is_open && matches!(input, Input::Socket(_, SocketEvent::Message(_))) {
                world.messages_in += 1;
            }
            let is_time = matches!(input, Input::Time);
            for effect in machine.handle(now, input) {
                world.check(&effect)?;
                if let Effect::Send(id, _) | Effect::SendQueued(id, _) | Effect::Report(Event::Refused(id)) = effect {
                    if id.0 > QUEUED_FROM {
                        prop_assert_eq!(world.queued.pop_front(), Some(id), "answered twice or out of order");
                    } else {
                        prop_assert!(answered.replace(id).is_none());
                    }
                }
            }
            prop_assert_eq!(world.queued.len(), machine.queued(), "a queued message is lost");
            let RepeatState { sent, late, refused, over } = world.repeated;
            prop_assert!(most_repeated.is_none_or(|most| sent + refused <= most) && late <= sent);
            prop_assert!(over.is_some() || !machine.is_idle(), "repeated for nobody");
            prop_assert_eq!(asked, answered, "every attempt to send is answered");
            prop_assert_eq!(world.messages_in, world.messages_reported, "every message is a row");
            // Every connection that began has ended, but for the one that is alive.
            let live = u32::from(world.live.is_some());
            prop_assert_eq!(world.connections_begun, world.connections_ended + live);
            // Woken when it asked for it, it has something to do: it doesn't ask for the same moment again.
            if is_time {
                prop_assert!(machine.deadline().is_none_or(|due| due > now), "it would spin");
            }
        }
    }
}
