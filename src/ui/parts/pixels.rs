//! Lengths for the stylesheet.

/// A length for the stylesheet, in whole pixels: a list's height and positions are no finer.
#[expect(clippy::cast_possible_truncation, reason = "a list is at most 15,000,000 px tall")]
pub fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i64)
}
