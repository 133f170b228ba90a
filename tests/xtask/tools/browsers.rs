//! Chromium and Firefox, with the driver of the first (that of Firefox comes from crates.io).

use std::env;
use std::path::{Path, PathBuf};

use super::{apt, locate};
use crate::Result;

const CHROMIUM: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const CHROMIUM_ON_A_MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const FIREFOX: &[&str] = &["firefox-esr", "firefox"];
const FIREFOX_ON_A_MAC: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";
/// Thai, Chinese, Japanese and emoji are part of what is tested.
const FONTS: &[&str] = &["fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"];

/// Chromium and chromedriver.
pub fn chromium() -> Result<(PathBuf, PathBuf)> {
    let find = || {
        let browser = find("CHROME", CHROMIUM, CHROMIUM_ON_A_MAC)?;
        Some((browser, find_driver()?))
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install("Chromium or its chromedriver", &with_fonts(&["chromium", "chromium-driver"]))?;
    find().ok_or_else(|| still_missing("Chromium and chromedriver", "CHROME and CHROMEDRIVER"))
}

/// Firefox.
pub fn firefox() -> Result<PathBuf> {
    let find = || find("FIREFOX", FIREFOX, FIREFOX_ON_A_MAC);
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install("Firefox", &with_fonts(&["firefox-esr"]))?;
    find().ok_or_else(|| still_missing("Firefox", "FIREFOX"))
}

fn find_driver() -> Option<PathBuf> {
    named("CHROMEDRIVER").or_else(|| locate::on_path(&["chromedriver"]))
}

fn find(variable: &str, names: &[&str], on_a_mac: &str) -> Option<PathBuf> {
    named(variable)
        .or_else(|| locate::on_path(names))
        .or_else(|| Some(PathBuf::from(on_a_mac)).filter(|path| path.is_file()))
}

/// A program that the environment names wins, if it is there.
fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|path| Path::is_file(path))
}

fn with_fonts<'a>(packages: &[&'a str]) -> Vec<&'a str> {
    packages.iter().chain(FONTS).copied().collect()
}

fn still_missing(what: &str, variables: &str) -> String {
    format!("{what} can't be found even after installing: name the programs in {variables}.")
}
