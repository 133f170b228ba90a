//! Programs that are run and ended.
//!
//! Each one gets a process group of its own, so that what it started (rustc, a browser, a driver)
//! ends with it, by its own id and whatever the reason is for which this program ends. A child
//! never reads from the terminal.

use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Result, interrupt};

const POLL: Duration = Duration::from_millis(25);
/// How long a program may take to end by itself before it is ended by force.
const GRACE: Duration = Duration::from_secs(5);

/// Runs a program to its end, with its output on the terminal; an exit code other than 0 is an error.
pub fn run(command: &mut Command) -> Result {
    let mut running = Running::start(command)?;
    loop {
        if let Some(status) = running.ended()? {
            return if status.success() {
                Ok(())
            } else {
                Err(format!("`{}` failed ({status}).", running.line))
            };
        }
        if interrupt::raised() {
            return Err(format!("Stopped while `{}` was running.", running.line));
        }
        thread::sleep(POLL);
    }
}

/// What a program prints, or nothing if it can't be run or fails; for asking tools about themselves.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A program that is running, and is ended when this value is dropped.
pub struct Running {
    child: Child,
    line: String,
}

impl Running {
    /// Starts a program.
    pub fn start(command: &mut Command) -> Result<Self> {
        let line = line(command);
        own_group(command.stdin(Stdio::null()));
        match command.spawn() {
            Ok(child) => Ok(Self { child, line }),
            Err(problem) => Err(format!("`{line}` can't be started: {problem}.")),
        }
    }

    /// How it ended, if it did.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child.try_wait().map_err(|problem| format!("`{}` can't be watched: {problem}.", self.line))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        end_group(&mut self.child, Force::No);
        let deadline = Instant::now() + GRACE;
        while Instant::now() < deadline {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(POLL);
        }
        end_group(&mut self.child, Force::Yes);
        // The child is gone by now or can't be ended at all; there is nobody left to tell.
        let _ = self.child.wait();
    }
}

/// The command as one would type it, for messages.
fn line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    command.get_args().fold(name, |line, argument| line + " " + &argument.to_string_lossy())
}

#[derive(Clone, Copy)]
enum Force {
    No,
    Yes,
}

#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(unix)]
fn end_group(child: &mut Child, force: Force) {
    use nix::sys::signal::{Signal, killpg};
    let signal = match force {
        Force::No => Signal::SIGTERM,
        Force::Yes => Signal::SIGKILL,
    };
    if let Ok(id) = i32::try_from(child.id()) {
        // It fails only if the group has ended already, which is what is wanted.
        let _ = killpg(nix::unistd::Pid::from_raw(id), signal);
    }
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

#[cfg(not(unix))]
fn end_group(child: &mut Child, _: Force) {
    // It fails only if the child has ended already, which is what is wanted.
    let _ = child.kill();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        assert_eq!(run(&mut Command::new("true")), Ok(()));
        let error = run(Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert!(error.contains("`sh -c exit 3` failed"), "{error}");
        let error = run(&mut Command::new("no-such-program")).unwrap_err();
        assert!(error.contains("can't be started"), "{error}");
    }

    #[test]
    fn dropping_ends_the_program_and_what_it_started() {
        let mut running =
            Running::start(Command::new("sh").args(["-c", "sleep 600 & wait"]).stdout(Stdio::null()))
                .unwrap();
        assert!(running.ended().unwrap().is_none());
        let group = nix::unistd::Pid::from_raw(i32::try_from(running.child.id()).unwrap());
        drop(running);
        // Signal 0 only asks whether the group still has members; a zombie counts until it is reaped.
        let deadline = Instant::now() + GRACE;
        while nix::sys::signal::killpg(group, None).is_ok() {
            assert!(Instant::now() < deadline, "a process of the group is still there");
            thread::sleep(POLL);
        }
    }
}
