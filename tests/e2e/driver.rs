//! A driver process and the one session in it.
//! The driver ends with this, in whatever way this ends; profiles are temporary folders that are removed.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, anyhow, bail};
use tempfile::TempDir;
use thirtyfour::WebDriver;
use tokio::process::Command;

use crate::browser::{Browser, Folders, Trust};
use crate::printed::Printed;
use crate::programs::Programs;
use crate::tree::Tree;
use crate::wait::{LATER, SOON, eventually};

/// What a driver says when there is no port for it.
const NO_PORT: &str = "port not available";

/// A browser under control.
pub struct Driver {
    /// The session.
    pub web: WebDriver,
    /// What the browser has printed since the last look.
    printed: Printed,
    process: Tree,
    /// All files of the browser and its driver.
    folder: TempDir,
}

impl Driver {
    /// Starts a driver on a port that it finds free by itself, and a browser with an empty profile.
    pub async fn start(browser: Browser, programs: &Programs, trust: Trust) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("wirebench-e2e-").tempdir()?;
        Self::start_in(folder, browser, programs, trust, None).await
    }

    /// The same with the extension in a folder.
    pub async fn start_with(
        browser: Browser,
        programs: &Programs,
        trust: Trust,
        extension: &Path,
    ) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("wirebench-e2e-").tempdir()?;
        Self::start_in(folder, browser, programs, trust, Some(extension)).await
    }

    /// Kills the browser with all its processes as they stand, so that none can tidy up, and its driver; and starts both
    /// anew with the same profile.
    pub async fn crash(self, browser: Browser, programs: &Programs, trust: Trust) -> Result<Self> {
        let Self { mut process, folder, .. } = self;
        process.end_others();
        // The browser is gone already, so there is nothing that its driver could do to it.
        let _ = process.0.kill().await;
        Self::start_in(folder, browser, programs, trust, None).await
    }

    async fn start_in(
        folder: TempDir,
        browser: Browser,
        programs: &Programs,
        trust: Trust,
        extension: Option<&Path>,
    ) -> Result<Self> {
        const TRIES: usize = 5;
        let folders = folders(&folder);
        std::fs::create_dir_all(&folders.profile)?;
        let mut started = Err(anyhow!("it wasn't tried"));
        for _ in 0..TRIES {
            started = start_driver(&folder, browser, programs).await;
            // Chromium's finds a port that is free for IPv6, and ends if it isn't for IPv4, which nobody can know before.
            if !started.as_ref().is_err_and(|error| error.to_string().contains(NO_PORT)) {
                break;
            }
        }
        let (process, printed, port) = started?;
        let capabilities = browser.capabilities(&programs.browser, &folders, trust, extension);
        let web =
            tokio::time::timeout(LATER, WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities))
                .await
                .context("the browser doesn't start")??;
        Ok(Self { web, printed, process, folder })
    }

    /// Ends the browser and then the driver. A session that is stuck is not waited for.
    pub async fn stop(mut self) {
        // The process is killed in any case, so there is nobody who needs the error.
        let _ = tokio::time::timeout(SOON, self.web.clone().quit()).await;
        self.process.end_others();
        let _ = self.process.0.kill().await;
        // The browser may be writing its last files; what is left after that is removed on dropping, if it can be.
        let folder = self.folder.path();
        let _ = eventually("the folder to go", SOON, async || Ok(std::fs::remove_dir_all(folder)?)).await;
    }

    /// Ends a browser and a driver that don't answer any more. The session would be waited for otherwise.
    pub async fn abandon(mut self) {
        self.process.end_others();
        let _ = self.process.0.kill().await;
    }

    /// The driver's process, which has started the browser's.
    pub fn id(&self) -> Result<u32> {
        self.process.0.id().context("the driver has ended")
    }

    /// All that the browser remembers, as files.
    pub fn profile(&self) -> PathBuf {
        folders(&self.folder).profile
    }

    /// Where the browser puts what it saves.
    pub fn downloads(&self) -> PathBuf {
        folders(&self.folder).downloads
    }

    /// Takes the lines that the browser printed.
    pub fn take_printed(&self) -> Vec<String> {
        self.printed.take()
    }
}

/// Starts a driver, and waits until it says its port.
async fn start_driver(
    folder: &TempDir,
    browser: Browser,
    programs: &Programs,
) -> Result<(Tree, Printed, u16)> {
    let mut command = Command::new(&programs.driver);
    command
        .args(match browser {
            Browser::Chromium => &["--port=0"][..],
            // System access is what lets the console be read.
            Browser::Firefox => &["--port", "0", "--allow-system-access"],
        })
        // All that a browser leaves lying about goes away with the folder.
        .env("TMPDIR", folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut process = Tree::start(&mut command)?;
    let printed = Printed::default();
    if let Some(output) = process.0.stdout.take() {
        printed.follow(output);
    }
    let found =
        eventually("the driver's port", LATER, async || match (process.ended()?, printed.find(port)) {
            (None, Some(port)) => Ok(Ok(port)),
            (None, None) => bail!("it says {}", printed.end()),
            (Some(_), _) => Ok(Err(anyhow!("the driver has ended: {}", printed.end()))),
        })
        .await?;
    Ok((process, printed, found?))
}

fn folders(folder: &TempDir) -> Folders {
    Folders { profile: folder.path().join("profile"), downloads: folder.path().join("downloads") }
}

/// What a driver says when it is ready: `ChromeDriver was started successfully on port 35689.`, or
/// `… INFO Listening on 127.0.0.1:37507`.
fn port(line: &str) -> Option<u16> {
    let (_, port) =
        line.split_once("successfully on port ").or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    port.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drivers_say_their_port() {
        for (line, found) in [
            ("Starting ChromeDriver 156.0 (a21c) on port 0", None),
            ("ChromeDriver was started successfully on port 35689.", Some(35689)),
            ("1795204391112\tgeckodriver\tINFO\tListening on 127.0.0.1:37507", Some(37507)),
            ("Only local connections are allowed.", None),
        ] {
            assert_eq!(port(line), found, "{line}");
        }
    }
}
