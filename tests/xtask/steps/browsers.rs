//! The steps that need browsers: unit tests of the browser crate, and the end-to-end run.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::tools::Toolbox;
use crate::{Result, e2e, paths, process};

/// Quiet and alone: nothing on a screen, nothing to the network but what the tests ask for.
const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];
const UNIT_TEST_SECONDS: &str = "120";

/// The tests of `src/browser`, each in a page of headless Chromium.
pub fn unit_tests(tools: &Toolbox) -> Result<String> {
    let settings = paths::scratch().join("webdriver.json");
    fs::create_dir_all(paths::scratch())
        .and_then(|()| {
            fs::write(&settings, webdriver_settings(tools.program("CHROME").map(Path::new), is_root()))
        })
        .map_err(|problem| format!("{} can't be written: {problem}.", settings.display()))?;
    process::run(
        tools
            .command("cargo")
            // Cargo would hand --quiet on to the runner, which doesn't know it.
            .args(["test", "--package", "wirebench-browser", "--tests"])
            .args(["--target", "wasm32-unknown-unknown"])
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings)
            .env("WASM_BINDGEN_TEST_TIMEOUT", UNIT_TEST_SECONDS)
            // The runner prefers Firefox's driver if it is named.
            .env_remove("GECKODRIVER"),
    )?;
    Ok(String::new())
}

/// The run against the release build.
pub fn end_to_end(tools: &Toolbox) -> Result<String> {
    e2e::run(tools, &[])?;
    Ok(String::new())
}

fn is_root() -> bool {
    process::answer(Command::new("id").arg("-u")).as_deref() == Some("0")
}

fn webdriver_settings(browser: Option<&Path>, root: bool) -> String {
    let mut arguments = ARGUMENTS.to_vec();
    if root {
        // Chromium's sandbox refuses to work for root, as in most containers.
        arguments.push("--no-sandbox");
    }
    // Debug form quotes and escapes as JSON does, for any path that one meets.
    let binary =
        browser.map(|path| format!("\"binary\": {:?}, ", path.to_string_lossy())).unwrap_or_default();
    format!("{{ \"goog:chromeOptions\": {{ {binary}\"args\": {arguments:?} }} }}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_of_the_unit_tests() {
        let settings = webdriver_settings(Some(Path::new("/usr/bin/chromium")), false);
        assert!(
            settings
                .starts_with("{ \"goog:chromeOptions\": { \"binary\": \"/usr/bin/chromium\", \"args\": [")
        );
        assert!(settings.ends_with("\"--disable-sync\"] } }\n"), "{settings}");
        assert!(webdriver_settings(None, true).contains("--no-sandbox"));
    }
}
