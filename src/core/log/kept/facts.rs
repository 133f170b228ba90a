//! What is known of a kept log without reading its rows, and the form of that on disk, which is JSON.

use crate::codec::json::value::{Json, Writer, Wrong};
use crate::saved::Unreadable;
use crate::time::Micros;

/// The version of the form that is written.
const VERSION: u64 = 1;

/// By which a kept log is known, in all windows: a random number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogId(pub u64);

/// What is known of a kept log. Of all rows there were, `rows` are kept, `evicted` had to go for newer ones, and
/// `skipped` never got there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLog {
    /// By which it is known.
    pub id: LogId,
    /// Where its connection went last, without secrets.
    pub label: String,
    /// When its first row happened.
    pub began: Micros,
    /// When its newest row happened.
    pub last: Micros,
    /// How many rows are kept.
    pub rows: u64,
    /// How many bytes their pages have.
    pub bytes: u64,
    /// How many rows came faster than the disk took them.
    pub skipped: u64,
    /// How many rows went because of the limit.
    pub evicted: u64,
}

impl LogId {
    /// As it is written: 16 hexadecimal digits.
    pub fn text(self) -> String {
        format!("{:016x}", self.0)
    }

    /// Reads what [`Self::text`] writes.
    pub fn read(text: &str) -> Option<Self> {
        let is_id = text.len() == 16 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
        u64::from_str_radix(text, 16).ok().filter(|_| is_id).map(Self)
    }
}

impl KeptLog {
    /// A log without rows.
    pub fn new(id: LogId) -> Self {
        let never = Micros::default();
        Self {
            id,
            label: String::new(),
            began: never,
            last: never,
            rows: 0,
            bytes: 0,
            skipped: 0,
            evicted: 0,
        }
    }

    /// Reads a record, in any version up to this program's.
    ///
    /// # Errors
    /// It was written by a newer version, or it isn't what it should be.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let json = Json::read(text).map_err(|_| Unreadable::Damaged)?;
        match json.number("version") {
            Ok(version) if version > VERSION => Err(Unreadable::Newer { version }),
            Ok(VERSION) => facts(&json).map_err(|_| Unreadable::Damaged),
            Ok(_) | Err(_) => Err(Unreadable::Damaged),
        }
    }

    /// The record.
    pub fn write(&self) -> String {
        let mut out = Writer::new();
        out.number("version", VERSION);
        out.text("id", &self.id.text());
        out.text("label", &self.label);
        for (name, number) in [
            ("began", self.began.0),
            ("last", self.last.0),
            ("rows", self.rows),
            ("bytes", self.bytes),
            ("skipped", self.skipped),
            ("evicted", self.evicted),
        ] {
            out.number(name, number);
        }
        out.end()
    }
}

fn facts(json: &Json<'_>) -> Result<KeptLog, Wrong> {
    let id = LogId::read(&json.needed_text("id")?).ok_or_else(|| Wrong("id".to_owned()))?;
    Ok(KeptLog {
        id,
        label: json.text("label")?,
        began: Micros(json.number("began")?),
        last: Micros(json.number("last")?),
        rows: json.number("rows")?,
        bytes: json.number("bytes")?,
        skipped: json.number("skipped")?,
        evicted: json.number("evicted")?,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{KeptLog, LogId};
    use crate::saved::Unreadable;
    use crate::time::Micros;

    const V1: &str = include_str!("../../../../tests/fixtures/disk/log-facts-v1.json");

    fn flood() -> KeptLog {
        KeptLog {
            id: LogId(0xff),
            label: "wss://example.com/feed?key=•••".to_owned(),
            began: Micros(1_795_204_391_112_345),
            last: Micros(1_795_204_451_112_345),
            rows: 100_000,
            bytes: 10_600_000,
            skipped: 3,
            evicted: 20_000,
        }
    }

    #[test]
    fn what_this_version_stores_is_the_fixture() {
        assert_eq!(KeptLog::read(V1), Ok(flood()));
        assert_eq!(flood().write(), V1.trim_end());
    }

    #[test]
    fn what_is_something_else_is_refused() {
        let check = |from: &str, to: &str, expected| {
            assert_eq!(KeptLog::read(&V1.replace(from, to)), Err(expected), "{to}");
        };
        check("\"version\":1", "\"version\":2", Unreadable::Newer { version: 2 });
        check("\"version\":1", "\"version\":0", Unreadable::Damaged);
        check("00000000000000ff", "ff", Unreadable::Damaged);
        check("100000", "-1", Unreadable::Damaged);
        check("}", "", Unreadable::Damaged);
    }

    proptest! {
        #[test]
        fn records_come_back(label: String, n: [u64; 7]) {
            let [id, began, last, rows, bytes, skipped, evicted] = n;
            let (began, last) = (Micros(began), Micros(last));
            let log = KeptLog { id: LogId(id), label, began, last, rows, bytes, skipped, evicted };
            prop_assert_eq!(KeptLog::read(&log.write()), Ok(log));
        }
    }
}
