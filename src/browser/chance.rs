//! Where chance comes from.

use js_sys::Math;

/// A number that nobody can foresee well enough to matter for a wait or an identifier; not for secrets.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a fraction of 2^32 fits")]
pub fn seed() -> u64 {
    let half = || (Math::random() * 4_294_967_296.0) as u64;
    half() << 32 | half()
}
