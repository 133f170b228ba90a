//! Files that are dragged over the page and dropped on it.
//!
//! Without this the browser would leave the page and open the file. Whatever else is dragged, such as marked text, stays
//! as it is, and so does a file over a box for files, which takes it by itself.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, File};

use crate::listener::Listener;

/// Calls back on files, until it is dropped itself.
#[derive(Debug)]
pub struct WhenDropped {
    _listeners: [Listener; 4],
}

impl WhenDropped {
    /// Begins to listen: `on_over` learns when files come over the page and when they are gone, `on_drop` gets those that
    /// were dropped. A folder is among them as a file that can't be read.
    pub fn new(on_over: impl Fn(bool) + 'static, on_drop: impl Fn(Vec<File>) + 'static) -> Self {
        let was_over = Cell::new(false);
        let over = Rc::new(move |is_over| {
            if was_over.replace(is_over) != is_over {
                on_over(is_over);
            }
        });
        // A drop happens only where both are refused to the browser: the coming and each moment of staying.
        let hover = |event| {
            let over = Rc::clone(&over);
            Listener::with_event(event, move |event| over(take_over(&event)))
        };
        let (enter, stay) = (hover("dragenter"), hover("dragover"));
        let left = Rc::clone(&over);
        let leave = Listener::with_event("dragleave", move |event| {
            // Going from one element to the next is a leave, too; then it is told which one is next.
            if event.unchecked_ref::<DragEvent>().related_target().is_none() {
                left(false);
            }
        });
        let drop = Listener::with_event("drop", move |event| {
            over(false);
            if take_over(&event) {
                on_drop(files(&event));
            }
        });
        Self { _listeners: [enter, stay, leave, drop] }
    }
}

/// Takes the event from the browser if it is about files that nobody else takes, and says whether it is.
fn take_over(event: &Event) -> bool {
    let is_ours = carries_files(event) && !event.default_prevented() && !is_on_file_box(event);
    if is_ours {
        event.prevent_default();
    }
    is_ours
}

fn carries_files(event: &Event) -> bool {
    let data = event.unchecked_ref::<DragEvent>().data_transfer();
    // What is dragged can't be looked at before it is dropped, only of which kinds it is.
    data.is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

fn is_on_file_box(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches("input[type=file]").unwrap_or(false))
}

fn files(event: &Event) -> Vec<File> {
    let data = event.unchecked_ref::<DragEvent>().data_transfer();
    let Some(files) = data.and_then(|data| data.files()) else { return Vec::new() };
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}
