//! The chat of two browsers with each other, over a server that is written in Python after the chat's protocol: coming
//! in, talking, typing, leaving, and a restart of the server.

use anyhow::{Result, ensure};
use tempfile::TempDir;
use thirtyfour::Key;

use super::looks::{as_usual, resize};
use super::{Case, case};
use crate::browser::Trust;
use crate::console::DOWN;
use crate::driver::Driver;
use crate::page::{AUTO_RECONNECT, DELAY_FACTOR, NAME, Page, RECONNECT_DELAY, Setting};
use crate::programs::Programs;
use crate::servers::RealServer;
use crate::stage::{BASE, Stage};
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("two browsers chat with each other", |stage| Box::pin(chat(stage))).for_pages().longer_by(LATER),
    case("a chat comes back after a restart of its server, and nothing stands there twice", |stage| {
        Box::pin(restarted(stage))
    })
    .for_pages()
    .longer_by(LATER)
    .expecting(DOWN),
    case("a chat fits a telephone, and its log has every frame", |stage| Box::pin(telephone(stage))),
];

/// The server, with what was said in a file of its own.
async fn start(history: &TempDir, port: u16) -> Result<RealServer> {
    let file = history.path().join("history.jsonl");
    RealServer::python_with("chat.py", &[&port.to_string(), &file.to_string_lossy()]).await
}

/// A second browser with the page.
async fn other_browser(stage: &Stage) -> Result<(Driver, Page)> {
    let browser = stage.page.browser;
    let driver = Driver::start(browser, &Programs::find(browser)?, Trust::Any).await?;
    let page = Page { web: driver.web.clone(), browser };
    page.open(&stage.server.http(BASE)).await?;
    Ok((driver, page))
}

async fn chat(stage: &Stage) -> Result<()> {
    let history = tempfile::tempdir()?;
    let server = start(&history, 0).await?;
    let (driver, bob) = other_browser(stage).await?;
    let talked = talk(&stage.page, &bob, &server).await;
    driver.stop().await;
    talked
}

async fn talk(ann: &Page, bob: &Page, server: &RealServer) -> Result<()> {
    ann.open_chat(&server.ws("/")).await?;
    ann.press("Join").await?;
    ann.described("textbox", NAME, "Type a name to join with.").await?;
    ann.join("Ann").await?;
    ann.here_are("Ann (you)").await?;
    bob.open_chat(&server.ws("/")).await?;
    bob.join("Ann").await?;
    bob.described("textbox", NAME, "Refused by the server: The name Ann is taken.").await?;
    // What was refused is corrected where it stands, and Enter is enough.
    bob.fill("textbox", NAME, "Боб").await?;
    bob.find("textbox", NAME).await?.send_keys(Key::Enter + "").await?;
    bob.here_are("Ann, Боб (you)").await?;
    ann.here_are("Ann (you), Боб").await?;
    ann.chat_says(&["You are here as Ann", "Боб came in"]).await?;

    // Whoever has come in can type at once.
    bob.has_focus("textbox", "Message").await?;
    bob.web.active_element().await?.send_keys("Привет").await?;
    ann.typing_is("Боб is typing…").await?;
    // Who types no more isn't shown as typing, whether the words were sent or not.
    ann.typing_is("").await?;
    bob.has_value("textbox", "Message", "Привет").await?;
    bob.web.active_element().await?.send_keys(Key::Enter + "").await?;
    ann.chat_says(&["You are here as Ann", "Боб came in", "<Боб: Привет"]).await?;
    bob.chat_says(&["You are here as Боб", ">: Привет"]).await?;

    ann.paste_message(&"a".repeat(501)).await?;
    ann.press("Send").await?;
    let refused =
        format!(">: {} — Refused by the server: A message has at most 500 characters.", "a".repeat(501));
    ann.chat_says(&["You are here as Ann", "Боб came in", "<Боб: Привет", &refused]).await?;
    ann.send("<b>hello</b>\\n").await?;
    bob.chat_says(&["You are here as Боб", ">: Привет", "<Ann: <b>hello</b>\\n"]).await?;
    bob.press("Disconnect").await?;
    ann.here_are("Ann (you)").await?;
    let own = ">: <b>hello</b>\\n";
    ann.chat_says(&["You are here as Ann", "Боб came in", "<Боб: Привет", &refused, own, "Боб left"]).await?;
    // Without a connection nothing is lost.
    bob.find("textbox", NAME).await?;
    bob.press("Join").await?;
    bob.described("textbox", NAME, "Not connected.").await.map(drop)
}

