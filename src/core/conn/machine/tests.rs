//! The machine's life as tables of cases, and what must hold in any order of inputs.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::{Effect, Generation, Input, Machine, SocketEvent};
use crate::conn::{CloseRequest, Target};
use crate::message::Message;
use crate::time::Micros;
use crate::wire::{Event, SendId};

fn target() -> Target {
    Target { address: "ws://a/".into(), subprotocols: Vec::new() }
}

fn opened() -> SocketEvent<'static> {
    SocketEvent::Opened { subprotocol: "v1".into(), extensions: String::new() }
}

fn closed(code: u16, clean: bool) -> SocketEvent<'static> {
    SocketEvent::Closed { code, reason: "so".into(), clean }
}

fn at(generation: u32, event: SocketEvent<'static>) -> Input<'static> {
    Input::Socket(Generation(generation), event)
}

/// Runs the inputs a second apart and compares what was to be done, a line for each input.
fn check(inputs: Vec<Input<'static>>, expected: &Expect) {
    let mut machine = Machine::default();
    let lines: Vec<String> = (1u64..)
        .zip(inputs)
        .map(|(second, input)| format!("{second}: {:?}", machine.handle(Micros(second * 1_000_000), input)))
        .collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn connects_talks_and_is_closed_by_the_server() {
    check(
        vec![
            Input::Connect(target()),
            at(1, opened()),
            Input::Send(SendId(5), Message::text("hi")),
            at(1, SocketEvent::Message(Message::text("ho"))),
            at(1, closed(1001, true)),
        ],
        &expect![[r#"
            1: [Report(Notice(Connecting(Target { address: "ws://a/", subprotocols: [] }))), Open(Generation(1), Target { address: "ws://a/", subprotocols: [] })]
            2: [Report(Notice(Opened { subprotocol: "v1", extensions: "" }))]
            3: [Send(SendId(5), Message { data_type: Text, payload: [104, 105] })]
            4: [Report(Received(Message { data_type: Text, payload: [104, 111] }))]
            5: [Report(Notice(Ended(Ending { by: Server, code: 1001, reason: "so", clean: true, lasted: Some(Span(3000000)) })))]"#]],
    );
}

#[test]
fn the_user_closes() {
    check(
        vec![
            Input::Connect(target()),
            at(1, opened()),
            Input::Close(CloseRequest { code: Some(3000), reason: "bye".into() }),
            Input::Send(SendId(6), Message::text("too late")),
            at(1, SocketEvent::Message(Message::text("a last word"))),
            at(1, closed(3000, true)),
        ],
        &expect![[r#"
            1: [Report(Notice(Connecting(Target { address: "ws://a/", subprotocols: [] }))), Open(Generation(1), Target { address: "ws://a/", subprotocols: [] })]
            2: [Report(Notice(Opened { subprotocol: "v1", extensions: "" }))]
            3: [Report(Notice(Closing)), Close(CloseRequest { code: Some(3000), reason: "bye" })]
            4: [Report(Refused(SendId(6)))]
            5: [Report(Received(Message { data_type: Text, payload: [97, 32, 108, 97, 115, 116, 32, 119, 111, 114, 100] }))]
            6: [Report(Notice(Ended(Ending { by: You, code: 3000, reason: "so", clean: true, lasted: Some(Span(4000000)) })))]"#]],
    );
}

#[test]
fn cancelling_is_immediate_and_late_events_are_ignored() {
    check(
        vec![
            Input::Connect(target()),
            Input::Close(CloseRequest::default()),
            at(1, opened()),
            at(1, closed(1006, false)),
            Input::Close(CloseRequest::default()),
        ],
        &expect![[r#"
            1: [Report(Notice(Connecting(Target { address: "ws://a/", subprotocols: [] }))), Open(Generation(1), Target { address: "ws://a/", subprotocols: [] })]
            2: [Abandon, Report(Notice(Ended(Ending { by: Cancelled, code: 1006, reason: "", clean: false, lasted: None })))]
            3: []
            4: []
            5: []"#]],
    );
}

#[test]
fn a_second_disconnect_does_not_wait_for_the_server() {
    check(
        vec![
            Input::Connect(target()),
            at(1, opened()),
            Input::Close(CloseRequest::default()),
            Input::Close(CloseRequest::default()),
            at(1, closed(1000, true)),
        ],
        &expect![[r#"
            1: [Report(Notice(Connecting(Target { address: "ws://a/", subprotocols: [] }))), Open(Generation(1), Target { address: "ws://a/", subprotocols: [] })]
            2: [Report(Notice(Opened { subprotocol: "v1", extensions: "" }))]
            3: [Report(Notice(Closing)), Close(CloseRequest { code: None, reason: "" })]
            4: [Abandon, Report(Notice(Ended(Ending { by: You, code: 1006, reason: "", clean: false, lasted: Some(Span(2000000)) })))]
            5: []"#]],
    );
}

#[test]
fn a_failed_handshake_a_lost_connection_and_a_refusal_by_the_browser_differ() {
    check(
        vec![
            Input::Connect(target()),
            at(1, closed(1006, false)),
            Input::Connect(target()),
            at(3, opened()),
            at(3, closed(1006, false)),
            Input::Connect(target()),
            at(5, SocketEvent::Rejected("SyntaxError".into())),
        ],
        &expect![[r#"
            1: [Report(Notice(Connecting(Target { address: "ws://a/", subprotocols: [] }))), Open(Generation(1), Target { address: "ws://a/", subprotocols: [] })]
            2: [Report(Notice(Ended(Ending { by: NeverOpened, code: 1006, reason: "so", clean: false, lasted: None })))]
            3: [Report(Notice(Connecting(Target { address: "ws://a/", subprotocols: [] }))), Open(Generation(3), Target { address: "ws://a/", subprotocols: [] })]
            4: [Report(Notice(Opened { subprotocol: "v1", extensions: "" }))]
            5: [Report(Notice(Ended(Ending { by: Lost, code: 1006, reason: "so", clean: false, lasted: Some(Span(1000000)) })))]
            6: [Report(Notice(Connecting(Target { address: "ws://a/", subprotocols: [] }))), Open(Generation(5), Target { address: "ws://a/", subprotocols: [] })]
            7: [Report(Notice(Ended(Ending { by: Rejected("SyntaxError"), code: 1006, reason: "", clean: false, lasted: None })))]"#]],
    );
}

#[test]
fn connecting_again_gives_up_the_live_socket_first() {
    check(
        vec![Input::Connect(target()), at(1, opened()), Input::Connect(target()), at(1, closed(1000, true))],
        &expect![[r#"
            1: [Report(Notice(Connecting(Target { address: "ws://a/", subprotocols: [] }))), Open(Generation(1), Target { address: "ws://a/", subprotocols: [] })]
            2: [Report(Notice(Opened { subprotocol: "v1", extensions: "" }))]
            3: [Abandon, Report(Notice(Ended(Ending { by: You, code: 1006, reason: "", clean: false, lasted: Some(Span(1000000)) }))), Report(Notice(Connecting(Target { address: "ws://a/", subprotocols: [] }))), Open(Generation(3), Target { address: "ws://a/", subprotocols: [] })]
            4: []"#]],
    );
}

fn any_input() -> impl Strategy<Value = Input<'static>> {
    let any_event = prop_oneof![
        Just(()).prop_map(|()| opened()),
        Just(()).prop_map(|()| SocketEvent::Message(Message::text("x"))),
        (any::<u16>(), any::<bool>()).prop_map(|(code, clean)| closed(code, clean)),
        Just(()).prop_map(|()| SocketEvent::Rejected("no".into())),
    ];
    prop_oneof![
        Just(()).prop_map(|()| Input::Connect(target())),
        Just(()).prop_map(|()| Input::Close(CloseRequest::default())),
        any::<u32>().prop_map(|id| Input::Send(SendId(id), Message::text("m"))),
        (0u32..12, any_event).prop_map(|(generation, event)| at(generation, event)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_order_of_inputs_leaves_two_live_sockets_or_an_unanswered_send(
        inputs in prop::collection::vec(any_input(), 0..60)
    ) {
        let mut machine = Machine::default();
        let mut live: Option<Generation> = None;
        for (second, input) in (1u64..).zip(inputs) {
            // A socket that has said its last word is dead, whatever the machine makes of it.
            if let Input::Socket(generation, SocketEvent::Closed { .. } | SocketEvent::Rejected(_)) = &input
                && live == Some(*generation)
            {
                live = None;
            }
            let asked = if let Input::Send(id, _) = &input { Some(*id) } else { None };
            let mut answered = None;
            for effect in machine.handle(Micros(second), input) {
                match effect {
                    Effect::Open(generation, _) => {
                        prop_assert!(live.is_none(), "a second socket while one is alive");
                        live = Some(generation);
                    }
                    Effect::Abandon => {
                        prop_assert!(live.take().is_some(), "nothing there to abandon");
                    }
                    Effect::Close(_) => prop_assert!(live.is_some()),
                    Effect::Send(id, _) => {
                        prop_assert!(live.is_some(), "a message for no socket");
                        prop_assert!(answered.replace(id).is_none());
                    }
                    Effect::Report(Event::Refused(id)) => prop_assert!(answered.replace(id).is_none()),
                    Effect::Report(Event::Sent(..)) => prop_assert!(false, "only the worker knows that"),
                    Effect::Report(Event::Received(_) | Event::Queued(_) | Event::Notice(_)) => {}
                }
            }
            prop_assert_eq!(asked, answered);
        }
    }
}
