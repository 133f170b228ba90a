//! What the user sees if the program itself fails.

use web_sys::window;

/// From now on a panic shows the element with the id `panic`, which stands ready in `index.html`, with the details
/// in its `pre`. It needs nothing of the program that just failed.
pub fn show_panics() {
    std::panic::set_hook(Box::new(|info| show(&info.to_string())));
}

/// Shows the banner with these details. The first failure stays: those after it are mostly its consequences.
pub fn show(details: &str) {
    let Some(banner) = window().and_then(|window| window.document()?.get_element_by_id("panic")) else {
        return;
    };
    if !banner.has_attribute("hidden") {
        return;
    }
    if let Ok(Some(pre)) = banner.query_selector("pre") {
        pre.set_text_content(Some(details));
    }
    let _ = banner.remove_attribute("hidden");
}
