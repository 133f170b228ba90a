//! Lines of a file that comes in pieces, with their numbers.
//!
//! A line within a piece is handed out where it lies; only one that goes on in the next piece is copied.

use memchr::memchr_iter;

use super::MAX_ROW_BYTES;

/// How much memory is kept for the next line that comes in two pieces.
const KEPT_BYTES: usize = 1 << 20;

/// A line, or that there was one which is longer than what is read.
pub(super) enum Line<'l> {
    Whole(&'l [u8]),
    TooLong,
}

/// The end of a line that may have begun in an earlier piece.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// How many lines are over.
    over: u64,
    begun: Vec<u8>,
    is_too_long: bool,
}

impl Lines {
    /// Takes a piece, and hands out each line that ends in it, without its end.
    pub fn feed(&mut self, piece: &[u8], mut each: impl FnMut(u64, Line<'_>)) {
        let mut start = 0;
        for end in memchr_iter(b'\n', piece) {
            let rest = &piece[start..end];
            if self.begun.is_empty() && !self.is_too_long {
                self.over += 1;
                each(self.over, whole(rest));
            } else {
                self.begin(rest);
                self.finish(&mut each);
            }
            start = end + 1;
        }
        self.begin(&piece[start..]);
    }

    /// The file is over; what is left is its last line, if that has no end.
    pub fn end(&mut self, mut each: impl FnMut(u64, Line<'_>)) {
        if !self.begun.is_empty() || self.is_too_long {
            self.finish(&mut each);
        }
    }

    /// The number of the last line.
    pub fn last(&self) -> u64 {
        self.over.max(1)
    }

    fn begin(&mut self, rest: &[u8]) {
        if self.is_too_long || self.begun.len() + rest.len() > MAX_ROW_BYTES {
            self.is_too_long = true;
            self.begun = Vec::new();
        } else {
            self.begun.extend_from_slice(rest);
        }
    }

    fn finish(&mut self, each: &mut impl FnMut(u64, Line<'_>)) {
        self.over += 1;
        if std::mem::take(&mut self.is_too_long) {
            return each(self.over, Line::TooLong);
        }
        each(self.over, whole(&self.begun));
        self.begun.clear();
        self.begun.shrink_to(KEPT_BYTES);
    }
}

fn whole(line: &[u8]) -> Line<'_> {
    Line::Whole(line.strip_suffix(b"\r").unwrap_or(line))
}
