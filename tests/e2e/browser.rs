//! The two browsers, and what each one has to be told when a session starts.
//! They start empty, alone and without a window, and trust the practice server's self-signed certificate.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde_json::{Value, json};
use thirtyfour::Capabilities;

/// A browser that the cases run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium or Chrome, through chromedriver.
    Chromium,
    /// Firefox, through geckodriver.
    Firefox,
}

/// What the page is in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// A page from a server.
    Page,
    /// The page of an extension.
    Extension,
}

/// Which certificates a session takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The practice server's self-signed one, too.
    Any,
    /// Only what somebody has vouched for, as in everybody's browser.
    Vouched,
}

/// A name that leads to this machine, and that browsers don't know as such: a page from there is one from an internal
/// network over plain http, which is no secure context. Nobody else can have it (RFC 2606).
pub const PLAIN_HOST: &str = "wirebench.test";

/// Where a session puts its files.
#[derive(Clone, Debug)]
pub struct Folders {
    /// All that a browser remembers.
    pub profile: PathBuf,
    /// What it saves for the user.
    pub downloads: PathBuf,
}

/// Nothing on a screen, nothing to the network but what the cases ask for.
const CHROMIUM_ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1440,900",
    // Its own developer tools may look at a page from a tab; no other page may.
    "--remote-allow-origins=devtools://devtools",
];

/// The driver spares hidden tabs everything that a browser does to them; a page has to stand it in real life.
const CHROMIUM_WITHOUT: &[&str] = &[
    "disable-background-timer-throttling",
    "disable-backgrounding-occluded-windows",
    "disable-renderer-backgrounding",
];

impl Face {
    /// The one of that name on the command line.
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "page" => Ok(Self::Page),
            "extension" => Ok(Self::Extension),
            _ => bail!("The page is no {name}, only a page or an extension."),
        }
    }
}

impl Browser {
    /// The browser of that name on the command line.
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "chromium" => Ok(Self::Chromium),
            "firefox" => Ok(Self::Firefox),
            _ => bail!("There is no browser {name} here, only chromium and firefox."),
        }
    }

    /// Its name, for reports and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }

    /// The same with what the page is there.
    pub fn with(self, face: Face) -> String {
        match face {
            Face::Page => self.name().to_owned(),
            Face::Extension => format!("{}-extension", self.name()),
        }
    }

    /// What a new session asks for. The folder of the profile has to be there; the other one is made by the browser.
    /// Chromium is started with the extension in that folder, if one is named; Firefox installs it later.
    pub fn capabilities(
        self,
        program: &Path,
        folders: &Folders,
        trust: Trust,
        extension: Option<&Path>,
    ) -> Capabilities {
        let asked = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "acceptInsecureCerts": trust == Trust::Any,
                "goog:loggingPrefs": { "browser": "ALL" },
                "goog:chromeOptions": {
                    "binary": program,
                    "args": chromium_arguments(&folders.profile, extension),
                    "prefs": {
                        "download.default_directory": folders.downloads,
                        "download.prompt_for_download": false,
                        // A case may save more than one file.
                        "profile.default_content_setting_values.automatic_downloads": 1,
                    },
                    "excludeSwitches": CHROMIUM_WITHOUT,
                },
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "acceptInsecureCerts": trust == Trust::Any,
                "moz:firefoxOptions": {
                    "binary": program,
                    "args": ["-headless", "--width=1440", "--height=900", "-profile", folders.profile],
                    "prefs": {
                        // The only way to hear what a worker says on the console.
                        "devtools.console.stdout.content": true,
                        // When a page is left for one of another site, Firefox ends the process of the first in the
                        // middle of a script, and 140 says that the script took too long. Only a script that did take
                        // too long is to be told.
                        "dom.abort_script_on_child_shutdown": false,
                        // Its workarounds for certain sites tell the console some seconds after the start what they
                        // skip, as a page would.
                        "extensions.webcompat.perform_injections": false,
                        "network.dns.localDomains": PLAIN_HOST,
                        // 2 is the folder that is named.
                        "browser.download.folderList": 2,
                        "browser.download.dir": folders.downloads,
                        "browser.download.useDownloadDir": true,
                        // The panel that shows a download would have the focus, and the page would not.
                        "browser.download.alwaysOpenPanel": false,
                        "browser.download.always_ask_before_handling_new_types": false,
                        "browser.helperApps.neverAsk.saveToDisk": "application/json",
                    },
                },
            }),
        };
        match asked {
            Value::Object(asked) => asked.into(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                Capabilities::default()
            }
        }
    }
}

fn chromium_arguments(profile: &Path, extension: Option<&Path>) -> Vec<String> {
    let mut arguments: Vec<String> = CHROMIUM_ARGUMENTS.iter().map(|&argument| argument.to_owned()).collect();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    arguments.push(format!("--host-resolver-rules=MAP {PLAIN_HOST} 127.0.0.1"));
    arguments.extend(extension.map(|folder| format!("--load-extension={}", folder.display())));
    if is_root() {
        // Chromium's sandbox refuses to work for root, as in most containers.
        arguments.push("--no-sandbox".to_owned());
    }
    arguments
}

/// Where that can't be found out, the answer is no, and the sandbox stays on.
fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}
