//! `cargo xtask dist`: the release build, as it is published: the page, and the same files as browser extensions.
//!
//! Trunk builds it, and its hook (see `policy.rs`) puts the content security policy in. What came out
//! is checked, so that a release without its policy never leaves the machine.

use crate::tools::{Need, Toolbox};
use crate::{Result, check, extension, paths, process};

/// What a release build needs.
pub const NEEDS: &[Need] = &[Need::Linker, Need::WasmTarget, Need::WasmBindgen, Need::WasmOpt, Need::Trunk];

/// Gets the tools, builds, and checks.
pub fn run() -> Result {
    build(&Toolbox::gather(NEEDS)?)?;
    println!("{}", check::run(&paths::dist())?);
    Ok(())
}

/// Builds into `dist/`; how is written in Trunk.toml and index.html. The extensions go into `dist-extension/`.
pub fn build(tools: &Toolbox) -> Result {
    process::run(tools.trunk().args(["build", "--release"]).arg("--dist").arg(paths::dist()))?;
    extension::build()
}
