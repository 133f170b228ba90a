//! Headers in a page, which can't set them: what is wrong with them, the question before connecting, and what works
//! in their place.

use std::net::{TcpListener, TcpStream};

use anyhow::{Context, Result, ensure};
use practice_server::{Said, Visit};
use thirtyfour::Key;

use super::{Case, case};
use crate::console::FAILED;
use crate::page::{Page, PairRow, Pairs, Secrecy};
use crate::shell::{Client, Shell};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("headers that a page can't set are asked about once", |stage| Box::pin(asked(stage))),
    case("mistakes in headers are said beside them, and keep from connecting", |stage| {
        Box::pin(wrong(stage))
    }),
    case("headers are pasted as lines and as a command", |stage| Box::pin(pasted(stage))),
    case("a token goes as a parameter of the address", |stage| Box::pin(parameter(stage))).expecting(FAILED),
    case("a token goes as a sub-protocol", |stage| Box::pin(subprotocol(stage))),
    case("a token goes as a sub-protocol for Kubernetes", |stage| Box::pin(kubernetes(stage))),
    case("user and password go in the address", |stage| Box::pin(user(stage))),
    case("a token goes as a cookie of the same host", |stage| Box::pin(cookie(stage))),
    case("a token goes as the first message", |stage| Box::pin(message(stage))),
    case("headers go by a relay on this machine", |stage| Box::pin(relay(stage))),
];

const QUESTION: &str = "Connect without the headers?";
const TOKEN: &str = "zW8.tokenOf-page_4";

/// Types an address and an Authorization header.
async fn prepared(stage: &Stage, path: &str, authorization: &str) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.server.ws(path)).await?;
    page.add_pairs(Pairs::Headers, &[("Authorization", authorization)]).await
}

/// Takes a way out of the dialog with all of them.
async fn take(page: &Page, way: &str) -> Result<()> {
    page.open_pairs(Pairs::Headers).await?;
    page.press("Ways without headers…").await?;
    page.find("dialog", "Ways without headers").await?;
    page.press(&format!("Use this: {way}")).await?;
    page.gone("dialog", "Ways without headers").await
}

/// The last handshake that the server has seen.
async fn handshake(stage: &Stage) -> Result<Visit> {
    eventually("a handshake", SOON, async || {
        stage.server.visits().into_iter().rfind(|visit| visit.socket).context("there was none")
    })
    .await
}

/// Connects without being asked about headers, since none is on any more, and gives back the handshake.
async fn connected(stage: &Stage) -> Result<Visit> {
    stage.page.press("Connect").await?;
    stage.page.status_says(&["Connected"]).await?;
    handshake(stage).await
}

async fn asked(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    prepared(stage, "/echo", "Bearer 1").await?;
    page.press("Connect").await?;
    page.find("dialog", QUESTION).await?;
    page.key(Key::Escape).await?;
    page.gone("dialog", QUESTION).await?;
    ensure!(stage.server.visits().is_empty(), "it has connected all the same");
    page.press("Connect").await?;
    page.find("dialog", QUESTION).await?;
    page.press("Connect without them").await?;
    page.status_says(&["Connected"]).await?;
    ensure!(handshake(stage).await?.header("Authorization").is_none(), "the header was sent");
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    // Not again, until they are other ones.
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    page.change_pair(Pairs::Headers, "Authorization", "Bearer 2").await?;
    page.press("Connect").await?;
    page.find("dialog", QUESTION).await?;
    page.press("Ways without headers…").await?;
    page.find("dialog", "Ways without headers").await.map(drop)
}

async fn wrong(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.echo()).await?;
    for (name, value, words) in [
        ("X Y", "1", "A name can’t have “ ”, at character 2."),
        ("Sec-WebSocket-Key", "1", "The browser sets this one itself."),
        ("Sec-WebSocket-Protocol", "1", "The sub-protocols go into “Subprotocols”"),
        ("X-Value", "aé", "Character 2, “é”, isn’t printable ASCII"),
        ("X-Variable", "{{nobody}}", "nobody has no value"),
    ] {
        page.add_pairs(Pairs::Headers, &[(name, value)]).await?;
        page.press("Connect").await?;
        page.find("dialog", "Headers").await?;
        page.described("textbox", "Header name", words).await?;
        page.press(&format!("Delete {name}")).await?;
        page.leave_pairs(Pairs::Headers).await?;
    }
    ensure!(stage.server.visits().is_empty(), "it has connected all the same");
    // Without a value one isn't sent, and nobody is kept from connecting.
    page.add_pairs(Pairs::Headers, &[("X-Empty", "")]).await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await.map(drop)
}

