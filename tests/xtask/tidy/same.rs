//! What is written in two places, because two languages need it, says the same in both.

use std::fs;

use crate::paths;
use crate::policy::POLICY;

/// The files' texts without line breaks and the spaces around them, as a Rust string broken over lines is read.
fn text(path: &str) -> String {
    let text = fs::read_to_string(paths::root().join(path)).unwrap();
    text.lines()
        .map(|line| line.trim().trim_end_matches('\\'))
        .collect::<Vec<_>>()
        .join(" ")
        .replace("  ", " ")
}

#[test]
fn a_row_is_as_high_for_the_list_as_for_the_stylesheet() {
    assert!(text("src/core/list.rs").contains("ROW_HEIGHT: f64 = 24.0;"));
    assert!(text("style/tokens.css").contains("--row: 24px;"));
}

#[test]
fn the_policy_in_the_page_is_the_one_that_servers_are_told_to_send() {
    let with_header_only = format!("{POLICY}; frame-ancestors 'none'");
    for path in ["tests/server/static_files.rs", "README.md"] {
        assert!(
            text(path).contains(&with_header_only),
            "{path} has another policy than tests/xtask/policy.rs"
        );
    }
}
