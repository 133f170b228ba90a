//! Where browsers and drivers are: named by the environment, or else under their usual names on the PATH.

use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::browser::Browser;

/// The two programs that a browser needs.
#[derive(Debug)]
pub struct Programs {
    /// The browser itself.
    pub browser: PathBuf,
    /// What speaks `WebDriver` for it.
    pub driver: PathBuf,
}

impl Programs {
    /// Finds the programs of a browser, or says what is missing.
    pub fn find(browser: Browser) -> Result<Self> {
        let (variable, names, driver_variable, driver) = match browser {
            Browser::Chromium => (
                "CHROME",
                &["chromium", "chromium-browser", "google-chrome"][..],
                "CHROMEDRIVER",
                "chromedriver",
            ),
            Browser::Firefox => ("FIREFOX", &["firefox", "firefox-esr"][..], "GECKODRIVER", "geckodriver"),
        };
        Ok(Self { browser: program(variable, names)?, driver: program(driver_variable, &[driver])? })
    }
}

fn program(variable: &str, names: &[&str]) -> Result<PathBuf> {
    if let Some(named) = env::var_os(variable).filter(|path| !path.is_empty()) {
        return Ok(named.into());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    match names.iter().find_map(|name| on_path(&path, name)) {
        Some(found) => Ok(found),
        None => bail!("No {} on the PATH; install it, or name it with {variable}.", names.join(" or ")),
    }
}

fn on_path(path: &OsStr, name: &str) -> Option<PathBuf> {
    env::split_paths(path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_searched_in_order() {
        let [first, second] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        std::fs::write(second.path().join("tool"), "").unwrap();
        let path = env::join_paths([first.path(), second.path()]).unwrap();
        assert_eq!(on_path(&path, "tool"), Some(second.path().join("tool")));
        assert_eq!(on_path(&path, "other"), None);
    }

    #[test]
    fn what_is_missing_is_named() {
        let problem = program("E2E_NO_SUCH_VARIABLE", &["no-such-program"]).unwrap_err().to_string();
        assert_eq!(
            problem,
            "No no-such-program on the PATH; install it, or name it with E2E_NO_SUCH_VARIABLE."
        );
    }
}
