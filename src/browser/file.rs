//! The bytes of a file that the user chose.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Reads the whole file.
///
/// # Errors
/// The browser's own words, for example when the file was changed or removed since it was chosen.
pub async fn read(file: &File) -> Result<Vec<u8>, String> {
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => Ok(Uint8Array::new(&buffer).to_vec()),
        Err(error) => Err(js_sys::Error::from(error).message().into()),
    }
}
