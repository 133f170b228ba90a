//! The end-to-end program, run against the release in `dist/`.
//!
//! It finds the browsers and drivers in the environment that the toolbox sets. What it does is its own affair.

use crate::tools::{Need, Toolbox};
use crate::{Result, paths, process};

/// What it needs.
pub const NEEDS: &[Need] = &[Need::Linker, Need::Chromium, Need::Firefox];

/// `cargo xtask hidden`: the clocks of a page that nobody looks at, in both browsers at once.
pub fn hidden(minutes: u64) -> Result {
    let tools = Toolbox::gather(NEEDS)?;
    println!("The page is hidden for {minutes} min in each browser, at the same time …");
    run(&tools, &["--hidden-minutes", &minutes.to_string()])
}

/// Runs it with these options.
pub fn run(tools: &Toolbox, options: &[&str]) -> Result {
    if !paths::dist().join("index.html").is_file() {
        return Err("There is no release in dist/: build it with `cargo xtask dist`.".to_owned());
    }
    let program = ["run", "--quiet", "--package", "e2e", "--", "--dist", "dist"];
    process::run(tools.command("cargo").args(program).args(options))
}
