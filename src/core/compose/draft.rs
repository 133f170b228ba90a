//! A message as it is typed: its text with variables, and how it is meant.
//!
//! It is what is kept and shown. Before anything is sent it is prepared, once; then every sending fills in the
//! variables anew.

use super::{DraftProblem, Filling, Meaning, Outgoing, Template, TemplateError, outgoing};
use crate::codec::Place;
use crate::time::Micros;

/// A message as typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Draft {
    /// The text, with variables.
    pub text: String,
    /// How the text is meant once they are filled in.
    pub meaning: Meaning,
}

/// A draft whose variables have been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The text with its variables.
    pub template: Template,
    /// How it is meant.
    pub meaning: Meaning,
}

/// Why a draft can't be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftError {
    /// A variable is wrong.
    Template(TemplateError),
    /// The text is not what it is meant to be.
    Meaning(DraftProblem),
}

impl Draft {
    /// Reads the variables and checks the text for what it is meant to be, with examples in their places.
    ///
    /// # Errors
    /// What is wrong with the draft, and where in its text; behind a variable the place is that in the filled text.
    pub fn prepare(&self) -> Result<Prepared, DraftError> {
        let template = Template::parse(&self.text).map_err(DraftError::Template)?;
        let example = || {
            let rng = &mut fastrand::Rng::with_seed(0);
            template.fill(&mut Filling { now: Micros(0), rng, seq: 1, nonce: "0123456789ab", last: &[] })
        };
        match template.fixed() {
            Some(text) => outgoing(text, self.meaning).map_err(|mut problem| {
                let place = problem.place_mut();
                *place = before_unescaping(&self.text, *place);
                problem
            }),
            None => outgoing(&example(), self.meaning),
        }
        .map_err(DraftError::Meaning)?;
        Ok(Prepared { template, meaning: self.meaning })
    }

    /// Whether the draft can be prepared.
    ///
    /// # Errors
    /// As [`Draft::prepare`].
    pub fn check(&self) -> Result<(), DraftError> {
        self.prepare().map(|_| ())
    }
}

impl Prepared {
    /// The message with its variables filled in.
    ///
    /// # Errors
    /// With variables in it the text may turn out not to be what it is meant to be; places are those in the filled
    /// text.
    pub fn outgoing(&self, filling: &mut Filling<'_>) -> Result<Outgoing, DraftProblem> {
        outgoing(&self.template.fill(filling), self.meaning)
    }
}

impl DraftError {
    /// Where it is in the text.
    pub fn place(&self) -> Place {
        match self {
            DraftError::Template(error) => error.place,
            DraftError::Meaning(problem) => problem.place(),
        }
    }

    /// The same error in a longer text, in which the draft begins at byte `start`.
    #[must_use]
    pub fn within(mut self, text: &str, start: usize) -> Self {
        let place = match &mut self {
            DraftError::Template(error) => &mut error.place,
            DraftError::Meaning(problem) => problem.place_mut(),
        };
        let draft = &text[start..];
        let byte = draft.char_indices().nth(place.offset).map_or(draft.len(), |(at, _)| at);
        *place = Place::at_byte(text, start + byte);
        self
    }
}

/// A place in a fixed text, found in the text as it was typed: each `\{{` there has become shorter by its backslash.
fn before_unescaping(typed: &str, place: Place) -> Place {
    let is_escape = |at: usize| typed[at..].starts_with("\\{{");
    let kept = typed.char_indices().filter(|(at, _)| !is_escape(*at)).nth(place.offset);
    Place::at_byte(typed, kept.map_or(typed.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::{Draft, DraftError};
    use crate::compose::{DraftProblem, Filling, Meaning, Outgoing};
    use crate::message::DataType;
    use crate::time::Micros;

    fn draft(text: &str, meaning: Meaning) -> Draft {
        Draft { text: text.to_owned(), meaning }
    }

    #[track_caller]
    fn check(text: &str, meaning: Meaning, error_at: Option<usize>) {
        let error = draft(text, meaning).check().err();
        assert_eq!(error.map(|error| error.place().column), error_at, "{text} as {meaning:?}");
    }

    #[test]
    fn a_text_without_variables_is_checked_wholly() {
        check("", Meaning::Text, None);
        check("", Meaning::Json, Some(1));
        check("{\"a\":1", Meaning::Json, Some(7));
        check("c0 0", Meaning::Hex, Some(4));
        check("c0 00", Meaning::Hex, None);
        check("ab*c", Meaning::Base64, Some(3));
        check("[\"\\{{\",\"\\{{\",x]", Meaning::Json, Some(14));
        check("\n\\{{ \\{{", Meaning::Hex, Some(2));
    }

    #[test]
    fn with_variables_it_is_checked_with_examples_in_their_places() {
        check("c0 {{random_hex:2}} 00", Meaning::Hex, None);
        check("c0 {{random_hex:2}} 0", Meaning::Hex, Some(7));
        check("{\"a\":{{seq}}}", Meaning::Json, None);
        check("{\"a\":{{seq}}", Meaning::Json, Some(7));
        check("{\"a\":{{sec}}}", Meaning::Json, Some(6));
        check("{{seq", Meaning::Text, Some(1));
    }

    #[test]
    fn each_sending_fills_anew() {
        let send = |text: &str, meaning, seq| {
            let mut rng = fastrand::Rng::with_seed(1);
            let filling = &mut Filling { now: Micros(0), rng: &mut rng, seq, nonce: "", last: &[] };
            draft(text, meaning).prepare().unwrap().outgoing(filling)
        };
        let message = |data_type, payload: &[u8]| Ok(Outgoing { data_type, payload: payload.into() });
        assert_eq!(send("[{{seq}}]", Meaning::Json, 1), message(DataType::Text, b"[1]"));
        assert_eq!(send("[{{seq}}]", Meaning::Json, 2), message(DataType::Text, b"[2]"));
        assert_eq!(send("0{{seq}}", Meaning::Hex, 3), message(DataType::Binary, &[3]));
        // What comes out right with an example may still not do so later.
        assert!(matches!(send("0{{seq}}", Meaning::Hex, 30), Err(DraftProblem::Hex(_))));
    }

    #[test]
    fn a_variable_is_looked_at_first() {
        let error = draft("zz {{", Meaning::Hex).check();
        assert!(matches!(error, Err(DraftError::Template(_))), "{error:?}");
    }
}
