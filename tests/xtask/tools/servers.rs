//! The real servers that the end-to-end tests speak to: libraries of npm and `PyPI`, pinned in `tests/e2e/servers`, and
//! what the system has: a library for Ruby and two programs.
//!
//! A system may run the programs as services once they are installed. That is its own affair: tests start their own,
//! with settings and ports of their own.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{apt, locate};
use crate::{Result, paths, process};

/// The variable that names the folder `node_modules` with the libraries.
pub const MODULES: &str = "SERVER_MODULES";
/// The variable that names a Python with the libraries.
pub const PYTHON: &str = "SERVER_PYTHON";
/// The variable that names a Ruby with the libraries.
pub const RUBY: &str = "SERVER_RUBY";
/// The variable that names the broker of MQTT.
pub const MOSQUITTO: &str = "MOSQUITTO";
/// The variable that names the broker of STOMP.
pub const RABBITMQ: &str = "RABBITMQ";

/// The folder with the libraries for Node.js.
pub fn modules() -> Result<PathBuf> {
    const LIST: &str = "package.json";
    if let Some(named) = named(MODULES, Path::is_dir)? {
        return Ok(named);
    }
    if locate::on_path(&["npm"]).is_none() || locate::on_path(&["node"]).is_none() {
        apt::install("Node.js or its npm, for servers", &["nodejs", "npm"])?;
    }
    cached(LIST, "node_modules", |folder| {
        println!("Getting servers from npm into {} (about a minute) …", folder.display());
        let copied = fs::copy(sources().join(LIST), folder.join(LIST));
        copied.map_err(|problem| format!("{LIST} can't be copied: {problem}."))?;
        process::run(
            Command::new("npm")
                .current_dir(folder)
                .args(["install", "--no-fund", "--no-audit", "--no-update-notifier"])
                // What some of them build is for what no server here does.
                .args(["--no-package-lock", "--ignore-scripts"]),
        )
    })
}

/// A Python with the libraries, in an environment of its own.
pub fn python() -> Result<PathBuf> {
    const LIST: &str = "requirements.txt";
    if let Some(named) = named(PYTHON, Path::is_file)? {
        return Ok(named);
    }
    // Debian has what makes environments in a package of its own.
    let find = || {
        let found = locate::on_path(&["python3"])?;
        process::answer(Command::new(&found).args(["-c", "import ensurepip, venv"])).map(|_| found)
    };
    if find().is_none() {
        apt::install("Python or its venv, for a server", &["python3-venv"])?;
    }
    let python =
        find().ok_or("Python is installed, but makes no environments: it lacks venv or ensurepip.")?;
    cached(LIST, "bin/python", |folder| {
        println!("Getting a server from PyPI into {} (some seconds) …", folder.display());
        process::run(Command::new(&python).args(["-m", "venv"]).arg(folder))?;
        process::run(
            Command::new(folder.join("bin/python"))
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
                .arg(sources().join(LIST)),
        )
    })
}

