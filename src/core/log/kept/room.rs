//! Which kept logs go when all of them together have more than the limit allows.

use super::{KeptLog, LogId};

/// How many bytes all kept logs have together, unless told otherwise: 512 MB.
pub const DEFAULT_KEPT: u64 = 512_000_000;

/// The logs that have to go so that there are at least so many bytes less, the oldest first, and how many bytes are still
/// too many when all of them have gone. A live one never goes as a whole.
pub fn to_go(logs: &[KeptLog], live: &[LogId], excess: u64) -> (Vec<LogId>, u64) {
    let mut earlier: Vec<&KeptLog> = logs.iter().filter(|log| !live.contains(&log.id)).collect();
    let (mut going, mut left) = (Vec::new(), excess);
    // Few go at once, and sorting all of them would be 2 KB of code.
    while left > 0
        && let Some(oldest) = (0..earlier.len()).min_by_key(|index| earlier[*index].last)
    {
        let log = earlier.swap_remove(oldest);
        going.push(log.id);
        left = left.saturating_sub(log.bytes);
    }
    (going, left)
}

#[cfg(test)]
mod tests {
    use super::super::{KeptLog, LogId};
    use super::to_go;
    use crate::time::Micros;

    #[test]
    fn the_oldest_that_are_not_live_go() {
        let log = |id, last| KeptLog { last: Micros(last), bytes: 100, ..KeptLog::new(LogId(id)) };
        let logs = [log(1, 30), log(2, 10), log(3, 20), log(4, 5)];
        let check = |live: &[u64], excess, expected: (&[u64], u64)| {
            let live: Vec<LogId> = live.iter().copied().map(LogId).collect();
            let (going, left) = to_go(&logs, &live, excess);
            let going: Vec<u64> = going.into_iter().map(|id| id.0).collect();
            assert_eq!((going.as_slice(), left), expected, "{live:?} {excess}");
        };
        check(&[], 0, (&[], 0));
        check(&[], 1, (&[4], 0));
        check(&[], 100, (&[4], 0));
        check(&[4], 101, (&[2, 3], 0));
        check(&[4, 3], 250, (&[2, 1], 50));
        check(&[1, 2, 3, 4], 7, (&[], 7));
    }
}
