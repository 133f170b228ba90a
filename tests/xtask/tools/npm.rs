//! Packages of npm, each in a folder of the cache.

use std::path::Path;
use std::process::Command;

use crate::{Result, paths, process};

/// Installs a package into a folder as if that were the system's own.
pub fn install(home: &Path, package: &str, version: &str) -> Result {
    println!("Getting {package} {version} from npm into {} (some seconds) …", home.display());
    process::run(
        Command::new("npm")
            .current_dir(paths::root())
            .args(["install", "--global", "--no-fund", "--no-audit", "--no-update-notifier"])
            .arg("--prefix")
            .arg(home)
            .arg(format!("{package}@{version}")),
    )
}