/// A Ruby with the libraries, as the system has them.
pub fn ruby() -> Result<PathBuf> {
    if let Some(named) = named(RUBY, Path::is_file)? {
        return Ok(named);
    }
    // The first one on the PATH may be somebody's own, which lacks what the system's has.
    let find = || {
        let found = locate::on_path(&["ruby"]).into_iter().chain([PathBuf::from("/usr/bin/ruby")]);
        found.filter(|path| path.is_file()).find(|path| has_libraries(path))
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install("Action Cable or puma, for a server", &["ruby-actioncable", "puma"])?;
    find().ok_or_else(|| {
        format!("Action Cable is installed, but no Ruby finds it: name one that does in {RUBY}.")
    })
}

/// Some versions of its parts take it for granted that the logger is there.
fn has_libraries(ruby: &Path) -> bool {
    let script = "require 'logger'; require 'action_cable'; require 'puma'";
    process::answer(Command::new(ruby).args(["-e", script])).is_some()
}

/// The broker of MQTT.
pub fn mosquitto() -> Result<PathBuf> {
    // A user's PATH may lack the system's programs.
    program(MOSQUITTO, "mosquitto", &["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto"])
}

/// The broker of STOMP.
pub fn rabbitmq() -> Result<PathBuf> {
    // What Debian has on the PATH only works as root, and becomes another user.
    program(RABBITMQ, "rabbitmq-server", &["/usr/lib/rabbitmq/bin/rabbitmq-server"])
}

/// A program that the environment names, or is at one of these places, or on the PATH, or in a package of its name.
fn program(variable: &str, name: &str, places: &[&str]) -> Result<PathBuf> {
    if let Some(named) = named(variable, Path::is_file)? {
        return Ok(named);
    }
    let find = || {
        let found = places.iter().map(PathBuf::from).find(|path| path.is_file());
        found.or_else(|| locate::on_path(&[name]))
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install(name, &[name])?;
    find().ok_or_else(|| format!("{name} can't be found even after installing: name it in {variable}."))
}

/// What lies in a folder of the cache that is made for what a file lists, and made anew when that changes. While it is
/// made it has another name, so a folder that is there is whole.
fn cached(list: &str, what: &str, make: impl FnOnce(&Path) -> Result) -> Result<PathBuf> {
    let source = sources().join(list);
    let text = fs::read_to_string(&source)
        .map_err(|problem| format!("{} can't be read: {problem}.", source.display()))?;
    let cache = paths::tool_cache()?;
    let name = folder_name(list, &text);
    let (folder, part) = (cache.join(&name), cache.join(name + ".part"));
    let found = folder.join(what);
    if found.exists() {
        return Ok(found);
    }
    for old in [&folder, &part] {
        // It fails only if there is none, as usual, or below, where the problem is told.
        let _ = fs::remove_dir_all(old);
    }
    fs::create_dir_all(&part).map_err(|problem| format!("{} can't be made: {problem}.", part.display()))?;
    make(&part)?;
    fs::rename(&part, &folder)
        .map_err(|problem| format!("{} can't be renamed: {problem}.", part.display()))?;
    if found.exists() {
        Ok(found)
    } else {
        Err(format!("All of {list} is installed, but there is no {}.", found.display()))
    }
}

fn folder_name(list: &str, text: &str) -> String {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    format!("servers-{}-{:016x}", list.replace('.', "-"), hasher.finish())
}

fn sources() -> PathBuf {
    paths::root().join("tests/e2e/servers")
}

/// What the environment names. If it isn't what it has to be, nothing else is taken in its place.
fn named(variable: &str, is_it: fn(&Path) -> bool) -> Result<Option<PathBuf>> {
    checked(variable, env::var_os(variable), is_it)
}

fn checked(variable: &str, named: Option<OsString>, is_it: fn(&Path) -> bool) -> Result<Option<PathBuf>> {
    match named.filter(|path| !path.is_empty()).map(PathBuf::from) {
        Some(path) if !is_it(&path) => Err(format!(
            "{variable} names {}, and there is none: name another one, or none to get it.",
            path.display()
        )),
        named => Ok(named),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_has_to_be_there() {
        let named = |path: &str| checked(RUBY, Some(path.into()), Path::exists);
        assert_eq!(checked(RUBY, None, Path::exists), Ok(None));
        assert_eq!(named(""), Ok(None));
        assert_eq!(named("/"), Ok(Some("/".into())));
        let problem = named("/no/such/ruby").unwrap_err();
        assert!(problem.contains("SERVER_RUBY") && problem.contains("/no/such/ruby"), "{problem}");
    }

    #[test]
    fn other_libraries_have_another_folder() {
        let name = |text| folder_name("package.json", text);
        assert!(name("a").starts_with("servers-package-json-"));
        assert_eq!(name("a"), name("a"));
        assert_ne!(name("a"), name("b"));
    }

    #[test]
    fn versions_are_pinned() {
        let listed = |list| fs::read_to_string(sources().join(list)).unwrap();
        let package: serde_json::Value = serde_json::from_str(&listed("package.json")).unwrap();
        for (name, version) in package["dependencies"].as_object().unwrap() {
            let version = version.as_str().unwrap();
            assert!(version.split('.').all(|part| part.parse::<u32>().is_ok()), "{name} is {version}");
        }
        for (name, other) in package["overrides"].as_object().unwrap() {
            let version = other.as_str().unwrap().rsplit('@').next().unwrap();
            assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{name} is {other}");
        }
        for line in listed("requirements.txt").lines() {
            assert!(line.contains("=="), "{line}");
        }
    }
}
