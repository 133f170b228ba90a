//! Packages of Debian and its relatives, when this is one and we may install.

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use super::locate;
use crate::{Result, process};

static UPDATED: AtomicBool = AtomicBool::new(false);

/// Installs packages; if that isn't possible, the error says what to do instead.
pub fn install(what: &str, packages: &[&str]) -> Result {
    let list = packages.join(" ");
    if locate::on_path(&["apt-get"]).is_none() {
        return Err(format!("{what} is missing: install it with your package manager."));
    }
    if process::answer(Command::new("id").arg("-u")).as_deref() != Some("0") {
        return Err(format!("{what} is missing: run `sudo apt-get install --no-install-recommends {list}`."));
    }
    println!("{what} is missing: installing {list} with apt-get (about a minute) …");
    if !UPDATED.swap(true, Ordering::SeqCst) {
        process::run(apt_get().args(["--quiet=2", "update"]))?;
    }
    process::run(apt_get().args(["--quiet=2", "install", "--yes", "--no-install-recommends"]).args(packages))
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
