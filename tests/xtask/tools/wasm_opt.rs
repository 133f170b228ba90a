//! wasm-opt: from PATH, from the cache, from the npm package `binaryen`, or from Debian's.
//!
//! Trunk would fetch it from a release page. npm has the newest, but if npm itself is missing it would
//! bring hundreds of packages along, where Debian's binaryen is one, and good enough.

use std::path::{Path, PathBuf};

use super::{apt, locate, npm};
use crate::{Result, paths};

const PINNED: &str = "132.0.0";
/// The oldest that was tried, with a page of today's compiler.
const LEAST: u32 = 108;

/// The folder with wasm-opt.
pub fn get() -> Result<PathBuf> {
    if let Some(folder) = folder_on_path() {
        return Ok(folder);
    }
    let home = paths::tool_cache()?.join(format!("binaryen-{PINNED}"));
    let program = home.join("bin/wasm-opt");
    if !will_do(&program) {
        if locate::on_path(&["npm"]).is_none() {
            apt::install("wasm-opt", &["binaryen"])?;
            return folder_on_path().ok_or_else(too_old);
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

fn too_old() -> String {
    format!(
        "The wasm-opt on PATH is older than {LEAST}: install npm, which brings a newer one, and try again."
    )
}

fn will_do(program: &Path) -> bool {
    locate::version(program).is_some_and(|version| version.first() >= Some(&LEAST))
}
