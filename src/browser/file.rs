//! The bytes of a file that the user chose.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use crate::words::words;

/// Reads the whole file.
///
/// # Errors
/// The browser's own words, for example when the file was changed or removed since it was chosen.
pub async fn read(file: &File) -> Result<Vec<u8>, String> {
    bytes(file).await
}

/// Reads the bytes from `start` to `end`, as far as there are any.
///
/// # Errors
/// As [`read`].
#[expect(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
pub async fn read_part(file: &File, start: u64, end: u64) -> Result<Vec<u8>, String> {
    let part = file.slice_with_f64_and_f64(start as f64, end as f64);
    bytes(&part.map_err(words)?).await
}

async fn bytes(blob: &Blob) -> Result<Vec<u8>, String> {
    match JsFuture::from(blob.array_buffer()).await {
        Ok(buffer) => Ok(Uint8Array::new(&buffer).to_vec()),
        Err(error) => Err(words(error)),
    }
}
