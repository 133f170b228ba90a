//! The size budget: what a first visit downloads, compressed as a good server does.
//!
//! Every file of `dist/` counts. If one is added that the page fetches only later, leave it out here,
//! by name and with its reason.

use std::fs;
use std::path::Path;

use brotli::enc::BrotliEncoderParams;

use crate::{Result, check};

/// Bytes that a first visit may take.
const BUDGET: usize = 570 * 1024;

/// Prints a table of all files and their total; more than the budget is an error.
pub fn run(dist: &Path) -> Result<String> {
    let mut total = 0;
    println!("{:>10} {:>10}  file", "bytes", "brotli");
    for name in check::files(dist)? {
        let bytes =
            fs::read(dist.join(&name)).map_err(|problem| format!("{name} can't be read: {problem}."))?;
        let packed = packed_size(&bytes)?;
        println!("{:>10} {packed:>10}  {name}", bytes.len());
        total += packed;
    }
    println!("{:>10} {total:>10}  in all, of {BUDGET} allowed", "");
    verdict(total)
}

fn verdict(total: usize) -> Result<String> {
    let sentence = format!("{} of {} KB", kilobytes(total), kilobytes(BUDGET));
    if total <= BUDGET {
        Ok(sentence)
    } else {
        Err(format!("The first visit downloads {sentence}: see the table above for what grew."))
    }
}

/// Kilobytes of 1024 bytes, rounded up to a tenth.
fn kilobytes(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The size at brotli's best quality, which is what a static host stores.
fn packed_size(bytes: &[u8]) -> Result<usize> {
    let parameters = BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)
        .map_err(|problem| format!("brotli failed: {problem}."))?;
    Ok(packed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_is_kept_to_the_byte() {
        assert_eq!(verdict(BUDGET), Ok("570.0 of 570.0 KB".to_owned()));
        assert!(verdict(BUDGET + 1).unwrap_err().contains("570.1 of 570.0 KB"));
    }

    #[test]
    fn what_repeats_is_packed() {
        let size = packed_size(&[b'a'; 10_000]).unwrap();
        assert!(size < 100, "{size}");
    }
}
