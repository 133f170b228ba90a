//! Our own text files: `2026-11-28 16:18:11.123 ↑ payload`, with further lines of the payload indented under it.
//!
//! They are made for reading, so not all comes back: times are those of a clock and in milliseconds, notices are only
//! words, and what was made visible in a payload stays as it is shown.

use super::super::Facts;
use super::super::out::Out;
use crate::log::{Body, Kind};
use crate::message::{Message, Role};
use crate::time::Micros;

/// How many bytes the time has.
const STAMP: usize = "2026-11-28 16:18:11.123".len();

/// The columns before a payload, by which its further lines are indented.
const INDENT: usize = STAMP + 3;

/// The columns of a line of a dump before its bytes, and those of the bytes.
const DUMP_OFFSET: usize = 10;
const DUMP_BYTES: usize = 49;

/// Whether a file is ours, by its first line.
pub fn is_title(line: &str) -> bool {
    line == "Wirebench log" || line.starts_with("Wirebench log of ")
}

/// What the lines before the rows say.
#[derive(Debug, Default)]
pub struct Title {
    /// The zone of the times, as ISO 8601 writes it; empty if it isn't said.
    zone: String,
}

impl Title {
    /// Takes a line that is no row.
    pub fn take(&mut self, line: &str, facts: &mut Facts) {
        if let Some(filter) = line.strip_prefix("Only rows that match: ") {
            facts.filter = Some(filter.to_owned());
        }
        let Some((stamp, rest)) =
            line.strip_prefix("Exported ").and_then(|rest| rest.split_at_checked(STAMP))
        else {
            return;
        };
        let Some(zone) = rest.strip_prefix(" UTC") else { return };
        let (zone, rest) = zone.split_once(';').unwrap_or((zone, ""));
        facts.masked = rest.contains("secrets are replaced");
        zone.clone_into(&mut self.zone);
        facts.exported = self.time(stamp);
    }

    fn time(&self, stamp: &str) -> Option<Micros> {
        Micros::read_iso(&format!("{stamp}{}", self.zone))
    }
}

/// A row whose payload may go on.
#[derive(Debug)]
pub struct Begun {
    at: Micros,
    of: Of,
    payload: String,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Message(Kind),
    Notice,
}

/// The row that begins with this line, if one does. Rows that were copied have no title.
pub fn begin(line: &str, title: Option<&Title>) -> Option<Begun> {
    let (stamp, rest) = line.split_at_checked(STAMP)?;
    let rest = rest.strip_prefix(' ')?;
    let mark = rest.chars().next()?;
    let of = match mark {
        '\u{2191}' => Of::Message(Kind::Sent),
        '\u{2193}' => Of::Message(Kind::Received),
        '!' | 'i' => Of::Notice,
        _ => return None,
    };
    let payload = &rest[mark.len_utf8()..];
    // Editors take the space off the end of a line.
    let payload = if payload.is_empty() { payload } else { payload.strip_prefix(' ')? };
    let is_stamp =
        stamp.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'.' | b' '));
    let at = title.map_or_else(|| Micros::read_iso(stamp), |title| title.time(stamp)).filter(|_| is_stamp)?;
    Some(Begun { at, of, payload: payload.to_owned() })
}

impl Begun {
    /// Takes a further line, if it is one.
    pub fn go_on(&mut self, line: &str) -> bool {
        let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
        if spaces < INDENT {
            return false;
        }
        self.payload.push('\n');
        self.payload.push_str(&line[INDENT..]);
        true
    }

    /// Hands it out.
    pub fn hand_out(self, out: &mut Out<'_>) {
        let Of::Message(kind) = self.of else {
            out.found.facts.notices += 1;
            return;
        };
        let (role, payload) = role(&self.payload);
        let bytes = dumped(payload);
        let message = bytes.as_ref().map_or_else(|| Message::text(payload), |bytes| Message::binary(bytes));
        out.next(Some(self.at), kind, Body::Message(message, role));
    }
}

/// What a message is to the keep-alive, and its payload.
fn role(payload: &str) -> (Role, &str) {
    if let Some(rest) = payload.strip_prefix("[ping] ") {
        return (Role::Ping, rest);
    }
    let pong = payload.strip_prefix("[pong");
    match pong.and_then(|rest| rest.split_once("] ")) {
        Some((round_trip, rest)) if round_trip.is_empty() || round_trip.starts_with(", ") => {
            (Role::Pong(None), rest)
        }
        Some(_) | None => (Role::Data, payload),
    }
}

/// The bytes of a hex dump, if all of them are there: `[binary, 3 B]` and lines such as `00000000  f8 00 01`.
fn dumped(payload: &str) -> Option<Vec<u8>> {
    let (head, dump) = payload.split_once('\n').unwrap_or((payload, ""));
    let size: usize = head.strip_prefix("[binary, ")?.strip_suffix(" B]")?.parse().ok()?;
    let mut bytes = Vec::new();
    for line in dump.lines() {
        let columns = line.get(DUMP_OFFSET..)?;
        let columns = columns.get(..DUMP_BYTES.min(columns.len()))?;
        for pair in columns.split_ascii_whitespace() {
            bytes.push(u8::from_str_radix(pair, 16).ok().filter(|_| pair.len() == 2)?);
        }
    }
    (bytes.len() == size).then_some(bytes)
}
