//! The `WebDriver` commands that thirtyfour has no method for.
//! The computed role and label are the standard's; the others are one browser's own.

use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::error::WebDriverResult;
use thirtyfour::session::handle::SessionHandle;
use thirtyfour::{ElementId, RequestData, SessionId, WebElement};

/// One of them.
#[derive(Debug)]
pub enum Command {
    /// The element's role as assistive technology sees it.
    ComputedRole(ElementId),
    /// The element's accessible name.
    ComputedLabel(ElementId),
    /// Chromium: a command of the DevTools protocol, with its parameters.
    DevTools(&'static str, Value),
    /// A turn of the mouse wheel over an element, in pixels downwards.
    Wheel(ElementId, i32),
    /// A key of the keyboard, pressed and let go, for whatever has the focus.
    Key(char),
    /// Firefox: whether scripts run in the page or in the browser around it.
    Context(Context),
}

/// Where Firefox runs the scripts it is given.
#[derive(Clone, Copy, Debug)]
pub enum Context {
    /// In the page.
    Content,
    /// In the browser itself.
    Chrome,
}

impl FormatRequestData for Command {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let get = |end: String| RequestData::new(http::Method::GET, format!("session/{session}/{end}"));
        let post = |end: &str, body| {
            RequestData::new(http::Method::POST, format!("session/{session}/{end}")).add_body(body)
        };
        match self {
            Self::ComputedRole(id) => get(format!("element/{id}/computedrole")),
            Self::ComputedLabel(id) => get(format!("element/{id}/computedlabel")),
            Self::DevTools(method, params) => {
                post("goog/cdp/execute", json!({ "cmd": method, "params": params }))
            }
            Self::Wheel(id, down) => {
                let over = json!({ "element-6066-11e4-a52e-4f735466cecf": id.to_string() });
                let turn =
                    json!({ "type": "scroll", "x": 0, "y": 0, "deltaX": 0, "deltaY": down, "origin": over });
                let wheel = json!({ "type": "wheel", "id": "wheel", "actions": [turn] });
                post("actions", json!({ "actions": [wheel] }))
            }
            Self::Key(key) => {
                let turn = |kind| json!({ "type": kind, "value": key });
                let keys =
                    json!({ "type": "key", "id": "keys", "actions": [turn("keyDown"), turn("keyUp")] });
                post("actions", json!({ "actions": [keys] }))
            }
            Self::Context(Context::Content) => post("moz/context", json!({ "context": "content" })),
            Self::Context(Context::Chrome) => post("moz/context", json!({ "context": "chrome" })),
        }
    }
}

/// The role and the name of an element, as the browser computes them.
pub async fn role_and_name(element: &WebElement) -> WebDriverResult<(String, String)> {
    let session: &SessionHandle = element.handle();
    let role = session.cmd(Command::ComputedRole(element.element_id())).await?.value()?;
    let name = session.cmd(Command::ComputedLabel(element.element_id())).await?.value()?;
    Ok((role, name))
}
