//! Room for what is to be written: what others have on disk, and what goes when there is too much.

use wirebench_browser::database::Failure;
use wirebench_browser::log_disk::{Going, LogDisk};
use wirebench_browser::task;
use wirebench_core::log::{Keeping, KeptLog, LogId, Presence, Recorder, to_go};

use super::{Inner, Keeper};

/// When too much is on disk, a part of the limit is freed besides, so that not every writing has to free something.
const SPARE: u64 = 16;

/// What others have written is looked at again after so many parts of the limit were written here.
const LOOK: u64 = 32;

/// What is known of the disk.
#[derive(Default)]
pub struct Room {
    /// What the logs have that aren't written here; nothing if it has to be looked up.
    others: Option<u64>,
    /// How much was written here since it was looked up.
    written: u64,
}

impl Keeper {
    /// What has to go so that what waits can be written within the limit.
    pub(super) async fn make_room(&self, disk: &LogDisk) -> Result<Going, Failure> {
        let limit = match self.0.borrow().keeping {
            Keeping::On { limit } => limit,
            Keeping::Off => return Ok(Going::default()),
        };
        let is_known =
            self.0.borrow().room.others.is_some_and(|_| self.0.borrow().room.written < limit / LOOK);
        if !is_known {
            let logs = logs(disk).await?;
            self.0.borrow_mut().look(&logs);
        }
        let excess = {
            let inner = self.0.borrow();
            let all = inner.stored() + inner.waiting() as u64;
            if all <= limit { 0 } else { all - limit + limit / SPARE }
        };
        if excess == 0 { Ok(Going::default()) } else { self.free(disk, excess).await }
    }

    /// What has to go for so many bytes: the oldest of what nobody writes any more, then the oldest pages of what is written
    /// here, from the largest log on.
    pub(super) async fn free(&self, disk: &LogDisk, excess: u64) -> Result<Going, Failure> {
        let logs = logs(disk).await?;
        let mut live = self.0.borrow().live();
        // Nobody is asked, and waited for, where there is nothing to gain.
        if !to_go(&logs, &live, excess).0.is_empty() {
            live.extend(self.ask().await);
        }
        let mut inner = self.0.borrow_mut();
        live.extend(inner.live());
        let (going, mut left) = to_go(&logs, &live, excess);
        inner.look(&logs.into_iter().filter(|log| !going.contains(&log.id)).collect::<Vec<_>>());
        let mut pages = Vec::new();
        let mut recorders: Vec<&mut Recorder> =
            inner.sessions.iter_mut().filter_map(|kept| kept.recorder.as_mut()).collect();
        while left > 0
            && let Some(largest) = (0..recorders.len()).max_by_key(|index| recorders[*index].bytes())
        {
            let recorder = recorders.swap_remove(largest);
            let before = recorder.bytes();
            pages.extend(recorder.evict(left).map(|last| (recorder.id(), last)));
            left = left.saturating_sub(before - recorder.bytes());
        }
        Ok(Going { logs: going, pages })
    }

    /// The logs that other windows say to be writing.
    async fn ask(&self) -> Vec<LogId> {
        {
            let mut inner = self.0.borrow_mut();
            inner.heard.clear();
            if let Some(channel) = &inner.channel {
                channel.say(&Presence::Asking.text());
            }
        }
        task::pause(Presence::PATIENCE).await;
        std::mem::take(&mut self.0.borrow_mut().heard)
    }
}

impl Inner {
    /// Takes in what is on disk.
    fn look(&mut self, logs: &[KeptLog]) {
        let live = self.live();
        let others = logs.iter().filter(|log| !live.contains(&log.id)).map(|log| log.bytes).sum();
        self.room = Room { others: Some(others), written: 0 };
    }

    /// So much more was written.
    pub(super) fn note_written(&mut self, bytes: u64) {
        self.room.written += bytes;
        self.state.bytes = self.stored();
    }

    /// How many bytes all logs have, as far as is known.
    fn stored(&self) -> u64 {
        self.room.others.unwrap_or_default() + self.recorders().map(Recorder::bytes).sum::<u64>()
    }
}

async fn logs(disk: &LogDisk) -> Result<Vec<KeptLog>, Failure> {
    // What a newer version has written, or makes no sense, is left as it is.
    Ok(disk.records().await?.iter().filter_map(|text| KeptLog::read(text).ok()).collect())
}
