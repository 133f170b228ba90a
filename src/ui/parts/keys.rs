//! What keys mean in boxes for text.

use leptos::ev::KeyboardEvent;

/// The key code that browsers give for a key that an input method has taken (UI Events, "keyCode").
const TAKEN_BY_INPUT_METHOD: u32 = 229;

/// Whether the key belongs to an input method, as the Enter that ends a composition does. Safari says so only by its key
/// code.
pub fn is_taken_by_input_method(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD
}

/// Whether it is an Enter without anything, held down or not by an input method: it hands in what is typed.
pub fn is_plain_enter(event: &KeyboardEvent) -> bool {
    event.key() == "Enter"
        && !is_taken_by_input_method(event)
        && !event.repeat()
        && !event.shift_key()
        && !event.alt_key()
}
