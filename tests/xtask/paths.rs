//! Where things are: the project, its outputs, and the cache of tools.
//!
//! Nothing here creates a folder; whoever writes does.

use std::env;
use std::path::{Path, PathBuf};

use crate::Result;

/// The root of the project, two folders above this crate.
pub fn root() -> PathBuf {
    let here = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.ancestors().nth(2).map_or(here.clone(), Path::to_path_buf)
}

/// The release build.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The extension for a browser, as a folder; its zip lies beside it.
pub fn extension(browser: &str) -> PathBuf {
    root().join("dist-extension").join(browser)
}

/// A folder for this crate's own files, inside Cargo's.
pub fn scratch() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |dir| root().join(dir))
        .join("xtask")
}

/// Where tools are kept, so that a second clone or a `cargo clean` doesn't cost the minutes again.
pub fn tool_cache() -> Result<PathBuf> {
    let folder = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    folder("WIREBENCH_CACHE")
        .or_else(|| folder("XDG_CACHE_HOME").map(|cache| cache.join("wirebench")))
        .or_else(|| folder("HOME").map(|home| home.join(".cache/wirebench")))
        .or_else(|| folder("LOCALAPPDATA").map(|data| data.join("wirebench")))
        .map(|cache| cache.join("tools"))
        .ok_or_else(|| "No home folder is set: name a folder for the tools in WIREBENCH_CACHE.".to_owned())
}
