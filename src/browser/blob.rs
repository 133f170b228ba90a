//! An address for bytes in the page's memory, which holds until it is dropped.

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag, Url};

/// Bytes and their address.
#[derive(Debug)]
pub struct BlobUrl(String);

impl BlobUrl {
    /// Of these bytes. Nothing if the browser has no room for them.
    pub fn new(bytes: &[u8], media_type: &str) -> Option<Self> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(Self)
    }

    /// The address, for an `img` or a download.
    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Drop for BlobUrl {
    fn drop(&mut self) {
        // It fails for no address.
        let _ = Url::revoke_object_url(&self.0);
    }
}
