//! wasm-opt: from PATH, from the cache, or from the npm package `binaryen`.
//!
//! Trunk would fetch it from a release page. Debian has a package as well, but older than what
//! today's compiler puts into a wasm file.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{apt, locate};
use crate::{Result, paths, process};

const PINNED: &str = "132.0.0";
/// The first that knows all the features that Rust's compiler notes in a wasm file.
const LEAST: u32 = 123;

/// The folder with wasm-opt.
pub fn get() -> Result<PathBuf> {
    if let Some(program) = locate::on_path(&["wasm-opt"]).filter(|path| will_do(path)) {
        return Ok(program.parent().map(Path::to_path_buf).unwrap_or_default());
    }
    let home = paths::tool_cache()?.join(format!("binaryen-{PINNED}"));
    let program = home.join("bin/wasm-opt");
    if !will_do(&program) {
        install(&home)?;
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

fn will_do(program: &Path) -> bool {
    locate::version(program).is_some_and(|version| version.first() >= Some(&LEAST))
}

fn install(home: &Path) -> Result {
    if locate::on_path(&["npm"]).is_none() {
        apt::install("npm, which brings wasm-opt", &["nodejs", "npm"])?;
    }
    println!(
        "wasm-opt is missing: getting binaryen {PINNED} from npm into {} (half a minute) …",
        home.display()
    );
    process::run(
        Command::new("npm")
            .current_dir(paths::root())
            .args(["install", "--global", "--no-fund", "--no-audit", "--no-update-notifier"])
            .arg("--prefix")
            .arg(home)
            .arg(format!("binaryen@{PINNED}")),
    )
}
