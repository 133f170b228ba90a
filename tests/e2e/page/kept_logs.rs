//! The logs that are kept on disk, read past the page: by a script from `IndexedDB`, and from bytes to rows by a reader of
//! its own, so that the page's reader isn't what vouches for its writer. The form is described in core's
//! `log/kept/record.rs`.

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::Page;
use crate::wait::{LATER, eventually};

/// Everything in the database, or nothing where there is none; pages as texts with a character for each byte.
const READ: &str = "const done = arguments[0];
    const part = 8192;
    const text = (bytes) => Array.from({ length: Math.ceil(bytes.length / part) }, (_, index) =>
        String.fromCharCode(...bytes.subarray(index * part, (index + 1) * part))).join('');
    const opening = indexedDB.open('wirebench');
    opening.onupgradeneeded = () => { opening.transaction.abort(); };
    opening.onerror = (event) => { event.preventDefault(); done([]); };
    opening.onsuccess = () => {
        const database = opening.result;
        const reading = database.transaction(['sessions', 'pages']);
        const of = (store) => [reading.objectStore(store).getAllKeys(), reading.objectStore(store).getAll()];
        const [[logKeys, logs], [pageKeys, pages]] = [of('sessions'), of('pages')];
        reading.oncomplete = () => {
            database.close();
            done(logKeys.result.map((id, index) => ({
                id,
                record: JSON.parse(logs.result[index]),
                pages: pageKeys.result.map((key, at) => [key, at]).filter(([key]) => key[0] === id)
                    .map(([, at]) => text(pages.result[at])),
            })));
        };
    };";

/// What is said of the logs, without their pages.
const RECORDS: &str = "const done = arguments[0];
    const opening = indexedDB.open('wirebench');
    opening.onupgradeneeded = () => { opening.transaction.abort(); };
    opening.onerror = (event) => { event.preventDefault(); done([]); };
    opening.onsuccess = () => {
        const reading = opening.result.transaction(['sessions']);
        const logs = reading.objectStore('sessions').getAll();
        reading.oncomplete = () => {
            opening.result.close();
            done(logs.result.map((text) => JSON.parse(text)));
        };
    };";

/// A kept log.
#[derive(Clone, Debug)]
pub struct KeptLog {
    /// What is said of it.
    pub record: Record,
    /// Its rows in the order of its pages.
    pub rows: Vec<KeptRow>,
}

/// What is said of a kept log without its rows.
#[derive(Clone, Debug, Deserialize)]
pub struct Record {
    /// Where its connection went.
    pub label: String,
    /// How many rows are kept.
    pub rows: u64,
    /// How many bytes its pages have.
    pub bytes: u64,
    /// How many rows weren't kept.
    pub skipped: u64,
    /// How many rows went for newer ones.
    pub evicted: u64,
}

/// A row of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRow {
    /// Its number.
    pub seq: u64,
    /// When it happened, in microseconds.
    pub at: u64,
    /// Its kind, data type and role.
    pub tag: u8,
    /// What it carries.
    pub payload: Vec<u8>,
}

#[derive(Deserialize)]
struct Found {
    id: String,
    record: Record,
    pages: Vec<String>,
}

impl Page {
    /// All kept logs of the origin that is open.
    pub async fn kept_logs(&self) -> Result<Vec<KeptLog>> {
        let found: Value = self.web.execute_async(READ, vec![]).await?.json().clone();
        let found: Vec<Found> = serde_json::from_value(found)?;
        let whole = |found: Found| {
            let mut rows = Vec::new();
            let mut bytes = 0;
            for (index, page) in found.pages.iter().enumerate() {
                let page = bytes_of(page)?;
                bytes += page.len() as u64;
                rows.extend(page_rows(&page).with_context(|| format!("page {index} of {}", found.id))?);
            }
            let record = found.record;
            ensure!(
                (record.rows, record.bytes) == (rows.len() as u64, bytes),
                "{record:?} isn't what is there: {} rows of {bytes} bytes",
                rows.len()
            );
            Ok(KeptLog { record, rows })
        };
        found.into_iter().map(whole).collect()
    }

    /// Waits until there are so many logs, each with so many messages.
    pub async fn kept_are(&self, expected: &[usize]) -> Result<()> {
        eventually("the kept logs", LATER, async || {
            let mut counts: Vec<usize> = self.kept_logs().await?.iter().map(KeptLog::messages).collect();
            counts.sort_unstable();
            ensure!(counts == expected, "they have {counts:?} messages");
            Ok(())
        })
        .await
    }

    /// What is said of the kept logs, without their rows.
    pub async fn kept_records(&self) -> Result<Vec<Record>> {
        let found: Value = self.web.execute_async(RECORDS, vec![]).await?.json().clone();
        Ok(serde_json::from_value(found)?)
    }

    /// The only kept log there is.
    pub async fn kept_log(&self) -> Result<KeptLog> {
        let mut logs = self.kept_logs().await?;
        ensure!(logs.len() == 1, "there are {} kept logs", logs.len());
        logs.pop().context("there is none")
    }
}

impl KeptLog {
    /// Its rows have one number after the other, and times that never go back.
    pub fn is_in_order(&self) -> Result<()> {
        for pair in self.rows.windows(2) {
            ensure!(pair[0].seq + 1 == pair[1].seq, "row {} comes after {}", pair[1].seq, pair[0].seq);
            ensure!(pair[0].at <= pair[1].at, "row {} is earlier than the one before", pair[1].seq);
        }
        Ok(())
    }

    /// How many messages are among its rows; what else there is depends on how busy the machine is.
    pub fn messages(&self) -> usize {
        self.rows.iter().filter(|row| row.tag & 3 < 2).count()
    }

    /// The payloads of received messages, as texts.
    pub fn received(&self) -> Vec<String> {
        let received = self.rows.iter().filter(|row| row.tag & 3 == 1);
        received.map(|row| String::from_utf8_lossy(&row.payload).into_owned()).collect()
    }
}

fn page_rows(page: &[u8]) -> Result<Vec<KeptRow>> {
    let number = |at: usize| -> Result<u64> {
        Ok(u64::from_le_bytes(page.get(at..at + 8).context("the head is cut off")?.try_into()?))
    };
    ensure!(page.first() == Some(&1), "the version is {:?}", page.first());
    let (mut seq, mut at) = (number(1)?, number(9)?);
    let count = u32::from_le_bytes(page.get(17..21).context("the head is cut off")?.try_into()?);
    let mut rest = &page[21..];
    let mut rows = Vec::new();
    for _ in 0..count {
        let (&tag, after) = rest.split_first().context("a tag is missing")?;
        rest = after;
        let distance = varint(&mut rest)?;
        let half = distance >> 1;
        at = at.wrapping_add(if distance & 1 == 0 { half } else { !half });
        if tag >> 3 == 3 {
            varint(&mut rest)?;
        }
        let length = usize::try_from(varint(&mut rest)?)?;
        let (payload, after) = rest.split_at_checked(length).context("a payload is cut off")?;
        rest = after;
        rows.push(KeptRow { seq, at, tag, payload: payload.to_vec() });
        seq += 1;
    }
    ensure!(rest.is_empty(), "{} bytes are left over", rest.len());
    Ok(rows)
}

fn varint(rest: &mut &[u8]) -> Result<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, after) = rest.split_first().context("a number is cut off")?;
        *rest = after;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(number);
        }
    }
    bail!("a number has no end");
}

fn bytes_of(text: &str) -> Result<Vec<u8>> {
    text.chars().map(|character| Ok(u8::try_from(u32::from(character))?)).collect()
}
