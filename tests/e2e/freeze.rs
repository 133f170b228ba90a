//! The browser as on a machine that sleeps: all its processes stand still for a span, and then go on.
//! The driver isn't stopped, so that the session can be used at once afterwards.
//! It isn't quite a sleep: every clock of the machine goes on, while some stand still when a machine sleeps.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use nix::errno::Errno;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::time::Instant;

use crate::wait::{SOON, eventually, until};

/// Stops everything that this process has started, for a span, and lets it go on.
pub async fn freeze(parent: u32, span: Duration) -> Result<()> {
    let frozen = Frozen::below(Pid::from_raw(i32::try_from(parent)?))?;
    eventually("all processes to stand still", SOON, async || frozen.stands_still()).await?;
    until(Instant::now() + span).await;
    frozen.stands_still()
}

/// Processes that were stopped; they go on when this is dropped, in whatever way that comes about.
struct Frozen(Vec<Pid>);

impl Frozen {
    /// Looks again until there are no more, since those not stopped yet may start others.
    fn below(parent: Pid) -> Result<Self> {
        let mut frozen = Self(Vec::new());
        loop {
            let fresh: Vec<Pid> =
                below(parent)?.into_iter().filter(|process| !frozen.0.contains(process)).collect();
            if fresh.is_empty() {
                ensure!(!frozen.0.is_empty(), "process {parent} has started nothing");
                return Ok(frozen);
            }
            for process in fresh {
                match kill(process, Signal::SIGSTOP) {
                    Ok(()) => frozen.0.push(process),
                    // It has ended by itself.
                    Err(Errno::ESRCH) => {}
                    Err(error) => bail!("process {process} can't be stopped: {error}"),
                }
            }
        }
    }

    fn stands_still(&self) -> Result<()> {
        for &process in &self.0 {
            // One that was about to end may be gone, or dead and not buried.
            if let Some(Stat { state, .. }) = stat(process) {
                ensure!(matches!(state, 'T' | 'Z' | 'X'), "process {process} is in state {state}");
            }
        }
        Ok(())
    }
}

impl Drop for Frozen {
    fn drop(&mut self) {
        for &process in self.0.iter().rev() {
            // It fails only if the process has ended, and then there is nothing to go on.
            let _ = kill(process, Signal::SIGCONT);
        }
    }
}

/// Children, their children, and so on.
pub fn below(parent: Pid) -> Result<Vec<Pid>> {
    let entries = fs::read_dir("/proc").context("processes can be found only where there is /proc")?;
    let processes: Vec<(Pid, Pid)> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok().map(Pid::from_raw))
        .filter_map(|process| Some((process, stat(process)?.parent)))
        .collect();
    let mut found = vec![parent];
    let mut looked_at = 0;
    while let Some(&parent) = found.get(looked_at) {
        found.extend(processes.iter().filter(|(_, its_parent)| *its_parent == parent).map(|(it, _)| *it));
        looked_at += 1;
    }
    found.remove(0);
    Ok(found)
}

struct Stat {
    state: char,
    parent: Pid,
}

/// What the kernel says of a process, if it is still there.
fn stat(process: Pid) -> Option<Stat> {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name before it is in parentheses, and may itself have spaces and parentheses.
    let mut words = line.rsplit_once(')')?.1.split_whitespace();
    let state = words.next()?.chars().next()?;
    let parent = Pid::from_raw(words.next()?.parse().ok()?);
    Some(Stat { state, parent })
}

#[cfg(test)]
mod tests {
    use std::process::{Child, Command, Stdio};

    use super::*;

    /// Ended with the test, whatever its verdict.
    struct Shell(Child);

    impl Drop for Shell {
        fn drop(&mut self) {
            let mut all = below(self.pid()).unwrap();
            all.push(self.pid());
            for process in all {
                let _ = kill(process, Signal::SIGKILL);
            }
            let _ = self.0.wait();
        }
    }

    impl Shell {
        fn pid(&self) -> Pid {
            Pid::from_raw(i32::try_from(self.0.id()).unwrap())
        }
    }

    #[tokio::test]
    async fn children_stand_still_and_go_on() {
        // A shell in a shell in a shell, so that there are children of children.
        let nested = "sh -c 'while :; do :; done & wait' & wait";
        let shell = Shell(Command::new("sh").args(["-c", nested]).stdin(Stdio::null()).spawn().unwrap());
        eventually("the children", SOON, async || {
            let count = below(shell.pid())?.len();
            ensure!(count == 2, "there are {count}");
            Ok(())
        })
        .await
        .unwrap();
        let states = || -> Vec<char> {
            below(shell.pid()).unwrap().into_iter().filter_map(|it| Some(stat(it)?.state)).collect()
        };
        let frozen = Frozen::below(shell.pid()).unwrap();
        eventually("them to stand still", SOON, async || frozen.stands_still()).await.unwrap();
        assert_eq!(states(), ['T', 'T']);
        assert!(stat(shell.pid()).is_some_and(|stat| stat.state != 'T'));
        drop(frozen);
        eventually("them to go on", SOON, async || {
            ensure!(!states().contains(&'T'), "they don't");
            Ok(())
        })
        .await
        .unwrap();
        freeze(shell.0.id(), Duration::from_millis(1)).await.unwrap();
    }

    #[tokio::test]
    async fn freezing_nothing_is_an_error() {
        let mut child = Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        assert!(freeze(child.id(), Duration::from_millis(1)).await.is_err());
    }
}
