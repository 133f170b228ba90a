//! Headers out of a text that somebody has at hand: lines as `Name: value`, or the command line of curl, websocat or wscat.

use std::iter::Peekable;
use std::str::Chars;

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
    let program = PROGRAMS.iter().find(|program| program.name == first.trim_end_matches(".exe"));
    program.map_or_else(|| lines(text), |program| command(text, program))
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

/// The options of a program that are about headers.
fn command(text: &str, program: &Program) -> Pasted {
    let mut pasted = Pasted::default();
    let quote = text.find(['"', '\'']).map(|at| text.split_at(at));
    let is_cmd = quote.is_some_and(|(before, quote)| before.ends_with('^') && quote.starts_with('"'));
    let text = if is_cmd { of_cmd(text) } else { of_bash(text) };
    let Some(words) = shlex::split(&text) else {
        return Pasted { odd: vec![1], ..pasted };
    };
    let mut words = words.into_iter().skip(1);
    while let Some(word) = words.next() {
        let Some((taken, attached)) = program.option(&word) else {
            continue;
        };
        let value = attached.map_or_else(|| words.next().unwrap_or_default(), str::to_owned);
        match taken {
            Taken::Header => pasted.headers.extend(header(&value)),
            Taken::Named(name) => pasted.headers.push(line_of(name, &value)),
            Taken::User => {
                let basic = format!("Basic {}", base64::encode(value.as_bytes()));
                pasted.headers.push(line_of("Authorization", &basic));
            }
            Taken::Token => pasted.headers.push(line_of("Authorization", &format!("Bearer {value}"))),
            Taken::Nothing => {}
        }
    }
    pasted
}

/// A command line of cmd.exe as other shells read it: a caret takes the meaning from what follows, be it a quote or a
/// line's end. DevTools copy each quote as `^"`.
fn of_cmd(text: &str) -> String {
    let mut characters = text.chars().filter(|character| *character != '\r');
    let mut out = String::new();
    while let Some(character) = characters.next() {
        match character {
            '^' => out.extend(characters.next().map(|next| if next == '\n' { ' ' } else { next })),
            _ => out.push(character),
        }
    }
    out
}

/// A command line of bash as other shells read it: `$'…'` is text with escapes as in C.
fn of_bash(text: &str) -> String {
    let mut characters = text.chars().peekable();
    let mut out = String::new();
    let mut quote = None;
    while let Some(character) = characters.next() {
        match (quote, character) {
            (None, '$') if characters.next_if_eq(&'\'').is_some() => {
                let literal = unescaped(&mut characters).replace('\'', r"'\''");
                out.extend(["'", &literal, "'"]);
                continue;
            }
            (None | Some('"'), '\\') => {
                out.push(character);
                out.extend(characters.next());
                continue;
            }
            (None, '\'' | '"') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None | Some(_), _) => {}
        }
        out.push(character);
    }
    out
}

/// What stands behind `$'`, up to its end.
fn unescaped(characters: &mut Peekable<Chars<'_>>) -> String {
    let mut out = String::new();
    while let Some(character) = characters.next().filter(|character| *character != '\'') {
        if character != '\\' {
            out.push(character);
            continue;
        }
        out.extend(characters.next().map(|escape| match escape {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'x' => code(characters, 2),
            'u' => code(characters, 4),
            other => other,
        }));
    }
    out
}

/// The character whose number follows, in so many hexadecimal digits at most.
fn code(characters: &mut Peekable<Chars<'_>>, digits: usize) -> char {
    let mut code = 0;
    for _ in 0..digits {
        let Some(digit) = characters.peek().and_then(|character| character.to_digit(16)) else {
            break;
        };
        characters.next();
        code = code * 16 + digit;
    }
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// What an option says about headers; each has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    /// It is a header.
    Header,
    /// It is the value of that header.
    Named(&'static str),
    /// It is a user and a password.
    User,
    /// It is a token.
    Token,
    /// It is about something else.
    Nothing,
}

/// A program's options with values, as far as they matter here.
struct Program {
    name: &'static str,
    /// By their long names.
    long: &'static [(&'static str, Taken)],
    /// By their short names.
    short: &'static [(char, Taken)],
    /// The short names of others with values.
    others: &'static str,
}

