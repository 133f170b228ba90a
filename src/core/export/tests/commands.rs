//! Command lines. What is expected here was run with websocat 1.13 and wscat 6.1 against an echo server.

use super::session::session;
use super::{EYES, Format, wish};
use crate::conn::Target;
use crate::conn::handshake::HeaderLine;
use crate::export::{CommandProblem, MAX_COMMAND_BYTES, Tool, command, relay, sent};
use crate::log::Mask;
use crate::message::Message;

fn target() -> Target {
    Target { address: "wss://h/?a=1&b='2'".to_owned(), subprotocols: vec!["a".to_owned(), "b".to_owned()] }
}

#[track_caller]
fn check(tool: Tool, messages: &[Message<'_>], expected: Result<&str, CommandProblem>) {
    let mask = Mask::new(["hush".to_owned()]);
    let line = command(tool, &target(), messages.iter().copied(), &mask);
    assert_eq!(line, expected.map(str::to_owned));
}

#[test]
fn websocat_sends_anything() {
    let end = r"--protocol 'a, b' 'wss://h/?a=1&b='\''2'\'''";
    let check = |messages: &[Message<'_>], start: &str| {
        check(Tool::Websocat, messages, Ok(&format!("{start} {end}")));
    };
    check(&[], "websocat");
    check(
        &[Message::text("-n it's\n$HOME `x` \\ 😀 hush")],
        "printf %s '-n it'\\''s\n$HOME `x` \\ 😀 •••' | websocat -n -t -0",
    );
    let several = "websocat -n --base64 --base64-text --binary-prefix b: --text-prefix t:";
    check(
        &[Message::text("hi"), Message::binary(&[0, 255])],
        &format!("printf '%s\\n' t:aGk= b:AP8= | {several}"),
    );
    check(&[Message::text("")], &format!("printf '%s\\n' t: | {several}"));
    check(&[Message::text("\0")], &format!("printf '%s\\n' t:AA== | {several}"));
    let long = "x".repeat(70_000);
    check(&[Message::text(&long)], &format!("printf %s '{long}' | websocat -n -t -0 -B 70001"));
}

#[test]
fn wscat_sends_text() {
    let start = r"wscat -c 'wss://h/?a=1&b='\''2'\''' -s 'a' -s 'b'";
    check(Tool::Wscat, &[], Ok(start));
    check(
        Tool::Wscat,
        &[Message::text("-x it's\n$HOME"), Message::text("")],
        Ok(&format!("{start} -x '-x it'\\''s\n$HOME' -x '' -w -1")),
    );
    check(Tool::Wscat, &[Message::text("a"), Message::binary(b"b")], Err(CommandProblem::Binary));
    check(Tool::Wscat, &[Message::text("a\0")], Err(CommandProblem::Nul));
    let long = "x".repeat(131_072);
    check(Tool::Wscat, &[Message::text(&long)], Err(CommandProblem::LongMessage { limit: 131_071 }));
}

#[test]
fn there_are_limits() {
    let long = vec![0; MAX_COMMAND_BYTES / 10 * 9];
    let too_long = Err(CommandProblem::TooLong { limit: MAX_COMMAND_BYTES });
    check(Tool::Websocat, &[Message::binary(&long)], too_long);
    check(Tool::Wscat, &[Message::binary(&long), Message::binary(&long)], too_long);
    let nowhere = Target { address: String::new(), subprotocols: Vec::new() };
    let problem = command(Tool::Wscat, &nowhere, std::iter::empty(), &Mask::default());
    assert_eq!(problem, Err(CommandProblem::NoAddress));
}

#[test]
fn only_messages_that_were_sent_are_sent_again() {
    let store = session();
    let wish = wish(Format::Json, &store);
    let payloads: Vec<_> = sent(&wish, &store, EYES).map(|message| message.payload.len()).collect();
    assert_eq!(payloads, [18, 48, 0, 20, 41, 42]);
}

#[test]
fn a_relay_sets_headers() {
    let line = |name: &str, value: &str| HeaderLine { name: name.to_owned(), value: value.to_owned() };
    assert_eq!(
        relay("wss://h/?a=1&b", &[line("Authorization", "Bearer it's"), line("X", "1")], 8787),
        r"websocat -E --text -H='Authorization: Bearer it'\''s' -H='X: 1' ws-l:127.0.0.1:8787 'wss://h/?a=1&b'"
    );
}
