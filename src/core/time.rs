//! Points in time and spans of it, as the worker's clock gives them.
//!
//! Nothing here reads a clock: the worker stamps what happens, everyone else only compares.

pub(crate) mod iso;

use std::fmt;
use std::ops::Add;

use serde::{Deserialize, Serialize};

/// A point in time: microseconds since the Unix epoch, on the worker's monotonic clock
/// (`performance.timeOrigin + performance.now()`), so that two of them can be compared even if the machine's
/// clock was set in between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Micros(pub u64);

impl Micros {
    /// From milliseconds with a fraction, the form browsers give.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
    pub fn from_millis(millis: f64) -> Self {
        Self((millis * 1000.0) as u64)
    }

    /// In milliseconds with a fraction, the form browsers take.
    #[expect(clippy::cast_precision_loss, reason = "exact until the year 2255")]
    pub fn as_millis(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// Writes it as ISO 8601 does, in UTC and to the millisecond: `2026-11-21T12:00:00.123Z`.
    ///
    /// # Errors
    /// Only those of `out`; a string has none.
    pub fn write_iso(self, out: &mut impl fmt::Write) -> fmt::Result {
        iso::write(out, self)
    }

    /// Reads date and time as ISO 8601 writes them, in any zone; without one, as UTC.
    ///
    /// ```
    /// # use wirebench_core::time::Micros;
    /// assert_eq!(Micros::read_iso("1970-01-01T01:00:00.5+01:00"), Some(Micros(500_000)));
    /// ```
    pub fn read_iso(text: &str) -> Option<Self> {
        iso::read(text)
    }

    /// The span from `earlier` until this point; nothing if `earlier` is later.
    pub fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Span> for Micros {
    type Output = Self;

    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

/// A span of time in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span(pub u64);

/// A day without a change of the clock.
pub const DAY: Span = Span::from_secs(24 * 60 * 60);

impl Span {
    /// That many seconds.
    pub const fn from_secs(seconds: u64) -> Self {
        Self(seconds * 1_000_000)
    }

    /// As a stopwatch shows it: hours, minutes and whole seconds.
    ///
    /// ```
    /// # use wirebench_core::time::Span;
    /// assert_eq!(Span(72_900_000).stopwatch(), "00:01:12");
    /// ```
    pub fn stopwatch(self) -> String {
        let seconds = self.0 / 1_000_000;
        format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// With more digits where it is short, for comparing round trips: `0.352 ms`, `12.4 ms`, `350 ms`, `1.2 s`.
    ///
    /// ```
    /// # use wirebench_core::time::Span;
    /// assert_eq!(Span(352).fine(), "0.352 ms");
    /// assert_eq!(Span(12_440).fine(), "12.4 ms");
    /// ```
    pub fn fine(self) -> String {
        match self.0 {
            0..10_000 => format!("{}.{:03} ms", self.0 / 1000, self.0 % 1000),
            10_000..100_000 => format!("{}.{} ms", self.0 / 1000, self.0 / 100 % 10),
            _ => self.short(),
        }
    }

    /// To the last digit that fits a narrow column: `352 µs`, `12.345 ms`, `12.345 s`, and from an hour on `1:00:00.000`.
    ///
    /// ```
    /// # use wirebench_core::time::Span;
    /// assert_eq!(Span(352).exact(), "352 µs");
    /// assert_eq!(Span(12_345).exact(), "12.345 ms");
    /// assert_eq!(Span(3_599_999_999).exact(), "3599.999 s");
    /// assert_eq!(Span(3_723_004_000).exact(), "1:02:03.004");
    /// assert_eq!(Span::from_secs(36_000).exact(), "10:00:00");
    /// ```
    pub fn exact(self) -> String {
        let (seconds, millis) = (self.0 / 1_000_000, self.0 / 1000 % 1000);
        match self.0 {
            0..1000 => format!("{} µs", self.0),
            1000..1_000_000 => format!("{millis}.{:03} ms", self.0 % 1000),
            _ if seconds < 3600 => format!("{seconds}.{millis:03} s"),
            _ if seconds < 36_000 => {
                format!("{}:{:02}:{:02}.{millis:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
            }
            _ => self.stopwatch(),
        }
    }

    /// In the unit that suits its size: `0.4 ms`, `350 ms`, `12.3 s`, and from two minutes on as a stopwatch.
    ///
    /// ```
    /// # use wirebench_core::time::Span;
    /// assert_eq!(Span(350_400).short(), "350 ms");
    /// assert_eq!(Span(12_340_000).short(), "12.3 s");
    /// ```
    pub fn short(self) -> String {
        let (millis, tenths) = (self.0 / 1000, self.0 / 100 % 10);
        match millis {
            0..10 => format!("{millis}.{tenths} ms"),
            10..1000 => format!("{millis} ms"),
            1000..120_000 => format!("{}.{} s", millis / 1000, millis / 100 % 10),
            _ => self.stopwatch(),
        }
    }
}
