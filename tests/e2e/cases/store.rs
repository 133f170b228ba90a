//! What the browser keeps.
use super::Case;
pub const CASES: &[Case] = &[];
