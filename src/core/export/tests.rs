//! The formats as files, and that neither slices, nor evictions, nor secrets change what they should say.

mod choice;
mod commands;
mod files;
mod going;
mod session;
mod slices;

use super::{Export, Format, Notices, Progress, Wish};
use crate::conn::{Clock, EndedBy, Notice};
use crate::log::{Describe, Eyes, Mask, Seq, Store};
use crate::time::Micros;

/// Words as they might be on screen.
const EYES: Eyes<'static> = Eyes { describe: DESCRIBE, utc_offset: 60, digest: None };

const DESCRIBE: &Describe = &|notice| match notice {
    Notice::Connecting { target, attempt } => {
        let offered = target.subprotocols.join(", ");
        format!("Connecting to {} (attempt {attempt}; offers: {offered})", target.address)
    }
    Notice::Opened { subprotocol, .. } => format!("Connected, sub-protocol \"{subprotocol}\""),
    Notice::Ended(ending) => {
        let by = match &ending.by {
            EndedBy::NeverOpened => "The connection failed",
            EndedBy::Server => "Closed by the server",
            EndedBy::TimedOut(Clock::Connect | Clock::Pong | Clock::Idle) => "Timed out",
            EndedBy::You | EndedBy::Cancelled | EndedBy::Lost | EndedBy::Forbidden | EndedBy::Rejected(_) => {
                "Closed"
            }
        };
        format!("{by}: {} {}", ending.code, ending.reason).trim_end().to_owned()
    }
    Notice::GaveUp(attempts) => format!("Not tried again after attempt {attempts}"),
    other => format!("{other:?}"),
};

/// All rows of a store in that format.
fn wish(format: Format, store: &Store) -> Wish {
    Wish {
        format,
        filter: None,
        notices: Notices::With,
        from: Seq(0),
        end: Some(store.next()),
        mask: Mask::default(),
        utc_offset: 60,
        now: Micros(1_795_879_211_000_000),
        address: "wss://example.com/feed".to_owned(),
    }
}

/// The whole file, in slices of about so many bytes.
fn file(wish: Wish, store: &Store, budget: usize) -> String {
    let mut export = Export::new(wish, store);
    finish(&mut export, store, budget, Vec::new())
}

/// Goes on to the end of what has been begun.
fn finish(export: &mut Export, store: &Store, budget: usize, mut out: Vec<u8>) -> String {
    while export.step(store, EYES, budget, &mut out) == Progress::More {}
    assert_eq!(export.step(store, EYES, budget, &mut Vec::new()), Progress::Done);
    String::from_utf8(out).unwrap()
}

/// The JSON of a file.
fn tree(file: &str) -> serde_json::Value {
    serde_json::from_str(file).unwrap()
}

/// The records of a table: as simple a reader of RFC 4180 as can be.
fn records(csv: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut rest = csv.strip_prefix('\u{feff}').unwrap_or(csv).chars().peekable();
    let mut is_quoted = false;
    while let Some(character) = rest.next() {
        let record = records.last_mut().unwrap();
        match character {
            '"' if is_quoted && rest.next_if_eq(&'"').is_some() => record.last_mut().unwrap().push('"'),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(String::new()),
            '\r' if !is_quoted && rest.next_if_eq(&'\n').is_some() => records.push(vec![String::new()]),
            other => record.last_mut().unwrap().push(other),
        }
    }
    assert!(!is_quoted, "an open quote");
    assert_eq!(records.pop(), Some(vec![String::new()]), "the last line is ended");
    records
}
