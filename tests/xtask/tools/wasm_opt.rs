//! wasm-opt: from PATH, from the cache, or from the npm package `binaryen`.
//!
//! Trunk would fetch it from a release page. Debian's is too old for what index.html asks of it.

use std::path::{Path, PathBuf};

use super::{apt, locate, npm};
use crate::{Result, paths};

const PINNED: &str = "132.0.0";
/// The oldest that takes the options in index.html: before, `--skip-pass` could be given only once.
const LEAST: u32 = 119;

/// The folder with wasm-opt.
pub fn get() -> Result<PathBuf> {
    if let Some(folder) = folder_on_path() {
        return Ok(folder);
    }
    let home = paths::tool_cache()?.join(format!("binaryen-{PINNED}"));
    let program = home.join("bin/wasm-opt");
    if !will_do(&program) {
        if locate::on_path(&["npm"]).is_none() {
            apt::install("npm, which gets wasm-opt", &["npm"])?;
        }
        npm::install(&home, "binaryen", PINNED)?;
    }
    if will_do(&program) {
        Ok(home.join("bin"))
    } else {
        Err(format!(
            "wasm-opt {PINNED} is installed in {} but doesn't run: it needs Node 18 or newer.",
            home.display()
        ))
    }
}

fn folder_on_path() -> Option<PathBuf> {
    let program = locate::on_path(&["wasm-opt"]).filter(|path| will_do(path))?;
    program.parent().map(Path::to_path_buf)
}

fn will_do(program: &Path) -> bool {
    locate::version(program).is_some_and(|version| version.first() >= Some(&LEAST))
}
