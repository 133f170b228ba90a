//! The names under which choices are kept.

use crate::conn::keep_alive::PongRule;

/// A rule by its name, with what it looks at and compares with.
pub fn rule(name: &str, path: &str, value: &str) -> PongRule {
    let (path, value) = (path.to_owned(), value.to_owned());
    match name {
        "equals" => PongRule::Equals(value),
        "contains" => PongRule::Contains(value),
        "matches" => PongRule::Matches(value),
        "field" => PongRule::Field { path, value },
        "same" => PongRule::SameBytes,
        "nonce" => PongRule::Nonce,
        "nothing" => PongRule::Nothing,
        _ => PongRule::Any,
    }
}

/// The name of a rule.
pub fn rule_name(rule: &PongRule) -> &'static str {
    match rule {
        PongRule::Any => "any",
        PongRule::Equals(_) => "equals",
        PongRule::Contains(_) => "contains",
        PongRule::Matches(_) => "matches",
        PongRule::Field { .. } => "field",
        PongRule::SameBytes => "same",
        PongRule::Nonce => "nonce",
        PongRule::Nothing => "nothing",
    }
}

/// Whether a rule compares with a value.
pub fn compares(rule: &PongRule) -> bool {
    matches!(
        rule,
        PongRule::Equals(_) | PongRule::Contains(_) | PongRule::Matches(_) | PongRule::Field { .. }
    )
}

/// Where a rule looks in a JSON message; where one usually does, if it looks elsewhere.
pub fn path(rule: &PongRule) -> &str {
    if let PongRule::Field { path, .. } = rule { path } else { "$.type" }
}

/// What a rule compares with.
pub fn value(rule: &PongRule) -> &str {
    match rule {
        PongRule::Equals(value)
        | PongRule::Contains(value)
        | PongRule::Matches(value)
        | PongRule::Field { value, .. } => value,
        PongRule::Nothing | PongRule::Any | PongRule::SameBytes | PongRule::Nonce => "",
    }
}