async fn pasted(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.open_pairs(Pairs::Headers).await?;
    page.paste("Paste headers", "GET /x HTTP/1.1\nX-One: 1\nno header\n\nauthorization: Bearer a:b").await?;
    page.press("Add them").await?;
    let names = ["X-One", "authorization"];
    let rows = rows(page, &names).await?;
    ensure!((rows[0].secrecy, rows[1].secrecy) == (Secrecy::Open, Secrecy::Fleeting), "they are {rows:?}");
    ensure!(rows[1].value == "Bearer a:b", "they are {rows:?}");
    let said: String = page.script("return find('dialog', 'Headers').innerText;", vec![]).await?;
    ensure!(said.contains("Lines that are no headers: 3."), "it says {said:?}");
    page.paste("Paste headers", "curl 'https://h/' -H 'X-Two: it'\\''s' -u me:pass --compressed").await?;
    page.press("Add them").await?;
    let rows = self::rows(page, &["X-One", "authorization", "X-Two", "Authorization"]).await?;
    ensure!(rows[2].value == "it's" && rows[3].value == "Basic bWU6cGFzcw==", "they are {rows:?}");
    page.leave_pairs(Pairs::Headers).await?;
    // They are there as if they had been typed.
    page.open_pairs(Pairs::Headers).await?;
    self::rows(page, &["X-One", "authorization", "X-Two", "Authorization"]).await?;
    // What the browser sets itself keeps nobody from connecting.
    page.paste("Paste headers", "Upgrade: websocket\nX-Three: 3").await?;
    page.press("Add them").await?;
    let names = ["X-One", "authorization", "X-Two", "Authorization", "Upgrade", "X-Three"];
    let rows = self::rows(page, &names).await?;
    ensure!(rows.iter().all(|row| row.is_on == (row.name != "Upgrade")), "they are {rows:?}");
    page.leave_pairs(Pairs::Headers).await
}

/// The rows in the open dialog, once these are their names.
async fn rows(page: &Page, names: &[&str]) -> Result<Vec<PairRow>> {
    eventually(&format!("headers {names:?}"), SOON, async || {
        let rows = page.pairs(Pairs::Headers).await?;
        ensure!(rows.iter().map(|row| row.name.as_str()).eq(names.iter().copied()), "they are {rows:?}");
        Ok(rows)
    })
    .await
}

async fn parameter(stage: &Stage) -> Result<()> {
    prepared(stage, "/echo", &format!("Bearer {TOKEN}/+u&")).await?;
    take(&stage.page, "As a parameter of the address").await?;
    let shown = stage.page.value("textbox", "URL").await?;
    ensure!(shown.ends_with("?access_token={{token_in_address}}"), "the address is {shown:?}");
    // What the echo makes of a parameter that it doesn't know is its affair.
    stage.page.press("Connect").await?;
    let visit = handshake(stage).await?;
    ensure!(visit.query == format!("access_token={TOKEN}%2F%2Bu%26"), "the query was {:?}", visit.query);
    ensure!(visit.header("Authorization").is_none(), "the header was sent");
    stage.page.keeps_nothing_of("tokenOf").await
}

async fn subprotocol(stage: &Stage) -> Result<()> {
    prepared(stage, "/protocols", &format!("Bearer {TOKEN}")).await?;
    take(&stage.page, "As a sub-protocol").await?;
    let offered = connected(stage).await?.header("Sec-WebSocket-Protocol").map(str::to_owned);
    ensure!(offered == Some(format!("bearer.{TOKEN}")), "offered was {offered:?}");
    Ok(())
}

