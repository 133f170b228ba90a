//! The page as a browser extension: a browser of its own in which it is loaded, and what only such a page has.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::WindowHandle;
use thirtyfour::extensions::addons::firefox::FirefoxTools;

use crate::browser::{Browser, Trust};
use crate::console;
use crate::driver::Driver;
use crate::page::Page;
use crate::programs::Programs;
use crate::stage::{Home, Stage};
use crate::wait::{SOON, eventually};

/// What the manifest for Firefox calls it.
const ID: &str = "wirebench@wirebench.invalid";

/// A browser with the extension, which shows its page.
pub struct Extended {
    /// The browser.
    pub driver: Driver,
    /// The page.
    pub page: Page,
    address: String,
    /// The tab that it is shown in at first.
    first: WindowHandle,
}

/// What a user says who is asked for access to a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Yes.
    Given,
    /// Nothing: the question stays open.
    Unanswered,
}

impl Extended {
    /// Starts a browser with the extension, and opens its page.
    ///
    /// Of some dozen times that Chromium starts with an extension, its driver once gets no answer from the tab any more
    /// (“Timed out receiving message from renderer”); then it is told, and started again.
    pub async fn start(stage: &Stage, access: Access) -> Result<Self> {
        Self::load(&stage.extension()?, stage.page.browser, access).await
    }

    /// The same with the extension in a folder.
    pub async fn load(folder: &Path, browser: Browser, access: Access) -> Result<Self> {
        const TRIES: usize = 4;
        ensure!(folder.join("manifest.json").is_file(), "There is no {}.", folder.display());
        for number in 1..=TRIES {
            let driver = Driver::start_with(browser, &Programs::find(browser)?, Trust::Any, folder).await?;
            let page = Page { web: driver.web.clone(), browser };
            let answer = tokio::time::timeout(2 * SOON, loaded(&driver, &page, folder, access)).await;
            if let Ok(loaded) = answer {
                let (address, first) = loaded?;
                return Ok(Self { driver, page, address, first });
            }
            println!("  the browser doesn't answer; it is started again ({number})");
            driver.abandon().await;
        }
        bail!("the browser didn't answer, however often it was started");
    }

    /// Opens the page, in the tab that the next commands go to.
    pub async fn open(&self) -> Result<()> {
        self.page.open(&self.address).await
    }

    /// Where its page is.
    pub fn home(&self) -> Home {
        Home { page: self.address.clone(), beside: self.address.replace("index.html", "worker.js") }
    }

    /// Opens the page in another tab of the browser, which the next commands go to.
    pub async fn second_tab(&self) -> Result<()> {
        let web = &self.page.web;
        web.switch_to_window(web.new_tab().await?).await?;
        self.open().await
    }

    /// The next commands go to the first tab.
    pub async fn to_first(&self) -> Result<()> {
        Ok(self.page.web.switch_to_window(self.first.clone()).await?)
    }

    /// The rules that are in force.
    pub async fn rules(&self) -> Result<Vec<Value>> {
        let script = "return chrome.declarativeNetRequest.getSessionRules();";
        self.page.script(script, vec![]).await
    }

    /// Presses the extension's button in the browser's toolbar. Chromium's toolbar isn't there without a window on a
    /// screen, so there the script that waits for the button is asked to react in the page.
    pub async fn press_button(&self) -> Result<()> {
        match self.page.browser {
            Browser::Chromium => {
                let press = "await new Promise((done, fail) => {
                        const script = document.createElement('script');
                        Object.assign(script, { src: 'background.js', onload: done, onerror: fail });
                        document.head.append(script);
                    });
                    chrome.action.onClicked.dispatch();
                    return null;";
                self.page.later::<Value>(press, vec![]).await.map(drop)
            }
            Browser::Firefox => {
                let press = "const id = arguments[0].replace(/[^a-z]/g, '_') + '-browser-action';
                    CustomizableUI.addWidgetToArea(id, CustomizableUI.AREA_NAVBAR);
                    document.getElementById(id).querySelector('toolbarbutton').click();
                    return null;";
                self.page.in_browser::<Value>(press, vec![json!(ID)]).await.map(drop)
            }
        }
    }

    /// How many tabs the browser has; Chromium's driver doesn't know those that an extension has opened.
    pub async fn tabs(&self) -> Result<u64> {
        self.page.script("return chrome.tabs.query({}).then((tabs) => tabs.length);", vec![]).await
    }

    /// Ends the browser; its console has to have been silent but for what is expected.
    pub async fn stop(self, expected: &'static [&'static str]) -> Result<()> {
        let said = console::take(&self.driver, self.page.browser).await?;
        self.driver.stop().await;
        let said = console::unexpected(said, expected);
        ensure!(said.is_empty(), "the console isn't silent: {said:#?}");
        Ok(())
    }
}

/// Opens the extension's page, and says where it is and in which tab.
async fn loaded(
    driver: &Driver,
    page: &Page,
    folder: &Path,
    access: Access,
) -> Result<(String, WindowHandle)> {
    if page.browser == Browser::Chromium {
        // A tab of its own answers more surely than the one that it starts with.
        let tab = page.web.new_tab().await?;
        page.web.switch_to_window(tab).await?;
    }
    // What the browser says at its start is its own affair.
    console::take(driver, page.browser).await?;
    let address = match page.browser {
        Browser::Chromium => installed_in_chromium(page, access).await?,
        Browser::Firefox => install_in_firefox(page, folder, access).await?,
    };
    page.open(&address).await?;
    Ok((address, page.web.window().await?))
}

/// Where Chromium has put the extension that it was started with. What the user allows in its settings is granted when
/// the page asks, without a dialog that a driver couldn't answer.
async fn installed_in_chromium(page: &Page, access: Access) -> Result<String> {
    page.web.goto("chrome://extensions").await?;
    let find = "const all = await chrome.developerPrivate.getExtensionsInfo();
        return all.find((it) => it.name === 'Wirebench')?.id ?? null;";
    let id = eventually("the extension to be installed", SOON, async || {
        let id: Option<String> = page.later(find, vec![]).await?;
        id.context("it isn't there")
    })
    .await?;
    if access == Access::Given {
        let allow = "const extensionId = arguments[0];
            await chrome.developerPrivate.updateExtensionConfiguration({ extensionId, hostAccess: 'ON_SPECIFIC_SITES' });
            await chrome.developerPrivate.addHostPermission(extensionId, '<all_urls>');
            return null;";
        page.later::<Value>(allow, vec![json!(id)]).await?;
    }
    Ok(format!("chrome-extension://{id}/index.html"))
}

/// Installs it for this session, and says where Firefox has put it.
async fn install_in_firefox(page: &Page, folder: &Path, access: Access) -> Result<String> {
    let zip = folder.with_extension("zip");
    let path = zip.to_str().context("a path that is no text")?;
    FirefoxTools::new(page.web.handle().clone()).install_addon(path, Some(true)).await?;
    let find = "Services.prefs.setBoolPref('extensions.webextOptionalPermissionPrompts', !arguments[1]);
        return WebExtensionPolicy.getByID(arguments[0]).getURL('index.html');";
    page.in_browser(find, vec![json!(ID), json!(access == Access::Given)]).await
}
