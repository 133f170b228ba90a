//! An address for bytes in the page's memory, which holds until it is dropped.

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag, Url};

/// Bytes and their address.
#[derive(Debug)]
pub struct BlobUrl(String);

impl BlobUrl {
    /// Of these bytes. Nothing if the browser has no room for them.
    pub fn new(bytes: &[u8], media_type: &str) -> Option<Self> {
        let mut parts = Parts::default();
        if parts.push(bytes) { parts.address(media_type) } else { None }
    }

    /// The address, for an `img` or a download.
    pub fn address(&self) -> &str {
        &self.0
    }
}

/// Bytes that are handed to the browser part by part, so that the page never has all of them in its memory.
#[derive(Debug, Default)]
pub struct Parts(Array);

impl Parts {
    /// Adds bytes at the end, and says whether the browser has taken them.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        let part = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence(&part);
        blob.map(|blob| self.0.push(&blob)).is_ok()
    }

    /// The address of them all. Nothing if the browser has no room for them.
    pub fn address(&self, media_type: &str) -> Option<BlobUrl> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_blob_sequence_and_options(&self.0, &options).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(BlobUrl)
    }
}

impl Drop for BlobUrl {
    fn drop(&mut self) {
        // It fails for no address.
        let _ = Url::revoke_object_url(&self.0);
    }
}