async fn kubernetes(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    prepared(stage, "/protocols?pick=v4.channel.k8s.io", "Bearer it/+").await?;
    page.fill("textbox", "Subprotocols", "v4.channel.k8s.io").await?;
    take(page, "As a sub-protocol, for Kubernetes").await?;
    let offered = connected(stage).await?.header("Sec-WebSocket-Protocol").map(str::to_owned);
    let expected = "base64url.bearer.authorization.k8s.io.aXQvKw, v4.channel.k8s.io";
    ensure!(offered.as_deref() == Some(expected), "offered was {offered:?}");
    Ok(())
}

async fn user(stage: &Stage) -> Result<()> {
    // That is `me:p@ss/`. Browsers hand it over when the server asks for it.
    const BASIC: &str = "Basic bWU6cEBzcy8=";
    prepared(stage, "/basic", BASIC).await?;
    take(&stage.page, "User and password in the address").await?;
    connected(stage).await?;
    let came: Vec<_> =
        stage.server.visits().iter().map(|v| v.header("Authorization").map(str::to_owned)).collect();
    ensure!(came.last() == Some(&Some(BASIC.to_owned())), "they came as {came:?}");
    Ok(())
}

async fn cookie(stage: &Stage) -> Result<()> {
    prepared(stage, "/echo", &format!("Bearer {TOKEN}")).await?;
    take(&stage.page, "As a cookie").await?;
    let cookie = connected(stage).await?.header("Cookie").unwrap_or_default().to_owned();
    ensure!(cookie.contains(&format!("token={TOKEN}")), "it was {cookie:?}");
    stage.page.web.delete_all_cookies().await?;
    Ok(())
}

async fn message(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.add_pairs(Pairs::Own, &[("token", "mine")]).await?;
    prepared(stage, "/echo", &format!("Bearer {TOKEN}")).await?;
    take(page, "As the first message").await?;
    // A variable of the same name stays as it is.
    page.open_pairs(Pairs::Own).await?;
    let variables = page.pairs(Pairs::Own).await?;
    let is_kept = variables.iter().any(|pair| pair.name == "token" && pair.value == "mine");
    ensure!(is_kept && variables.len() == 2, "they are {variables:?}");
    page.leave_pairs(Pairs::Own).await?;
    connected(stage).await?;
    let expected = Said::Text(format!("{{\"type\":\"auth\",\"token\":\"{TOKEN}\"}}"));
    eventually("the message", SOON, async || {
        let messages = handshake(stage).await?.messages;
        ensure!(messages == [expected.clone()], "they were {messages:?}");
        Ok(())
    })
    .await
}

async fn relay(stage: &Stage) -> Result<()> {
    const PORT: &str = "8787";
    let page = &stage.page;
    prepared(stage, "/headers", "Bearer it's").await?;
    take(page, "By a relay on this machine").await?;
    let address = format!("ws://127.0.0.1:{PORT}/");
    page.has_value("textbox", "URL", &address).await?;
    let keys = page.find("textbox", "Message").await?;
    keys.send_keys(Key::Control + "v").await?;
    let command = format!(
        "websocat -E --text -H='Authorization: Bearer it'\\''s' ws-l:127.0.0.1:{PORT} '{}'",
        stage.server.ws("/headers")
    );
    page.has_value("textbox", "Message", &command).await?;
    // As it stands, but on a port that is free for sure.
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port().to_string();
    let mut shell = Shell::run(&command.replace(PORT, &port), Client::Websocat)?;
    eventually("the relay to listen", LATER, async || {
        ensure!(shell.ended()?.is_none(), "it has ended");
        TcpStream::connect(format!("127.0.0.1:{port}"))?;
        Ok(())
    })
    .await?;
    page.fill("textbox", "URL", &address.replace(PORT, &port)).await?;
    let visit = connected(stage).await?;
    let arrived = visit.header("Authorization");
    ensure!(arrived == Some("Bearer it's"), "it arrived as {arrived:?}");
    // What the server says comes through as it would without the relay.
    eventually("the server’s message", SOON, async || {
        let raw = page.newest_raw().await?;
        ensure!(raw.contains("Bearer it's"), "there is {raw:?}");
        Ok(())
    })
    .await
}
