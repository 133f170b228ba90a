//! The dialog with the settings: opened, changed and left as by keyboard.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use super::Page;
use crate::wait::{SOON, eventually};

/// Seconds until the first attempt to connect again.
pub const RECONNECT_DELAY: &str = "Reconnect delay (seconds)";
/// By how many times each further wait is longer.
pub const DELAY_FACTOR: &str = "Delay factor";
/// Seconds that no wait is longer than.
pub const LONGEST_DELAY: &str = "Longest delay (seconds)";
/// What chance does to a wait.
pub const JITTER: &str = "Jitter";
/// How many attempts in a row may fail.
pub const MOST_ATTEMPTS: &str = "Attempts at most";
/// The close codes of the server after which it isn't tried again.
pub const FINAL_CODES: &str = "Not after codes";
/// What is sent whenever the connection opens.
pub const HELLO: &str = "Messages to send";
/// Seconds from one ping to the next.
pub const PING_INTERVAL: &str = "Ping interval (seconds)";
/// Seconds that an answer to a ping may take.
pub const PONG_TIMEOUT: &str = "Pong timeout (seconds)";
/// Seconds without a message after which the connection is given up.
pub const IDLE_TIMEOUT: &str = "Idle timeout (seconds)";
/// Seconds that a handshake may take.
pub const CONNECT_TIMEOUT: &str = "Connect timeout (seconds)";
/// Megabytes that the log keeps.
pub const LOG_LIMIT: &str = "Log limit (MB)";
/// Whether to connect again after a connection was lost.
pub const AUTO_RECONNECT: &str = "Auto-reconnect";

/// A setting, by its name, and what it is to be.
#[derive(Clone, Copy, Debug)]
pub enum Setting<'a> {
    /// A number is typed.
    Number(&'a str, u64),
    /// The same with decimals.
    Decimal(&'a str, f64),
    /// A number is taken out.
    Empty(&'a str),
    /// A text is typed, which may have several lines.
    Lines(&'a str, &'a str),
    /// The message and the rules of a protocol are filled in.
    Preset(&'a str),
    /// One is chosen from a list.
    Choice(&'a str, &'a str),
    /// A box is ticked.
    On(&'a str),
    /// It isn't.
    Off(&'a str),
}

const DIALOG: &str = "Settings";

impl Page {
    /// Opens the settings, changes these, and leaves.
    pub async fn set(&self, settings: &[Setting<'_>]) -> Result<()> {
        self.open_settings().await?;
        for setting in settings {
            match *setting {
                Setting::Number(name, number) => self.set_number(name, &number.to_string()).await?,
                Setting::Decimal(name, number) => self.set_number(name, &number.to_string()).await?,
                Setting::Empty(name) => self.set_number(name, "").await?,
                Setting::Preset(name) => self.fill_in(name).await?,
                Setting::Lines(name, lines) => self.fill("textbox", name, lines).await?,
                Setting::Choice(name, choice) => self.pick(name, choice).await?,
                Setting::On(name) => self.tick(name, true).await?,
                Setting::Off(name) => self.tick(name, false).await?,
            }
        }
        self.leave_settings().await
    }

    /// Opens the settings.
    pub async fn open_settings(&self) -> Result<()> {
        self.press(DIALOG).await?;
        self.find("dialog", DIALOG).await.map(drop)
    }

    /// Leaves them with Escape.
    pub async fn leave_settings(&self) -> Result<()> {
        self.web.action_chain().send_keys(Key::Escape).perform().await?;
        self.gone("dialog", DIALOG).await
    }

    /// Types a number, or what is none, and goes on to the next field, since some fields are read only then.
    pub async fn set_number(&self, name: &str, number: &str) -> Result<()> {
        self.fill("spinbutton", name, number).await?;
        Ok(self.find("spinbutton", name).await?.send_keys(Key::Tab + "").await?)
    }

    /// Chooses from a list.
    pub async fn pick(&self, name: &str, choice: &str) -> Result<()> {
        let script = format!(
            "{}\nreturn [...find('combobox', arguments[0]).options].find((it) => it.text === arguments[1]) ?? null;",
            super::ACCESSIBLE
        );
        eventually(&format!("“{choice}” in “{name}”"), SOON, async || {
            let option = self.web.execute(script.as_str(), vec![json!(name), json!(choice)]).await?;
            ensure!(!option.json().is_null(), "it isn't there");
            Ok(option.element()?.click().await?)
        })
        .await
    }

    /// Fills in the message and the rules of a protocol.
    pub async fn fill_in(&self, preset: &str) -> Result<()> {
        self.pick("Preset", preset).await?;
        self.press("Fill in").await
    }

    /// What is chosen in a list.
    pub async fn picked(&self, name: &str) -> Result<String> {
        self.script("return find('combobox', arguments[0]).selectedOptions[0].text;", vec![json!(name)]).await
    }

    /// Whether a box is ticked.
    pub async fn ticked(&self, name: &str) -> Result<bool> {
        let script = "const it = find('checkbox', arguments[0]);
            return it && (it.checked ?? it.getAttribute('aria-checked') === 'true');";
        let ticked: Option<bool> = self.script(script, vec![json!(name)]).await?;
        ticked.with_context(|| format!("there is no checkbox “{name}”"))
    }

    /// Clicks a box until it is as it should be, on its label where the box itself is hidden behind a picture.
    pub async fn tick(&self, name: &str, ticked: bool) -> Result<()> {
        self.find("checkbox", name).await?;
        let script = format!(
            "{}\nconst it = find('checkbox', arguments[0]); return it?.labels?.[0] ?? it;",
            super::ACCESSIBLE
        );
        eventually(&format!("checkbox “{name}” to be {ticked}"), SOON, async || {
            if self.ticked(name).await? == ticked {
                return Ok(());
            }
            let place = self.web.execute(script.as_str(), vec![json!(name)]).await?;
            ensure!(!place.json().is_null(), "it isn't there");
            place.element()?.click().await?;
            ensure!(self.ticked(name).await? == ticked, "it was clicked and isn't");
            Ok(())
        })
        .await
    }
}
