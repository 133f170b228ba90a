//! Which message is a pong, and which is a ping of the server's that has to be answered: by rules and presets.

use anyhow::{Result, ensure};

use super::{Case, case};
use crate::page::Kind::{self, Received, Sent};
use crate::page::{Page, Setting};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("the pings of a Pusher server are answered", |stage| Box::pin(pusher(stage))),
    case("the pings of a graphql-transport-ws server are answered", |stage| Box::pin(graphql(stage))),
    case("a nonce finds its own pong", |stage| Box::pin(nonce(stage))),
    case("a binary ping and the same bytes", |stage| Box::pin(binary(stage))),
    case("a pong by a regular expression", |stage| Box::pin(pattern(stage))),
    case("a pong by a field and by a part of it", |stage| Box::pin(parts(stage))),
];

const MESSAGE: &str = "Ping message";
const RULE: &str = "A pong is";
const VALUE: &str = "Pong value";

/// The echo sends back what is typed, and so plays a server that pings. It also sends back the answer, which answers
/// nothing, and our own ping, which is a ping of the server's again, before the answer to that is our pong.
async fn answers(stage: &Stage, preset: &str, asked: &str, reply: &str) -> Result<()> {
    let page = &stage.page;
    page.set(&[Setting::Preset(preset)]).await?;
    page.connect(&stage.echo()).await?;
    page.paste_message(asked).await?;
    page.press("Send").await?;
    let theirs = [(Sent, "", asked), (Received, "ping", asked), (Sent, "pong", reply), (Received, "", reply)];
    let rows = page.marked_are(&theirs).await?;
    ensure!(rows[2].chip == "pong", "an answer says {:?}", rows[2].chip);
    ensure!(page.round_trips().await.is_err(), "a ping of the server's has a round trip");
    page.press("Ping").await?;
    let ours =
        [(Sent, "ping", asked), (Received, "ping", asked), (Sent, "pong", reply), (Received, "pong", reply)];
    let rows = page.marked_are(&[theirs, ours].concat()).await?;
    rows[7].round_trip().map(drop)
}

async fn pusher(stage: &Stage) -> Result<()> {
    let (asked, reply) = (r#"{"event":"pusher:ping","data":{}}"#, r#"{"event":"pusher:pong","data":{}}"#);
    answers(stage, "Pusher", asked, reply).await
}

async fn graphql(stage: &Stage) -> Result<()> {
    answers(stage, "graphql-transport-ws", r#"{"type":"ping"}"#, r#"{"type":"pong"}"#).await
}

async fn nonce(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let by_nonce = [
        Setting::Lines(MESSAGE, r#"{"type":"ping","n":"{{nonce}}"}"#),
        Setting::Choice(RULE, "contains the nonce"),
    ];
    page.set(&by_nonce).await?;
    // These pongs have no nonce.
    page.connect(&stage.server.ws("/pong")).await?;
    page.press("Ping").await?;
    let (asked, reply) = (r#"{"type":"ping","n":""#, r#"{"type":"pong"}"#);
    let without = [(Sent, "ping", asked), (Received, "", reply)];
    page.marked_are(&without).await?;
    ensure!(page.round_trips().await.is_err(), "a pong without the nonce has a round trip");
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    page.connect(&stage.echo()).await?;
    page.press("Ping").await?;
    let with = [(Sent, "ping", asked), (Received, "pong", asked)];
    let rows = page.marked_are(&[without, with].concat()).await?;
    let of = |row: usize| rows[row].text.split(asked).nth(1).map(|rest| rest[..12].to_owned());
    ensure!(of(2) == of(3) && of(0) != of(2), "the nonces are {:?}", [of(0), of(2), of(3)]);
    Ok(())
}

async fn binary(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(&[Setting::Preset("MQTT")]).await?;
    page.connect(&stage.echo()).await?;
    page.press("Ping").await?;
    // What comes back is no answer of MQTT's.
    let mqtt = [(Sent, "ping", "c0 00"), (Received, "", "c0 00")];
    let rows = page.marked_are(&mqtt).await?;
    ensure!(rows[0].text.contains("binary"), "the ping is {:?}", rows[0].text);
    page.set(&[Setting::Choice(RULE, "the same bytes")]).await?;
    page.press("Ping").await?;
    page.marked_are(&[mqtt, [(Sent, "ping", "c0 00"), (Received, "pong", "c0 00")]].concat()).await.map(drop)
}

async fn pattern(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(&[
        Setting::Lines(MESSAGE, "tick {{seq}}"),
        Setting::Choice(RULE, "matches regex"),
        Setting::Lines(VALUE, r"^tock \d+$"),
    ])
    .await?;
    page.connect(&stage.echo()).await?;
    page.press("Ping").await?;
    let other = [(Sent, "ping", "tick 1"), (Received, "", "tick 1")];
    page.marked_are(&other).await?;
    page.set(&[Setting::Lines(VALUE, r"^t[io]ck \d+$")]).await?;
    page.press("Ping").await?;
    page.marked_are(&[other, [(Sent, "ping", "tick"), (Received, "pong", "tick")]].concat()).await.map(drop)
}

async fn parts(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(&[Setting::Preset("JSON")]).await?;
    page.connect(&stage.server.ws("/pong")).await?;
    let (asked, reply) = (r#"{"type":"ping"}"#, r#"{"type":"pong"}"#);
    let mut rows = vec![(Sent, "ping", asked), (Received, "pong", reply)];
    page.press("Ping").await?;
    page.marked_are(&rows).await?;
    also(page, &[Setting::Lines("Pong field", "$.kind")], &mut rows, [(asked, "ping"), (reply, "")]).await?;
    let contains = [Setting::Choice(RULE, "contains"), Setting::Lines(VALUE, "on")];
    also(page, &contains, &mut rows, [(asked, "ping"), (reply, "pong")]).await?;
    also(page, &[Setting::Lines(VALUE, "off")], &mut rows, [(asked, "ping"), (reply, "")]).await
}

/// Arranges that, pings once more, and waits for the ping and the answer with these roles.
async fn also<'a>(
    page: &Page,
    wishes: &[Setting<'_>],
    rows: &mut Vec<(Kind, &'a str, &'a str)>,
    [(asked, to), (reply, from)]: [(&'a str, &'a str); 2],
) -> Result<()> {
    page.set(wishes).await?;
    page.press("Ping").await?;
    rows.extend([(Sent, to, asked), (Received, from, reply)]);
    page.marked_are(rows).await.map(drop)
}
