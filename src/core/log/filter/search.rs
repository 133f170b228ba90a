//! A filter as it stands on screen: what is typed and which switches are on.

use super::{Condition, Filter, LineError, Needle, Pattern, Show, Test};

/// What is typed and switched on above a log.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch on screen")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Which kind of rows.
    pub show: Show,
    /// Whether pings and pongs are left out.
    pub hides_pings: bool,
    /// Whether rows about the connection are left out.
    pub hides_info: bool,
    /// What is searched for.
    pub text: String,
    /// Whether that is a regular expression.
    pub is_regex: bool,
    /// Whether the rows that have it are left out.
    pub excludes: bool,
    /// Whether `a` and `A` are different.
    pub minds_case: bool,
    /// More conditions, as [`Filter::add_line`] reads them.
    pub line: String,
}

/// What can't be read as it is meant, and is taken as the text it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchProblems {
    /// The search is not a regular expression, in the words of the engine.
    pub pattern: Option<String>,
    /// A term of the line.
    pub line: Option<LineError>,
}

impl Search {
    /// The filter that this means. It always means one.
    pub fn filter(&self) -> (Filter, SearchProblems) {
        let mut filter = Filter {
            show: self.show,
            hides_pings: self.hides_pings,
            hides_info: self.hides_info,
            conditions: Vec::new(),
        };
        let mut problems = SearchProblems::default();
        if !self.text.is_empty() {
            let pattern = self.is_regex.then(|| Pattern::new(&self.text, self.minds_case));
            let test = match pattern {
                Some(Ok(pattern)) => Test::Regex(pattern),
                Some(Err(words)) => {
                    problems.pattern = Some(words);
                    Test::Text(Needle::new(&self.text, self.minds_case))
                }
                None => Test::Text(Needle::new(&self.text, self.minds_case)),
            };
            filter.conditions.push(Condition { excludes: self.excludes, test });
        }
        problems.line = filter.add_line(&self.line, self.minds_case);
        (filter, problems)
    }
}

#[cfg(test)]
mod tests {
    use super::Search;

    fn search(text: &str) -> Search {
        Search { text: text.to_owned(), ..Search::default() }
    }

    #[test]
    fn what_is_typed_is_one_text() {
        assert_eq!(search("a -b /c/").filter().0.line(), "\"a -b /c/\"");
        let excluded = Search { excludes: true, line: "size:>1k".to_owned(), ..search("a b") };
        assert_eq!(excluded.filter().0.line(), "-\"a b\" size:>=1001");
        assert!(search("").filter().0.is_all());
    }

    #[test]
    fn a_broken_pattern_is_told_and_searched_as_text() {
        let (filter, problems) = Search { is_regex: true, ..search("a(") }.filter();
        assert!(problems.pattern.is_some());
        assert_eq!(filter.line(), "a(");
        assert_eq!(Search { is_regex: true, ..search("a.b") }.filter().0.line(), "/a.b/");
    }
}
