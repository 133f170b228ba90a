//! Opening, talking, and every way in which a connection ends.

use expect_test::expect;

use super::run::{Run, closed, policy, target};
use crate::conn::machine::{Input, SocketEvent};
use crate::message::{Message, Role};

#[test]
fn connects_talks_and_is_closed_by_the_server() {
    Run::connect(policy())
        .until(500)
        .opens()
        .sends("hi")
        .user(Input::Taken(Role::Data, Message::text("hi")))
        .until(2000)
        .hears("ho")
        .ends(1001, true)
        .until(60_000)
        .check(&expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.500 | opened v1
               0.500 send 5 "hi"
               2.000 | received "ho"
               2.000 | ended Server 1001 "so" clean, lasted 1.500, 1 in, 1 out"#]]);
}

#[test]
fn the_user_closes() {
    Run::connect(policy())
        .opens()
        .until(1000)
        .closes()
        .sends("too late")
        .hears("a last word")
        .ends(1000, true)
        .until(60_000)
        .check(&expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.000 | opened v1
               1.000 | Closing
               1.000 close Some(1000) "bye"
               1.000 | Refused(SendId(5))
               1.000 | received "a last word"
               1.000 | ended You 1000 "so" clean, lasted 1.000, 1 in, 0 out"#]]);
}

#[test]
fn a_server_that_never_finishes_closing_is_given_up_and_its_late_events_are_ignored() {
    Run::connect(policy())
        .opens()
        .closes()
        .until(4999)
        .spurious()
        .until(5000)
        .late(1, SocketEvent::Message(Message::text("late")))
        .late(1, closed(1000, true))
        .until(60_000)
        .check(&expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.000 | opened v1
               0.000 | Closing
               0.000 close Some(1000) "bye"
               5.000 abandon
               5.000 | ended You 1006 "", lasted 5.000, 0 in, 0 out"#]]);
}

#[test]
fn a_second_disconnect_does_not_wait_for_the_server() {
    Run::connect(policy()).opens().closes().closes().ends(1000, true).check(&expect![[r#"
           0.000 | connecting, attempt 0
           0.000 open socket 1 to ws://a/
           0.000 | opened v1
           0.000 | Closing
           0.000 close Some(1000) "bye"
           0.000 abandon
           0.000 | ended You 1006 "", lasted 0.000, 0 in, 0 out"#]]);
}

#[test]
fn cancelling_is_immediate_and_late_events_are_ignored() {
    Run::connect(policy()).until(100).closes().opens().ends(1006, false).closes().until(60_000).check(
        &expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.100 abandon
               0.100 | ended Cancelled 1006 "", lasted -, 0 in, 0 out"#]],
    );
}

#[test]
fn a_failed_handshake_a_lost_connection_and_a_refusal_by_the_browser_differ() {
    Run::connect(policy())
        .until(30)
        .ends(1006, false)
        .user(Input::Connect(target(), policy(), 1))
        .opens()
        .until(1030)
        .ends(1006, false)
        .user(Input::Connect(target(), policy(), 1))
        .socket(SocketEvent::Rejected("SyntaxError".into()))
        .check(&expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.030 | ended NeverOpened 1006 "so", lasted -, 0 in, 0 out
               0.030 | connecting, attempt 0
               0.030 open socket 3 to ws://a/
               0.030 | opened v1
               1.030 | ended Lost 1006 "so", lasted 1.000, 0 in, 0 out
               1.030 | connecting, attempt 0
               1.030 open socket 5 to ws://a/
               1.030 | ended Rejected("SyntaxError") 1006 "", lasted -, 0 in, 0 out"#]]);
}

#[test]
fn a_handshake_that_takes_too_long_is_given_up() {
    Run::connect(policy()).until(14_999).spurious().until(15_000).opens().check(&expect![[r#"
        0.000 | connecting, attempt 0
        0.000 open socket 1 to ws://a/
        15.000 abandon
        15.000 | ended TimedOut(Connect) 1006 "", lasted -, 0 in, 0 out"#]]);
}

#[test]
fn a_handshake_that_is_just_in_time_succeeds() {
    Run::connect(policy()).until(14_999).opens().until(60_000).check(&expect![[r"
        0.000 | connecting, attempt 0
        0.000 open socket 1 to ws://a/
        14.999 | opened v1"]]);
}

#[test]
fn connecting_again_gives_up_the_live_socket_first() {
    Run::connect(policy())
        .opens()
        .until(1000)
        .user(Input::Connect(target(), policy(), 1))
        .late(1, closed(1000, true))
        .opens()
        .check(&expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.000 | opened v1
               1.000 abandon
               1.000 | ended You 1006 "", lasted 1.000, 0 in, 0 out
               1.000 | connecting, attempt 0
               1.000 open socket 3 to ws://a/
               1.000 | opened v1"#]]);
}

#[test]
fn an_address_that_the_policy_forbids_is_not_tried_any_longer() {
    let again = super::run::reconnecting;
    Run::connect(again()).user(Input::Forbidden).ends(1006, false).until(60_000).check(&expect![[r#"
        0.000 | connecting, attempt 0
        0.000 open socket 1 to ws://a/
        0.000 | Forbidden
        0.000 abandon
        0.000 | ended Forbidden 1006 "", lasted -, 0 in, 0 out"#]]);
    Run::connect(again()).ends(1006, false).user(Input::Forbidden).until(60_000).check(&expect![[r#"
        0.000 | connecting, attempt 0
        0.000 open socket 1 to ws://a/
        0.000 | ended NeverOpened 1006 "so", lasted -, 0 in, 0 out
        0.000 | waiting for attempt 1 at 1.000
        0.000 | Forbidden
        0.000 | Stopped"#]]);
}
