//! Whether the browser lets this page reach the local network and this machine (Local Network Access).
//!
//! Looking never asks the user. The browser asks when the page itself, and not a worker, sends a request there; in an
//! insecure context Chromium doesn't ask, and says that it is denied.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{PermissionState, PermissionStatus, window};
use wirebench_core::conn::diagnosis::Permission;
use wirebench_core::conn::{PageScheme, Reach};

use crate::location;

/// The state of the permission to connect that near; nothing where none is needed or the browser knows no such
/// permission.
pub async fn local_network(reach: Reach) -> Option<Permission> {
    let name = match reach {
        Reach::Loopback => "loopback-network",
        Reach::Private => "local-network",
        Reach::Public => return None,
    };
    // Up to version 144 Chromium had one permission for both.
    match query(name).await {
        Some(permission) => Some(permission),
        None => query("local-network-access").await,
    }
}

/// From where this page was loaded, as far as its host's name tells. An extension's page comes from this machine.
pub fn page_reach() -> Reach {
    if location::page_scheme() == PageScheme::Other {
        return Reach::Loopback;
    }
    Reach::of(&location::host())
}

/// A name that the browser doesn't know is an error, as is the lack of the whole interface.
async fn query(name: &str) -> Option<Permission> {
    let descriptor = Object::new();
    Reflect::set(&descriptor, &JsValue::from_str("name"), &JsValue::from_str(name)).ok()?;
    let asked = window()?.navigator().permissions().ok()?.query(&descriptor).ok()?;
    let status: PermissionStatus = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    match status.state() {
        PermissionState::Granted => Some(Permission::Granted),
        PermissionState::Denied => Some(Permission::Denied),
        PermissionState::Prompt => Some(Permission::Prompt),
        _ => None,
    }
}
