//! The settings: their names and roles as the browser computes them, and that what was set stays set and holds at once.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use super::contract::computed;
use super::numbers::NUMBERS;
use super::{Case, case};
use crate::page::Kind::Error;
use crate::page::{
    AUTO_RECONNECT, DELAY_FACTOR, IDLE_TIMEOUT, MOST_ATTEMPTS, PING_INTERVAL, Page, RECONNECT_DELAY, Setting,
};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("the settings have names and roles", |stage| Box::pin(names(stage))),
    case("what is set stays set", |stage| Box::pin(kept(stage))),
    case("arrow keys step the numbers", |stage| Box::pin(stepped(stage))),
    case("a preset fills in message and rule", |stage| Box::pin(presets(stage))),
    case("settings hold at once for a connection that is open", |stage| Box::pin(at_once(stage))),
];

async fn names(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    computed(page, "button", "Settings").await?;
    page.open_settings().await?;
    computed(page, "dialog", "Settings").await?;
    computed(page, "checkbox", AUTO_RECONNECT).await?;
    page.leave_settings().await?;
    // Some of them may have a meaning only with another one.
    page.set(&[Setting::On(AUTO_RECONNECT), Setting::Number(PING_INTERVAL, 5)]).await?;
    page.open_settings().await?;
    for name in NUMBERS {
        computed(page, "spinbutton", name).await?;
    }
    page.leave_settings().await
}

async fn kept(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(&[Setting::On(AUTO_RECONNECT), Setting::Number(PING_INTERVAL, 7)]).await?;
    holds(page, true, "7").await?;
    page.set(&[Setting::Off(AUTO_RECONNECT), Setting::Number(PING_INTERVAL, 8)]).await?;
    holds(page, false, "8").await
}

/// Whether it is tried again, and the interval of the pings.
pub(super) async fn holds(page: &Page, ticked: bool, number: &str) -> Result<()> {
    page.open_settings().await?;
    ensure!(page.ticked(AUTO_RECONNECT).await? == ticked, "“{AUTO_RECONNECT}” isn't {ticked}");
    page.has_value("spinbutton", PING_INTERVAL, number).await?;
    page.leave_settings().await
}

async fn stepped(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.open_settings().await?;
    for (name, typed, keys, expected) in [
        (RECONNECT_DELAY, "7", Key::Up + "", "8"),
        (RECONNECT_DELAY, "0.5", Key::Up + "", "1.5"),
        (RECONNECT_DELAY, "7", Key::Down + Key::Down, "5"),
        (MOST_ATTEMPTS, "", Key::Up + Key::Up, "2"),
        (IDLE_TIMEOUT, "59", Key::Up + "", "60"),
    ] {
        page.set_number(name, typed).await?;
        page.find("spinbutton", name).await?.send_keys(keys).await?;
        page.has_value("spinbutton", name, expected).await?;
    }
    page.leave_settings().await?;
    page.open_settings().await?;
    for (name, expected) in [(RECONNECT_DELAY, "5"), (MOST_ATTEMPTS, "2"), (IDLE_TIMEOUT, "60")] {
        page.has_value("spinbutton", name, expected).await?;
    }
    // They don't step over the limits.
    page.set_number(DELAY_FACTOR, "1").await?;
    page.find("spinbutton", DELAY_FACTOR).await?.send_keys(Key::Down + "").await?;
    page.has_value("spinbutton", DELAY_FACTOR, "1").await?;
    page.leave_settings().await
}

async fn presets(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(&[Setting::Number(PING_INTERVAL, 12)]).await?;
    page.open_settings().await?;
    for (preset, message, format, rule, values) in [
        (
            "graphql-transport-ws",
            r#"{"type":"ping"}"#,
            "JSON",
            "a JSON field equals",
            &["$.type", "pong"][..],
        ),
        ("MQTT", "c0 00", "Hex", "equals", &["d0 00"]),
        ("Socket.IO", "3", "Text", "none is expected", &[]),
        ("ping / pong", "ping", "Text", "equals", &["pong"]),
    ] {
        page.fill_in(preset).await?;
        page.has_value("textbox", "Ping message", message).await?;
        for (name, expected) in [("Ping format", format), ("A pong is", rule)] {
            let picked = page.picked(name).await?;
            ensure!(picked == expected, "“{name}” for {preset} is “{picked}”");
        }
        if let [path, _] = values {
            page.has_value("textbox", "Pong field", path).await?;
        } else {
            page.gone("textbox", "Pong field").await?;
        }
        match values.last() {
            Some(value) => page.has_value("textbox", "Pong value", value).await?,
            None => page.gone("textbox", "Pong value").await?,
        }
        // The user's own wishes aren't part of a protocol.
        page.has_value("spinbutton", PING_INTERVAL, "12").await?;
    }
    page.fill_in("Pusher").await?;
    page.leave_settings().await?;
    page.reload().await?;
    page.open_settings().await?;
    page.has_value("textbox", "Ping message", r#"{"event":"pusher:ping","data":{}}"#).await?;
    page.has_value("textbox", "Pong value", "pusher:pong").await?;
    page.has_value("textbox", "Answer", r#"{"event":"pusher:pong","data":{}}"#).await?;
    page.leave_settings().await
}

async fn at_once(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.server.ws("/pong")).await?;
    page.total_is(2).await?;
    page.set(&[Setting::Decimal(PING_INTERVAL, 0.3)]).await?;
    eventually("three pings", SOON, async || {
        let visits = stage.server.visits();
        ensure!(visits.len() == 1 && visits[0].pings.len() >= 3, "the server saw {visits:?}");
        Ok(())
    })
    .await?;
    page.set(&[Setting::Number(PING_INTERVAL, 600), Setting::Decimal(IDLE_TIMEOUT, 0.5)]).await?;
    page.status_says(&["Disconnected", "nothing received in time"]).await?;
    page.newest_rows_are(&[(Error, "", "Nothing received within 500 ms"), (Error, "", "4000")])
        .await
        .map(drop)
}
