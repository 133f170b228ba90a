//! `cargo xtask dist`: the release build, as it is published.
//!
//! Trunk builds it, and its hook (see `policy.rs`) puts the content security policy in. What came out
//! is checked, so that a release without its policy never leaves the machine.

use crate::tools::{Need, Toolbox};
use crate::{Result, check, paths, process};

/// What a release build needs.
pub const NEEDS: &[Need] = &[Need::Linker, Need::WasmTarget, Need::WasmBindgen, Need::WasmOpt, Need::Trunk];

/// Gets the tools, builds, and checks.
pub fn run() -> Result {
    build(&Toolbox::gather(NEEDS)?)?;
    println!("{}", check::run(&paths::dist())?);
    Ok(())
}

/// Builds into `dist/`; how is written in Trunk.toml and index.html.
pub fn build(tools: &Toolbox) -> Result {
    process::run(tools.trunk().args(["build", "--release"]).arg("--dist").arg(paths::dist()))
}
