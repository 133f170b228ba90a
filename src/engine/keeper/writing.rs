//! Writing: one transaction after the other, never two at once, each whole or not at all.
//!
//! What fails is tried once more where that may help: with room made for it, or over a new connection to the database.
//! Then it is over, the page is told why, and nothing more is kept until the user wants it.

use std::rc::Rc;

use wirebench_browser::database::Failure;
use wirebench_browser::log_disk::{Going, LogDisk, Write};
use wirebench_browser::task;
use wirebench_core::log::{Batch, KeptLog, Recorder};

use super::{Inner, Keeper, PACE};

/// A disk that takes longer for a writing is as good as none, in milliseconds.
const LONGEST: u32 = 60_000;

/// How long a second try may take after the disk was full, in milliseconds.
const PATIENCE: u32 = 5_000;

impl Keeper {
    /// Writes all that waits.
    pub(super) async fn write(self) {
        let outcome = self.write_all().await;
        let mut inner = self.0.borrow_mut();
        inner.is_writing = false;
        inner.in_flight = 0;
        if let Err(failure) = outcome {
            inner.give_up(failure.into());
        }
        inner.forget_closed();
        inner.tell();
        if inner.waiting() > 0 || !inner.cleared.is_empty() {
            self.write_in(&mut inner, PACE);
        }
    }

    async fn write_all(&self) -> Result<(), Failure> {
        if !self.0.borrow().is_due() {
            return Ok(());
        }
        let mut disk = self.disk().await?;
        let mut going = match self.make_room(&disk).await {
            // The database may have been deleted under an idle connection.
            Err(Failure::Closed) => {
                disk = self.disk().await?;
                self.make_room(&disk).await?
            }
            made => made?,
        };
        let batches = self.0.borrow_mut().batches(&mut going);
        let put = self.put(&mut disk, &batches, &going);
        match task::within(LONGEST, put).await.unwrap_or(Err(Failure::Forbidden)) {
            // Once Firefox has told of a full disk it may fail in other ways, or not answer any more.
            Err(Failure::Full) => {
                let again = self.put_with_room(&mut disk, &batches, &going);
                task::within(PATIENCE, again).await.and_then(Result::ok).ok_or(Failure::Full)?;
            }
            done => done?,
        }
        self.0.borrow_mut().settle(&batches);
        self.trim(&disk).await
    }

    /// Writes the batches, and deletes what is to go.
    async fn put(&self, disk: &mut Rc<LogDisk>, batches: &[Batch], going: &Going) -> Result<(), Failure> {
        let mut is_reopened = false;
        loop {
            let writes = self.0.borrow().writes(batches, going);
            match disk.write(going, &writes).await {
                Ok(lost) if lost.is_empty() => return Ok(()),
                // Somebody has deleted it: what is left is what comes from here on, and what went is counted.
                Ok(lost) => {
                    let mut inner = self.0.borrow_mut();
                    for id in lost {
                        inner.recorder(id).and_then(|recorder| recorder.evict(u64::MAX));
                    }
                }
                Err(Failure::Closed) if !is_reopened => {
                    is_reopened = true;
                    *disk = self.disk().await?;
                }
                Err(failure) => return Err(failure),
            }
        }
    }

    /// The same, when the browser has said that there is no more room.
    async fn put_with_room(
        &self,
        disk: &mut Rc<LogDisk>,
        batches: &[Batch],
        going: &Going,
    ) -> Result<(), Failure> {
        let needed = 2 * self.0.borrow().in_flight as u64;
        let freed = self.free(disk, needed).await?;
        if freed.is_empty() {
            return Err(Failure::Full);
        }
        let writes = self.0.borrow().writes(&[], &freed);
        disk.write(&freed, &writes).await?;
        self.put(disk, batches, going).await
    }

    /// What came while something was written may be more than the limit by itself, and nothing may come after it.
    async fn trim(&self, disk: &LogDisk) -> Result<(), Failure> {
        let trimmed = async {
            let going = self.make_room(disk).await?;
            if going.is_empty() {
                return Ok(());
            }
            let writes = self.0.borrow().writes(&[], &going);
            disk.write(&going, &writes).await.map(drop)
        };
        match trimmed.await {
            // The next writing opens it again.
            Err(Failure::Closed) => Ok(()),
            done => {
                self.0.borrow_mut().note_written(0);
                done
            }
        }
    }

    /// The database, opened where that is to be done.
    async fn disk(&self) -> Result<Rc<LogDisk>, Failure> {
        let open = self.0.borrow().disk.clone().filter(|disk| !disk.is_over());
        if let Some(disk) = open {
            return Ok(disk);
        }
        let disk = Rc::new(LogDisk::open().await?);
        self.0.borrow_mut().disk = Some(Rc::clone(&disk));
        Ok(disk)
    }
}

impl Inner {
    fn is_due(&self) -> bool {
        self.waiting() > 0 || !self.cleared.is_empty()
    }

    /// Takes what is to be written, and what was cleared.
    fn batches(&mut self, going: &mut Going) -> Vec<Batch> {
        going.logs.append(&mut self.cleared);
        let recorders = self.sessions.iter_mut().filter_map(|kept| kept.recorder.as_mut());
        let batches: Vec<Batch> = recorders.filter_map(Recorder::batch).collect();
        self.in_flight = batches.iter().map(bytes).sum();
        batches
    }

    /// The batches with what is known of their logs now, and the records of other logs that lose pages. One that was
    /// cleared meanwhile isn't written.
    fn writes<'a>(&self, batches: &'a [Batch], going: &Going) -> Vec<Write<'a>> {
        let write = |batch: &'a Batch| {
            let recorder = self.recorders().find(|recorder| recorder.id() == batch.id)?;
            let (log, is_there) = (recorder.log().clone(), recorder.has_more_on_disk());
            Some(Write { log, pages: &batch.pages, is_there })
        };
        let only_loses = |log: &&KeptLog| {
            let has_batch = batches.iter().any(|batch| batch.id == log.id);
            !has_batch && going.pages.iter().any(|(id, _)| *id == log.id)
        };
        let others = self.recorders().map(Recorder::log).filter(only_loses);
        let records = others.map(|log| Write { log: log.clone(), pages: &[], is_there: false });
        batches.iter().filter_map(write).chain(records).collect()
    }

    fn settle(&mut self, batches: &[Batch]) {
        for batch in batches {
            if let Some(recorder) = self.recorder(batch.id) {
                recorder.settle(batch);
            }
        }
        self.in_flight = 0;
        self.note_written(batches.iter().map(|batch| bytes(batch) as u64).sum());
    }
}

fn bytes(batch: &Batch) -> usize {
    batch.pages.iter().map(|page| page.bytes.len()).sum()
}
