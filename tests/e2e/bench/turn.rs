//! A turn: one of the pages, fresh, in a tab of its own that goes away afterwards, so that no turn leaves anything to
//! the next one.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use practice_server::{Options, Server};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::time::{Instant, interval};

use crate::args::Extent;
use crate::browser::Browser;
use crate::driver::Driver;
use crate::page::Page;
use crate::stage::BASE;
use crate::wait::LATER;

const PROBE: &str = include_str!("probe.js");
const ACCESSIBLE: &str = include_str!("../page/accessible.js");

/// A page that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The release.
    Ours,
    /// The same, but it keeps no log on disk. A row has it in place of the page that only counts.
    Unkept,
    /// The same, but it reads no application protocol. A row has it in the same place.
    Unread,
    /// The page that only counts.
    Counter,
    /// The page with an element for each message.
    Append,
}

impl Who {
    /// What the probe calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours | Self::Unkept | Self::Unread => "ours",
            Self::Counter => "counter",
            Self::Append => "append",
        }
    }
}

/// Everything that a topic needs.
pub struct Bench {
    /// The browser's session.
    pub page: Page,
    /// How much is measured.
    pub extent: Extent,
    driver: u32,
    /// Serves the release, and the floods.
    pub app: Server,
    bare: Server,
}

impl Bench {
    /// Starts the servers.
    pub async fn new(driver: &Driver, browser: Browser, dist: PathBuf, extent: Extent) -> Result<Self> {
        let serve = |folder, base: &str| {
            practice_server::start(Options {
                port: 0,
                serve: Some(folder),
                base: base.to_owned(),
                ..Options::default()
            })
        };
        let bare = serve(Path::new(env!("CARGO_MANIFEST_DIR")).join("bare"), "/bare/").await?;
        let page = Page { web: driver.web.clone(), browser };
        page.web.set_script_timeout(LATER).await?;
        Ok(Self { page, extent, driver: driver.id()?, app: serve(dist, BASE).await?, bare })
    }

    /// How often each page has its turn.
    pub fn turns(&self) -> usize {
        match self.extent {
            Extent::Full => 3,
            Extent::Quick => 1,
        }
    }

    /// How many messages stand for very many.
    pub fn million(&self) -> u32 {
        match self.extent {
            Extent::Full => 1_000_000,
            Extent::Quick => 100_000,
        }
    }

    /// The id of the process that has started the browser.
    pub fn driver(&self) -> u32 {
        self.driver
    }

    /// Where so many messages of a hundred bytes come from.
    pub fn flood(&self, count: u32) -> String {
        self.app.ws(&format!("/flood?count={count}&size=100"))
    }

    /// Gives a page its turn.
    pub async fn turn<T>(&self, who: Who, what: impl AsyncFnOnce(&Page) -> Result<T>) -> Result<T> {
        let page = &self.page;
        let front = page.web.window().await?;
        let tab = page.web.new_tab().await?;
        page.web.switch_to_window(tab).await?;
        let outcome = async {
            self.open(who).await?;
            what(page).await
        }
        .await;
        page.web.close_window().await?;
        page.web.switch_to_window(front).await?;
        outcome
    }

    /// Opens the release as on a first visit, but for what the script has stored.
    async fn open_ours(&self, script: &str) -> Result<()> {
        const FORGET: &str = "const done = arguments[0];
            const deleting = indexedDB.deleteDatabase('wirebench');
            deleting.onsuccess = deleting.onerror = () => done();";
        let page = &self.page;
        page.web.goto(self.app.http("/")).await?;
        page.web.execute(format!("localStorage.clear(); {script}"), []).await?;
        page.web.execute_async(FORGET, []).await?;
        page.open(&self.app.http(BASE)).await
    }

    async fn open(&self, who: Who) -> Result<()> {
        let page = &self.page;
        match who {
            Who::Ours | Who::Unread => self.open_ours("").await,
            Who::Unkept => self.open_ours("localStorage.setItem('wirebench.kept-logs', 'off');").await,
            Who::Counter => page.open(&self.bare.http("/bare/counter.html")).await,
            Who::Append => page.open(&self.bare.http("/bare/append.html")).await,
        }
    }
}

/// What a run of the probe comes to, once it is over; asked seldom, for whoever asks keeps the page busy.
pub async fn over<T: DeserializeOwned>(
    page: &Page,
    mut meanwhile: impl AsyncFnMut() -> Result<()>,
) -> Result<T> {
    const PATIENCE: Duration = Duration::from_mins(5);
    let deadline = Instant::now() + PATIENCE;
    loop {
        meanwhile().await?;
        if let Some(seen) = page.script("return window.e2eProbe.over;", vec![]).await? {
            return Ok(seen);
        }
        ensure!(Instant::now() < deadline, "not over after {PATIENCE:?}");
    }
}

/// Nothing, for a second.
pub fn calm() -> impl AsyncFnMut() -> Result<()> {
    const PACE: Duration = Duration::from_secs(1);
    let mut pace = interval(PACE);
    async move || {
        pace.tick().await;
        Ok(())
    }
}

/// Says how it goes, for whoever waits.
pub fn progress(words: &str) {
    println!("    {words}");
}

/// A number of messages, for the names of rows.
pub fn grouped(count: u32) -> String {
    let digits = count.to_string();
    let (head, tail) = digits.split_at(digits.len() % 3);
    let threes = tail.as_bytes().chunks(3).map(|three| String::from_utf8_lossy(three).into_owned());
    Some(head.to_owned())
        .into_iter()
        .filter(|head| !head.is_empty())
        .chain(threes)
        .collect::<Vec<_>>()
        .join(",")
}

/// What a function of the probe comes to.
pub async fn probe<T: DeserializeOwned>(page: &Page, function: &str, arguments: &[Value]) -> Result<T> {
    let script = format!(
        "const run = async (...given) => {{\n{ACCESSIBLE}\n{PROBE}\nreturn {function}(...given); }};
        const [given, done] = arguments;
        run(...given).then((value) => done({{ value: value ?? null }}), (error) => done({{ error: String(error) }}));"
    );
    let mut answer = page.web.execute_async(script, vec![json!(arguments)]).await?.json().clone();
    let value = answer.get_mut("value").map(Value::take);
    let value = value.with_context(|| format!("{function} failed: {answer}"))?;
    serde_json::from_value(value.clone()).with_context(|| format!("{function} says {value}"))
}

#[test]
fn numbers_are_grouped() {
    let check = |count, expected: &str| assert_eq!(grouped(count), expected);
    check(7, "7");
    check(100_000, "100,000");
    check(1_000_000, "1,000,000");
}
