//! How fast captured messages are sent again.

use crate::time::Span;

/// How fast captured messages are sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// As fast as they can be.
    Fast,
    /// In the time that it took, divided by so many thousandths: 1000 is the pace of the capture, 2000 twice as fast.
    Captured(u32),
    /// One by one, whenever the user wants the next.
    Steps,
}

impl Pace {
    /// How long after the first message another is due that was captured so long after it.
    pub fn offset(self, captured: Span) -> Span {
        match self {
            Self::Fast | Self::Steps => Span::default(),
            Self::Captured(thousandths) => {
                let scaled = u128::from(captured.0) * 1000 / u128::from(thousandths.max(1));
                Span(u64::try_from(scaled).unwrap_or(u64::MAX))
            }
        }
    }
}
