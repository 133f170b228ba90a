//! The dialog with the settings: opened, changed and left as by keyboard.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use super::Page;
use crate::wait::{SOON, eventually};

/// Seconds until the first attempt to connect again.
pub const RECONNECT_DELAY: &str = "Reconnect delay (seconds)";
/// Seconds from one ping to the next.
pub const PING_INTERVAL: &str = "Ping interval (seconds)";
/// Seconds that an answer to a ping may take.
pub const PONG_TIMEOUT: &str = "Pong timeout (seconds)";
/// Seconds without a message after which the connection is given up.
pub const IDLE_TIMEOUT: &str = "Idle timeout (seconds)";
/// Whether to connect again after a connection was lost.
pub const AUTO_RECONNECT: &str = "Auto-reconnect";

/// A setting, by its name, and what it is to be.
#[derive(Clone, Copy, Debug)]
pub enum Setting<'a> {
    /// A number is typed.
    Number(&'a str, u64),
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

    /// Whether a box is ticked.
    pub async fn ticked(&self, name: &str) -> Result<bool> {
        let script = "const it = find('checkbox', arguments[0]);
            return it && (it.checked ?? it.getAttribute('aria-checked') === 'true');";
        let ticked: Option<bool> = self.script(script, vec![json!(name)]).await?;
        ticked.with_context(|| format!("there is no checkbox “{name}”"))
    }

    /// Clicks a box until it is as it should be, on its label where the box itself is hidden behind a picture.
    async fn tick(&self, name: &str, ticked: bool) -> Result<()> {
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
