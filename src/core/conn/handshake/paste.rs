//! Headers out of a text that somebody has at hand: lines as `Name: value`, or the command line of curl.

use super::HeaderLine;
use crate::codec::base64;

/// What a pasted text has in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The headers, in their order.
    pub headers: Vec<HeaderLine>,
    /// The lines that are no headers, from 1; of a command line none.
    pub odd: Vec<usize>,
}

/// Reads a text. What begins with a program's name and has options is a command line; anything else is lines.
/// The line of a request, as DevTools copies it (`GET /chat HTTP/1.1`), and names that begin with a colon
/// (RFC 9113 §8.3) are passed over.
pub fn paste(text: &str) -> Pasted {
    let first = text.split_whitespace().next().unwrap_or_default();
    let is_command = ["curl", "websocat", "wscat"].contains(&first.trim_end_matches(".exe"));
    if is_command { command(text) } else { lines(text) }
}

fn lines(text: &str) -> Pasted {
    let mut pasted = Pasted::default();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with(':') || is_request_line(line) {
            continue;
        }
        match header(line) {
            Some(header) => pasted.headers.push(header),
            None => pasted.odd.push(index + 1),
        }
    }
    pasted
}

fn is_request_line(line: &str) -> bool {
    line.starts_with("GET ") && line.rsplit(' ').next().is_some_and(|last| last.starts_with("HTTP/"))
}

/// `Name: value`; nothing if there is no name.
fn header(line: &str) -> Option<HeaderLine> {
    let (name, value) = line.split_once(':')?;
    let (name, value) = (name.trim(), value.trim());
    (!name.is_empty() && !name.contains(char::is_whitespace)).then(|| line_of(name, value))
}

fn line_of(name: &str, value: &str) -> HeaderLine {
    HeaderLine { name: name.to_owned(), value: value.to_owned() }
}

/// The options of curl, and of websocat and wscat, that are about headers.
fn command(text: &str) -> Pasted {
    let mut pasted = Pasted::default();
    // A shell goes on behind a backslash at the end of a line, cmd.exe behind a caret.
    let text = text.replace("^\r\n", " ").replace("^\n", " ").replace("$'", "'");
    let Some(words) = shlex::split(&text) else {
        return Pasted { odd: vec![1], ..pasted };
    };
    let mut words = words.into_iter().skip(1);
    while let Some(word) = words.next() {
        let Some((option, attached)) = option(&word) else {
            continue;
        };
        if !option.takes_value() {
            continue;
        }
        let value = attached.map_or_else(|| words.next().unwrap_or_default(), str::to_owned);
        match option {
            Taken::Header => pasted.headers.extend(header(&value)),
            Taken::Named(name) => pasted.headers.push(line_of(name, &value)),
            Taken::User => {
                let basic = format!("Basic {}", base64::encode(value.as_bytes()));
                pasted.headers.push(line_of("Authorization", &basic));
            }
            Taken::Nothing | Taken::Flag => {}
        }
    }
    pasted
}

/// What an option says about headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    /// It is a header.
    Header,
    /// It is the value of that header.
    Named(&'static str),
    /// It is a user and a password.
    User,
    /// It takes a value that is about something else.
    Nothing,
    /// It takes no value.
    Flag,
}

impl Taken {
    fn takes_value(self) -> bool {
        self != Self::Flag
    }
}

/// Options with a value, by their short and long names.
const OPTIONS: &[(&str, &str, Taken)] = &[
    ("-H", "--header", Taken::Header),
    ("-b", "--cookie", Taken::Named("Cookie")),
    ("-A", "--user-agent", Taken::Named("User-Agent")),
    ("-e", "--referer", Taken::Named("Referer")),
    ("-o", "--origin", Taken::Named("Origin")),
    ("-u", "--user", Taken::User),
    ("-X", "--request", Taken::Nothing),
    ("-d", "--data", Taken::Nothing),
    ("-m", "--max-time", Taken::Nothing),
    ("-x", "--proxy", Taken::Nothing),
    ("-E", "--cert", Taken::Nothing),
];

/// The option that a word is, and its value if that is attached; nothing for a word that is none.
fn option(word: &str) -> Option<(Taken, Option<&str>)> {
    if !word.starts_with('-') || word == "-" {
        return None;
    }
    for &(short, long, taken) in OPTIONS {
        if word == short || word == long {
            return Some((taken, None));
        }
        if let Some(value) = word.strip_prefix(long).and_then(|rest| rest.strip_prefix('=')) {
            return Some((taken, Some(value)));
        }
        if let Some(value) = word.strip_prefix(short) {
            return Some((taken, Some(value.strip_prefix('=').unwrap_or(value))));
        }
    }
    Some((Taken::Flag, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, headers: &[(&str, &str)], odd: &[usize]) {
        let headers: Vec<HeaderLine> = headers.iter().map(|(name, value)| line_of(name, value)).collect();
        let expected = Pasted { headers, odd: odd.to_vec() };
        assert_eq!(paste(text), expected, "{text}");
    }

    #[test]
    fn lines_are_headers() {
        check("", &[], &[]);
        check(
            "Authorization: Bearer a:b\r\n\r\n x-y :1",
            &[("Authorization", "Bearer a:b"), ("x-y", "1")],
            &[],
        );
        check("GET /chat HTTP/1.1\nHost: h\n:path: /chat", &[("Host", "h")], &[]);
        check("hello\nA: 1\n: x\n two words: 3", &[("A", "1")], &[1, 4]);
    }

    #[test]
    fn a_command_line_has_headers() {
        check(
            "curl 'wss://h/x?a=1' \\\n  -H 'Authorization: Bearer it'\"'\"'s' --header=\"X-A: 1\" -HX-B:2 --compressed",
            &[("Authorization", "Bearer it's"), ("X-A", "1"), ("X-B", "2")],
            &[],
        );
        check(
            "curl -u me:pass -b 'a=1; b=2' -A agent -X GET https://h/ --data '-H x: y'",
            &[("Authorization", "Basic bWU6cGFzcw=="), ("Cookie", "a=1; b=2"), ("User-Agent", "agent")],
            &[],
        );
        check("websocat -H='X: 1' ws://h/", &[("X", "1")], &[]);
        check("curl 'unclosed", &[], &[1]);
        check("curl -H", &[], &[]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd(text in "(curl )?[-a-zA-Z0-9:'\"\\\\ \n$=^é]{0,80}") {
            paste(&text);
        }
    }
}
