//! Links to the page: what is copied is filled in elsewhere, as text, and nothing happens by itself.
//! Those that are refused are in `links_refused.rs`.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::tabs::tabs_are;
use super::{Case, case};
use crate::page::{FILLED_IN, Format, HELLO, PING_INTERVAL, Page, Pairs, Setting, head, part};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("a copied link fills in the same in another window", |stage| Box::pin(round_trip(stage))),
    case("a link never carries secrets", |stage| Box::pin(secrets(stage))),
    case("a link opened in the page's own tab fills in that tab", |stage| Box::pin(own_tab(stage))),
    case("a link leaves a draft, and a tab with settings, alone", |stage| Box::pin(left_alone(stage))),
    case("what a link carries is text, and stays here until one acts", |stage| Box::pin(only_text(stage))),
    case("the word about a link goes once one has acted", |stage| Box::pin(acted(stage))),
    case("the name of a tab tells no secret that is part of its address", |stage| Box::pin(named(stage))),
];

/// What a link carries.
struct Boxes {
    address: String,
    protocols: &'static str,
    format: Format,
    message: &'static str,
    filter: &'static str,
}

impl Boxes {
    async fn type_into(&self, page: &Page) -> Result<()> {
        page.paste("URL", &self.address).await?;
        page.paste("Subprotocols", self.protocols).await?;
        page.format(self.format).await?;
        page.paste_message(self.message).await?;
        page.filter_line(self.filter).await
    }

    async fn are_in(&self, page: &Page) -> Result<()> {
        page.has_value("textbox", "URL", &self.address).await?;
        page.has_value("textbox", "Subprotocols", self.protocols).await?;
        page.format_is(self.format).await?;
        page.has_value("textbox", "Message", self.message).await?;
        page.filter_line_is(self.filter).await
    }
}

async fn round_trip(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let echo = stage.echo();
    for boxes in [
        Boxes {
            address: format!("{echo}?q=ж&x=%26+1&สวัสดี=🙂#?&url=no"),
            protocols: "one, two",
            format: Format::Text,
            message: " สวัสดี 🙂 ж — {{uuid}} {{token}} \\{{\nsecond\tline\n\n&url=ws://elsewhere/#%41+%zz",
            filter: "-is:ping \"a & b=c\" ж",
        },
        Boxes {
            address: "wss://{{host}}/?t={{token}}".to_owned(),
            protocols: "",
            format: Format::Json,
            message: "{\"n\": 12345678901234567890, \"s\": \"\\u0000é\",\n \"t\": \"{{token}}\"}",
            filter: "",
        },
        Boxes {
            address: "no address yet".to_owned(),
            protocols: "bad protocol,,",
            format: Format::Hex,
            message: "0x00, FF 0a\n{{bytes:4}}",
            filter: "size:>1k",
        },
        Boxes {
            address: echo.clone(),
            protocols: "",
            format: Format::Base64,
            message: "AP8K+/+=\n",
            filter: "",
        },
        // Without a message, the composer is as it always is.
        Boxes { address: echo.clone(), protocols: "", format: Format::Text, message: "", filter: "\"" },
        Boxes {
            address: echo.clone(),
            protocols: "",
            format: Format::Text,
            message: "as {{seq}}\nlines",
            filter: "",
        },
    ] {
        boxes.type_into(page).await?;
        let link = page.copied_link().await?;
        let start = format!("{}#url=", stage.home());
        ensure!(link.starts_with(&start), "the link is {link:?}");
        ensure!(link.is_ascii() && !link.contains([' ', '<', '"']), "the link isn't one word: {link:?}");
        open_elsewhere(stage, &link).await?;
        boxes.are_in(page).await.with_context(|| format!("after {link:?}"))?;
        page.explained(FILLED_IN).await?;
        tabs_are(page, 1).await?;
        let behind = page.fragment().await?;
        ensure!(behind.is_empty(), "the page's address still has {behind:?}");
        nothing_happened(stage).await?;
    }
    // The last of them, when the user acts: one connection, and one message, and none before.
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    page.total_is(2).await?;
    page.has_value("textbox", "Message", "as {{seq}}\nlines").await?;
    ensure!(page.text_at("status-explanation").await.is_err(), "it is still said that a link filled this in");
    page.press("Send").await?;
    page.total_is(4).await?;
    page.echoed_text("as 1\nlines").await?;
    let visits = stage.server.visits().len();
    ensure!(visits == 1, "the server was asked {visits} times");
    Ok(())
}

/// Opens a link where nobody has used the page before.
async fn open_elsewhere(stage: &Stage, link: &str) -> Result<()> {
    // Leaving first, since a change behind the # alone loads nothing.
    stage.forget().await?;
    stage.page.open(link).await
}

/// There was no attempt to connect, neither by the log nor by the server.
async fn nothing_happened(stage: &Stage) -> Result<()> {
    stage.page.status_says(&["Disconnected"]).await?;
    let total = stage.page.total().await?;
    ensure!(total == 0, "the log has {total} rows");
    let visits = stage.server.visits();
    ensure!(visits.is_empty(), "the server was asked: {visits:?}");
    Ok(())
}

