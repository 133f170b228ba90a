//! The tools that the commands need: found, or installed, or asked for with a sentence.
//!
//! A tool is looked for on PATH, then in a cache that survives `cargo clean`, and only then installed,
//! always from a package registry (crates.io, npm, `PyPI`, the Debian archive), because these can be reached
//! from closed networks where release pages can't.

mod apt;
mod browsers;
mod cargo_tool;
mod har_schema;
mod locate;
mod npm;
mod rust;
mod servers;
mod wasm_opt;
mod wscat;

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::{Result, interrupt, paths};
use cargo_tool::{CargoTool, Version};

/// Something a command can't do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// rustfmt and clippy.
    Lints,
    /// A C compiler, which Rust links with.
    Linker,
    /// Rust's library for WebAssembly.
    WasmTarget,
    /// wasm-bindgen and its test runner, in the version of Cargo.lock.
    WasmBindgen,
    /// Trunk, which builds and serves the page.
    Trunk,
    /// wasm-opt, which makes a release small.
    WasmOpt,
    /// Chromium and chromedriver.
    Chromium,
    /// Firefox and geckodriver.
    Firefox,
    /// The JSON Schema of HTTP archives.
    HarSchema,
    /// A client for the command line.
    Wscat,
    /// Another one, which is a relay as well.
    Websocat,
    /// Libraries of servers for Node.js.
    NodeServers,
    /// Libraries of servers for Python.
    PythonServers,
    /// Libraries of a server for Ruby.
    RubyServers,
    /// A broker of MQTT.
    Mosquitto,
    /// A broker of STOMP.
    RabbitMq,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Toolbox {
    /// Folders that go in front of PATH.
    folders: Vec<PathBuf>,
    /// Programs and files, by the variable that names each to the end-to-end run.
    programs: Vec<(&'static str, PathBuf)>,
}

impl Toolbox {
    /// Gets all that is needed; what can't be had is reported in one go.
    pub fn gather(needs: &[Need]) -> Result<Self> {
        let mut needs = needs.to_vec();
        needs.sort_unstable();
        needs.dedup();
        let mut tools = Self::default();
        let mut problems = Vec::new();
        for need in needs {
            problems.extend(tools.get(need).err());
            if interrupt::raised() {
                return Err("Stopped while getting the tools; the next time goes on from here.".to_owned());
            }
        }
        if problems.is_empty() { Ok(tools) } else { Err(problems.join("\n  and: ")) }
    }

    fn get(&mut self, need: Need) -> Result {
        match need {
            Need::Lints => rust::lints()?,
            Need::Linker => rust::linker()?,
            Need::WasmTarget => rust::wasm_target()?,
            Need::WasmBindgen => {
                let version = cargo_tool::locked_version("wasm-bindgen")?;
                self.add_folder(wasm_bindgen(&version).get()?);
            }
            Need::Trunk => self.add_folder(TRUNK.get()?),
            Need::WasmOpt => self.add_folder(wasm_opt::get()?),
            Need::Chromium => {
                let (browser, driver) = browsers::chromium()?;
                self.programs.extend([("CHROME", browser), ("CHROMEDRIVER", driver)]);
            }
            Need::Firefox => {
                let browser = browsers::firefox()?;
                let driver = GECKODRIVER.get()?.join(locate::file_name("geckodriver"));
                self.programs.extend([("FIREFOX", browser), ("GECKODRIVER", driver)]);
            }
            Need::HarSchema => self.programs.push((har_schema::VARIABLE, har_schema::get()?)),
            Need::Wscat => self.programs.push((wscat::VARIABLE, wscat::get()?)),
            Need::Websocat => {
                let program = WEBSOCAT.get()?.join(locate::file_name("websocat"));
                self.programs.push(("WEBSOCAT", program));
            }
            Need::NodeServers => self.programs.push((servers::MODULES, servers::modules()?)),
            Need::PythonServers => self.programs.push((servers::PYTHON, servers::python()?)),
            Need::RubyServers => self.programs.push((servers::RUBY, servers::ruby()?)),
            Need::Mosquitto => self.programs.push((servers::MOSQUITTO, servers::mosquitto()?)),
            Need::RabbitMq => self.programs.push((servers::RABBITMQ, servers::rabbitmq()?)),
        }
        Ok(())
    }

    fn add_folder(&mut self, folder: PathBuf) {
        if !self.folders.contains(&folder) {
            self.folders.push(folder);
        }
    }

    /// The program behind one of the variables CHROME, CHROMEDRIVER, FIREFOX and GECKODRIVER.
    pub fn program(&self, variable: &str) -> Option<&PathBuf> {
        self.programs.iter().find(|(name, _)| *name == variable).map(|(_, path)| path)
    }

    /// A command in the project's root that finds all the tools.
    pub fn command(&self, program: &str) -> Command {
        // A program is looked up on this process's PATH, so a tool of ours is named with its folder.
        let ours = self
            .folders
            .iter()
            .map(|folder| folder.join(locate::file_name(program)))
            .find(|path| path.is_file());
        let mut command = Command::new(ours.unwrap_or_else(|| program.into()));
        command.current_dir(paths::root()).env("PATH", self.path());
        command.envs(self.programs.iter().map(|(name, path)| (name, path)));
        // Drivers and pages are on this machine; a proxy has no part in that.
        for name in ["NO_PROXY", "no_proxy"] {
            let others = env::var(name).map(|list| list + ",").unwrap_or_default();
            command.env(name, others + "localhost,127.0.0.1");
        }
        command
    }

    /// Trunk, kept from asking the network about newer versions.
    pub fn trunk(&self) -> Command {
        let mut command = self.command("trunk");
        command.env("TRUNK_SKIP_VERSION_CHECK", "true");
        // Trunk 0.21 takes no other value than true or false for it, and ends with an error.
        if env::var_os("NO_COLOR").is_some() {
            command.env_remove("NO_COLOR").env("TRUNK_COLOR", "never");
        }
        command
    }

    fn path(&self) -> OsString {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(env::split_paths(&inherited));
        // It fails only for a folder with the separator in its name, which PATH can't hold at all.
        env::join_paths(folders).unwrap_or(inherited)
    }
}

/// The newest Trunk that builds with the Rust of rust-toolchain.toml.
/// Its usual TLS needs OpenSSL's headers, which a fresh machine lacks.
const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    programs: &["trunk"],
    version: Version::AtLeast("0.21.0", "0.21.14"),
    options: &["--no-default-features", "--features", "rustls"],
    minutes: 7,
};

const GECKODRIVER: CargoTool = CargoTool {
    package: "geckodriver",
    programs: &["geckodriver"],
    version: Version::AtLeast("0.35.0", "0.37.1"),
    options: &[],
    minutes: 2,
};

/// A page writes command lines for version 1, and others take other options.
const WEBSOCAT: CargoTool = CargoTool {
    package: "websocat",
    programs: &["websocat"],
    version: Version::Exactly("1.14.1"),
    options: &[],
    minutes: 3,
};

/// The tool and the library speak a private language that changes with each version.
fn wasm_bindgen(version: &str) -> CargoTool<'_> {
    CargoTool {
        package: "wasm-bindgen-cli",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        version: Version::Exactly(version),
        options: &[],
        minutes: 3,
    }
}
