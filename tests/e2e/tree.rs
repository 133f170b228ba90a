//! A process with all that it starts: they end with this, in whatever way this ends.
//! A process that is killed doesn't end those that it has started, so each is killed by its own id. They stay in the group
//! of this program, and end with it, too, when somebody ends that.

use std::process::ExitStatus;

use anyhow::{Context, Result};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::process::{Child, Command};

use crate::freeze::below;

/// The process at the root.
#[derive(Debug)]
pub struct Tree(pub Child);

impl Tree {
    /// Starts it.
    pub fn start(command: &mut Command) -> Result<Self> {
        let child = command.kill_on_drop(true).spawn();
        let program = || command.as_std().get_program().to_string_lossy().into_owned();
        Ok(Self(child.with_context(|| format!("{} can't be started", program()))?))
    }

    /// How it has ended; nothing while it runs.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.0.try_wait()?)
    }

    /// Kills what it has started.
    pub fn end_others(&self) {
        let id = self.0.id().and_then(|id| i32::try_from(id).ok());
        for process in id.and_then(|id| below(Pid::from_raw(id)).ok()).unwrap_or_default() {
            // It fails only if the process has ended by itself.
            let _ = kill(process, Signal::SIGKILL);
        }
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        self.end_others();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::process::Stdio;

    use anyhow::ensure;

    use super::*;
    use crate::wait::{SOON, eventually};

    #[tokio::test]
    async fn all_of_it_ends() {
        // `setsid` makes a group of its own.
        let line = "sh -c 'while :; do :; done & wait' & setsid sh -c 'while :; do :; done & wait' & wait";
        let tree = Tree::start(Command::new("sh").args(["-c", line]).stdin(Stdio::null())).unwrap();
        let root = Pid::from_raw(i32::try_from(tree.0.id().unwrap()).unwrap());
        let all = eventually("the others", SOON, async || {
            let all = below(root)?;
            ensure!(all.len() == 4, "there are {all:?}");
            Ok([all, vec![root]].concat())
        });
        let all = all.await.unwrap();
        drop(tree);
        eventually("their end", SOON, async || {
            // What has ended and isn't buried yet has no command line.
            let runs = |process: &&Pid| {
                fs::read(format!("/proc/{process}/cmdline")).is_ok_and(|line| !line.is_empty())
            };
            let left: Vec<&Pid> = all.iter().filter(runs).collect();
            ensure!(left.is_empty(), "{left:?} run on");
            Ok(())
        })
        .await
        .unwrap();
    }
}
