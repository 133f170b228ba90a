//! What the page of an extension may do beyond other pages (the `WebExtensions` APIs of Chromium and Firefox): set headers
//! of handshakes by rules that hold for this session of the browser, and see requests by events.
//!
//! What goes in and comes out is JSON, which core writes and reads. The APIs are called by their names, because `web-sys`
//! doesn't know them.

use js_sys::{Array, Function, JSON, JsString, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;
use wirebench_core::conn::handshake::{HeaderLine, Place, Rule, Sighting, Stage};

use crate::words::words;

/// The name by which both browsers know their APIs, answered by promises in Manifest V3.
const API: &str = "chrome";

/// The APIs of an extension; copies are the same.
#[derive(Clone, Debug)]
pub struct Extension {
    api: JsValue,
}

/// Events of requests, as long as it lives.
#[derive(Debug)]
pub struct Sightings {
    /// Each with what it listens to.
    listeners: Vec<(JsValue, OnEvent)>,
}

type OnEvent = Closure<dyn FnMut(JsValue)>;

impl Extension {
    /// The APIs, if this page is an extension's.
    pub fn here() -> Option<Self> {
        let window = window()?;
        let scheme = window.location().protocol().ok()?;
        let is_extension = matches!(scheme.as_str(), "chrome-extension:" | "moz-extension:");
        is_extension.then(|| Self { api: get(&window, API) })
    }

    /// The number of the tab that this page is in.
    ///
    /// # Errors
    /// The browser's own words, or none if the page is in no tab.
    pub async fn tab(&self) -> Result<u32, String> {
        let tab = self.ask("tabs", "getCurrent", None).await?;
        let id = get(&tab, "id").as_f64().ok_or_else(String::new)?;
        // Numbers of tabs are whole, and fit (32 bits with a sign, in both browsers).
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
        Ok(id as u32)
    }

    /// Whether the user has given access to a place.
    pub async fn has_access(&self, place: &Place) -> bool {
        self.ask("permissions", "contains", Some(&place.permission())).await.is_ok_and(|has| has.is_truthy())
    }

    /// Asks the user for access to a place, if that isn't given yet. The question has to be asked while an event of the
    /// user's is handled, so it is asked at once, and the answer awaited.
    pub fn ask_for_access(&self, place: &Place) -> impl Future<Output = bool> + use<> {
        let asked = self.call("permissions", "request", Some(&place.permission()));
        async move {
            let Ok(asked) = asked else { return false };
            JsFuture::from(asked).await.is_ok_and(|given| given.is_truthy())
        }
    }

    /// Puts a rule in force: handshakes to a place from this page in that tab have these headers.
    ///
    /// # Errors
    /// The browser's own words.
    pub async fn set_headers(
        &self,
        rule: Rule,
        tab: u32,
        place: &Place,
        headers: &[HeaderLine],
    ) -> Result<(), String> {
        let host = window().and_then(|window| window.location().hostname().ok()).unwrap_or_default();
        self.change_rules(&rule.set(tab, &host, place, headers)).await
    }

    /// Takes a rule away; one that can't be taken away isn't there.
    pub async fn remove(&self, rule: Rule) {
        let _ = self.change_rules(&rule.remove()).await;
    }

    async fn change_rules(&self, change: &str) -> Result<(), String> {
        self.ask("declarativeNetRequest", "updateSessionRules", Some(change)).await.map(drop)
    }

    /// Takes away what rules this tab has left behind, as by a reload in the middle of a handshake.
    pub async fn tidy(&self, tab: u32) {
        let Ok(rules) = self.ask("declarativeNetRequest", "getSessionRules", None).await else { return };
        for rule in Array::from(&rules).iter() {
            let is_own = Array::from(&get(&get(&rule, "condition"), "tabIds")).includes(&tab.into(), 0);
            if let Some(id) = get(&rule, "id").as_f64().filter(|_| is_own) {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was a u32")]
                self.remove(Rule(id as u32)).await;
            }
        }
    }

    /// Calls back with each event of a WebSocket's handshake and of a script's request from a tab. Only those to places are
    /// told to which the user has given access.
    pub fn watch(&self, tab: u32, on_sighting: impl Fn(Sighting) + Clone + 'static) -> Sightings {
        let filter = format!(
            "{{\"urls\":[\"ws://*/*\",\"wss://*/*\",\"http://*/*\",\"https://*/*\"],\
                \"types\":[\"websocket\",\"xmlhttprequest\"],\"tabId\":{tab}}}"
        );
        let listen = |stage: Stage| {
            let tell = on_sighting.clone();
            let listener = OnEvent::new(move |details: JsValue| {
                let text = JSON::stringify(&details).map(String::from).unwrap_or_default();
                if let Some(sighting) = Sighting::read(stage, &text) {
                    tell(sighting);
                }
            });
            let event = get(&get(&self.api, "webRequest"), stage.event());
            let arguments = Array::of2(listener.as_ref(), &JSON::parse(&filter).unwrap_or_default());
            if let Some(extra) = stage.extra() {
                let all = [extra].into_iter().chain(self.sees_all().then_some("extraHeaders"));
                arguments.push(&all.map(JsValue::from_str).collect::<Array>());
            }
            // An event that the browser doesn't know is one that never comes.
            let _ = apply(&event, "addListener", &arguments);
            (event, listener)
        };
        Sightings { listeners: Stage::ALL.map(listen).into_iter().collect() }
    }

    /// Whether this is Chromium, which keeps some headers to itself unless they are asked for.
    fn sees_all(&self) -> bool {
        get(&get(&get(&self.api, "webRequest"), "OnSendHeadersOptions"), "EXTRA_HEADERS").is_truthy()
    }

    async fn ask(&self, space: &str, name: &str, argument: Option<&str>) -> Result<JsValue, String> {
        JsFuture::from(self.call(space, name, argument)?).await.map_err(words)
    }

    fn call(&self, space: &str, name: &str, argument: Option<&str>) -> Result<Promise, String> {
        let arguments = Array::new();
        if let Some(argument) = argument {
            arguments.push(&JSON::parse(argument).map_err(words)?);
        }
        apply(&get(&self.api, space), name, &arguments).map(|answer| Promise::resolve(&answer)).map_err(words)
    }
}

impl Drop for Sightings {
    fn drop(&mut self) {
        for (event, listener) in &self.listeners {
            let _ = apply(event, "removeListener", &Array::of1(listener.as_ref()));
        }
    }
}

/// A member; undefined if there is none.
fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &JsString::from(name)).unwrap_or_default()
}

fn apply(of: &JsValue, name: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let function: Function = get(of, name).dyn_into().map_err(|_| Object::new())?;
    function.apply(of, arguments)
}
