//! The steps that need nothing but Rust, and a schema.

use std::time::{Duration, Instant};

use crate::tools::Toolbox;
use crate::{Result, process};

/// What the tests of core may take, so that one runs them without thinking about it.
const CORE_LIMIT: Duration = Duration::from_secs(10);
const NO_WARNINGS: &[&str] = &["--", "--deny", "warnings"];

pub fn format(tools: &Toolbox) -> Result<String> {
    cargo(tools, &["fmt", "--all", "--", "--check"])
        .map_err(|_| "Some files aren't formatted: run `cargo fmt --all`.".to_owned())?;
    Ok(String::new())
}

pub fn lint(tools: &Toolbox) -> Result<String> {
    let members = ["clippy", "--quiet", "--workspace", "--exclude", "wirebench", "--all-targets"];
    cargo(tools, &[&members, NO_WARNINGS].concat())?;
    Ok(String::new())
}

pub fn lint_wasm(tools: &Toolbox) -> Result<String> {
    let wasm = ["clippy", "--quiet", "--target", "wasm32-unknown-unknown"];
    let page = ["--package", "wirebench", "--package", "wirebench-core", "--package", "wirebench-browser"];
    cargo(tools, &[&wasm[..], &page, NO_WARNINGS].concat())?;
    // Only these tests run in a browser; those of core are linted natively.
    cargo(tools, &[&wasm[..], &["--package", "wirebench-browser", "--all-targets"], NO_WARNINGS].concat())?;
    Ok(String::new())
}

pub fn test_core(tools: &Toolbox) -> Result<String> {
    let core = ["test", "--quiet", "--package", "wirebench-core"];
    cargo(tools, &[&core[..], &["--no-run"]].concat())?;
    let started = Instant::now();
    cargo(tools, &core)?;
    within(started.elapsed())
}

fn within(took: Duration) -> Result<String> {
    let sentence = format!("{:.1} s of {} s", took.as_secs_f64(), CORE_LIMIT.as_secs());
    if took <= CORE_LIMIT { Ok(sentence) } else { Err(format!("The tests of core took {sentence}.")) }
}

pub fn test_others(tools: &Toolbox) -> Result<String> {
    let elsewhere = ["wirebench", "wirebench-core", "wirebench-browser"];
    let excluded: Vec<&str> = elsewhere.into_iter().flat_map(|name| ["--exclude", name]).collect();
    cargo(tools, &[&["test", "--quiet", "--no-fail-fast", "--workspace"], &excluded[..]].concat())?;
    // Those that need more than Rust, such as the schema that only the toolbox knows.
    cargo(tools, &["test", "--quiet", "--package", "e2e", "--", "--ignored"])?;
    Ok(String::new())
}

fn cargo(tools: &Toolbox, arguments: &[&str]) -> Result {
    process::run(tools.command("cargo").args(arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slow_tests_of_core_are_a_failure() {
        assert_eq!(within(Duration::from_millis(2340)), Ok("2.3 s of 10 s".to_owned()));
        assert!(within(Duration::from_millis(10_001)).is_err());
    }
}
