//! A page that nobody looks at: messages go on coming, and the clocks hold.
//! The clocks are watched from the server's side, because what the page says of its own clocks proves nothing.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use practice_server::Visit;

use super::{Case, case};
use crate::console::BROKEN;
use crate::hidden::hidden_while;
use crate::page::{AUTO_RECONNECT, IDLE_TIMEOUT, PING_INTERVAL, Setting};
use crate::stage::Stage;
use crate::wait::until;

pub const CASES: &[Case] = &[case("a hidden tab still receives", |stage| Box::pin(receives(stage)))];

pub const LASTING: &[Case] =
    &[case("pings and the idle timeout are on time in a hidden tab", |stage| Box::pin(clocks(stage)))
        .expecting(BROKEN)];

async fn receives(stage: &Stage) -> Result<()> {
    const SPAN: Duration = Duration::from_secs(5);
    const TICK: Duration = Duration::from_millis(100);
    let page = &stage.page;
    page.connect(&stage.server.ws(&format!("/ticker?ms={}", TICK.as_millis()))).await?;
    let before = page.total().await?;
    hidden_while(page, async {
        until(tokio::time::Instant::now() + SPAN).await;
        Ok(())
    })
    .await?;
    page.status_says(&["Connected"]).await?;
    let sent = u64::try_from(SPAN.as_millis() / TICK.as_millis())?;
    // The page tells of what came with its first frame.
    page.next_frame().await?;
    let came = page.total().await? - before;
    // The ticks of some 200 ms may be on their way, here and on a busy machine.
    ensure!(came + 2 >= sent, "only {came} ticks came while {sent} were sent");
    let rows = page.rows().await?;
    ensure!(!rows.is_empty(), "no row is on screen");
    for row in rows.iter().filter(|row| row.seq > 2) {
        // Two rows tell of the connection, and then the ticks are numbered like the rows.
        let tick = format!("\"n\":{},", row.seq - 2);
        ensure!(row.text.contains(&tick), "row {} isn't tick {tick}: {}", row.seq, row.text);
    }
    Ok(())
}

const PERIOD: Duration = Duration::from_secs(5);
const TOLERANCE: Duration = Duration::from_millis(250);

async fn clocks(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // Late enough that a browser has become as hard on the hidden page as it will be.
    let idle = Duration::from_secs((stage.span / 2).as_secs());
    page.set(&[Setting::Off(AUTO_RECONNECT), Setting::Number(PING_INTERVAL, PERIOD.as_secs())]).await?;
    page.connect(&stage.server.ws("/pong")).await?;
    page.new_tab().await?;
    page.set(&[Setting::Off(AUTO_RECONNECT), Setting::Number(IDLE_TIMEOUT, idle.as_secs())]).await?;
    page.connect(&stage.server.ws("/silent")).await?;
    let (hidden, visits, shown) = hidden_while(page, async {
        let hidden = Instant::now();
        until((hidden + stage.span).into()).await;
        Ok((hidden, stage.server.visits(), Instant::now()))
    })
    .await?;

    let pinged = only(&visits, "/pong")?;
    ensure!(pinged.ended.is_none(), "the connection with pings has ended");
    let mut late = lateness(&pinged.pings, PERIOD);
    let first = pinged.pings.first().context("no ping came")?;
    let due = (shown - *first).saturating_sub(TOLERANCE).as_nanos() / PERIOD.as_nanos() + 1;
    late.sort_unstable();
    let (median, worst) = (late[late.len() / 2], late[late.len() - 1]);

    let silent = only(&visits, "/silent")?;
    let given_up = silent.heard.context("the silent connection wasn't given up")?;
    ensure!(given_up > hidden, "the silent connection was given up before the page was hidden");
    let end = apart(given_up, silent.began + idle);
    println!(
        "  {}: {} of {due} pings, off by {median:.1?} in the median and {worst:.1?} at worst; idle timeout of \
         {idle:?} off by {end:.1?}",
        page.browser.name(),
        late.len(),
    );
    ensure!(late.len() as u128 >= due, "there were {} pings where {due} were due", late.len());
    ensure!(worst <= TOLERANCE, "a ping was off by {worst:?}");
    ensure!(end <= TOLERANCE, "the idle timeout was off by {end:?}");

    page.status_says(&["Disconnected"]).await?;
    page.show_tab(0).await?;
    page.status_says(&["Connected"]).await.map(drop)
}

/// The visit to a route, if there was exactly one.
fn only<'a>(visits: &'a [Visit], path: &str) -> Result<&'a Visit> {
    let found: Vec<&Visit> = visits.iter().filter(|visit| visit.path == path && visit.socket).collect();
    ensure!(found.len() == 1, "there were {} connections to {path}", found.len());
    Ok(found[0])
}

/// How far each one is from its time, which the first one sets. One that is missing puts all that follow it off.
fn lateness(pings: &[Instant], period: Duration) -> Vec<Duration> {
    let Some(&first) = pings.first() else { return Vec::new() };
    (0..).zip(pings).map(|(count, &ping)| apart(ping, first + period * count)).collect()
}

fn apart(one: Instant, other: Instant) -> Duration {
    one.max(other) - one.min(other)
}

#[test]
fn a_ping_that_is_missing_is_noticed() {
    let start = Instant::now();
    let check = |pings: &[u64], expected: &[u64]| {
        let pings: Vec<Instant> = pings.iter().map(|&ms| start + Duration::from_millis(ms)).collect();
        let late: Vec<Duration> = expected.iter().map(|&ms| Duration::from_millis(ms)).collect();
        assert_eq!(lateness(&pings, PERIOD), late);
    };
    check(&[], &[]);
    check(&[70], &[0]);
    check(&[70, 5070, 10_100, 15_020], &[0, 0, 30, 50]);
    check(&[0, 10_000, 15_000], &[0, 5000, 5000]);
}
