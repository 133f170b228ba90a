//! Two HTTP archives of the same session, held against each other: ours, and that of a browser's developer tools.
//! Where they differ stands in a table, with the reason. What isn't in it has to be equal, with its type, and what is in
//! it has to differ, so that a change on either side is noticed.

mod allowed;
mod instant;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

pub use allowed::ALLOWED;
use instant::instant;

/// What is known to differ.
pub struct Allowed {
    /// Where: the names of members, with `[]` for any item of an array.
    pub place: &'static str,
    /// In what.
    pub how: Difference,
    /// The reason.
    pub because: &'static str,
}

/// In what two values differ.
#[derive(Clone, Copy)]
pub enum Difference {
    /// Only ours is there.
    OnlyOurs,
    /// Only theirs is there.
    OnlyTheirs,
    /// Of their array, we have only these items; the other arguments are ours.
    OnlySome(fn(&Value, &[Value]) -> bool),
    /// Another value of the same type.
    Value,
    /// Another type.
    Type,
    /// Measured by clocks of their own, so they are less than a second apart; so many of its unit are a second.
    Measured(f64),
}

/// What differs without being allowed to, and what is allowed but doesn't differ: each place with a sentence.
pub fn faults(ours: &Value, theirs: &Value, allowed: &[Allowed]) -> Vec<String> {
    let mut comparison = Comparison { allowed, met: BTreeSet::new(), faults: Vec::new() };
    comparison.values(&Place::default(), ours, theirs);
    let Comparison { met, mut faults, .. } = comparison;
    let idle = allowed.iter().enumerate().filter(|(index, _)| !met.contains(index));
    faults.extend(idle.map(|(_, Allowed { place, because, .. })| {
        format!("{place}: it doesn’t differ any more, though that was allowed ({because})")
    }));
    faults
}

/// What of their archive is about WebSockets; the rest is what else their page has fetched.
pub fn sockets_only(archive: &Value) -> Value {
    let mut archive = archive.clone();
    if let Some(entries) = archive["log"]["entries"].as_array_mut() {
        entries.retain(|entry| entry["_resourceType"] == "websocket");
    }
    archive
}

/// The entries whose time isn't the sum of its parts, as HAR has it.
pub fn wrong_sums(archive: &Value) -> Vec<String> {
    const PARTS: [&str; 6] = ["blocked", "dns", "connect", "send", "wait", "receive"];
    let entries = archive["log"]["entries"].as_array().map(Vec::as_slice).unwrap_or_default();
    let sum = |entry: &Value| {
        let parts = PARTS.iter().filter_map(|part| entry["timings"][part].as_f64());
        parts.filter(|&part| part > 0.0).sum::<f64>()
    };
    // A time that isn't there isn't near to anything.
    let is_right =
        |entry: &Value| entry["time"].as_f64().is_some_and(|time| (time - sum(entry)).abs() < 0.01);
    let wrong = entries.iter().filter(|entry| !is_right(entry));
    wrong.map(|entry| format!("{} ms aren’t the sum of {}", entry["time"], entry["timings"])).collect()
}

/// Where something is, exactly and as the table has it.
#[derive(Clone, Default)]
struct Place {
    exact: String,
    general: String,
}

impl Place {
    fn member(&self, name: &str) -> Self {
        let dot = if self.exact.is_empty() { "" } else { "." };
        Self { exact: format!("{}{dot}{name}", self.exact), general: format!("{}{dot}{name}", self.general) }
    }

    fn item(&self, index: usize) -> Self {
        Self { exact: format!("{}[{index}]", self.exact), general: format!("{}[]", self.general) }
    }
}

struct Comparison<'a> {
    allowed: &'a [Allowed],
    /// Which of the allowed differences were met with.
    met: BTreeSet<usize>,
    faults: Vec<String>,
}

