//! A choice of rows as one text, for the clipboard.

use super::layout::Destination;
use super::{Export, Progress, Wish};
use crate::log::{Eyes, Store};

/// The longest text that is made, in bytes: browsers hand more than some tens of megabytes to the clipboard only after
/// seconds, or not at all. A file takes any number of rows.
pub const MAX_COPY_BYTES: usize = 10_000_000;

/// The rows are too many to be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// The most that is taken, in bytes of text.
    pub limit: usize,
}

/// The rows as a text, in the form of a file but without what only a file needs: the lines around text, the mark before
/// a table. Without an end it ends with the newest row.
///
/// # Errors
/// If it is longer than [`MAX_COPY_BYTES`].
pub fn copy(wish: Wish, store: &Store, eyes: Eyes<'_>) -> Result<String, TooLong> {
    let end = wish.end.unwrap_or(store.next()).min(store.next());
    let mut export = Export::to(Destination::Clipboard, Wish { end: Some(end), ..wish }, store);
    let mut out = Vec::new();
    loop {
        let progress = export.step(store, eyes, MAX_COPY_BYTES / 10, &mut out);
        if out.len() > MAX_COPY_BYTES {
            return Err(TooLong { limit: MAX_COPY_BYTES });
        }
        match progress {
            Progress::More => {}
            // There is an end, so nothing is waited for.
            Progress::CaughtUp | Progress::Done => break,
        }
    }
    Ok(String::from_utf8(out).unwrap_or_default())
}
