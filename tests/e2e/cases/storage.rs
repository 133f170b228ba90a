//! What comes back after a reload, what a link fills in, and where the page may be served.

use anyhow::{Result, ensure};

use super::tabs::tabs_are;
use super::{Case, case};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("a reload brings back the addresses of all tabs", |stage| Box::pin(reload(stage))),
    case("a link fills in the boxes and doesn't connect", |stage| Box::pin(link(stage))),
    case("the same link again means the same tab", |stage| Box::pin(link_again(stage))),
    case("the page works under /some/deep/path/", |stage| Box::pin(deep(stage))),
];

async fn reload(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let addresses = ["/greet", "/headers", "/echo"].map(|path| stage.server.ws(path));
    for (index, address) in addresses.iter().enumerate() {
        if index > 0 {
            page.new_tab().await?;
        }
        page.connect(address).await?;
    }
    page.reload().await?;
    let tabs = page.tabs().await?;
    ensure!(tabs.len() == addresses.len(), "there are the tabs {tabs:?}");
    for (index, address) in addresses.iter().enumerate() {
        page.show_tab(index).await?;
        page.has_value("textbox", "URL", address).await?;
        page.status_says(&["Disconnected"]).await?;
    }
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    page.send("after the reload").await?;
    page.echoed_text("after the reload").await
}

async fn link(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let echo = stage.server.ws("/protocols?pick=two");
    open_link(stage, &echo, "&protocols=one%2C%20two").await?;
    page.has_value("textbox", "URL", &echo).await?;
    page.has_value("textbox", "Subprotocols", "one, two").await?;
    page.status_says(&["Disconnected"]).await?;
    ensure!(page.total().await? == 0, "the link connected");
    page.press("Connect").await?;
    page.status_says(&["Connected", "two"]).await.map(drop)
}

async fn open_link(stage: &Stage, address: &str, rest: &str) -> Result<()> {
    let encoded = address.replace(':', "%3A").replace('/', "%2F").replace('?', "%3F").replace('=', "%3D");
    // Leaving first, since a change behind the # alone loads nothing.
    stage.leave().await?;
    stage.page.open(&format!("{}#url={encoded}{rest}", stage.home())).await
}

async fn link_again(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let echo = stage.echo();
    for _ in 0..2 {
        open_link(stage, &echo, "").await?;
        page.has_value("textbox", "URL", &echo).await?;
        tabs_are(page, 1).await?;
    }
    // And that tab is shown, whichever was in front.
    page.new_tab().await?;
    page.fill("textbox", "URL", &stage.server.ws("/greet")).await?;
    open_link(stage, &echo, "").await?;
    page.has_value("textbox", "URL", &echo).await?;
    tabs_are(page, 2).await?;
    let shown = page.tab_shown().await?;
    ensure!(shown == 0, "tab {shown} is shown");
    Ok(())
}

async fn deep(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = stage.serve_at("/some/deep/path/").await?;
    for path in ["/some/deep/path/", "/some/deep/path/index.html"] {
        page.open(&server.http(path)).await?;
        page.connect(&server.ws("/echo")).await?;
        page.send("from down here").await?;
        page.echoed_text("from down here").await?;
    }
    Ok(())
}
