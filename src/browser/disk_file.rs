//! A file on the user's disk that the page writes as it goes, where the browser lets it.
//!
//! That takes the File System Access API: a secure context, and for now a browser made of Chromium. `web-sys` has the
//! dialog only behind a flag of the whole build, so it is called by its name.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, FileSystemFileHandle, FileSystemWritableFileStream, window};

use crate::words::words;

/// The name of the dialog.
const DIALOG: &str = "showSaveFilePicker";

/// A file that is being written. Until it is closed, the browser keeps what is written beside the file of that name.
#[derive(Debug)]
pub struct DiskFile {
    name: String,
    stream: FileSystemWritableFileStream,
}

/// Whether the user can be asked for a file.
pub fn is_allowed() -> bool {
    dialog().is_some()
}

impl DiskFile {
    /// Asks the user where to put a file. Nothing if the user leaves the dialog.
    ///
    /// # Errors
    /// The browser's own words, if it doesn't let the page write there.
    pub async fn choose(name: &str, media_type: &str, extension: &str) -> Result<Option<Self>, String> {
        let dialog = dialog().ok_or_else(String::new)?;
        let handle = match dialog.call1(&JsValue::from(window()), &options(name, media_type, extension)) {
            Ok(asked) => JsFuture::from(Promise::resolve(&asked)).await,
            Err(error) => Err(error),
        };
        let handle: FileSystemFileHandle = match handle {
            Ok(handle) => handle.unchecked_into(),
            Err(error) if is_abort(&error) => return Ok(None),
            Err(error) => return Err(words(error)),
        };
        let stream = JsFuture::from(handle.create_writable()).await.map_err(words)?;
        Ok(Some(Self { name: handle.name(), stream: stream.unchecked_into() }))
    }

    /// Its name, as the user chose it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Writes on. It is written when this is over, so whoever waits for it is never faster than the disk.
    ///
    /// # Errors
    /// The browser's own words, for example when the disk is full.
    pub async fn write(&self, bytes: &[u8]) -> Result<(), String> {
        // The browser takes its own copy before this returns.
        let written = self.stream.write_with_u8_array(bytes).map_err(words)?;
        JsFuture::from(written).await.map(drop).map_err(words)
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// The browser's own words.
    pub async fn close(self) -> Result<(), String> {
        JsFuture::from(self.stream.close()).await.map(drop).map_err(words)
    }

    /// Leaves no file behind.
    pub async fn abandon(self) {
        // What can't be undone any more is left to the browser.
        let _ = JsFuture::from(self.stream.abort()).await;
    }
}

fn dialog() -> Option<Function> {
    Reflect::get(&window()?.into(), &JsValue::from_str(DIALOG)).ok()?.dyn_into().ok()
}

fn options(name: &str, media_type: &str, extension: &str) -> Object {
    let object = |key: &str, value: &JsValue| {
        let object = Object::new();
        // Setting a member of a fresh object doesn't fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
        object
    };
    let accept = object(media_type, &Array::of1(&JsValue::from_str(extension)));
    let options = object("suggestedName", &JsValue::from_str(name));
    let _ = Reflect::set(&options, &JsValue::from_str("types"), &Array::of1(&object("accept", &accept)));
    options
}

fn is_abort(error: &JsValue) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|error| error.name() == "AbortError")
}
