//! An address for bytes that are a picture, which holds until it is dropped.

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag, Url};

/// A picture and its address.
#[derive(Debug)]
pub struct Picture(String);

impl Picture {
    /// Of these bytes. Nothing if the browser has no room for them.
    pub fn new(bytes: &[u8], media_type: &str) -> Option<Self> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(Self)
    }

    /// The address, for an `img`.
    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        // It fails for no address.
        let _ = Url::revoke_object_url(&self.0);
    }
}
