//! Pings, pongs, silence and sleep.

use expect_test::expect;

use super::run::{Run, draft, policy, reconnecting};
use crate::conn::Policy;
use crate::conn::keep_alive::{Answer, Ping, PongRule};
use crate::conn::machine::Input;
use crate::time::Span;

/// A ping every five seconds, answered by "pong" within two.
fn pinging() -> Policy {
    let ping = Ping {
        interval: Some(Span::from_secs(5)),
        timeout: Some(Span::from_secs(2)),
        message: draft("ping"),
        rule: PongRule::Equals("pong".into()),
        answer: None,
    };
    Policy { ping, ..policy() }
}

fn idle() -> Policy {
    Policy { idle: Some(Span::from_secs(10)), ..policy() }
}

#[test]
fn pings_are_sent_at_their_time_and_pongs_say_how_long_they_took() {
    Run::connect(pinging())
        .until(300)
        .opens()
        .until(5400)
        .hears("pong")
        .until(11_000)
        .hears("something else")
        .hears("pong")
        .hears("pong")
        .until(16_000)
        .check(&expect![[r#"
            0.000 | connecting, attempt 0
            0.000 open socket 1 to ws://a/
            0.300 | opened v1
            5.300 say ping "ping"
            5.400 | received pong after 0.100 "pong"
            10.300 say ping "ping"
            11.000 | received "something else"
            11.000 | received pong after 0.700 "pong"
            11.000 | received "pong"
            15.300 say ping "ping""#]]);
}

#[test]
fn a_late_wake_up_does_not_put_off_the_pings_after_it() {
    let mut policy = pinging();
    policy.ping.timeout = None;
    let mut run = Run::connect(policy).opens();
    run = run.until(4000);
    // Woken 400 ms late, and then on time again.
    let machine = &mut run.machine;
    let late = machine.handle(crate::time::Micros(5_400_000), Input::Time);
    assert_eq!(late.len(), 1);
    assert_eq!(machine.deadline(), Some(crate::time::Micros(10_000_000)));
}

#[test]
fn a_pong_that_is_just_in_time_and_one_that_is_late_by_one_tick() {
    Run::connect(pinging()).opens().until(6999).hears("pong").until(9000).check(&expect![[r#"
           0.000 | connecting, attempt 0
           0.000 open socket 1 to ws://a/
           0.000 | opened v1
           5.000 say ping "ping"
           6.999 | received pong after 1.999 "pong""#]]);
    Run::connect(pinging()).opens().until(7000).hears("pong").until(9000).check(&expect![[r#"
        0.000 | connecting, attempt 0
        0.000 open socket 1 to ws://a/
        0.000 | opened v1
        5.000 say ping "ping"
        7.000 | Lost(1)
        7.000 | broken: Pong over 2.000, last heard never
        7.000 | Closing
        7.000 close Some(4000) "no pong in time"
        7.000 | received "pong"
        8.000 abandon
        8.000 | ended TimedOut(Pong) 1006 "", lasted 8.000, 1 in, 0 out"#]]);
}

#[test]
fn a_silent_server_is_closed_given_up_and_tried_again() {
    let policy = Policy { reconnect: reconnecting().reconnect, ..pinging() };
    Run::connect(policy).opens().until(9000).opens().check(&expect![[r#"
        0.000 | connecting, attempt 0
        0.000 open socket 1 to ws://a/
        0.000 | opened v1
        5.000 say ping "ping"
        7.000 | Lost(1)
        7.000 | broken: Pong over 2.000, last heard never
        7.000 | Closing
        7.000 close Some(4000) "no pong in time"
        8.000 abandon
        8.000 | ended TimedOut(Pong) 1006 "", lasted 8.000, 0 in, 0 out
        8.000 | waiting for attempt 1 at 9.000
        9.000 | connecting, attempt 1
        9.000 open socket 3 to ws://a/
        9.000 | opened v1"#]]);
}

#[test]
fn a_server_that_answers_the_close_of_a_broken_connection_is_tried_again_whatever_the_code() {
    let policy = Policy { reconnect: reconnecting().reconnect, ..pinging() };
    Run::connect(policy).opens().until(7100).ends(4000, true).check(&expect![[r#"
        0.000 | connecting, attempt 0
        0.000 open socket 1 to ws://a/
        0.000 | opened v1
        5.000 say ping "ping"
        7.000 | Lost(1)
        7.000 | broken: Pong over 2.000, last heard never
        7.000 | Closing
        7.000 close Some(4000) "no pong in time"
        7.100 | ended TimedOut(Pong) 4000 "so" clean, lasted 7.100, 0 in, 0 out
        7.100 | waiting for attempt 1 at 8.100"#]]);
}

#[test]
fn without_a_limit_a_ping_is_lost_after_a_minute() {
    let mut policy = pinging();
    policy.ping.timeout = None;
    policy.ping.interval = None;
    Run::connect(policy)
        .opens()
        .user(Input::Ping)
        .until(59_999)
        .spurious()
        .until(60_000)
        .hears("pong")
        .check(&expect![[r#"
            0.000 | connecting, attempt 0
            0.000 open socket 1 to ws://a/
            0.000 | opened v1
            0.000 say ping "ping"
            60.000 | Lost(1)
            60.000 | received "pong""#]]);
}

#[test]
fn the_button_sends_a_ping_only_while_open() {
    let mut policy = pinging();
    policy.ping.interval = None;
    Run::connect(policy)
        .user(Input::Ping)
        .opens()
        .user(Input::Ping)
        .until(100)
        .hears("pong")
        .closes()
        .user(Input::Ping)
        .check(&expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.000 | opened v1
               0.000 say ping "ping"
               0.100 | received pong after 0.100 "pong"
               0.100 | Closing
               0.100 close Some(1000) "bye""#]]);
}

#[test]
fn silence_is_noticed_and_any_message_breaks_it() {
    Run::connect(idle())
        .until(1000)
        .opens()
        .until(9000)
        .hears("still here")
        .until(18_999)
        .spurious()
        .until(21_000)
        .check(&expect![[r#"
            0.000 | connecting, attempt 0
            0.000 open socket 1 to ws://a/
            1.000 | opened v1
            9.000 | received "still here"
            19.000 | broken: Idle over 10.000, last heard 10.000 ago
            19.000 | Closing
            19.000 close Some(4000) "nothing received in time"
            20.000 abandon
            20.000 | ended TimedOut(Idle) 1006 "", lasted 19.000, 1 in, 0 out"#]]);
}

#[test]
fn a_sleep_is_not_silence() {
    let policy = Policy { idle: Some(Span::from_secs(10)), ..pinging() };
    Run::connect(policy)
        .opens()
        .until(5000)
        .sleeps_until(600_000)
        .until(602_000)
        .hears("pong")
        .until(605_000)
        .check(&expect![[r#"
            0.000 | connecting, attempt 0
            0.000 open socket 1 to ws://a/
            0.000 | opened v1
            5.000 say ping "ping"
            600.000 | slept 595.000
            601.000 say ping "ping"
            602.000 | received pong after 1.000 "pong""#]]);
}

#[test]
fn a_sleep_while_connecting_or_waiting_ends_nothing() {
    Run::connect(reconnecting()).sleeps_until(600_000).opens().check(&expect![[r"
        0.000 | connecting, attempt 0
        0.000 open socket 1 to ws://a/
        600.000 | slept 600.000
        600.000 | opened v1"]]);
    Run::connect(reconnecting()).ends(1006, false).sleeps_until(600_000).until(600_001).check(&expect![[
        r#"
        0.000 | connecting, attempt 0
        0.000 open socket 1 to ws://a/
        0.000 | ended NeverOpened 1006 "so", lasted -, 0 in, 0 out
        0.000 | waiting for attempt 1 at 1.000
        600.000 | slept 600.000
        600.000 | connecting, attempt 1
        600.000 open socket 3 to ws://a/"#
    ]]);
}

#[test]
fn pings_of_the_server_are_answered() {
    let ping = Ping {
        rule: PongRule::Any,
        answer: Some(Answer { when: PongRule::Equals("2".into()), with: draft("3") }),
        ..Ping::default()
    };
    let policy = Policy { ping, ..policy() };
    // Where any message is a pong, the server's own ping is none.
    Run::connect(policy).opens().user(Input::Ping).hears("2").hears("x").hears("y").check(&expect![[r#"
           0.000 | connecting, attempt 0
           0.000 open socket 1 to ws://a/
           0.000 | opened v1
           0.000 say ping "ping"
           0.000 | received ping "2"
           0.000 say pong "3"
           0.000 | received pong after 0.000 "x"
           0.000 | received "y""#]]);
}

#[test]
fn with_a_nonce_pongs_find_their_own_ping_in_any_order() {
    let ping = Ping { message: draft("{{nonce}}"), rule: PongRule::Nonce, ..Ping::default() };
    let run =
        Run::connect(Policy { ping, ..policy() }).opens().user(Input::Ping).until(1000).user(Input::Ping);
    let nonces: Vec<&'static str> = run.lines()[3..]
        .iter()
        .filter_map(|line| line.split('"').nth(1))
        .map(|nonce| &*String::leak(nonce.to_owned()))
        .collect();
    assert!(nonces.len() == 2 && nonces.iter().all(|nonce| nonce.len() == 12) && nonces[0] != nonces[1]);
    let run = run.until(1500).hears(nonces[1]).until(3000).hears(nonces[0]);
    let pongs: Vec<_> = run.lines().iter().filter_map(|line| line.split(" pong after ").nth(1)).collect();
    assert!(pongs[0].starts_with("0.500") && pongs[1].starts_with("3.000"), "{pongs:?}");
}

#[test]
fn the_last_value_of_a_field_is_sent_and_a_null_does_not_count() {
    let ping = Ping { message: draft("{\"op\":1,\"d\":{{last:$.s}}}"), ..Ping::default() };
    Run::connect(Policy { ping, ..policy() })
        .opens()
        .user(Input::Ping)
        .hears("{\"s\":41}")
        .hears("{\"s\":null}")
        .hears("no JSON")
        .user(Input::Ping)
        .check(&expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.000 | opened v1
               0.000 say ping "{\"op\":1,\"d\":null}"
               0.000 | received pong after 0.000 "{\"s\":41}"
               0.000 | received "{\"s\":null}"
               0.000 | received "no JSON"
               0.000 say ping "{\"op\":1,\"d\":41}""#]]);
}

#[test]
fn a_changed_interval_holds_from_the_moment_it_is_changed() {
    let mut faster = pinging();
    faster.ping.interval = Some(Span::from_secs(1));
    faster.ping.timeout = None;
    let mut off = faster.clone();
    off.ping.interval = None;
    Run::connect(pinging())
        .opens()
        .until(4000)
        .user(Input::Adjust(faster))
        .until(6000)
        .user(Input::Adjust(off))
        .until(30_000)
        .check(&expect![[r#"
               0.000 | connecting, attempt 0
               0.000 open socket 1 to ws://a/
               0.000 | opened v1
               5.000 say ping "ping"
               6.000 say ping "ping""#]]);
}

#[test]
fn a_limit_that_is_set_anew_counts_from_now() {
    let shorter = Policy { idle: Some(Span::from_secs(3)), ..policy() };
    Run::connect(idle())
        .opens()
        .until(8000)
        .user(Input::Adjust(shorter))
        .until(10_999)
        .spurious()
        .until(11_000)
        .check(&expect![[r#"
            0.000 | connecting, attempt 0
            0.000 open socket 1 to ws://a/
            0.000 | opened v1
            11.000 | broken: Idle over 3.000, last heard never
            11.000 | Closing
            11.000 close Some(4000) "nothing received in time""#]]);
}

#[test]
fn pings_on_their_way_are_forgotten_when_the_rule_changes() {
    let mut other = pinging();
    other.ping.rule = PongRule::Nothing;
    Run::connect(pinging()).opens().until(5000).user(Input::Adjust(other)).hears("pong").until(9000).check(
        &expect![[r#"
            0.000 | connecting, attempt 0
            0.000 open socket 1 to ws://a/
            0.000 | opened v1
            5.000 say ping "ping"
            5.000 | received "pong""#]],
    );
}

#[test]
fn a_pong_that_was_slept_over_is_not_taken_for_that_of_the_next_ping() {
    Run::connect(pinging())
        .opens()
        .until(5000)
        .sleeps_until(600_000)
        .hears("pong")
        .until(601_100)
        .hears("pong")
        .until(606_000)
        .check(&expect![[r#"
            0.000 | connecting, attempt 0
            0.000 open socket 1 to ws://a/
            0.000 | opened v1
            5.000 say ping "ping"
            600.000 | slept 595.000
            600.000 | received "pong"
            601.000 say ping "ping"
            601.100 | received pong after 0.100 "pong"
            606.000 say ping "ping""#]]);
}

#[test]
fn an_answer_to_nothing_in_particular_is_none() {
    let ping = Ping {
        answer: Some(Answer { when: PongRule::Contains(String::new()), with: draft("") }),
        ..Ping::default()
    };
    Run::connect(Policy { ping, ..policy() }).opens().hears("x").check(&expect![[r#"
        0.000 | connecting, attempt 0
        0.000 open socket 1 to ws://a/
        0.000 | opened v1
        0.000 | received "x""#]]);
}
