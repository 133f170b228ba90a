//! One file as the rules see it: where comments and tests are told apart from code.

/// A file of the tree.
pub struct Source {
    /// Its path from the root, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    pub fn is_rust(&self) -> bool {
        self.ending() == "rs"
    }

    pub fn ending(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or_default()
    }

    /// Is it below this folder, or this very file?
    pub fn is_in(&self, place: &str) -> bool {
        self.path == place || self.path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'))
    }

    /// The lines that aren't comments, numbered from 1.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line)).filter(|(_, line)| {
            let line = line.trim_start();
            !line.starts_with("//")
        })
    }

    /// The code without tests: test files have none, and a module of tests is the end of its file.
    pub fn code_without_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_test_file =
            self.path.ends_with("/tests.rs") || self.path.trim_start_matches("tests/").contains("/tests/");
        let lines: Vec<&str> = self.text.lines().collect();
        let tests = lines.iter().enumerate().position(|(index, line)| {
            let next = lines.get(index + 1).copied().unwrap_or_default().trim_end();
            line.trim_start().starts_with("#[cfg(") && line.contains("test") && next.ends_with('{')
        });
        let end = if is_test_file { 0 } else { tests.unwrap_or(usize::MAX) };
        self.code().take_while(move |(number, _)| *number <= end)
    }

    /// The first line of code with one of these in it.
    pub fn line_with(&self, words: &[&str]) -> Option<usize> {
        first_with(self.code(), words)
    }

    /// The same, tests left out.
    pub fn line_outside_tests_with(&self, words: &[&str]) -> Option<usize> {
        first_with(self.code_without_tests(), words)
    }
}

fn first_with<'a>(mut lines: impl Iterator<Item = (usize, &'a str)>, words: &[&str]) -> Option<usize> {
    lines.find(|(_, line)| words.iter().any(|word| line.contains(word))).map(|(number, _)| number)
}

#[test]
fn comments_and_tests_are_told_apart_from_code() {
    let text = "//! a\nuse b;\n#[cfg(test)]\nuse c;\nd();\n#[cfg(test)]\nmod tests {\n    e();\n}\n";
    let source = Source::new("src/core/x.rs", text);
    assert_eq!(source.line_with(&["a"]), None);
    assert_eq!(source.line_with(&["e()"]), Some(8));
    assert_eq!(source.line_outside_tests_with(&["d()"]), Some(5));
    assert_eq!(source.line_outside_tests_with(&["e()"]), None);
    assert_eq!(Source::new("src/core/conn/tests.rs", text).line_outside_tests_with(&["d()"]), None);
    assert_eq!(Source::new("tests/server/x.rs", text).line_outside_tests_with(&["d()"]), Some(5));
    assert!(source.is_in("src/core") && !source.is_in("src/co"));
}
