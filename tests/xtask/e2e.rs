//! The end-to-end program, run against the release in `dist/`.
//!
//! It finds the browsers and drivers in the environment that the toolbox sets. What it does is its own affair.

use crate::args::Bench;
use crate::tools::{Need, Toolbox};
use crate::{Result, paths, process, release};

/// What it needs.
pub const NEEDS: &[Need] = &[
    Need::Linker,
    Need::Chromium,
    Need::Firefox,
    Need::HarSchema,
    Need::Wscat,
    Need::Websocat,
    Need::NodeServers,
    Need::PythonServers,
    Need::RubyServers,
    Need::Mosquitto,
    Need::RabbitMq,
];

/// For the bench: the practice server has to be faster than what it measures. A profile of its own leaves the usual
/// build as it is.
const FAST: &[&str] = &[
    "--profile",
    "measure",
    "--config",
    "profile.measure.inherits=\"dev\"",
    "--config",
    "profile.measure.opt-level=2",
    "--config",
    "profile.measure.package.e2e.opt-level=0",
];

/// `cargo xtask hidden`: the clocks of a page that nobody looks at, in both browsers at once.
pub fn hidden(minutes: u64) -> Result {
    let tools = Toolbox::gather(&[Need::Linker, Need::Chromium, Need::Firefox])?;
    println!("The page is hidden for {minutes} min in each browser, at the same time …");
    run(&tools, &["--hidden-minutes", &minutes.to_string()])
}

/// `cargo xtask bench`: builds the release, and measures it in one browser.
pub fn bench(bench: &Bench) -> Result {
    let browser = if bench.firefox { Need::Firefox } else { Need::Chromium };
    let tools = Toolbox::gather(&[release::NEEDS, &[browser]].concat())?;
    println!("Building the release (about a minute, the first time three) …");
    release::build(&tools)?;
    println!("Building what measures it, and measuring (about twelve minutes on an idle machine) …");
    start(&tools, FAST, &options(bench))
}

fn options(bench: &Bench) -> Vec<&str> {
    let mut options = vec!["--bench", "--browser", if bench.firefox { "firefox" } else { "chromium" }];
    options.extend(bench.quick.then_some("--quick"));
    options.extend(bench.strict.then_some("--strict"));
    options.extend(bench.only.as_deref());
    options
}

/// Runs it with these options.
pub fn run(tools: &Toolbox, options: &[&str]) -> Result {
    if !paths::dist().join("index.html").is_file() {
        return Err("There is no release in dist/: build it with `cargo xtask dist`.".to_owned());
    }
    start(tools, &[], options)
}

fn start(tools: &Toolbox, profile: &[&str], options: &[&str]) -> Result {
    let mut cargo = tools.command("cargo");
    cargo.args(["run", "--quiet", "--package", "e2e"]).args(profile);
    process::run(cargo.args(["--", "--dist", "dist"]).args(options))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bench_is_told_what_to_measure() {
        let check = |bench: Bench, expected: &str| assert_eq!(options(&bench).join(" "), expected);
        check(Bench::default(), "--bench --browser chromium");
        let all = Bench { firefox: true, quick: true, strict: true, only: Some("flood".to_owned()) };
        check(all, "--bench --browser firefox --quick --strict flood");
    }
}
