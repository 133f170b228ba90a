//! Parts of texts on screen that stand out without an element around them (W3C, CSS Custom Highlight API).
//!
//! A browser that doesn't know it shows the texts as they are.

use std::ops::Range;

use js_sys::{Array, Function, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Text};

/// Makes parts of the texts in `root` that `selector` leads to stand out as the stylesheet says for
/// `::highlight(name)`, in place of those that did. `find` gives the parts of a text in bytes.
pub fn show(name: &str, root: &Element, selector: &str, find: impl Fn(&Element, &str) -> Vec<Range<usize>>) {
    // It fails only where the browser doesn't know highlights.
    let _ = try_show(name, root, selector, &find);
}

/// Lets go of what stands out under that name, and of its texts.
pub fn clear(name: &str) {
    let _ = registry().and_then(|registry| {
        let delete: Function = property(&registry, "delete")?.dyn_into()?;
        delete.call1(&registry, &name.into())
    });
}

fn registry() -> Result<JsValue, JsValue> {
    property(&property(&global(), "CSS")?, "highlights")
}

fn try_show(
    name: &str,
    root: &Element,
    selector: &str,
    find: &dyn Fn(&Element, &str) -> Vec<Range<usize>>,
) -> Result<(), JsValue> {
    let registry = registry()?;
    let ranges = Array::new();
    let elements = root.query_selector_all(selector)?;
    for index in 0..elements.length() {
        let Some(element) = elements.item(index).and_then(|node| node.dyn_into::<Element>().ok()) else {
            continue;
        };
        let Some(text) = element.first_child().and_then(|node| node.dyn_into::<Text>().ok()) else {
            continue;
        };
        let content = text.data();
        let (mut byte, mut unit) = (0, 0);
        for found in find(&element, &content) {
            // The browser counts in UTF-16.
            let mut units_to = |to: usize| {
                unit += content.get(byte..to).map_or(0, |part| part.encode_utf16().count());
                byte = to;
                u32::try_from(unit).unwrap_or(u32::MAX)
            };
            let range = web_sys::Range::new()?;
            range.set_start(&text, units_to(found.start))?;
            range.set_end(&text, units_to(found.end))?;
            ranges.push(&range);
        }
    }
    let highlight = Reflect::construct(&property(&global(), "Highlight")?.dyn_into::<Function>()?, &ranges)?;
    let set: Function = property(&registry, "set")?.dyn_into()?;
    set.call2(&registry, &name.into(), &highlight)?;
    Ok(())
}

fn property(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &name.into())
}
