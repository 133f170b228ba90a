//! Whether anybody answers an http address, and with what status, as far as the browser tells a page.
//!
//! `gloo-net` isn't used for it: it adds a `&` to an address that has a query, and the address must be the very one.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReferrerPolicy, Request, RequestCache, RequestCredentials, RequestInit,
    RequestMode, RequestRedirect, Response, ResponseType, window,
};
use wirebench_core::conn::diagnosis::{Answer, Probe};

use crate::clock;
use crate::listener::Listener;
use crate::timer::Timeout;

/// Asks the address, for so many milliseconds at most, and never by another scheme ([`Probe::OtherScheme`]).
///
/// It has to run in the page: a browser that wants to ask the user first doesn't do so for a worker.
pub async fn probe(address: &str, limit_ms: u32) -> Probe {
    let (Some(window), Ok(controller)) = (window(), AbortController::new()) else {
        return Probe::Forbidden;
    };
    let signal = controller.signal();
    let limit = controller.clone();
    let _limit = Timeout::new(limit_ms, move || limit.abort());
    // A request that the policy of whoever hosts the page forbids looks like one that nobody answered.
    let is_forbidden = Rc::new(Cell::new(false));
    let found = Rc::clone(&is_forbidden);
    let _policy = Listener::new("securitypolicyviolation", move || found.set(true));
    let mut took = None;
    // The second mode is for servers that don't share their answers with other origins: it tells that there is one.
    for mode in [RequestMode::Cors, RequestMode::NoCors] {
        let Ok(request) = request(address, mode, &signal) else { return Probe::Forbidden };
        let started = clock::now();
        match JsFuture::from(window.fetch_with_request(&request)).await {
            Ok(response) => {
                // Nobody reads the body, and it may have no end.
                controller.abort();
                return Probe::Answered(answer(&response));
            }
            Err(_) if signal.aborted() => return Probe::TimedOut,
            Err(_) => _ = took.get_or_insert(clock::now().since(started)),
        }
    }
    next_task().await;
    if is_forbidden.get() {
        return Probe::Forbidden;
    }
    Probe::Nothing { took: took.unwrap_or_default() }
}

/// Waits for the events that the browser sends right after it has refused a request.
async fn next_task() {
    let mut timer = None;
    let promise = Promise::new(&mut |resolve, _| {
        timer = Some(Timeout::new(0, move || drop(resolve.call0(&JsValue::NULL))));
    });
    // It fails for no reason, and the timer lives until it has fired.
    let _ = JsFuture::from(promise).await;
    drop(timer);
}

fn request(address: &str, mode: RequestMode, signal: &AbortSignal) -> Result<Request, JsValue> {
    let init = RequestInit::new();
    init.set_mode(mode);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    // A redirect explains a failure, so it is to be seen. Without CORS it can only be followed (WHATWG Fetch §4.1).
    if mode == RequestMode::Cors {
        init.set_redirect(RequestRedirect::Manual);
    }
    init.set_signal(Some(signal));
    Request::new_with_str_and_init(address, &init)
}

fn answer(response: &JsValue) -> Answer {
    let response: &Response = response.unchecked_ref();
    match (response.type_(), response.status()) {
        (ResponseType::Opaqueredirect, _) => Answer::Redirect,
        (_, 0) => Answer::Hidden,
        (_, status) => Answer::Status(status),
    }
}
