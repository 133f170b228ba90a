//! Reconnecting: when it is tried again, when not, and how long it waits.

use expect_test::expect;

use super::run::{Run, draft, policy, reconnecting};
use crate::conn::machine::{Input, SocketEvent};
use crate::conn::{CodeList, Policy};

#[test]
fn a_lost_connection_is_tried_again_with_growing_waits() {
    Run::connect(reconnecting())
        .opens()
        .until(100)
        .ends(1006, false)
        .until(1100)
        .ends(1006, false)
        .until(3100)
        .ends(1006, false)
        .until(7100)
        .opens()
        .check(&expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.000 | opened v1
               0.100 | ended Lost 1006 "so", lasted 0.100, 0 in, 0 out
               0.100 | waiting for attempt 1 at 1.100
               1.100 | connecting, attempt 1
               1.100 open socket 3 to ws://a/
               1.100 | ended NeverOpened 1006 "so", lasted -, 0 in, 0 out
               1.100 | waiting for attempt 2 at 3.100
               3.100 | connecting, attempt 2
               3.100 open socket 5 to ws://a/
               3.100 | ended NeverOpened 1006 "so", lasted -, 0 in, 0 out
               3.100 | waiting for attempt 3 at 7.100
               7.100 | connecting, attempt 3
               7.100 open socket 7 to ws://a/
               7.100 | opened v1"#]]);
}

#[test]
fn back_off_begins_anew_only_after_a_connection_that_held() {
    Run::connect(reconnecting())
        .opens()
        .ends(1006, false)
        .until(1000)
        .opens()
        .until(10_999)
        .ends(1006, false)
        .until(12_999)
        .opens()
        .until(22_999)
        .ends(1006, false)
        .check(&expect![[r#"
            0.000 | connecting, attempt 0
            0.000 open socket 1 to ws://a/
            0.000 | opened v1
            0.000 | ended Lost 1006 "so", lasted 0.000, 0 in, 0 out
            0.000 | waiting for attempt 1 at 1.000
            1.000 | connecting, attempt 1
            1.000 open socket 3 to ws://a/
            1.000 | opened v1
            10.999 | ended Lost 1006 "so", lasted 9.999, 0 in, 0 out
            10.999 | waiting for attempt 2 at 12.999
            12.999 | connecting, attempt 2
            12.999 open socket 5 to ws://a/
            12.999 | opened v1
            22.999 | ended Lost 1006 "so", lasted 10.000, 0 in, 0 out
            22.999 | waiting for attempt 1 at 23.999"#]]);
}

#[test]
fn messages_are_sent_on_every_opening_in_order() {
    let policy = Policy { hello: vec![draft("hello {{seq}}"), draft("subscribe")], ..reconnecting() };
    Run::connect(policy).opens().ends(1006, false).until(1000).opens().check(&expect![[r#"
           0.000 | connecting, attempt 0
           0.000 open socket 1 to ws://a/
           0.000 | opened v1
           0.000 say "hello 1"
           0.000 say "subscribe"
           0.000 | ended Lost 1006 "so", lasted 0.000, 0 in, 0 out
           0.000 | waiting for attempt 1 at 1.000
           1.000 | connecting, attempt 1
           1.000 open socket 3 to ws://a/
           1.000 | opened v1
           1.000 say "hello 1"
           1.000 say "subscribe""#]]);
}

#[test]
fn the_user_ends_it_at_any_point() {
    // While waiting, while an attempt is under way, while open, while closing.
    Run::connect(reconnecting()).ends(1006, false).until(500).closes().until(60_000).check(&expect![[r#"
           0.000 | connecting, attempt 0
           0.000 open socket 1 to ws://a/
           0.000 | ended NeverOpened 1006 "so", lasted -, 0 in, 0 out
           0.000 | waiting for attempt 1 at 1.000
           0.500 | Stopped"#]]);
    Run::connect(reconnecting())
        .ends(1006, false)
        .until(1000)
        .closes()
        .ends(1006, false)
        .until(60_000)
        .check(&expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.000 | ended NeverOpened 1006 "so", lasted -, 0 in, 0 out
               0.000 | waiting for attempt 1 at 1.000
               1.000 | connecting, attempt 1
               1.000 open socket 3 to ws://a/
               1.000 abandon
               1.000 | ended Cancelled 1006 "", lasted -, 0 in, 0 out"#]]);
    Run::connect(reconnecting()).opens().closes().ends(1006, false).until(60_000).check(&expect![[r#"
           0.000 | connecting, attempt 0
           0.000 open socket 1 to ws://a/
           0.000 | opened v1
           0.000 | Closing
           0.000 close Some(1000) "bye"
           0.000 | ended You 1006 "so", lasted 0.000, 0 in, 0 out"#]]);
    Run::connect(reconnecting()).opens().closes().until(60_000).check(&expect![[r#"
           0.000 | connecting, attempt 0
           0.000 open socket 1 to ws://a/
           0.000 | opened v1
           0.000 | Closing
           0.000 close Some(1000) "bye"
           5.000 abandon
           5.000 | ended You 1006 "", lasted 5.000, 0 in, 0 out"#]]);
}

#[test]
fn listed_codes_are_final_and_others_are_not() {
    let check = |code, clean, tries: bool| {
        let run = Run::connect(reconnecting()).opens().ends(code, clean);
        let waits = run.lines().iter().any(|line| line.contains("waiting"));
        assert_eq!(waits, tries, "{code}");
    };
    check(1000, true, false);
    check(1008, true, false);
    check(4000, true, false);
    check(4999, true, false);
    check(1001, true, true);
    check(1012, true, true);
    check(3000, true, true);
    check(1006, false, true);
    let mut none = reconnecting();
    none.reconnect.final_codes = CodeList::parse("").unwrap();
    Run::connect(none).opens().ends(1000, true).until(1000).check(&expect![[r#"
           0.000 | connecting, attempt 0
           0.000 open socket 1 to ws://a/
           0.000 | opened v1
           0.000 | ended Server 1000 "so" clean, lasted 0.000, 0 in, 0 out
           0.000 | waiting for attempt 1 at 1.000
           1.000 | connecting, attempt 1
           1.000 open socket 3 to ws://a/"#]]);
}

#[test]
fn what_the_browser_refuses_is_not_tried_again() {
    Run::connect(reconnecting()).socket(SocketEvent::Rejected("SyntaxError".into())).until(60_000).check(
        &expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.000 | ended Rejected("SyntaxError") 1006 "", lasted -, 0 in, 0 out"#]],
    );
}

#[test]
fn as_many_attempts_as_allowed() {
    let mut policy = reconnecting();
    policy.reconnect.most = Some(2);
    Run::connect(policy)
        .ends(1006, false)
        .until(1000)
        .ends(1006, false)
        .until(3000)
        .ends(1006, false)
        .until(60_000)
        .check(&expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.000 | ended NeverOpened 1006 "so", lasted -, 0 in, 0 out
               0.000 | waiting for attempt 1 at 1.000
               1.000 | connecting, attempt 1
               1.000 open socket 3 to ws://a/
               1.000 | ended NeverOpened 1006 "so", lasted -, 0 in, 0 out
               1.000 | waiting for attempt 2 at 3.000
               3.000 | connecting, attempt 2
               3.000 open socket 5 to ws://a/
               3.000 | ended NeverOpened 1006 "so", lasted -, 0 in, 0 out
               3.000 | GaveUp(2)"#]]);
}

#[test]
fn now_does_not_wait_and_means_nothing_elsewhere() {
    Run::connect(reconnecting())
        .user(Input::TryNow)
        .ends(1006, false)
        .until(10)
        .user(Input::TryNow)
        .user(Input::TryNow)
        .opens()
        .user(Input::TryNow)
        .check(&expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.000 | ended NeverOpened 1006 "so", lasted -, 0 in, 0 out
               0.000 | waiting for attempt 1 at 1.000
               0.010 | connecting, attempt 1
               0.010 open socket 3 to ws://a/
               0.010 | opened v1"#]]);
}

#[test]
fn switching_it_off_while_waiting_stops_it() {
    Run::connect(reconnecting())
        .ends(1006, false)
        .until(500)
        .user(Input::Adjust(policy()))
        .until(60_000)
        .check(&expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.000 | ended NeverOpened 1006 "so", lasted -, 0 in, 0 out
               0.000 | waiting for attempt 1 at 1.000
               0.500 | Stopped"#]]);
}

#[test]
fn switching_it_on_holds_for_the_next_end() {
    Run::connect(policy()).opens().user(Input::Adjust(reconnecting())).until(500).ends(1006, false).check(
        &expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.000 | opened v1
               0.500 | ended Lost 1006 "so", lasted 0.500, 0 in, 0 out
               0.500 | waiting for attempt 1 at 1.500"#]],
    );
}

#[test]
fn ten_thousand_attempts_come_when_they_are_due() {
    let mut run = Run::connect(reconnecting());
    let mut due = 0;
    for attempt in 1..=10_000u64 {
        run = run.ends(1006, false);
        due += match attempt {
            1..=5 => 1000 << (attempt - 1),
            _ => 30_000,
        };
        run = run.until(due);
        let last = run.lines().len() - 2;
        let expected = format!("{}.000 | connecting, attempt {attempt}", due / 1000);
        assert_eq!(run.lines()[last], expected);
    }
}
