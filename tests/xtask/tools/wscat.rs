//! wscat, which runs the command lines that the page copies: from the environment or the cache, or from npm.
//!
//! A page writes them for this version, and others take other options.

use std::env;
use std::path::PathBuf;

use super::{apt, locate, npm};
use crate::{Result, paths};

/// The variable that names the program.
pub const VARIABLE: &str = "WSCAT";

const PINNED: &str = "6.1.0";

/// The program.
pub fn get() -> Result<PathBuf> {
    let home = paths::tool_cache()?.join(format!("wscat-{PINNED}"));
    let ours = home.join("bin/wscat");
    let find =
        || env::var_os(VARIABLE).map(PathBuf::from).into_iter().chain([ours.clone()]).find(|it| it.is_file());
    if let Some(found) = find() {
        return Ok(found);
    }
    if locate::on_path(&["npm"]).is_none() {
        apt::install("npm, which gets wscat", &["npm"])?;
    }
    npm::install(&home, "wscat", PINNED)?;
    find().ok_or_else(|| format!("wscat is installed, but there is no {}.", ours.display()))
}
