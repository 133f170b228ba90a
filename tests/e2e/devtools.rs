//! Chromium's own developer tools, in a tab beside the page, looking at the page and its worker.
//! They come with the browser, and what they export is made by their own code; nothing of it is rebuilt here.

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use crate::page::Page;
use crate::wait::{LATER, eventually};

/// What the console gets to hear from them.
pub const NOISE: &str = "devtools://devtools/bundled/";

/// The tools; they see what happens from now on.
pub struct DevTools<'a> {
    page: &'a Page,
    front: WindowHandle,
    tools: WindowHandle,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Said(Value),
    Problem(String),
}

impl<'a> DevTools<'a> {
    /// Opens them, and waits until they hear the page and its worker. The next commands go to the page.
    pub async fn open(page: &'a Page) -> Result<Self> {
        let front = page.web.window().await?;
        let tools = page.web.new_tab().await?;
        let opened = Self { page, front, tools };
        page.web.switch_to_window(opened.tools.clone()).await?;
        page.web.goto(opened.address()?).await?;
        eventually("the developer tools to see the page and its worker", LATER, async || {
            let reporting: Vec<String> = opened.ask("reporting").await?;
            ensure!(reporting == ["frame", "worker"], "they see {reporting:?}");
            Ok(())
        })
        .await?;
        opened.to_page().await?;
        Ok(opened)
    }

    /// The driver's name of a window is the browser's name of what is in it.
    fn address(&self) -> Result<String> {
        let options = self.page.web.capabilities().get("goog:chromeOptions");
        let debugger = options.and_then(|options| options["debuggerAddress"].as_str());
        let (_, port) = debugger.and_then(|address| address.rsplit_once(':')).context("there is no port")?;
        // They connect to this host only, by that name.
        Ok(format!("{NOISE}devtools_app.html?ws=127.0.0.1:{port}/devtools/page/{}", self.front))
    }

    /// What they export as HAR of all that they have seen. The next commands go to the page.
    pub async fn exported(&self) -> Result<String> {
        self.page.web.switch_to_window(self.tools.clone()).await?;
        let text = self.ask("exported").await?;
        self.to_page().await?;
        Ok(text)
    }

    /// Closes them. The next commands go to the page.
    pub async fn close(self) -> Result<()> {
        self.page.web.switch_to_window(self.tools.clone()).await?;
        self.page.web.close_window().await?;
        self.to_page().await
    }

    async fn to_page(&self) -> Result<()> {
        Ok(self.page.web.switch_to_window(self.front.clone()).await?)
    }

    async fn ask<T: DeserializeOwned>(&self, question: &str) -> Result<T> {
        let answer = self.page.web.execute_async(include_str!("devtools.js"), vec![json!(question)]).await?;
        match serde_json::from_value(answer.json().clone())? {
            Answer::Said(said) => Ok(serde_json::from_value(said)?),
            Answer::Problem(problem) => bail!("the developer tools say: {problem}"),
        }
    }
}