const PROGRAMS: [Program; 3] = [
    Program {
        name: "curl",
        long: &[
            ("header", Taken::Header),
            ("cookie", Taken::Named("Cookie")),
            ("user-agent", Taken::Named("User-Agent")),
            ("referer", Taken::Named("Referer")),
            ("user", Taken::User),
            ("oauth2-bearer", Taken::Token),
            ("data", Taken::Nothing),
            ("data-raw", Taken::Nothing),
        ],
        short: &[
            ('H', Taken::Header),
            ('b', Taken::Named("Cookie")),
            ('A', Taken::Named("User-Agent")),
            ('e', Taken::Named("Referer")),
            ('u', Taken::User),
        ],
        others: "cdmortwxzCDEFKPQTUXYy",
    },
    Program {
        name: "websocat",
        long: &[("header", Taken::Header), ("origin", Taken::Named("Origin")), ("basic-auth", Taken::User)],
        short: &[('H', Taken::Header)],
        others: "B",
    },
    Program {
        name: "wscat",
        long: &[
            ("header", Taken::Header),
            ("origin", Taken::Named("Origin")),
            ("auth", Taken::User),
            ("execute", Taken::Nothing),
        ],
        short: &[('H', Taken::Header), ('o', Taken::Named("Origin"))],
        others: "clpswx",
    },
];

impl Program {
    /// What the option with a value says that a word is, and the value if that is attached; nothing for any other word.
    fn option<'a>(&self, word: &'a str) -> Option<(Taken, Option<&'a str>)> {
        if let Some(word) = word.strip_prefix("--") {
            let (name, value) =
                word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
            let (_, taken) = self.long.iter().find(|(long, _)| *long == name)?;
            return Some((*taken, value));
        }
        // Several short ones may stand together; the first with a value has the rest as that.
        let letters = word.strip_prefix('-')?;
        letters.char_indices().find_map(|(at, letter)| {
            let known = self.short.iter().find(|(short, _)| *short == letter).map(|(_, taken)| *taken);
            let taken = known.or_else(|| self.others.contains(letter).then_some(Taken::Nothing))?;
            let rest = &letters[at + letter.len_utf8()..];
            Some((taken, (!rest.is_empty()).then(|| rest.strip_prefix('=').unwrap_or(rest))))
        })
    }
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
        check(
            "wscat -c ws://h/ -o http://o --auth me:pass",
            &[("Origin", "http://o"), ("Authorization", "Basic bWU6cGFzcw==")],
            &[],
        );
        check(
            "curl -sSLH 'A: 1' -okH -d -H --oauth2-bearer t.k",
            &[("A", "1"), ("Authorization", "Bearer t.k")],
            &[],
        );
        check("curl 'unclosed", &[], &[1]);
        check("curl -H", &[], &[]);
    }

    #[test]
    fn devtools_copy_for_each_shell() {
        check(
            "curl $'wss://h/x\\u0021' -H $'A: it\\'s \\u0021\\x41' -H 'B: $' -H \"C: a\\\"$'b\"",
            &[("A", "it's !A"), ("B", "$"), ("C", "a\"$'b")],
            &[],
        );
        check(r#"curl -H 'A: a^b' --data-raw '{"re":"^"}'"#, &[("A", "a^b")], &[]);
        check(
            "curl ^\"wss://h/^\" ^\r\n  -H ^\"A: 1 ^& 2^\" ^\r\n  -H ^\"B: ^\\^\"q^\\^\" 10^%^\"",
            &[("A", "1 & 2"), ("B", "\"q\" 10%")],
            &[],
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd(text in "(curl |wscat )?[-a-zA-Z0-9:'\"\\\\ \n$=^é]{0,80}") {
            paste(&text);
        }
    }
}
