//! What a case plays on: a practice server of its own, and the page in a browser.
//! A fresh server means a fresh port: browsers remember failed handshakes by host and port, and hold the next one back.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use practice_server::{Options, Server};
use serde_json::Value;

use crate::args::Args;
use crate::browser::Browser;
use crate::downloads::Downloads;
use crate::driver::Driver;
use crate::freeze::freeze;
use crate::page::Page;
use crate::processes;

/// Under which path the page is served, unless a case is about that.
pub const BASE: &str = "/app/";

/// Where the page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The page.
    pub page: String,
    /// Something else of the same origin that runs nothing.
    pub beside: String,
}

/// Everything that a case needs.
pub struct Stage {
    /// The page; a case finds it loaded and untouched.
    pub page: Page,
    /// The server that also serves the page.
    pub server: Server,
    /// What the browser saves for the user.
    pub downloads: Downloads,
    /// How long a case may keep everybody waiting for the sake of waiting.
    pub span: Duration,
    home: Home,
    driver: u32,
    dist: PathBuf,
}

impl Stage {
    /// Starts a server, and forgets what the browser stored for the page. It isn't loaded yet. Unless it is from an
    /// extension, it is from the server.
    pub async fn set(driver: &Driver, page: Page, args: &Args, extension: Option<&Home>) -> Result<Self> {
        let server = serve(&args.dist, BASE, None).await?;
        let own = || Home { page: server.http(BASE), beside: server.http("/") };
        let home = extension.cloned().unwrap_or_else(own);
        let downloads = Downloads::empty(driver.downloads())?;
        let (driver, dist) = (driver.id()?, args.dist.clone());
        let stage = Self { page, server, downloads, span: args.span(), home, driver, dist };
        stage.forget().await?;
        Ok(stage)
    }

    /// Loads the page.
    pub async fn open(&self) -> Result<()> {
        self.page.open(&self.home.page).await
    }

    /// Where the page is.
    pub fn home(&self) -> &str {
        &self.home.page
    }

    /// Leaves the page.
    pub async fn leave(&self) -> Result<()> {
        self.page.go(&self.home.beside).await
    }

    /// Leaves the page, and forgets what the browser stored for it.
    pub async fn forget(&self) -> Result<()> {
        self.leave().await?;
        let script = "localStorage.clear();
            sessionStorage.clear();
            const gone = ({ name }) => new Promise((done, fail) => {
                const request = indexedDB.deleteDatabase(name);
                Object.assign(request, { onsuccess: done, onerror: fail });
            });
            await Promise.all((await indexedDB.databases()).map(gone));
            return null;";
        self.page.later::<Value>(script, vec![]).await.map(drop)
    }

    /// The address of the echo.
    pub fn echo(&self) -> String {
        self.server.ws("/echo")
    }

    /// Another server with the page under another path.
    pub async fn serve_at(&self, base: &str) -> Result<Server> {
        serve(&self.dist, base, None).await
    }

    /// Another server with the page, which has to keep this content security policy besides the usual one.
    pub async fn serve_under(&self, policy: &str) -> Result<Server> {
        serve(&self.dist, BASE, Some(policy.to_owned())).await
    }

    /// The extension for this browser, as a folder.
    ///
    /// # Errors
    /// The folder isn't there.
    pub fn extension(&self) -> Result<PathBuf> {
        extension(&self.dist, self.page.browser)
    }

    /// Stops the browser with all its processes for a span, as a machine does that sleeps.
    pub async fn freeze(&self, span: Duration) -> Result<()> {
        freeze(self.driver, span).await
    }

    /// How much memory the browser takes with all its processes, in bytes.
    pub fn memory(&self) -> Result<f64> {
        processes::bytes(self.driver)
    }

    /// Whether this is that browser.
    pub fn is(&self, browser: Browser) -> bool {
        self.page.browser == browser
    }
}

/// The extension for a browser, which lies beside the page.
///
/// # Errors
/// The page isn't there.
pub fn extension(dist: &Path, browser: Browser) -> Result<PathBuf> {
    // A browser starts elsewhere.
    let dist = dist.canonicalize()?;
    Ok(dist.with_file_name("dist-extension").join(browser.name()))
}

async fn serve(dist: &Path, base: &str, policy: Option<String>) -> Result<Server> {
    let options = Options { port: 0, serve: Some(dist.to_owned()), base: base.to_owned(), policy };
    Ok(practice_server::start(options).await?)
}
