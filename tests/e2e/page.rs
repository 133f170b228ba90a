//! The page as somebody sees it who can't see its source: things with a role and a name.
//! This file finds and touches them; what they mean is in the files beside it.

use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::{Key, WebDriver, WebElement};

use crate::browser::Browser;
use crate::command::{Command, Context};
use crate::wait::{SOON, eventually};

mod audit;
mod chat;
mod composer;
mod connection;
mod detail;
mod diagnosis;
mod files;
mod history;
mod kept_logs;
mod links;
mod log;
mod log_files;
mod pairs;
mod pings;
mod repeat;
mod replay;
mod saved;
mod search;
mod settings;
mod sidebar;
mod storage;
mod stored;
mod tabs;
mod told;
mod transfer;
mod windows;

pub use chat::NAME;
pub use composer::Format;
pub use connection::Ended;
pub use history::{ADDRESSES, SENT};
pub use kept_logs::{KeptLog, KeptRow};
pub use links::{FILLED_IN, part};
pub use log::{Kind, Row};
pub use pairs::{PairRow, Pairs, Secrecy};
pub use repeat::{EVERY, TIMES};
pub use replay::Replayed;
pub use settings::{
    AUTO_RECONNECT, CONNECT_TIMEOUT, DELAY_FACTOR, FINAL_CODES, HELLO, IDLE_TIMEOUT, JITTER, LOG_LIMIT,
    LONGEST_DELAY, MOST_ATTEMPTS, PING_INTERVAL, PONG_TIMEOUT, RECONNECT_DELAY, Setting,
};
pub use sidebar::List;
pub use storage::hides;
pub use stored::FILLER;
pub use windows::Windows;

const ACCESSIBLE: &str = include_str!("page/accessible.js");

/// The page in a browser.
#[derive(Clone)]
pub struct Page {
    /// The session that shows it.
    pub web: WebDriver,
    /// The browser, for the few things that differ.
    pub browser: Browser,
}

impl Page {
    /// What scripts may use.
    pub const ACCESSIBLE: &str = ACCESSIBLE;

    /// Opens an address and waits until the page has drawn itself.
    pub async fn open(&self, address: &str) -> Result<()> {
        self.go(address).await?;
        self.ready().await
    }

