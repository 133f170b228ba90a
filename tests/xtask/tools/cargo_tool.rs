//! Tools that cargo can build: on PATH, in the cache, or compiled into the cache.
//!
//! They are compiled with little optimisation, which halves the wait and costs nothing one notices.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::locate;
use crate::{Result, paths, process};

/// A tool from crates.io.
pub struct CargoTool<'a> {
    /// The name of the crate.
    pub package: &'a str,
    /// The programs that must all be there.
    pub programs: &'a [&'a str],
    /// Which one.
    pub version: Version<'a>,
    /// More options for `cargo install`.
    pub options: &'a [&'a str],
    /// About how long it takes to compile on two cores.
    pub minutes: u32,
}

/// Which version will do.
#[derive(Clone, Copy)]
pub enum Version<'a> {
    /// Only this one.
    Exactly(&'a str),
    /// From the first on; if there is none, the second is installed.
    AtLeast(&'a str, &'a str),
}

impl CargoTool<'_> {
    /// The folder with its programs.
    pub fn get(&self) -> Result<PathBuf> {
        if let Some(folder) = self.folder_on_path() {
            return Ok(folder);
        }
        let (Version::Exactly(version) | Version::AtLeast(_, version)) = self.version;
        let home = paths::tool_cache()?.join(format!("{}-{version}", self.package));
        if self.is_in(&home.join("bin")) {
            return Ok(home.join("bin"));
        }
        println!(
            "{} {version} is missing: building it from crates.io into {} (once, about {} min) …",
            self.package,
            home.display(),
            self.minutes
        );
        self.install(version, &home).map_err(|problem| {
            format!(
                "{0} {version} can't be had: {problem} To get it yourself: cargo install --locked {1} {0}@{version}",
                self.package,
                self.options.join(" ")
            )
        })?;
        Ok(home.join("bin"))
    }

    fn folder_on_path(&self) -> Option<PathBuf> {
        let folder = locate::on_path(&self.programs[..1])?.parent()?.to_path_buf();
        self.is_in(&folder).then_some(folder)
    }

    /// Are all programs in this folder, in a version that will do?
    fn is_in(&self, folder: &Path) -> bool {
        self.programs.iter().all(|program| {
            let path = folder.join(locate::file_name(program));
            path.is_file() && locate::version(&path).is_some_and(|found| self.version.accepts(&found))
        })
    }

    fn install(&self, version: &str, home: &Path) -> Result {
        let target = home.join("target");
        process::run(
            Command::new("cargo")
                .current_dir(paths::root())
                .args(["install", "--locked", "--quiet", self.package, "--version", version])
                .args(self.options)
                .arg("--root")
                .arg(home)
                .env("CARGO_TARGET_DIR", &target)
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_LTO", "false")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_DEBUG", "0"),
        )?;
        // It isn't needed any more, and takes gigabytes.
        fs::remove_dir_all(&target).map_err(|problem| {
            format!("{} can't be removed ({problem}); you may do it yourself.", target.display())
        })?;
        if self.is_in(&home.join("bin")) {
            Ok(())
        } else {
            Err(format!("it was built, but doesn't run from {}.", home.display()))
        }
    }
}

impl Version<'_> {
    fn accepts(self, found: &[u32]) -> bool {
        match self {
            Self::Exactly(version) => locate::version_in(version).as_deref() == Some(found),
            Self::AtLeast(least, _) => {
                locate::version_in(least).is_some_and(|least| found >= least.as_slice())
            }
        }
    }
}

/// The version of a package in Cargo.lock.
pub fn locked_version(package: &str) -> Result<String> {
    let path = paths::root().join("Cargo.lock");
    let lock =
        fs::read_to_string(&path).map_err(|problem| format!("Cargo.lock can't be read ({problem})."))?;
    version_in_lock(&lock, package).ok_or_else(|| format!("Cargo.lock names no version of {package}."))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_in_cargo_lock() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen").as_deref(), Some("0.2.129"));
        assert_eq!(version_in_lock(lock, "wasm"), None);
        assert!(locked_version("wasm-bindgen").is_ok());
    }

    #[test]
    fn which_versions_will_do() {
        let accepts = |version: Version, found: &str| version.accepts(&locate::version_in(found).unwrap());
        assert!(accepts(Version::Exactly("0.2.129"), "0.2.129"));
        assert!(!accepts(Version::Exactly("0.2.129"), "0.2.130"));
        assert!(accepts(Version::AtLeast("0.21.0", "0.21.14"), "0.22.1"));
        assert!(!accepts(Version::AtLeast("0.21.0", "0.21.14"), "0.9.2"));
    }
}
