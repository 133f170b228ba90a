//! A real shell, in which somebody pastes a command line at the prompt that the page has copied.

use std::env;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};

use anyhow::{Context, Result, ensure};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use tokio::process::{Child, Command};

/// A client that command lines are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// wscat of version 6.
    Wscat,
    /// websocat of version 1.
    Websocat,
}

/// A line that runs; whatever it has started ends with this.
#[derive(Debug)]
pub struct Shell(Child);

impl Client {
    /// The program, as `cargo xtask test` names it.
    fn program(self) -> Result<PathBuf> {
        let variable = match self {
            Self::Wscat => "WSCAT",
            Self::Websocat => "WEBSOCAT",
        };
        let named = env::var_os(variable).filter(|path| !path.is_empty()).map(PathBuf::from);
        let named = named
            .with_context(|| format!("{variable} has to name the program; `cargo xtask test` gets it."))?;
        ensure!(named.is_file(), "There is no {}: {variable} names something else.", named.display());
        Ok(named)
    }
}

impl Shell {
    /// Runs a line that calls a client.
    pub fn run(line: &str, client: Client) -> Result<Self> {
        let program = client.program()?;
        let folder = program.parent().context("it is in no folder")?.to_owned();
        let inherited = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths([folder].into_iter().chain(env::split_paths(&inherited)))?;
        let mut command = Command::new("sh");
        // A group of its own, since a shell that ends doesn't end what it has started.
        command.args(["-c", line]).env("PATH", path).process_group(0);
        // A client leaves when its input ends.
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(Self(command.spawn().context("there is no shell")?))
    }

    /// How it has ended; nothing while it runs.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.0.try_wait()?)
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        if let Some(id) = self.0.id().and_then(|id| i32::try_from(id).ok()) {
            // It fails only if all of them have ended by themselves.
            let _ = killpg(Pid::from_raw(id), Signal::SIGKILL);
        }
    }
}
