//! Where kept logs lie: the database, its stores and keys, for whoever writes and for whoever reads.
//!
//! A record lies under the log's id, a page under the id and its number. What they mean is core's.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wirebench_core::log::{KeepTrouble, KeptLog, LogId, NumberedPage};

use crate::database::{Database, Failure, Mode, Transaction, keys};

const NAME: &str = "wirebench";
const VERSION: u32 = 1;
const LOGS: &str = "sessions";
const PAGES: &str = "pages";

/// More logs than these aren't listed; each has at least a row.
const MOST_LOGS: u32 = 10_000;

/// The kept logs of this origin.
#[derive(Debug)]
pub struct LogDisk(Database);

/// What is to be written of one log.
#[derive(Clone, Debug)]
pub struct Write<'a> {
    /// What is known of it then.
    pub log: KeptLog,
    /// These pages of it.
    pub pages: &'a [NumberedPage],
    /// Whether it is on disk already.
    pub is_there: bool,
}

/// What is to go, with the same transaction that writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Going {
    /// These logs, with all their pages.
    pub logs: Vec<LogId>,
    /// Of these logs the pages up to this number.
    pub pages: Vec<(LogId, u32)>,
}

/// Some pages of a log.
#[derive(Debug, Default)]
pub struct Pages {
    /// Their bytes, in their order.
    pub bytes: Vec<Vec<u8>>,
    /// The number of the last one.
    pub last: u32,
}

impl LogDisk {
    /// Opens the database.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub async fn open() -> Result<Self, Failure> {
        Ok(Self(Database::open(NAME, VERSION, &[LOGS, PAGES]).await?))
    }

    /// Whether the connection is of no more use.
    pub fn is_over(&self) -> bool {
        self.0.ended().is_some()
    }

    /// The records of all logs, as texts.
    ///
    /// # Errors
    /// They can't be read.
    pub async fn records(&self) -> Result<Vec<String>, Failure> {
        let reading = self.0.transaction(&[LOGS], Mode::Read)?;
        let all = reading.get_all(LOGS, &JsValue::UNDEFINED, MOST_LOGS).await?;
        Ok(all.iter().filter_map(|record| record.as_string()).collect())
    }

    /// Writes batches, and deletes what is to go, all or nothing. Gives the logs that should have been on disk and were
    /// deleted meanwhile by somebody else: if there are any, nothing is written.
    ///
    /// # Errors
    /// Nothing is written.
    pub async fn write(&self, going: &Going, writes: &[Write<'_>]) -> Result<Vec<LogId>, Failure> {
        let writing = self.0.transaction(&[LOGS, PAGES], Mode::Write)?;
        let mut lost = Vec::new();
        for Write { log, .. } in writes.iter().filter(|write| write.is_there) {
            if writing.get(LOGS, &key(log.id)).await?.is_undefined() {
                lost.push(log.id);
            }
        }
        if lost.is_empty() {
            going.delete(&writing)?;
            for Write { log, pages, .. } in writes {
                for page in *pages {
                    let bytes = Uint8Array::from(&page.bytes[..]);
                    writing.put(PAGES, &page_key(log.id, page.number), &bytes)?;
                }
                writing.put(LOGS, &key(log.id), &log.write().into())?;
            }
        }
        writing.done().await.map(|()| lost)
    }

    /// Deletes what is to go.
    ///
    /// # Errors
    /// Nothing is deleted.
    pub async fn delete(&self, going: &Going) -> Result<(), Failure> {
        let writing = self.0.transaction(&[LOGS, PAGES], Mode::Write)?;
        going.delete(&writing)?;
        writing.done().await
    }

    /// The next pages of a log behind that number, and so many at most; none at its end.
    ///
    /// # Errors
    /// They can't be read.
    pub async fn pages(&self, id: LogId, behind: u32, most: u32) -> Result<Pages, Failure> {
        let reading = self.0.transaction(&[PAGES], Mode::Read)?;
        let range = keys(&page_key(id, behind.saturating_add(1)), &page_key(id, u32::MAX));
        let numbers = reading.get_all_keys(PAGES, &range, most).await?;
        let values = reading.get_all(PAGES, &range, most).await?;
        let last = numbers.iter().last().and_then(|key| key.dyn_into::<Array>().ok()?.get(1).as_f64());
        let bytes = values.iter().filter_map(|value| Some(value.dyn_into::<Uint8Array>().ok()?.to_vec()));
        Ok(Pages { bytes: bytes.collect(), last: last.map_or(behind, number) })
    }
}

impl Going {
    /// Whether nothing is to go.
    pub fn is_empty(&self) -> bool {
        self.logs.is_empty() && self.pages.is_empty()
    }

    fn delete(&self, writing: &Transaction) -> Result<(), Failure> {
        for id in &self.logs {
            writing.delete(LOGS, &key(*id))?;
            writing.delete(PAGES, &keys(&page_key(*id, 0), &page_key(*id, u32::MAX)))?;
        }
        for (id, last) in &self.pages {
            writing.delete(PAGES, &keys(&page_key(*id, 0), &page_key(*id, *last)))?;
        }
        Ok(())
    }
}

impl From<Failure> for KeepTrouble {
    /// A connection that closes again and again is as good as forbidden.
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Forbidden | Failure::Closed => Self::Forbidden,
            Failure::Full => Self::Full,
            Failure::Newer => Self::Newer,
        }
    }
}

fn key(id: LogId) -> JsValue {
    JsValue::from(id.text())
}

fn page_key(id: LogId, number: u32) -> JsValue {
    Array::of2(&key(id), &JsValue::from(number)).into()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it was a u32 when it was written"
)]
fn number(stored: f64) -> u32 {
    stored as u32
}
