//! Waiting for a condition, and where time itself is what a case is about, for a point in time.
//! The condition is looked at again and again; when time is up, what was wrong with it the last time is the error.

use std::time::Duration;

use anyhow::{Context, Result};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until};

/// Long enough for anything that should happen at once, on a machine that is busy.
pub const SOON: Duration = Duration::from_secs(10);

/// Long enough for work that takes its time.
pub const LATER: Duration = Duration::from_secs(40);

const PACE: Duration = Duration::from_millis(40);

/// Looks until there is something to see, and gives it back.
pub async fn eventually<T>(
    what: &str,
    patience: Duration,
    mut look: impl AsyncFnMut() -> Result<T>,
) -> Result<T> {
    let deadline = Instant::now() + patience;
    let mut pace = interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        pace.tick().await;
        // A look that began in time may end late, and say what was.
        let began = Instant::now();
        match look().await {
            Ok(seen) => return Ok(seen),
            Err(_) if began < deadline => {}
            Err(last) => return Err(last).with_context(|| format!("waited {patience:?} for {what}")),
        }
    }
}

/// Lets time pass. It is only for spans that are themselves the subject, such as how long a page stays hidden or
/// a machine asleep: there is nothing to look at before they are over, and looking would end them.
pub async fn until(then: Instant) {
    sleep_until(then).await;
}

#[cfg(test)]
mod tests {
    use anyhow::ensure;

    use super::*;

    #[tokio::test]
    async fn it_looks_again_until_it_sees() {
        let mut looks = 0;
        let seen = eventually("the third look", SOON, async || {
            looks += 1;
            ensure!(looks == 3, "too early");
            Ok(looks)
        });
        assert_eq!(seen.await.unwrap(), 3);
    }

    #[tokio::test]
    async fn the_last_look_is_the_error() {
        let never = eventually("nothing", Duration::from_millis(1), async || -> Result<()> {
            anyhow::bail!("still dark")
        });
        assert_eq!(format!("{:#}", never.await.unwrap_err()), "waited 1ms for nothing: still dark");
    }
}