async fn secrets(stage: &Stage) -> Result<()> {
    const HIDDEN: [&str; 7] =
        ["hunter2", "HEADER", "header-value", "OWNVALUE", "ALLVALUE", "hello-text", "token-name"];
    let page = &stage.page;
    let echo = stage.echo();
    let address = echo.replace("ws://", "ws://me:hunter2@");
    page.paste("URL", &address).await?;
    page.set(&[Setting::Lines(HELLO, "hello-text"), Setting::Number(PING_INTERVAL, 5)]).await?;
    page.add_pairs(Pairs::Headers, &[("X-HEADER", "header-value")]).await?;
    page.add_pairs(Pairs::Own, &[("token-name", "OWNVALUE")]).await?;
    page.add_pairs(Pairs::Shared, &[("other", "ALLVALUE")]).await?;
    page.paste_message("{{other}}").await?;
    let link = page.copied_link().await?;
    let expected = format!("{}#{}", stage.home(), "url=");
    ensure!(link.starts_with(&expected), "the link is {link:?}");
    let opened = |link: &str| {
        let lower = link.to_lowercase();
        HIDDEN.iter().filter(|word| lower.contains(&word.to_lowercase())).copied().collect::<Vec<_>>()
    };
    ensure!(opened(&link).is_empty(), "{:?} in {link:?}", opened(&link));
    // What is left out isn't lost here.
    page.has_value("textbox", "URL", &address).await?;
    open_elsewhere(stage, &link).await?;
    page.has_value("textbox", "URL", &echo.replace("ws://", "ws://me@")).await?;
    page.has_value("textbox", "Message", "{{other}}").await?;
    page.open_settings().await?;
    page.has_value("textbox", HELLO, "").await?;
    page.has_value("spinbutton", PING_INTERVAL, "").await?;
    page.leave_settings().await?;
    for (button, box_name) in [("Headers", "Header name"), ("Variables", "Variable name")] {
        page.press(button).await?;
        page.find("dialog", button).await?;
        ensure!(page.look_for("textbox", box_name).await?.is_none(), "a “{box_name}” came with the link");
        page.key(Key::Escape).await?;
        page.gone("dialog", button).await?;
    }
    Ok(())
}

async fn own_tab(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let echo = stage.echo();
    page.script::<Value>("window.__mark = 'here';", vec![]).await?;
    let link = format!("{}&{}&message=hello", part("url", &echo), part("protocols", "one, two"));
    page.follow(&link).await?;
    page.has_value("textbox", "URL", &echo).await?;
    page.has_value("textbox", "Subprotocols", "one, two").await?;
    page.has_value("textbox", "Message", "hello").await?;
    page.explained(FILLED_IN).await?;
    tabs_are(page, 1).await?;
    // The same link again is the same tab, even from another one.
    page.follow(&link).await?;
    page.has_value("textbox", "Message", "hello").await?;
    tabs_are(page, 1).await?;
    page.new_tab().await?;
    page.follow(&link).await?;
    page.has_value("textbox", "Message", "hello").await?;
    tabs_are(page, 2).await?;
    let shown = page.tab_shown().await?;
    ensure!(shown == 0, "tab {shown} is shown");
    let mark: Option<String> = page.script("return window.__mark;", vec![]).await?;
    ensure!(mark.is_some(), "the page was loaded anew");
    nothing_happened(stage).await?;
    // Another link takes the empty tab; what one makes of it is what a reload brings back, not the link.
    let other = stage.server.ws("/greet");
    page.follow(&part("url", &other)).await?;
    page.has_value("textbox", "URL", &other).await?;
    tabs_are(page, 2).await?;
    page.fill("textbox", "URL", &stage.server.ws("/headers")).await?;
    page.reload().await?;
    page.has_value("textbox", "URL", &stage.server.ws("/headers")).await?;
    tabs_are(page, 2).await?;
    // What is behind the # for somebody else is nothing to us.
    for foreign in ["top", "a=b&c=d", "message"] {
        page.follow(foreign).await?;
        page.unwarned().await?;
        tabs_are(page, 2).await?;
    }
    nothing_happened(stage).await
}

