//! The bytes of a message, taken from the front, with the place of what can't be taken.

use super::{Damage, DamageKind};

/// What is still to be read.
#[derive(Clone, Copy, Debug)]
pub(in crate::codec) struct Input<'m> {
    bytes: &'m [u8],
    /// Where the next byte is.
    pub at: usize,
    /// Where it ends for now.
    pub end: usize,
}

impl<'m> Input<'m> {
    pub fn new(bytes: &'m [u8]) -> Self {
        Self { bytes, at: 0, end: bytes.len() }
    }

    /// How many bytes are left.
    pub fn left(&self) -> u64 {
        self.end.saturating_sub(self.at) as u64
    }

    /// The next byte.
    pub fn byte(&mut self) -> Result<u8, Damage> {
        Ok(self.take(1, self.at)?[0])
    }

    /// So many bytes, of something that began there.
    #[inline(never)]
    pub fn take(&mut self, count: u64, began: usize) -> Result<&'m [u8], Damage> {
        if count > self.left() {
            let kind = if count > 8 { DamageKind::TooMany } else { DamageKind::CutOff };
            return Err(Damage { at: began, kind });
        }
        let start = self.at;
        // It is no more than there are bytes.
        self.at += usize::try_from(count).unwrap_or(0);
        Ok(&self.bytes[start..self.at])
    }

    /// A number of one to eight bytes, the highest first, of something that began there.
    #[inline(never)]
    pub fn number(&mut self, width: u64, began: usize) -> Result<u64, Damage> {
        let bytes = self.take(width, began)?;
        Ok(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// What lies between two places, to be read.
    pub fn within(&self, start: usize, end: usize) -> Self {
        Self { at: start, end, ..*self }
    }

    /// The bytes between two places.
    pub fn between(&self, start: usize, end: usize) -> &'m [u8] {
        &self.bytes[start..end]
    }
}
