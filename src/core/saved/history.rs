//! What was sent or connected to lately, newest first, when several windows add to it without asking each other.
//!
//! Of each text the last thing that was done to it holds. Merging needs no order and no memory of who has merged what:
//! all windows come to the same in the end. A text that is removed leaves a fingerprint, so that no window brings it
//! back and it is gone from the disk all the same.

use std::cmp::Reverse;

use super::disk::versioned;
use super::form::{id, id_text};
use super::{ItemId, Kept, Merge, Unreadable};
use crate::codec::json::value::{Json, Writer, Wrong};
use crate::compose::Meaning;
use crate::log::Needle;

/// How many texts are kept, those counted that are removed but not yet forgotten.
pub const MAX_ENTRIES: usize = 200;
/// The longest text that is taken in, in bytes.
pub const MAX_TEXT_BYTES: usize = 16 * 1024;
/// All texts together never have more bytes than this.
pub const MAX_BYTES: usize = 256 * 1024;

/// The greatest time that a browser's clock can show, in milliseconds since the epoch.
const MAX_TIME: u64 = 8_640_000_000_000_000;
const VERSION: u64 = 1;

/// A text that was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The text, as it was typed.
    pub text: String,
    /// How it was meant, if it was a message.
    pub meaning: Option<Meaning>,
    /// When it was used last, in milliseconds since the epoch.
    pub at: u64,
}

/// The texts that were used lately.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The newest first, one of each text.
    facts: Vec<Fact>,
    /// What isn't newer than this is gone.
    cleared: u64,
}

/// The last thing that was done to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fact {
    Used { id: u64, entry: Entry },
    Removed(Removal),
}

/// What is left of a text that was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Removal {
    id: u64,
    /// The length of the text, for which it counts as before; else the order of merging would make a difference.
    bytes: usize,
    at: u64,
}

impl History {
    /// What there is, newest first.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.facts.iter().filter_map(Fact::entry)
    }

    /// The entries that have every word of the needle, in upper or lower case; all of them if there is no word in it.
    pub fn matching<'a>(&'a self, needle: &str) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let words: Vec<_> = needle.split_whitespace().map(|word| Needle::new(word, false)).collect();
        self.entries()
            .filter(move |entry| words.iter().all(|word| word.find(entry.text.as_bytes()).is_some()))
    }

    /// Puts a text in front that was used now. An empty or very long one is not taken in.
    pub fn add(&mut self, text: &str, meaning: Option<Meaning>, at: u64) {
        let at = self.next_time(at);
        self.take(Fact::used(Entry { text: text.to_owned(), meaning, at }));
    }

    /// Removes a text for good, from the windows too that have it now or used it before this time.
    pub fn remove(&mut self, text: &str, at: u64) {
        let at = self.next_time(at);
        self.take(Fact::Removed(Removal { id: fingerprint(text), bytes: text.len(), at }));
    }

    /// Removes everything that was used until now, in all windows.
    pub fn clear(&mut self, at: u64) {
        self.cleared = self.next_time(at);
        self.facts.clear();
    }

    /// The time of what is done now: later than all before it, even if the clock was set back or another window's is
    /// ahead.
    fn next_time(&self, now: u64) -> u64 {
        let last = self.facts.first().map_or(0, Fact::at).max(self.cleared);
        now.max(last + 1).min(MAX_TIME)
    }

    /// Takes a fact in, unless a later one is known, and forgets the oldest that have no room.
    fn take(&mut self, fact: Fact) {
        if fact.at() <= self.cleared || !(1..=MAX_TEXT_BYTES).contains(&fact.bytes()) {
            return;
        }
        if let Some(index) = self.facts.iter().position(|known| known.id() == fact.id()) {
            if self.facts[index].rank() >= fact.rank() {
                return;
            }
            self.facts.remove(index);
        }
        let index = self.facts.partition_point(|known| known.order() < fact.order());
        self.facts.insert(index, fact);

        // A text stays if those before it leave room, whether or not it fits into that room. So once one has to go, no
        // shorter and older one could ever come in its place, and the order of merging makes no difference.
        let mut bytes_before = 0;
        let has_room = |fact: &&Fact| {
            let has_room = bytes_before <= MAX_BYTES - MAX_TEXT_BYTES;
            bytes_before += fact.bytes();
            has_room
        };
        let count = self.facts.iter().take(MAX_ENTRIES).take_while(has_room).count();
        self.facts.truncate(count);
    }
}