async fn left_alone(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let echo = stage.echo();
    let link = part("url", &echo) + "&message=from%20the%20link";
    page.type_message("not sent yet").await?;
    page.follow(&link).await?;
    tabs_are(page, 2).await?;
    page.has_value("textbox", "Message", "from the link").await?;
    page.show_tab(0).await?;
    page.has_value("textbox", "Message", "not sent yet").await?;
    page.has_value("textbox", "URL", "").await?;
    // Not even if it has the same address.
    page.fill("textbox", "URL", &stage.server.ws("/greet")).await?;
    page.follow(&(part("url", &stage.server.ws("/greet")) + "&message=another")).await?;
    tabs_are(page, 3).await?;
    page.has_value("textbox", "Message", "another").await?;
    page.show_tab(0).await?;
    page.has_value("textbox", "Message", "not sent yet").await?;
    // Without a message the link fits the tab, and the draft stays.
    page.follow(&part("url", &stage.server.ws("/greet"))).await?;
    tabs_are(page, 3).await?;
    page.has_value("textbox", "Message", "not sent yet").await?;

    // What one has set would go wherever the link leads.
    page.new_tab().await?;
    page.set(&[Setting::Lines(HELLO, "my password")]).await?;
    page.follow(&part("url", &stage.server.ws("/headers"))).await?;
    tabs_are(page, 5).await?;
    page.has_value("textbox", "URL", &stage.server.ws("/headers")).await?;
    page.open_settings().await?;
    page.has_value("textbox", HELLO, "").await?;
    page.leave_settings().await?;
    page.show_tab(3).await?;
    page.has_value("textbox", "URL", "").await?;
    nothing_happened(stage).await
}

async fn only_text(stage: &Stage) -> Result<()> {
    const MARKUP: &str = "<img/src=x/onerror=window.__hacked=1>";
    let page = &stage.page;
    page.add_pairs(Pairs::Shared, &[("token", "VALUE-OF-MINE")]).await?;
    let address = format!("{}?t={{{{token}}}}&{MARKUP}", stage.echo());
    let message = format!("{{{{token}}}}{MARKUP}");
    page.follow(&[part("url", &address), part("message", &message), part("filter", MARKUP)].join("&"))
        .await?;
    page.has_value("textbox", "URL", &address).await?;
    page.has_value("textbox", "Message", &message).await?;
    page.filter_line_is(MARKUP).await?;
    page.explained(FILLED_IN).await?;
    unharmed(page).await?;
    isnt_on_screen(page, "VALUE-OF-MINE").await?;
    nothing_happened(stage).await?;
    // The server knows no such query; what is connected is the rest.
    page.filter_line("").await?;
    page.connect(&stage.echo()).await?;
    page.total_is(2).await?;
    page.has_value("textbox", "Message", &message).await?;
    page.press("Send").await?;
    page.echoed_text(&format!("VALUE-OF-MINE{MARKUP}")).await?;
    page.total_is(4).await?;
    unharmed(page).await
}

async fn acted(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let unsaid = async |when: &str| {
        eventually(&format!("no word about a link {when}"), SOON, async || {
            let said = page.text_at("status-explanation").await.unwrap_or_default();
            ensure!(!said.contains(FILLED_IN), "it says {said:?}");
            Ok(())
        })
        .await
    };
    page.follow(&part("url", &stage.server.ws("/greet"))).await?;
    page.explained(FILLED_IN).await?;
    page.connect(&stage.echo()).await?;
    unsaid("after connecting").await?;
    // A link to where one is connected already brings a message that was not looked at yet.
    page.follow(&(part("url", &stage.echo()) + "&message=brought")).await?;
    page.has_value("textbox", "Message", "brought").await?;
    page.explained(FILLED_IN).await?;
    page.press("Send").await?;
    page.echoed_text("brought").await?;
    unsaid("after sending").await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    page.follow(&part("url", &stage.echo())).await?;
    page.explained(FILLED_IN).await?;
    page.fill("textbox", "URL", "ws://127.0.0.1:1234/mine").await?;
    unsaid("after typing another address").await
}

async fn named(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // What is called like this is secret by itself.
    page.add_pairs(Pairs::Shared, &[("token", "VALUE-OF-MINE")]).await?;
    page.follow(&part("url", "ws://127.0.0.1:1234/{{token}}")).await?;
    page.has_value("textbox", "URL", "ws://127.0.0.1:1234/{{token}}").await?;
    isnt_on_screen(page, "VALUE-OF-MINE").await
}

/// Nothing of a link has become an element or a deed.
pub(super) async fn unharmed(page: &Page) -> Result<()> {
    let script =
        "return [window.__hacked !== undefined, document.querySelectorAll('img, iframe, object').length,
        document.title];";
    let (hacked, elements, title): (bool, u32, String) = page.script(script, vec![]).await?;
    ensure!(
        !hacked && elements == 0 && title == "Wirebench",
        "it did something: {hacked}, {elements} elements, {title:?}"
    );
    Ok(())
}

/// Nobody who looks at the page sees the word, but for the log.
async fn isnt_on_screen(page: &Page, word: &str) -> Result<()> {
    let script = "const [word] = arguments;
        const written = [...document.querySelectorAll('input, textarea')].map((it) => it.value);
        const said = [...document.querySelectorAll('*')].filter((it) => it.tagName !== 'SCRIPT' && !it.closest('[data-testid=log]'))
            .flatMap((it) => [...it.attributes].map((one) => one.value)
                .concat([...it.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data)));
        return [...written, ...said].filter((text) => text.includes(word));";
    let found: Vec<String> = page.script(script, vec![json!(word)]).await?;
    ensure!(found.is_empty(), "it is in {}", head(&format!("{found:?}")));
    Ok(())
}
