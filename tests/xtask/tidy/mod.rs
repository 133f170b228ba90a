//! The tidy test: house rules that no compiler keeps, checked over the source tree.
//!
//! Each rule says what to do instead. A rule that can't fail is worthless, so every one of them also
//! has an example that breaks it.

mod rules;
mod same;
mod source;

use std::fs;
use std::path::Path;

use crate::paths;
use rules::RULES;
use source::Source;

#[test]
fn the_house_rules_are_kept() {
    let sources = tree();
    assert!(sources.len() > 10, "the source tree wasn't found: {} files", sources.len());
    let broken: Vec<String> = sources.iter().flat_map(|source| violations(source, &sources)).collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn every_rule_can_fail() {
    for rule in RULES {
        let (path, text) = rule.broken_by;
        let source = Source::new(path, text);
        assert!((rule.breaks)(&source, &[]).is_some(), "`{}` isn't broken by its example", rule.name);
        let others = Source::new("README.md", text);
        assert!((rule.breaks)(&others, &[]).is_none(), "`{}` holds where it has no business", rule.name);
    }
}

/// What is wrong with one file, as lines for the terminal.
fn violations(source: &Source, all: &[Source]) -> Vec<String> {
    RULES
        .iter()
        .filter_map(|rule| {
            let line = (rule.breaks)(source, all)?;
            Some(format!("{}:{line}: {} ({})", source.path, rule.instead, rule.name))
        })
        .collect()
}

/// The files that the rules are about.
fn tree() -> Vec<Source> {
    let root = paths::root();
    let mut found = Vec::new();
    for folder in ["src", "tests", "style"] {
        collect(&root.join(folder), folder, &mut found);
    }
    if let Ok(page) = fs::read_to_string(root.join("index.html")) {
        found.push(Source::new("index.html", &page));
    }
    found
}

fn collect(folder: &Path, name: &str, found: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), format!("{name}/{}", entry.file_name().to_string_lossy()));
        if path.is_dir() {
            collect(&path, &name, found);
        } else {
            // Pictures and the like are no text, and no rule is about them.
            let file = Source::new(&name, &fs::read_to_string(&path).unwrap_or_default());
            found.extend(Some(file).filter(|file| matches!(file.ending(), "rs" | "css")));
        }
    }
}
