//! What belongs to Rust itself: the wasm target, the lints, and the linker.
//!
//! rust-toolchain.toml names the first two, but rustup may have been told not to install by itself.

use std::path::Path;
use std::process::Command;

use super::{apt, locate};
use crate::{Result, paths, process};

const WASM: &str = "wasm32-unknown-unknown";

/// The library for WebAssembly.
pub fn wasm_target() -> Result {
    let folder = process::answer(in_root("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    rustup(&["target", "add", WASM])
}

/// rustfmt and clippy.
pub fn lints() -> Result {
    for component in ["fmt", "clippy"] {
        if process::answer(in_root("cargo").args([component, "--version"])).is_none() {
            let name = if component == "fmt" { "rustfmt" } else { component };
            rustup(&["component", "add", name])?;
        }
    }
    Ok(())
}

/// The C compiler that links native programs; some dependencies also compile C with it.
pub fn linker() -> Result {
    if locate::on_path(&["cc", "gcc", "clang", "cl"]).is_some() {
        return Ok(());
    }
    apt::install("A C compiler (cc)", &["build-essential"])
}

fn rustup(arguments: &[&str]) -> Result {
    if locate::on_path(&["rustup"]).is_none() {
        return Err(format!(
            "Rust lacks a part, and there is no rustup to run `rustup {}`: get Rust from https://rustup.rs.",
            arguments.join(" ")
        ));
    }
    println!("Getting a part of Rust: rustup {} (some seconds) …", arguments.join(" "));
    process::run(in_root("rustup").args(arguments))
}

/// In the root, rust-toolchain.toml chooses the toolchain.
fn in_root(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root());
    command
}
