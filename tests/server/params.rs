//! The parameters in a route's query: what each one is called, what it means and which values it takes.
//! The same description feeds the check of a request and the table on the index page.
//! A refusal is one sentence that names the parameter and what is allowed.

use std::time::Duration;

/// A parameter that is a whole number.
#[derive(Debug)]
pub struct Number {
    pub name: &'static str,
    pub what: &'static str,
    pub default: u64,
    pub allowed: Allowed,
}

/// Which numbers a parameter takes.
#[derive(Debug)]
pub enum Allowed {
    /// From the first to the second, both included.
    Range(u64, u64),
    /// What a close frame can carry, and 1005 for an empty one.
    CloseCode,
}

/// A parameter that is text; it is always optional.
#[derive(Debug)]
pub struct Text {
    pub name: &'static str,
    pub what: &'static str,
    pub max_bytes: usize,
}

/// Either kind of parameter, for the table of routes.
#[derive(Debug)]
pub enum Param {
    Number(&'static Number),
    Text(&'static Text),
}

/// The names and values after the question mark, decoded, in their order.
#[derive(Debug)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Decodes a query; nothing is refused yet.
    pub fn parse(query: &str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// Refuses names that the route does not know, and names given twice.
    pub fn check_names(&self, path: &str, params: &[Param]) -> Result<(), String> {
        for (place, (name, _)) in self.0.iter().enumerate() {
            if !params.iter().any(|param| param.name() == name) {
                let known: Vec<_> = params.iter().map(Param::name).collect();
                let allowed = if known.is_empty() {
                    "it takes no parameters".to_owned()
                } else {
                    format!("it takes {}", known.join(", "))
                };
                return Err(format!("{path} has no parameter {name:?}: {allowed}."));
            }
            if self.0[..place].iter().any(|(earlier, _)| earlier == name) {
                return Err(format!("The parameter {name:?} is given twice; give it once."));
            }
        }
        Ok(())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

impl Param {
    /// Its name in the query.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Number(number) => number.name,
            Self::Text(text) => text.name,
        }
    }
}

impl Number {
    /// The value in this query, or the default.
    pub fn of(&self, query: &Query) -> Result<u64, String> {
        let Some(given) = query.get(self.name) else { return Ok(self.default) };
        let number = given.parse().ok().filter(|&number| self.allowed.includes(number));
        number.ok_or_else(|| {
            let given: String = given.chars().take(40).collect();
            format!("The parameter {:?} must be {}, and {given:?} is not.", self.name, self.allowed)
        })
    }

    /// The value as milliseconds.
    pub fn millis(&self, query: &Query) -> Result<Duration, String> {
        self.of(query).map(Duration::from_millis)
    }
}

impl Text {
    /// The value in this query, if it is there.
    pub fn of(&self, query: &Query) -> Result<Option<String>, String> {
        match query.get(self.name) {
            Some(given) if given.len() > self.max_bytes => Err(format!(
                "The parameter {:?} must be at most {} bytes of UTF-8, and this is {}.",
                self.name,
                self.max_bytes,
                given.len()
            )),
            given => Ok(given.map(str::to_owned)),
        }
    }
}

impl Allowed {
    fn includes(&self, number: u64) -> bool {
        match self {
            Self::Range(least, most) => (*least..=*most).contains(&number),
            Self::CloseCode => matches!(number, 1000..=1005 | 1007..=1014 | 3000..=4999),
        }
    }
}

impl std::fmt::Display for Allowed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Range(least, most) => write!(f, "a whole number from {least} to {most}"),
            Self::CloseCode => f.write_str("1000 to 1014 but not 1006, or 3000 to 4999 (1005 sends no code)"),
        }
    }
}
