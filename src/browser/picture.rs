//! An address for bytes that are a picture, which holds until it is dropped.

pub use crate::blob::BlobUrl as Picture;