impl Kept for History {
    fn write(&self) -> String {
        let (mut entries, mut removed) = (Vec::new(), Vec::new());
        for fact in &self.facts {
            let mut out = Writer::new();
            match fact {
                Fact::Used { entry, .. } => {
                    out.text("text", &entry.text);
                    out.text_if_any("format", entry.meaning.map(Meaning::name).unwrap_or_default());
                    out.number("at", entry.at);
                    entries.push(out.end());
                }
                Fact::Removed(Removal { id, bytes, at }) => {
                    out.text("id", &id_text(ItemId(*id)));
                    out.number("bytes", *bytes as u64);
                    out.number("at", *at);
                    removed.push(out.end());
                }
            }
        }
        let mut out = Writer::new();
        out.number("version", VERSION);
        out.number("cleared", self.cleared);
        out.list_if_any("entries", entries.into_iter());
        out.list_if_any("removed", removed.into_iter());
        out.end()
    }

    /// Whatever stands there, the limits hold.
    fn read(text: &str) -> Result<Self, Unreadable> {
        let (_, json) = versioned(text, VERSION)?;
        let read = |json: &Json<'_>| -> Result<Self, Wrong> {
            let mut history = Self { facts: Vec::new(), cleared: json.number("cleared")? };
            let entry = |json: &Json<'_>| {
                let meaning = Meaning::named(json.said("format"));
                Ok(Entry { text: json.needed_text("text")?, meaning, at: json.number("at")? })
            };
            let removal = |json: &Json<'_>| {
                let id = id(json, "id")?.ok_or_else(|| Wrong("id".to_owned()))?;
                let bytes = usize::try_from(json.number("bytes")?).map_err(|_| Wrong("bytes".to_owned()))?;
                Ok(Removal { id: id.0, bytes, at: json.number("at")? })
            };
            for entry in json.items("entries", entry)? {
                history.take(Fact::used(entry));
            }
            for removal in json.items("removed", removal)? {
                history.take(Fact::Removed(removal));
            }
            Ok(history)
        };
        let history = read(&json).map_err(|_| Unreadable::Damaged)?;
        // After such a time nothing could be newer any more.
        let is_past = history.facts.first().map_or(0, Fact::at).max(history.cleared) <= MAX_TIME;
        if is_past { Ok(history) } else { Err(Unreadable::Damaged) }
    }
}

impl Merge for History {
    fn merge(&mut self, other: &Self) {
        self.cleared = self.cleared.max(other.cleared);
        let cleared = self.cleared;
        self.facts.retain(|fact| fact.at() > cleared);
        for fact in &other.facts {
            self.take(fact.clone());
        }
    }
}

impl Fact {
    fn used(entry: Entry) -> Self {
        Self::Used { id: fingerprint(&entry.text), entry }
    }

    fn entry(&self) -> Option<&Entry> {
        match self {
            Self::Used { entry, .. } => Some(entry),
            Self::Removed(_) => None,
        }
    }

    fn id(&self) -> u64 {
        match self {
            Self::Used { id, .. } => *id,
            Self::Removed(removal) => removal.id,
        }
    }

    fn at(&self) -> u64 {
        match self {
            Self::Used { entry, .. } => entry.at,
            Self::Removed(removal) => removal.at,
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Used { entry, .. } => entry.text.len(),
            Self::Removed(removal) => removal.bytes,
        }
    }

    /// Its place among those of other texts. The time alone would leave it open between two of the same millisecond.
    fn order(&self) -> (Reverse<u64>, u64) {
        (Reverse(self.at()), self.id())
    }

    /// Of two facts about one text the greater holds: the later, or else the removal.
    fn rank(&self) -> (u64, bool, Option<&'static str>) {
        let meaning = self.entry().and_then(|entry| entry.meaning).map(Meaning::name);
        (self.at(), self.entry().is_none(), meaning)
    }
}