async fn restarted(stage: &Stage) -> Result<()> {
    let history = tempfile::tempdir()?;
    let server = start(&history, 0).await?;
    let (driver, bob) = other_browser(stage).await?;
    let came_back = come_back(&stage.page, &bob, server, &history).await;
    driver.stop().await;
    came_back
}

async fn come_back(ann: &Page, bob: &Page, server: RealServer, history: &TempDir) -> Result<()> {
    for (page, name) in [(ann, "Ann"), (bob, "Bob")] {
        page.set(&[
            Setting::On(AUTO_RECONNECT),
            Setting::Decimal(RECONNECT_DELAY, 0.2),
            Setting::Decimal(DELAY_FACTOR, 1.0),
        ])
        .await?;
        page.open_chat(&server.ws("/")).await?;
        page.join(name).await?;
        page.find("textbox", "Message").await?;
    }
    ann.send("one").await?;
    ann.chat_says(&["You are here as Ann", "Bob came in", ">: one"]).await?;
    bob.send("two").await?;
    ann.chat_says(&["You are here as Ann", "Bob came in", ">: one", "<Bob: two"]).await?;
    ann.type_message("typed before").await?;

    let port = server.port();
    drop(server);
    for page in [ann, bob] {
        page.status_says(&["Reconnecting"]).await?;
    }
    // What is being typed stays, and so does the focus.
    ann.has_value("textbox", "Message", "typed before").await?;
    ann.press("Send").await?;
    ann.described("textbox", "Message", "Not connected.").await?;
    let server = start(history, port).await?;
    for page in [ann, bob] {
        page.status_says(&["Connected"]).await?;
    }
    eventually("both to be back", LATER, async || {
        for page in [ann, bob] {
            let here = page.text_at("chat-people").await?;
            ensure!(here.contains("Ann") && here.contains("Bob"), "{here:?}");
        }
        Ok(())
    })
    .await?;
    ann.press("Send").await?;
    // The server has told both what was said before.
    let name = "typed before";
    eventually("each line once", SOON, async || {
        for (page, own) in [(ann, true), (bob, false)] {
            let script =
                "return shown('chat-line').map((line) => line.querySelector('.bubble-text')?.textContent)
                .filter(Boolean);";
            let said: Vec<String> = page.script(script, vec![]).await?;
            ensure!(said == ["one", "two", name], "{} sees {said:?}", if own { "Ann" } else { "Bob" });
        }
        Ok(())
    })
    .await?;
    drop(server);
    Ok(())
}

async fn telephone(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.open_chat(&stage.server.ws("/chat")).await?;
    page.join("Ann").await?;
    page.here_are("Ann (you)").await?;
    for text in ["short", &"word ".repeat(100), &"x".repeat(500)] {
        page.paste_message(text).await?;
        page.press("Send").await?;
        page.has_value("textbox", "Message", "").await?;
    }
    resize(page, 390).await?;
    let script = "const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
        const wide = [...document.querySelectorAll('.bubble')].filter((it) => {
            const box = it.getBoundingClientRect();
            return box.left < 0 || box.right > innerWidth;
        });
        const box = find('textbox', 'Message').getBoundingClientRect();
        return [over, wide.length, box.bottom <= innerHeight && box.width > 200];";
    eventually("the chat to fit", SOON, async || {
        let fits: (i64, usize, bool) = page.script(script, vec![]).await?;
        ensure!(fits == (0, 0, true), "it is {fits:?}");
        Ok(())
    })
    .await?;
    as_usual(page).await?;
    page.press("Log view").await?;
    page.protocol_is("Chat").await?;
    // Connecting, connected, the wish to come in, the welcome; and of each message that it is being typed, the message,
    // and what the server makes of it.
    page.total_is(4 + 3 * 3).await?;
    page.has_focus("button", "Chat view").await
}
