//! A filter on a busy feed: everything is counted, in order, and none twice, whatever one does meanwhile.

use anyhow::{Context, Result, ensure};

use super::{Case, case};
use crate::hidden::hidden_while;
use crate::page::Page;
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("a flood with a filter on, while typing", |stage| Box::pin(typing(stage))),
    case("a filter that is changed during a flood", |stage| Box::pin(changed(stage))),
    case("a flood with a filter on, while switching tabs", |stage| Box::pin(tabs(stage))),
    case("a flood with a filter on, while reading further up", |stage| Box::pin(reading(stage))),
    case("a flood with a filter on, in a hidden tab", |stage| Box::pin(hidden(stage))),
    case("a new search while a search is going on", |stage| Box::pin(anew(stage))),
];

const COUNT: u64 = 30_000;
/// How many of the numbers up to that have a 77 in them.
const WITH_77: u64 = 840;

#[test]
fn so_many_numbers_have_a_77_in_them() {
    let found = (1..=COUNT).filter(|n| format!("{{\"n\":{n},").contains("77")).count();
    assert_eq!(found as u64, WITH_77);
}

async fn begin(stage: &Stage, rate: u64) -> Result<()> {
    let page = &stage.page;
    page.show("Received").await?;
    page.search("77").await?;
    page.start_connecting(&stage.server.ws(&format!("/flood?count={COUNT}&size=60&rate={rate}"))).await
}

/// All came, and those that match are the right ones.
async fn all_came(page: &Page) -> Result<()> {
    eventually("all messages", LATER, async || {
        let total = page.total().await?;
        ensure!(total == COUNT + 3, "there are {total} rows");
        Ok(())
    })
    .await?;
    page.matching_is(WITH_77).await?;
    // The numbers of the messages go with those of the rows, two rows behind.
    for top in [0.0, 0.3, 0.7, 1.0] {
        let script = "const log = shown('log')[0]; log.scrollTop = arguments[0] * log.scrollHeight;";
        page.script::<()>(script, vec![serde_json::json!(top)]).await?;
        eventually("the rows there", LATER, async || {
            let rows = page.rows().await?;
            ensure!(rows.len() > 3, "{} are on screen", rows.len());
            for pair in rows.windows(2) {
                let skipped =
                    (pair[0].seq + 1..pair[1].seq).filter(|seq| (seq - 2).to_string().contains("77"));
                ensure!(pair[0].seq < pair[1].seq, "{} is before {}", pair[0].seq, pair[1].seq);
                ensure!(
                    skipped.count() == 0,
                    "a row between {} and {} isn't there",
                    pair[0].seq,
                    pair[1].seq
                );
            }
            for row in rows {
                ensure!(
                    row.text.contains(&format!("{{\"n\":{},", row.seq - 2)),
                    "row {} is {}",
                    row.seq,
                    row.text
                );
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

async fn typing(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    begin(stage, 10_000).await?;
    page.type_message("typed while messages pour in").await?;
    all_came(page).await?;
    let draft = page.draft().await?;
    ensure!(draft == "typed while messages pour in", "the draft is {draft:?}");
    Ok(())
}

async fn changed(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    begin(stage, 3_000).await?;
    for text in ["7", "no row has this in it", "77"] {
        let before = page.total().await?;
        page.search(text).await?;
        eventually("all rows so far to be looked at", SOON, async || {
            ensure!(page.is_searched().await?, "they aren't");
            Ok(())
        })
        .await?;
        let now = page.total().await?;
        ensure!(now > before && now < COUNT, "the flood is over: there were {before} rows and are {now}");
    }
    all_came(page).await
}

async fn tabs(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    begin(stage, 10_000).await?;
    page.new_tab().await?;
    for tab in [0, 1, 0, 1, 0] {
        page.show_tab(tab).await?;
    }
    all_came(page).await
}

async fn reading(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    begin(stage, 10_000).await?;
    eventually("rows to scroll", LATER, async || {
        let matching = page.matching().await?;
        ensure!(matching > 100, "{matching} match");
        Ok(())
    })
    .await?;
    let before = page.leave_the_end().await?;
    let total = page.total().await?;
    eventually("more messages", LATER, async || {
        let now = page.total().await?;
        ensure!(now >= COUNT.min(total + 5000), "there are {now}");
        Ok(())
    })
    .await?;
    let rows = page.rows().await?;
    ensure!(rows == before, "the rows moved under the reader's eyes");
    all_came(page).await
}

async fn hidden(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    begin(stage, 10_000).await?;
    hidden_while(page, async {
        let path = "/flood";
        eventually("the server to have sent all", LATER, async || {
            let visits = stage.server.visits();
            let visit = visits.iter().find(|visit| visit.path.starts_with(path)).context("no visit")?;
            ensure!(visit.began.elapsed().as_millis() > u128::from(COUNT / 10), "it may be sending");
            Ok(())
        })
        .await
    })
    .await?;
    all_came(page).await
}

async fn anew(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.start_connecting(&stage.server.ws("/flood?count=200000&size=100")).await?;
    eventually("all messages", LATER, async || {
        let total = page.total().await?;
        ensure!(total == 200_003, "there are {total} rows");
        Ok(())
    })
    .await?;
    // Each key is a new search of everything.
    page.tick("Regex", true).await?;
    page.search("\"n\":[0-9]*9999,").await?;
    page.matching_is(20).await?;
    page.search("nothing has this in it").await?;
    page.matching_is(0).await?;
    page.search("").await?;
    page.matching_is(200_003).await
}