/// What a text is known by: FNV-1a with 64 bits. It must stay the same for ever, for it is on disk.
fn fingerprint(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(history: &History) -> Vec<&str> {
        history.entries().map(|entry| entry.text.as_str()).collect()
    }

    fn both(one: &History, other: &History) -> History {
        let mut both = one.clone();
        both.merge(other);
        both
    }

    fn history(texts: &[&str]) -> History {
        let mut history = History::default();
        for text in texts {
            history.add(text, None, 0);
        }
        history
    }

    #[test]
    fn what_was_used_last_comes_first() {
        let mut history = history(&["a", "b", "c", ""]);
        assert_eq!(texts(&history), ["c", "b", "a"]);
        // The clock was set back.
        history.add("a", Some(Meaning::Json), 0);
        history.add("d", None, 100);
        assert_eq!(texts(&history), ["d", "a", "c", "b"]);
        let again = Entry { text: "a".into(), meaning: Some(Meaning::Json), at: 4 };
        assert_eq!(history.entries().nth(1), Some(&again));
    }

    #[test]
    fn what_was_removed_stays_away() {
        let mut here = history(&["a", "b"]);
        let there = here.clone();
        here.remove("b", 0);
        assert_eq!(texts(&both(&here, &there)), ["a"]);
        assert!(!here.write().contains("\"b\""));
        here.add("b", None, 0);
        assert_eq!(texts(&both(&there, &here)), ["b", "a"]);
        here.clear(0);
        assert_eq!(texts(&both(&there, &here)), [""; 0]);
        here.add("a", None, 0);
        assert_eq!(texts(&both(&there, &here)), ["a"]);
    }

    #[test]
    fn the_oldest_go() {
        let names: Vec<_> = (0..=MAX_ENTRIES).map(|index| index.to_string()).collect();
        let many = history(&names.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((many.entries().count(), many.entries().last().unwrap().text.as_str()), (200, "1"));
        let long: Vec<_> = (b'a'..=b'z').map(|c| char::from(c).to_string().repeat(MAX_TEXT_BYTES)).collect();
        let long = history(&long.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(texts(&long).concat().len(), MAX_BYTES);
        assert_eq!(texts(&history(&["a", &"x".repeat(MAX_TEXT_BYTES + 1)])), ["a"]);
    }

    #[test]
    fn entries_are_found_by_all_words() {
        let history = history(&["{\"type\": \"Ping\"}", "ping", "привет"]);
        let check = |needle: &str, expected: &[usize]| {
            let all: Vec<_> = history.entries().collect();
            let expected: Vec<_> = expected.iter().map(|index| all[*index]).collect();
            assert_eq!(history.matching(needle).collect::<Vec<_>>(), expected, "{needle}");
        };
        check(" ", &[0, 1, 2]);
        check("PING", &[1, 2]);
        check("ping type", &[2]);
        check("ПРИ", &[0]);
        check("ping pong", &[]);
    }

    #[test]
    fn the_form_on_disk() {
        let mut history = history(&["a", "b"]);
        history.add("c0", Some(Meaning::Hex), 9);
        history.remove("b", 10);
        let text = r#"{"version":1,"cleared":0,"entries":[{"text":"c0","format":"hex","at":9},{"text":"a","at":1}],"removed":[{"id":"af63df4c8601f1a5","bytes":1,"at":10}]}"#;
        assert_eq!((history.write().as_str(), History::read(text)), (text, Ok(history)));
    }

    #[test]
    fn what_cannot_be_read() {
        let check = |text: &str, expected| assert_eq!(History::read(text), Err(expected), "{text}");
        check("", Unreadable::Damaged);
        check("{}", Unreadable::Damaged);
        check(r#"{"version":1,"entries":7}"#, Unreadable::Damaged);
        check(r#"{"version":1,"entries":[{"at":1}]}"#, Unreadable::Damaged);
        check(r#"{"version":0,"cleared":0,"entries":[],"removed":[]}"#, Unreadable::Damaged);
        check(r#"{"version":1,"cleared":9e15,"entries":[],"removed":[]}"#, Unreadable::Damaged);
        check(r#"{"version":1,"cleared":9000000000000000,"entries":[],"removed":[]}"#, Unreadable::Damaged);
        check(r#"{"version":2,"entries":{}}"#, Unreadable::Newer { version: 2 });
    }

    /// A history by any means, with few texts and times so that they meet, and long ones so that limits are reached.
    fn any_history() -> impl Strategy<Value = History> {
        let text = ("[a-h]", prop::sample::select(vec![1, 8000, 15_000, MAX_TEXT_BYTES]));
        let text = text.prop_map(|(letter, length)| letter.repeat(length));
        let meaning = prop::sample::select(vec![None, Some(Meaning::Text), Some(Meaning::Hex)]);
        let used = (text.clone(), meaning, 1..30_u64)
            .prop_map(|(text, meaning, at)| Fact::used(Entry { text, meaning, at }));
        let removed = (text, 1..30_u64)
            .prop_map(|(text, at)| Fact::Removed(Removal { id: fingerprint(&text), bytes: text.len(), at }));
        let facts = prop::collection::vec(prop_oneof![5 => used, 1 => removed], 0..60);
        (facts, prop_oneof![3 => Just(0), 1 => 0..20_u64]).prop_map(|(facts, cleared)| {
            let mut history = History { facts: Vec::new(), cleared };
            for fact in facts {
                history.take(fact);
            }
            history
        })
    }

    proptest! {
        // Each case has up to 60 texts of 16 KB.
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn merging_needs_no_order(a in any_history(), b in any_history(), c in any_history()) {
            prop_assert_eq!(both(&a, &b), both(&b, &a));
            prop_assert_eq!(both(&both(&a, &b), &c), both(&a, &both(&b, &c)));
            prop_assert_eq!(both(&a, &a), a.clone());
            prop_assert_eq!(both(&both(&a, &b), &b), both(&a, &b));
            prop_assert!(texts(&both(&a, &b)).concat().len() <= MAX_BYTES);
        }

        #[test]
        fn what_is_written_is_read_back(history in any_history(), text in any::<String>()) {
            prop_assert_eq!(History::read(&history.write()), Ok(history));
            let _ = History::read(&text);
        }
    }
}
