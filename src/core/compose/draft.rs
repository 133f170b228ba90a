//! A message as it is typed: its text with variables, and how it is meant.
//!
//! It is what is kept and shown. Before anything is sent it is prepared, once; then every sending fills in the
//! variables anew.

use serde::{Deserialize, Serialize};

use super::{DraftProblem, Filling, Meaning, Outgoing, Template, TemplateError, Values, outgoing};
use crate::codec::Place;
use crate::time::Micros;

/// A message as typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    /// The user's own variables stand for anything, so without their values a text that has some of them is not checked
    /// for more than its variables; with the values a variable that has none is a mistake.
    ///
    /// # Errors
    /// What is wrong with the draft, and where in its text; behind a variable the place is that in the filled text.
    pub fn prepare(&self, own: Option<&Values>) -> Result<Prepared, DraftError> {
        let template = Template::parse(&self.text, self.meaning).map_err(DraftError::Template)?;
        let prepared = Prepared { template, meaning: self.meaning };
        if let Some(error) = own.and_then(|own| prepared.template.unknown(own)) {
            return Err(DraftError::Template(error));
        }
        if own.is_none() && prepared.template.uses_own() {
            return Ok(prepared);
        }
        let none = Values::default();
        let filling = &mut Filling {
            now: Micros(0),
            rng: &mut fastrand::Rng::with_seed(0),
            seq: 1,
            nonce: "0123456789ab",
            last: &[],
            own: own.unwrap_or(&none),
        };
        match prepared.outgoing(filling) {
            Ok(_) => Ok(prepared),
            Err(mut problem) => {
                if prepared.template.is_fixed() {
                    let place = problem.place_mut();
                    *place = before_unescaping(&self.text, *place);
                }
                Err(DraftError::Meaning(problem))
            }
        }
    }

    /// Whether the draft can be prepared, as far as that can be told without the values of the user's own variables.
    ///
    /// # Errors
    /// As [`Draft::prepare`].
    pub fn check(&self) -> Result<(), DraftError> {
        self.prepare(None).map(|_| ())
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
    use crate::compose::{DraftProblem, Filling, Meaning, Outgoing, TemplateProblem, Values};
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
        check("{\"a\":{{sec:1}}}", Meaning::Json, Some(6));
        check("{{seq", Meaning::Text, Some(1));
        check("{{bytes:2}} 0d", Meaning::Hex, None);
        check("{{bytes:2}} d", Meaning::Hex, Some(6));
        check("AAAA{{bytes:16}}", Meaning::Base64, None);
        // Four bytes are padded, and nothing may follow that.
        check("{{bytes:4}}AAAA", Meaning::Base64, Some(7));
        check("a {{bytes:2}}", Meaning::Text, Some(3));
        check("[{{bytes:2}}]", Meaning::Json, Some(2));
    }

    #[track_caller]
    fn check_own(text: &str, meaning: Meaning, value: &str, without: Option<usize>, with: Option<usize>) {
        let own = Values(vec![("a".to_owned(), value.to_owned())]);
        let draft = draft(text, meaning);
        let column = |own| draft.prepare(own).err().map(|error| error.place().column);
        assert_eq!((column(None), column(Some(&own))), (without, with), "{text} as {meaning:?} with {value}");
    }

    #[test]
    fn own_variables_are_checked_with_their_values() {
        check_own("[{{a}}]", Meaning::Json, "1", None, None);
        check_own("[{{a}}]", Meaning::Json, "x", None, Some(2));
        check_own("[{{a}}", Meaning::Json, "1", None, Some(3));
        check_own("[{{a}},{{uuid:1}}]", Meaning::Json, "1", Some(8), Some(8));
        check_own("{{a}}0", Meaning::Hex, "0", None, None);
        check_own("{{a}} {{b}}", Meaning::Text, "{{b}}", None, Some(7));
        // A value is no template.
        check_own("{{a}}", Meaning::Text, "{{ {{uuid:1}}", None, None);
    }

    #[test]
    fn an_own_variable_without_a_value_is_unknown() {
        let error = draft("{{ b }}", Meaning::Text).prepare(Some(&Values::default())).unwrap_err();
        let DraftError::Template(error) = error else { panic!("{error:?}") };
        assert_eq!(error.kind, TemplateProblem::UnknownName("b".to_owned()));
    }

    #[test]
    fn each_sending_fills_anew() {
        let send = |text: &str, meaning, seq| {
            let mut rng = fastrand::Rng::with_seed(1);
            let own = &Values::default();
            let filling = &mut Filling { now: Micros(0), rng: &mut rng, seq, nonce: "", last: &[], own };
            draft(text, meaning).prepare(None).unwrap().outgoing(filling)
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