    /// Goes to an address, whatever there is.
    pub async fn go(&self, address: &str) -> Result<()> {
        if address.starts_with("moz-extension:") {
            // The driver may not go there; the browser may, and the driver doesn't wait for it.
            self.script::<Value>("globalThis.isLeft = true;", vec![]).await?;
            let load = "gBrowser.selectedBrowser.fixupAndLoadURIString(arguments[0], {
                triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal() });";
            self.in_browser::<Value>(load, vec![json!(address)]).await?;
            eventually(&format!("{address} to be loaded"), SOON, async || {
                // On its way there the tab may show nothing, which is complete, too.
                let is_there = "const [name] = arguments[0].split('#');
                    return !globalThis.isLeft && location.href.startsWith(name) && document.readyState === 'complete';";
                ensure!(self.script::<bool>(is_there, vec![json!(address)]).await?, "it isn't");
                Ok(())
            })
            .await
        } else {
            Ok(self.web.goto(address).await?)
        }
    }

    /// What a script returns that runs in Firefox around the page.
    pub async fn in_browser<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> Result<T> {
        self.web.cmd(Command::Context(Context::Chrome)).await?;
        let found = self.web.execute(script, arguments).await;
        self.web.cmd(Command::Context(Context::Content)).await?;
        Ok(found?.convert()?)
    }

    /// Loads the page anew.
    pub async fn reload(&self) -> Result<()> {
        self.web.refresh().await?;
        self.ready().await
    }

    /// Waits until the page has drawn itself.
    pub async fn ready(&self) -> Result<()> {
        self.find("textbox", "URL").await.map(drop).context("the page doesn't come up")
    }

    /// What a script returns. It may use everything in `accessible.js`.
    pub async fn script<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> Result<T> {
        let value = self.web.execute(format!("{ACCESSIBLE}\n{script}"), arguments).await?;
        Ok(value.convert()?)
    }

    /// What a script returns that waits for something.
    pub async fn later<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> Result<T> {
        let script = format!(
            "const done = [...arguments].pop();
            (async function () {{ {script} }}).apply(null, arguments)
                .then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let answer: Value = self.web.execute_async(script, arguments).await?.convert()?;
        match answer.get("error") {
            Some(error) => bail!("the script says {error}"),
            None => Ok(serde_json::from_value(answer["value"].clone())?),
        }
    }

    /// Waits for the page's next frame, and for all that was to be done before it.
    pub async fn next_frame(&self) -> Result<()> {
        let script = "return new Promise((done) => requestAnimationFrame(() => done()));";
        self.later(script, vec![]).await.context("the next frame")
    }

    /// The thing of that role and name, once it is there.
    pub async fn find(&self, role: &str, name: &str) -> Result<WebElement> {
        let what = format!("{role} “{name}”");
        eventually(&what, SOON, async || self.look_for(role, name).await?.context("it isn't there")).await
    }

    /// The same, if it is there now.
    pub async fn look_for(&self, role: &str, name: &str) -> Result<Option<WebElement>> {
        let script = format!("{ACCESSIBLE}\nreturn find(...arguments);");
        let found = self.web.execute(script, vec![json!(role), json!(name)]).await?;
        if found.json().is_null() { Ok(None) } else { Ok(Some(found.element()?)) }
    }

    /// Waits until nothing of that role and name is there.
    pub async fn gone(&self, role: &str, name: &str) -> Result<()> {
        let what = format!("{role} “{name}” to go away");
        eventually(&what, SOON, async || {
            ensure!(self.look_for(role, name).await?.is_none(), "it is still there");
            Ok(())
        })
        .await
    }

    /// Clicks a button.
    pub async fn press(&self, name: &str) -> Result<()> {
        let what = format!("button “{name}” to be clickable");
        eventually(&what, SOON, async || {
            let button = self.look_for("button", name).await?.context("it isn't there")?;
            Ok(button.click().await?)
        })
        .await
    }

    /// Chooses a radio button, by its label as people do where the circle itself is hidden.
    pub async fn choose(&self, group: &str, name: &str) -> Result<()> {
        let script = format!("{ACCESSIBLE}\nconst it = radio(...arguments); return it?.labels?.[0] ?? it;");
        let what = format!("radio “{name}” in “{group}”");
        eventually(&what, SOON, async || {
            let found = self.web.execute(script.as_str(), vec![json!(group), json!(name)]).await?;
            ensure!(!found.json().is_null(), "it isn't there");
            found.element()?.click().await?;
            ensure!(self.chosen(group).await? == name, "it was clicked and isn't chosen");
            Ok(())
        })
        .await
    }

    /// Which radio button of a group is chosen.
    pub async fn chosen(&self, group: &str) -> Result<String> {
        let script = "const on = [...find('radiogroup', arguments[0]).querySelectorAll(SELECTORS.radio)]
            .find((it) => it.checked ?? it.getAttribute('aria-checked') === 'true');
            return on ? nameOf(on) : '';";
        self.script(script, vec![json!(group)]).await
    }

    /// Replaces what is in a text field, key by key.
    pub async fn fill(&self, role: &str, name: &str, text: &str) -> Result<()> {
        let field = self.find(role, name).await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Backspace + text).await?;
        self.has_value(role, name, text).await
    }

    /// Replaces what is in a text field all at once, as pasting does.
    pub async fn paste(&self, name: &str, text: &str) -> Result<()> {
        self.paste_into("textbox", name, text).await
    }

    /// The same for any field that takes text.
    pub async fn paste_into(&self, role: &str, name: &str, text: &str) -> Result<()> {
        self.find(role, name).await?;
        let script = "const field = find(arguments[0], arguments[1]); field.focus(); field.select();
            if (arguments[2]) document.execCommand('insertText', false, arguments[2]);
            else document.execCommand('delete');";
        self.script::<Value>(script, vec![json!(role), json!(name), json!(text)]).await?;
        self.has_value(role, name, text).await
    }

    /// Waits until that is what a field holds.
    pub async fn has_value(&self, role: &str, name: &str, text: &str) -> Result<()> {
        let what = format!("{role} “{name}” to hold the text");
        eventually(&what, SOON, async || {
            let value = self.value(role, name).await?;
            ensure!(value == text, "it holds {:?}", head(&value));
            Ok(())
        })
        .await
    }

    /// What a field holds.
    pub async fn value(&self, role: &str, name: &str) -> Result<String> {
        self.script("return find(...arguments).value;", vec![json!(role), json!(name)]).await
    }

    /// What is said about a field: its accessible description.
    pub async fn description(&self, role: &str, name: &str) -> Result<String> {
        self.script("return descriptionOf(find(...arguments));", vec![json!(role), json!(name)]).await
    }

    /// Waits until a field is described with these words.
    pub async fn described(&self, role: &str, name: &str, words: &str) -> Result<String> {
        let what = format!("{role} “{name}” to say {words:?}");
        eventually(&what, SOON, async || {
            let said = self.description(role, name).await?;
            ensure!(said.to_lowercase().contains(&words.to_lowercase()), "it says {said:?}");
            Ok(said)
        })
        .await
    }

    /// What is written at a test id; an error if it isn't shown.
    pub async fn text_at(&self, testid: &str) -> Result<String> {
        let found: Option<String> =
            self.script("return shown(arguments[0])[0]?.textContent ?? null;", vec![json!(testid)]).await?;
        match found {
            Some(text) => Ok(text),
            None => bail!("{testid} isn't shown"),
        }
    }

    /// Keeps a picture of the window.
    pub async fn picture(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(self.web.screenshot(file).await?)
    }
}

/// The start of a text, for messages.
pub fn head(text: &str) -> String {
    const MOST: usize = 300;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain("…".chars()).collect()
}
