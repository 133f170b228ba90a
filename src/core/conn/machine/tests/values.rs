//! What the user's own variables stand for in the messages of a connection.

use expect_test::expect;

use super::run::{Run, draft, policy};
use crate::compose::Values;
use crate::conn::Policy;
use crate::conn::keep_alive::{Answer, Ping, PongRule};
use crate::conn::machine::Input;
use crate::time::Span;

fn with_room(room: &str) -> Policy {
    let ping = Ping {
        interval: Some(Span::from_secs(5)),
        message: draft("ping {{room}}"),
        rule: PongRule::Nothing,
        answer: Some(Answer { when: PongRule::Equals("ping?".into()), with: draft("pong {{room}}") }),
        ..Ping::default()
    };
    let hello = vec![draft("join {{room}}"), draft("{{nobody}}")];
    let values = Values(vec![("room".to_owned(), room.to_owned())]);
    Policy { hello, ping, values, ..policy() }
}

#[test]
fn its_messages_are_filled_in_with_the_values_of_the_moment() {
    Run::connect(with_room("1"))
        .opens()
        .until(5000)
        .hears("ping?")
        .user(Input::Adjust(with_room("{{seq}}")))
        .hears("ping?")
        .until(10_000)
        .check(&expect![[r#"
            0.000 | connecting, attempt 0
            0.000 open socket 1 to ws://a/
            0.000 | opened v1
            0.000 say "join 1"
            5.000 say ping "ping 1"
            5.000 | received ping "ping?"
            5.000 say pong "pong 1"
            5.000 | received ping "ping?"
            5.000 say pong "pong {{seq}}"
            10.000 say ping "ping {{seq}}""#]]);
}
