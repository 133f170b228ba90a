//! Hiding the page for real: another tab of the same window comes to the front, as when a person turns to other work.
//! The page keeps a record of it, and the record has to prove that it was hidden all the time.
//! While it is hidden it can't be asked anything, for whoever asks brings it back; it tells the other tab through storage.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;
use tokio::time::Instant;

use crate::page::Page;
use crate::wait::{SOON, eventually};

/// A change of the page's visibility, and what it had counted by then.
#[derive(Debug, Deserialize)]
struct Change {
    state: String,
    /// Milliseconds by the page's own clock.
    at: f64,
    frames: u64,
    timers: u64,
}

const RECORD: &str = r"
    const seen = { changes: [], frames: 0, timers: 0, over: new AbortController() };
    const changed = () => {
        const { frames, timers } = seen;
        seen.changes.push({ state: document.visibilityState, at: performance.now(), frames, timers });
        localStorage.setItem('e2e-visibility', document.visibilityState);
    };
    document.addEventListener('visibilitychange', changed, { signal: seen.over.signal });
    const frame = () => {
        seen.frames += 1;
        if (!seen.over.signal.aborted) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const timer = setInterval(() => { seen.timers += 1; }, 50);
    seen.over.signal.addEventListener('abort', () => clearInterval(timer));
    window.e2eSeen = seen;
    return document.visibilityState;
";

const CHANGES: &str = "return window.e2eSeen.changes;";

const OVER: &str = "window.e2eSeen.over.abort(); localStorage.removeItem('e2e-visibility');";

/// Does something while the page is hidden, and brings the page back. What is done must leave the session alone.
pub async fn hidden_while<T>(page: &Page, what: impl Future<Output = Result<T>>) -> Result<T> {
    let before: String = page.script(RECORD, vec![]).await?;
    ensure!(before == "visible", "the page was {before} from the start");
    let front = page.web.window().await?;
    let routes: String = page.script("return location.origin + '/routes';", vec![]).await?;
    let other = page.web.new_tab().await?;
    page.web.switch_to_window(other).await?;
    let outcome: Result<_> = async {
        page.web.goto(routes).await?;
        eventually("the page to be hidden", SOON, async || {
            let state: Option<String> =
                page.script("return localStorage.getItem('e2e-visibility');", vec![]).await?;
            ensure!(state.as_deref() == Some("hidden"), "it is {state:?}");
            Ok(())
        })
        .await?;
        let began = Instant::now();
        let done = what.await?;
        Ok((done, began.elapsed()))
    }
    .await;
    // Even if that went wrong, what there is to see then is the page.
    page.web.close_window().await?;
    page.web.switch_to_window(front).await?;
    let (done, span) = outcome?;
    let changes = eventually("the page to be visible again", SOON, async || {
        let changes: Vec<Change> = page.script(CHANGES, vec![]).await?;
        ensure!(changes.last().is_some_and(|last| last.state == "visible"), "it went through {changes:?}");
        Ok(changes)
    })
    .await?;
    page.script::<Value>(OVER, vec![]).await?;
    prove(&changes, span).context("the page wasn't hidden as it should have been")?;
    Ok(done)
}

/// Hidden once, for all of the time, and treated as such by the browser: no more than a frame and a few timers in
/// a second, where a page on screen has sixty frames and twenty of these timers.
fn prove(changes: &[Change], span: Duration) -> Result<()> {
    let [hidden, visible] = changes else {
        anyhow::bail!("it changed {} times: {changes:?}", changes.len());
    };
    ensure!(hidden.state == "hidden" && visible.state == "visible", "it went through {changes:?}");
    let seconds = (visible.at - hidden.at) / 1000.0;
    ensure!(seconds >= span.as_secs_f64(), "it was hidden for {seconds} s of {span:?}");
    let counted = |before: u64, after: u64, most_in_a_second: f64, some: f64, what: &str| {
        let most = seconds * most_in_a_second + some;
        let count = u32::try_from(after - before).map_or(f64::INFINITY, f64::from);
        ensure!(count <= most, "{count} {what} in {seconds} s are more than {most}");
        Ok(())
    };
    counted(hidden.frames, visible.frames, 1.0, 2.0, "frames")?;
    counted(hidden.timers, visible.timers, 2.0, 20.0, "timers")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(changes: &[(&str, f64, u64, u64)], expected: Result<(), &str>) {
        let changes: Vec<Change> = changes
            .iter()
            .map(|&(state, at, frames, timers)| Change { state: state.to_owned(), at, frames, timers })
            .collect();
        let outcome = prove(&changes, Duration::from_secs(30)).map_err(|error| error.to_string());
        match expected {
            Ok(()) => assert_eq!(outcome, Ok(())),
            Err(words) => assert!(outcome.as_ref().is_err_and(|said| said.contains(words)), "{outcome:?}"),
        }
    }

    #[test]
    fn only_what_was_hidden_all_the_time_is_proved() {
        let hidden = ("hidden", 1000.0, 60, 20);
        check(&[hidden, ("visible", 31_100.0, 64, 50)], Ok(()));
        check(&[hidden], Err("changed 1 times"));
        check(&[hidden, ("visible", 30_000.0, 60, 50)], Err("29 s of 30s"));
        check(&[hidden, ("visible", 31_100.0, 1800, 50)], Err("frames"));
        check(&[hidden, ("visible", 31_100.0, 64, 620)], Err("timers"));
        let blink = ("visible", 2000.0, 60, 30);
        check(&[hidden, blink, hidden, ("visible", 31_100.0, 64, 50)], Err("changed 4 times"));
    }
}
