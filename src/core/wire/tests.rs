//! The packed form: a round trip of anything that can be said, and no panic on anything that can arrive.

use proptest::prelude::*;

use super::{Batch, Command, Damaged, Event, Report, SendId, SessionId, command, reports};
use crate::compose::{Draft, Meaning, Outlasts, Repeat, RepeatEnd, RepeatState, Values};
use crate::conn::handshake::{Handshake, HeaderLine};
use crate::conn::keep_alive::Preset;
use crate::conn::machine::Generation;
use crate::conn::settings::Settings;
use crate::conn::{Clock, CloseRequest, EndedBy, Ending, Notice, Policy, Target};
use crate::log::{Flow, KeepState, KeepTrouble, Keeping, Traffic};
use crate::message::{DataType, Message, Role};
use crate::time::{Micros, Span};

fn any_target() -> impl Strategy<Value = Target> {
    (any::<String>(), any::<Vec<String>>())
        .prop_map(|(address, subprotocols)| Target { address, subprotocols })
}

fn any_ended_by() -> impl Strategy<Value = EndedBy> {
    prop_oneof![
        Just(EndedBy::You),
        Just(EndedBy::Cancelled),
        Just(EndedBy::Server),
        Just(EndedBy::Lost),
        Just(EndedBy::NeverOpened),
        any_clock().prop_map(EndedBy::TimedOut),
        Just(EndedBy::Forbidden),
        any::<String>().prop_map(EndedBy::Rejected),
    ]
}

fn any_clock() -> impl Strategy<Value = Clock> {
    prop::sample::select(vec![Clock::Connect, Clock::Pong, Clock::Idle])
}

fn any_ending() -> impl Strategy<Value = Ending> {
    let facts = (any::<u16>(), any::<String>(), any::<bool>(), any::<Option<u64>>(), any::<[u64; 5]>());
    (any_ended_by(), facts).prop_map(|(by, (code, reason, clean, lasted, numbers))| {
        let flow = |messages, bytes| Flow { messages, bytes };
        let [handshake, sent, sent_bytes, received, received_bytes] = numbers;
        let traffic = Traffic { sent: flow(sent, sent_bytes), received: flow(received, received_bytes) };
        let (lasted, handshake) = (lasted.map(Span), Span(handshake));
        Ending { by, code, reason, clean, lasted, handshake, traffic }
    })
}

fn any_notice() -> impl Strategy<Value = Notice> {
    prop_oneof![
        (any_target(), any::<u32>()).prop_map(|(target, attempt)| Notice::Connecting { target, attempt }),
        any::<(String, String)>()
            .prop_map(|(subprotocol, extensions)| Notice::Opened { subprotocol, extensions }),
        (any_clock(), any::<u64>(), any::<Option<u64>>()).prop_map(|(clock, limit, heard)| Notice::Broken {
            clock,
            limit: Span(limit),
            heard: heard.map(Span)
        }),
        Just(Notice::Closing),
        any::<u64>().prop_map(Notice::Unsent),
        any_ending().prop_map(Notice::Ended),
        (any::<u32>(), any::<u64>()).prop_map(|(attempt, due)| Notice::Waiting { attempt, due: Micros(due) }),
        Just(Notice::Stopped),
        any::<u32>().prop_map(Notice::GaveUp),
        any::<u64>().prop_map(|gap| Notice::Slept(Span(gap))),
        Just(Notice::Forbidden),
        any::<(String, u16, String)>().prop_map(|(value, status, error)| {
            let request = vec![HeaderLine { name: "X".to_owned(), value }];
            Notice::Handshake(Handshake { request, status, error, ..Handshake::default() })
        }),
    ]
}

fn any_role() -> impl Strategy<Value = Role> {
    let span = prop::option::of(any::<u64>().prop_map(Span));
    prop_oneof![Just(Role::Data), Just(Role::Ping), span.prop_map(Role::Pong)]
}

/// An event that owns its payload, so that a strategy can make it.
#[derive(Clone, Debug)]
enum Owned {
    Received(Role, bool, Vec<u8>),
    Sent(u32, bool, Vec<u8>),
    Said(Role, bool, Vec<u8>),
    Lost(u32),
    Refused(u32),
    Queued(u64),
    Repeating(RepeatState),
    Announced(u32),
    Notice(Notice),
}

fn message(text: bool, payload: &[u8]) -> Message<'_> {
    Message { data_type: if text { DataType::Text } else { DataType::Binary }, payload }
}

impl Owned {
    fn event(&self) -> Event<'_> {
        match self {
            Self::Received(role, text, payload) => Event::Received(*role, message(*text, payload)),
            Self::Said(role, text, payload) => Event::Said(*role, message(*text, payload)),
            Self::Lost(count) => Event::Lost(*count),
            Self::Sent(id, text, payload) => Event::Sent(SendId(*id), message(*text, payload)),
            Self::Refused(id) => Event::Refused(SendId(*id)),
            Self::Repeating(state) => Event::Repeating(*state),
            Self::Queued(bytes) => Event::Queued(*bytes),
            Self::Announced(number) => Event::Announced(Generation(*number)),
            Self::Notice(notice) => Event::Notice(notice.clone()),
        }
    }
}