impl Comparison<'_> {
    fn values(&mut self, place: &Place, ours: &Value, theirs: &Value) {
        if let Some(second) = self.measured(place) {
            return self.instants(place, ours, theirs, second);
        }
        match (ours, theirs) {
            (Value::Object(ours), Value::Object(theirs)) => self.objects(place, ours, theirs),
            (Value::Array(ours), Value::Array(theirs)) => self.arrays(place, ours, theirs),
            _ if type_of(ours) != type_of(theirs) => {
                self.differ(
                    place,
                    |how| matches!(how, Difference::Type),
                    || format!("{ours} is {}, {theirs} is {}", type_of(ours), type_of(theirs)),
                );
            }
            // As numbers, because 1 and 1.0 are the same in JSON.
            _ if ours == theirs || (ours.is_number() && ours.as_f64() == theirs.as_f64()) => {}
            _ => self.differ(
                place,
                |how| matches!(how, Difference::Value),
                || format!("{ours} here, {theirs} there"),
            ),
        }
    }

    fn objects(&mut self, place: &Place, ours: &Map<String, Value>, theirs: &Map<String, Value>) {
        for (name, value) in ours {
            let place = place.member(name);
            match theirs.get(name) {
                Some(other) => self.values(&place, value, other),
                None => self.differ(
                    &place,
                    |how| matches!(how, Difference::OnlyOurs),
                    || format!("{value} is here only"),
                ),
            }
        }
        for (name, value) in theirs.iter().filter(|(name, _)| !ours.contains_key(*name)) {
            self.differ(
                &place.member(name),
                |how| matches!(how, Difference::OnlyTheirs),
                || format!("{value} is there only"),
            );
        }
    }

    fn arrays(&mut self, place: &Place, ours: &[Value], theirs: &[Value]) {
        let mut theirs: Vec<&Value> = theirs.iter().collect();
        let some = self.find(place, |how| matches!(how, Difference::OnlySome(_)));
        if let Some((index, Difference::OnlySome(is_here))) = some {
            let all = theirs.len();
            theirs.retain(|item| is_here(item, ours));
            if theirs.len() < all {
                self.met.insert(index);
            }
        }
        if ours.len() != theirs.len() {
            let [ours, theirs] = [ours.iter().collect(), theirs].map(|items: Vec<&Value>| {
                items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
            });
            return self.faults.push(format!("{}: [{ours}] here, [{theirs}] there", place.exact));
        }
        for (index, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
            self.values(&place.item(index), ours, theirs);
        }
    }

    /// How much a second is at a place where clocks are read.
    fn measured(&mut self, place: &Place) -> Option<f64> {
        match self.find(place, |how| matches!(how, Difference::Measured(_)))? {
            (index, Difference::Measured(second)) => {
                self.met.insert(index);
                Some(second)
            }
            _ => None,
        }
    }

    fn instants(&mut self, place: &Place, ours: &Value, theirs: &Value, second: f64) {
        let is_near = type_of(ours) == type_of(theirs)
            && instant(ours)
                .zip(instant(theirs))
                .is_some_and(|(ours, theirs)| (ours - theirs).abs() < second);
        if !is_near {
            self.faults.push(format!("{}: {ours} and {theirs} aren’t within a second", place.exact));
        }
    }

    /// Takes in a difference.
    fn differ(&mut self, place: &Place, is: impl Fn(Difference) -> bool, say: impl Fn() -> String) {
        match self.find(place, is) {
            Some((index, _)) => {
                self.met.insert(index);
            }
            None => self.faults.push(format!("{}: {}", place.exact, say())),
        }
    }

    fn find(&self, place: &Place, is: impl Fn(Difference) -> bool) -> Option<(usize, Difference)> {
        let mut all =
            self.allowed.iter().enumerate().map(|(index, allowed)| (index, allowed.how, allowed.place));
        all.find(|(_, how, at)| *at == place.general && is(*how)).map(|(index, how, _)| (index, how))
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SOME: &[Allowed] = &[
        Allowed { place: "who", how: Difference::Value, because: "they are two" },
        Allowed { place: "why", how: Difference::Type, because: "" },
        Allowed { place: "mine", how: Difference::OnlyOurs, because: "" },
        Allowed { place: "theirs", how: Difference::OnlyTheirs, because: "" },
        Allowed { place: "items[].at", how: Difference::Measured(1.0), because: "" },
        Allowed { place: "items", how: Difference::OnlySome(|item, _| item["n"] != 0), because: "" },
    ];

    fn pair() -> (Value, Value) {
        let ours = json!({ "who": "a", "why": null, "mine": 1, "same": 1, "items": [{ "n": 1, "at": 5.2 }] });
        let items = json!([{ "n": 0, "at": 5 }, { "n": 1, "at": 5.9 }]);
        (ours, json!({ "who": "b", "why": "?", "theirs": 1, "same": 1.0, "items": items }))
    }

    fn check(change: impl Fn(&mut Value, &mut Value), expected: &[&str]) {
        let (mut ours, mut theirs) = pair();
        change(&mut ours, &mut theirs);
        assert_eq!(faults(&ours, &theirs, SOME), expected);
    }

    #[test]
    fn what_is_allowed_has_to_differ_and_nothing_else_may() {
        check(|_, _| {}, &[]);
        check(|ours, _| ours["same"] = json!(2), &["same: 2 here, 1.0 there"]);
        check(|ours, _| ours["same"] = json!("1"), &["same: \"1\" is a string, 1.0 is a number"]);
        check(|ours, _| ours["more"] = json!({}), &["more: {} is here only"]);
        check(|_, theirs| theirs["more"] = json!([]), &["more: [] is there only"]);
        check(
            |ours, _| ours["who"] = json!(0),
            &[
                "who: 0 is a number, \"b\" is a string",
                "who: it doesn’t differ any more, though that was allowed (they are two)",
            ],
        );
        check(|ours, _| ours["items"][0]["n"] = json!(2), &["items[0].n: 2 here, 1 there"]);
        check(
            |ours, _| ours["items"][0]["at"] = json!(6.9),
            &["items[0].at: 6.9 and 5.9 aren’t within a second"],
        );
        check(
            |ours, _| ours["items"][0]["at"] = json!("5.9"),
            &["items[0].at: \"5.9\" and 5.9 aren’t within a second"],
        );
        check(
            |ours, _| ours["items"] = json!([]),
            &[
                "items: [] here, [{\"n\":1,\"at\":5.9}] there",
                "items[].at: it doesn’t differ any more, though that was allowed ()",
            ],
        );
    }

    #[test]
    fn times_are_sums() {
        let archive = |time: Value| {
            let timings =
                json!({ "blocked": -1, "dns": 0.5, "ssl": 9, "send": 0, "wait": 1, "receive": 2.5 });
            json!({ "log": { "entries": [{ "time": time, "timings": timings }] } })
        };
        assert_eq!(wrong_sums(&archive(json!(4))), [""; 0]);
        for wrong in [json!(4.02), json!(3), json!("4"), Value::Null] {
            assert_eq!(wrong_sums(&archive(wrong.clone())).len(), 1, "{wrong}");
        }
    }

    #[test]
    fn only_sockets_are_left() {
        let archive =
            json!({ "log": { "entries": [{ "_resourceType": "fetch" }, { "_resourceType": "websocket" }] } });
        assert_eq!(
            sockets_only(&archive),
            json!({ "log": { "entries": [{ "_resourceType": "websocket" }] } })
        );
    }
}
