//! The command line: one closed enum of what can be asked for.
//!
//! A word that isn't known is refused with the usage, never guessed at.

use std::ffi::OsString;

use lexopt::prelude::{Long, Short, Value, ValueExt};

use crate::Result;

/// Printed for `--help` and together with every refusal.
pub const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [--port N] [--page-port N]   practice server (8765) and the page (8080), until ctrl-c
  test [--only NAME[,NAME…]]         everything that must hold before a change is merged
  hidden [--minutes N]               do the clocks hold in a tab that is hidden for 10 minutes?
  bench [--firefox] [--quick] [--only NAME] [--strict]
                                     measures the release in a browser, beside pages that do next to nothing
  dist                               the release build, with its content security policy, in dist/
  policy                             Trunk's hook: put the policy into a release build

Missing tools are installed, or you are told how. WIREBENCH_CACHE names another place to keep them.";

/// Browsers grow harder on a hidden page for some minutes; after ten they are as hard as they will be.
const USUAL_MINUTES: u64 = 10;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    /// Print the usage.
    Help,
    /// Run the practice server and the page; a port that isn't given may be replaced by a free one.
    Serve { port: Option<u16>, page_port: Option<u16> },
    /// Run the steps with these names, or all of them if there is none.
    Test { only: Vec<String> },
    /// Hide the page of the release for so long, and see how its clocks do.
    Hidden { minutes: u64 },
    /// Measure the release in a browser.
    Bench(Bench),
    /// Build the release into `dist/`.
    Dist,
    /// Finish Trunk's staging folder.
    Policy,
}

/// What is measured.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Bench {
    /// In Firefox instead of Chromium.
    pub firefox: bool,
    /// Once, and with a tenth of the messages.
    pub quick: bool,
    /// What is over its limit is a failure.
    pub strict: bool,
    /// Only the topics with this in their name.
    pub only: Option<String>,
}

/// Reads the arguments that follow `cargo xtask`.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Task> {
    read(arguments).map_err(|problem| format!("{problem}.\n\n{USAGE}"))
}

fn read(arguments: impl IntoIterator<Item = OsString>) -> std::result::Result<Task, lexopt::Error> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut task = match parser.next()? {
        None | Some(Long("help") | Short('h')) => return Ok(Task::Help),
        Some(Value(word)) => match word.string()?.as_str() {
            "serve" => Task::Serve { port: None, page_port: None },
            "test" => Task::Test { only: Vec::new() },
            "hidden" => Task::Hidden { minutes: USUAL_MINUTES },
            "bench" => Task::Bench(Bench::default()),
            "dist" => Task::Dist,
            "policy" => Task::Policy,
            other => return Err(format!("There is no command `{other}`").into()),
        },
        Some(other) => return Err(other.unexpected()),
    };
    while let Some(argument) = parser.next()? {
        match (argument, &mut task) {
            (Long("port"), Task::Serve { port, .. }) => *port = Some(parser.value()?.parse()?),
            (Long("page-port"), Task::Serve { page_port, .. }) => *page_port = Some(parser.value()?.parse()?),
            (Long("minutes"), Task::Hidden { minutes }) => *minutes = parser.value()?.parse()?,
            (Long("only"), Task::Test { only }) => {
                only.extend(parser.value()?.string()?.split(',').map(|name| name.trim().to_owned()));
            }
            (Long("firefox"), Task::Bench(bench)) => bench.firefox = true,
            (Long("quick"), Task::Bench(bench)) => bench.quick = true,
            (Long("strict"), Task::Bench(bench)) => bench.strict = true,
            (Long("only"), Task::Bench(bench)) => bench.only = Some(parser.value()?.string()?),
            (Long("help") | Short('h'), _) => return Ok(Task::Help),
            (other, _) => return Err(other.unexpected()),
        }
    }
    Ok(task)
}

#[cfg(test)]
mod tests {
    use super::{Bench, Task, parse};

    fn check(line: &str, expected: &Task) {
        assert_eq!(parse(line.split_whitespace().map(Into::into)).as_ref(), Ok(expected), "{line}");
    }

    #[test]
    fn commands_and_their_options() {
        check("", &Task::Help);
        check("serve", &Task::Serve { port: None, page_port: None });
        check("serve --port 9000 --page-port=9001", &Task::Serve { port: Some(9000), page_port: Some(9001) });
        check("test", &Task::Test { only: vec![] });
        check("test --only fmt,size", &Task::Test { only: vec!["fmt".into(), "size".into()] });
        check("hidden", &Task::Hidden { minutes: 10 });
        check("hidden --minutes 2", &Task::Hidden { minutes: 2 });
        check("bench", &Task::Bench(Bench::default()));
        let all = Bench { firefox: true, quick: true, strict: true, only: Some("flood".into()) };
        check("bench --firefox --quick --only flood --strict", &Task::Bench(all));
        check("dist", &Task::Dist);
        check("policy", &Task::Policy);
    }

    #[test]
    fn what_is_not_known_is_refused_with_the_usage() {
        for line in [
            "sevre",
            "serve --only fmt",
            "serve --port 99999",
            "hidden --minutes x",
            "bench --fast",
            "dist now",
            "--fast",
        ] {
            let refusal = parse(line.split_whitespace().map(Into::into)).unwrap_err();
            assert!(refusal.contains("Usage:"), "{line}: {refusal}");
        }
    }
}
