//! What is kept of the settings from one visit to the next, for each connection, and what isn't because it is damaged.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::numbers::NUMBERS;
use super::settings::holds;
use super::{Case, case};
use crate::page::Kind::Received;
use crate::page::{
    AUTO_RECONNECT, FINAL_CODES, HELLO, IDLE_TIMEOUT, JITTER, LONGEST_DELAY, PING_INTERVAL, Page,
    RECONNECT_DELAY, Setting, head,
};
use crate::stage::Stage;

/// The key of the tabs.
const TABS: &str = "wirebench.tabs";

pub const CASES: &[Case] = &[
    case("each connection has its own settings, also after a reload", |stage| Box::pin(apart(stage))),
    case("damaged settings are as if not set", |stage| Box::pin(damaged(stage))),
];

async fn apart(stage: &Stage) -> Result<()> {
    const LINES: &str = "hello\n\nhex: 00 ff";
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.echo()).await?;
    page.set(&[
        Setting::On(AUTO_RECONNECT),
        Setting::Decimal(RECONNECT_DELAY, 2.5),
        Setting::Choice(JITTER, "equal (half to delay)"),
        Setting::Lines(FINAL_CODES, "1001, 3000–3999"),
        Setting::Lines(HELLO, LINES),
        Setting::Number(PING_INTERVAL, 30),
    ])
    .await?;
    page.new_tab().await?;
    page.fill("textbox", "URL", &stage.server.ws("/greet")).await?;
    holds(page, false, "").await?;
    page.set(&[Setting::Number(IDLE_TIMEOUT, 90), Setting::Number(PING_INTERVAL, 20)]).await?;
    for reloaded in [false, true] {
        if reloaded {
            page.reload().await?;
        }
        page.show_tab(0).await?;
        holds(page, true, "30").await?;
        page.open_settings().await?;
        page.has_value("spinbutton", RECONNECT_DELAY, "2.5").await?;
        page.has_value("spinbutton", IDLE_TIMEOUT, "").await?;
        page.has_value("textbox", FINAL_CODES, "1001, 3000–3999").await?;
        page.has_value("textbox", HELLO, LINES).await?;
        let jitter = page.picked(JITTER).await?;
        ensure!(jitter.starts_with("equal"), "“{JITTER}” is “{jitter}”");
        page.leave_settings().await?;
        page.show_tab(1).await?;
        holds(page, false, "20").await?;
        page.open_settings().await?;
        page.has_value("spinbutton", RECONNECT_DELAY, "1").await?;
        page.has_value("spinbutton", IDLE_TIMEOUT, "90").await?;
        page.has_value("textbox", HELLO, "").await?;
        page.leave_settings().await?;
    }
    // They are more than what is shown: the connection is made with them.
    page.show_tab(0).await?;
    page.press("Connect").await?;
    page.newest_rows_are(&[(Received, "text", "hello"), (Received, "binary", "00 ff")]).await.map(drop)
}

async fn damaged(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let address = "ws://127.0.0.1:1234/kept";
    let with = |version: u64, settings: Value| json!({ "version": version, "tabs": [{ "address": address, "settings": settings }], "active": 0 });
    let one = |name: &str, text: &str| with(2, json!([[name, text]]));
    let long = "9".repeat(100_000);
    // What a tab was besides its settings is there all the same, if the text is one of ours at all.
    for (stored, is_kept) in [
        (one("reconnect-delay", "-5"), true),
        (one("reconnect-delay", &long), true),
        (one("reconnect", "perhaps"), true),
        (one("reconnect-jitter", "<script>alert(1)</script>"), true),
        (one("connect-timeout", ""), true),
        (one("hello", "hex: not hex"), true),
        (one("no such setting", "1"), true),
        (one("pong-rule", "matches everything"), true),
        (with(1, json!([["reconnect-delay", "-5"]])), true),
        (with(1, json!(7)), true),
        (with(1, json!([["reconnect"], 5, null])), true),
        (with(2, json!(7)), false),
        (json!({ "version": 1, "tabs": [{ "settings": [] }], "active": -1 }), false),
        (json!("not what it should be"), false),
    ] {
        let told = head(&stored.to_string());
        page.plant(&[(TABS, &stored.to_string())]).await.with_context(|| format!("with {told}"))?;
        let expected = if is_kept { address } else { "" };
        page.has_value("textbox", "URL", expected).await.with_context(|| format!("with {told}"))?;
        usual(page).await.with_context(|| format!("with {told}"))?;
    }
    // What makes sense among it holds.
    for version in [1, 2] {
        let settings = json!([["reconnect-delay", "0"], ["reconnect-ceiling", "45"], ["reconnect", "on"]]);
        page.plant(&[(TABS, &with(version, settings).to_string())]).await?;
        page.open_settings().await?;
        page.has_value("spinbutton", RECONNECT_DELAY, "1").await?;
        page.has_value("spinbutton", LONGEST_DELAY, "45").await?;
        ensure!(page.ticked(AUTO_RECONNECT).await?, "“{AUTO_RECONNECT}” isn't on");
        page.leave_settings().await?;
    }
    Ok(())
}

/// Everything is as in a tab where nothing was ever set.
async fn usual(page: &Page) -> Result<()> {
    page.open_settings().await?;
    let usual = ["1", "2", "30", "15", "256", "", "", "", ""];
    for (name, usual) in NUMBERS.into_iter().zip(usual) {
        page.has_value("spinbutton", name, usual).await?;
    }
    ensure!(!page.ticked(AUTO_RECONNECT).await?, "“{AUTO_RECONNECT}” is on");
    for (name, usual) in
        [(JITTER, "full (0 to delay)"), ("Ping format", "Text"), ("A pong is", "any message")]
    {
        let picked = page.picked(name).await?;
        ensure!(picked == usual, "“{name}” is “{picked}”");
    }
    page.has_value("textbox", "Ping message", "ping").await?;
    page.has_value("textbox", HELLO, "").await?;
    page.leave_settings().await
}