fn any_repeat_state() -> impl Strategy<Value = RepeatState> {
    let ends = [RepeatEnd::Done, RepeatEnd::Stopped, RepeatEnd::ConnectionEnded, RepeatEnd::GaveUp];
    (any::<[u64; 3]>(), prop::option::of(prop::sample::select(ends.to_vec())))
        .prop_map(|([sent, late, refused], over)| RepeatState { sent, late, refused, over })
}

fn any_event() -> impl Strategy<Value = Owned> {
    prop_oneof![
        (any_role(), any::<bool>(), any::<Vec<u8>>())
            .prop_map(|(role, text, payload)| Owned::Received(role, text, payload)),
        (any_role(), any::<bool>(), any::<Vec<u8>>())
            .prop_map(|(role, text, payload)| Owned::Said(role, text, payload)),
        any::<u32>().prop_map(Owned::Lost),
        any::<(u32, bool, Vec<u8>)>().prop_map(|(id, text, payload)| Owned::Sent(id, text, payload)),
        any::<u32>().prop_map(Owned::Refused),
        any::<u64>().prop_map(Owned::Queued),
        any_repeat_state().prop_map(Owned::Repeating),
        any::<u32>().prop_map(Owned::Announced),
        any_notice().prop_map(Owned::Notice),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_batch_comes_back_as_it_went(
        events in prop::collection::vec((any::<u32>(), any::<u64>(), any_event()), 0..12)
    ) {
        let state = KeepState { trouble: Some(KeepTrouble::Full), bytes: 7, skipped: 1 };
        let said: Vec<Report<'_>> = [Report::Ready, Report::Failed("so"), Report::Keeping(state)]
            .into_iter()
            .chain(events.iter().map(|(id, at, e)| Report::Session(SessionId(*id), Micros(*at), e.event())))
            .collect();
        let mut batch = Batch::default();
        for report in &said {
            batch.push(report);
        }
        let packed = batch.take();
        prop_assert!(batch.is_empty());
        let read: Result<Vec<_>, _> = reports(&packed).collect();
        prop_assert_eq!(read, Ok(said));
    }

    #[test]
    fn a_cut_batch_is_an_error_where_the_cut_report_begins(
        events in prop::collection::vec(any_event(), 1..6), cut in 1usize..50
    ) {
        let mut batch = Batch::default();
        let mut ends = vec![0];
        for event in &events {
            batch.push(&Report::Session(SessionId(1), Micros(2), event.event()));
            ends.push(batch.len());
        }
        let packed = batch.take();
        let kept = packed.len() - cut.min(packed.len());
        let whole = ends.iter().filter(|end| **end != 0 && **end <= kept).count();
        let read: Vec<_> = reports(&packed[..kept]).collect();
        prop_assert!(read.iter().take(whole).all(Result::is_ok));
        let damage: Vec<_> = read[whole..].iter().collect();
        if kept == ends[whole] {
            prop_assert!(damage.is_empty());
        } else {
            prop_assert_eq!(damage, [&Err(Damaged { offset: ends[whole] })]);
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in any::<Vec<u8>>()) {
        let read: Vec<_> = reports(&bytes).collect();
        prop_assert!(read.iter().rev().skip(1).all(Result::is_ok));
        let _ = command(&bytes);
    }

    #[test]
    fn a_command_comes_back_as_it_went(
        target in any_target(), code in any::<Option<u16>>(), reason in any::<String>(), payload in any::<Vec<u8>>()
    ) {
        let session = SessionId(7);
        let secrets = vec![reason.clone(), String::new()];
        let repeated = Draft { text: reason.clone(), meaning: Meaning::Json };
        let repeat = Repeat { every: Span(1000), times: code.map(u32::from), outlasts: Outlasts::Connection };
        let values = Values(vec![("host".to_owned(), reason.clone())]);
        let ping = Preset::Pusher.apply(&Policy::default().ping);
        let settings = Settings::of(&Policy { ping, idle: Some(Span(9_000_000)), ..Policy::default() });
        for said in [
            Command::Connect(session, target, settings.clone(), values.clone()),
            Command::Adjust(session, settings, values),
            Command::TryNow(session),
            Command::Announce,
            Command::Open(session, Generation(u32::MAX)),
            Command::Tell(session, Notice::Stopped),
            Command::Ping(session),
            Command::Close(session, CloseRequest { code, reason }),
            Command::Send(session, SendId(9), Message::binary(&payload)),
            Command::SendAfter(session, SendId(10), Span(7), Message::binary(&payload)),
            Command::DropQueued(session),
            Command::Repeat(session, repeated, repeat),
            Command::StopRepeat(session),
            Command::Keep(Keeping::Off),
            Command::Keep(Keeping::On { limit: u64::MAX }),
            Command::Secrets(session, secrets),
            Command::Cleared(session),
            Command::Forget(session),
        ] {
            let packed = said.pack();
            prop_assert_eq!(command(&packed), Ok(said));
        }
    }
}

#[test]
fn a_flipped_tag_and_a_trailing_byte_are_damage() {
    let mut packed = Command::Forget(SessionId(1)).pack();
    packed.push(0);
    assert_eq!(command(&packed), Err(Damaged { offset: 2 }));
    assert_eq!(command(&[250, 1]), Err(Damaged { offset: 0 }));
    assert_eq!(reports(&[0, 77]).collect::<Vec<_>>(), [Ok(Report::Ready), Err(Damaged { offset: 1 })]);
}
