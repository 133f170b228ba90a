//! The capabilities in a real browser: that the browser behaves as the code relies on.

#![cfg(target_arch = "wasm32")]

mod kept;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use wirebench_core::conn::diagnosis::{Answer, Browser, Probe};
use wirebench_core::conn::machine::SocketEvent;
use wirebench_core::conn::{PageScheme, Reach, Target};
use wirebench_core::time::Micros;

use crate::browser_kind::browser_kind;
use crate::drop::WhenDropped;
use crate::location::{WhenFragment, base, fragment, page_scheme};
use crate::online::{WhenOnline, is_online};
use crate::permission::{local_network, page_reach};
use crate::probe::probe;
use crate::socket::Socket;
use crate::timer::Timeout;
use crate::worker::Worker;
use crate::{address, clock, file, location, storage, theme};

wasm_bindgen_test_configure!(run_in_browser);

fn target(address: &str, subprotocols: &[&str]) -> Target {
    Target {
        address: address.to_owned(),
        subprotocols: subprotocols.iter().map(|name| (*name).to_owned()).collect(),
    }
}

/// Waits until the callback that it gets is called, and gives back what it was called with.
async fn heard<T: 'static>(listen: impl FnOnce(Box<dyn Fn(T)>)) -> T {
    let heard = Rc::new(RefCell::new(None));
    let (said, mut listen) = (Rc::clone(&heard), Some(listen));
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let said = Rc::clone(&said);
        if let Some(listen) = listen.take() {
            listen(Box::new(move |value| {
                *said.borrow_mut() = Some(value);
                let _ = resolve.call0(&JsValue::NULL);
            }));
        }
    });
    JsFuture::from(promise).await.unwrap();
    heard.take().unwrap()
}

#[wasm_bindgen_test]
fn the_browser_has_the_last_word_on_an_address() {
    assert!(address::is_parsable("ws://127.0.0.1:8765/echo?a=b"));
    assert!(address::is_parsable("wss://ไทย.example/"));
    assert!(!address::is_parsable("ws://%zz/"));
    assert!(!address::is_parsable("ws://[1::2::3]/"));
}

#[wasm_bindgen_test]
fn the_clock_is_the_wall_clock_and_goes_forward() {
    let first = clock::now();
    assert!(clock::now() >= first);
    assert!((first.as_millis() - js_sys::Date::now()).abs() < 60_000.0);
    let text = clock::time_of_day(Micros(1_123_000));
    assert!(text.ends_with(":01.123") && text.len() == 12, "{text}");
}

#[wasm_bindgen_test]
fn a_fragment_is_taken_once() {
    let location = web_sys::window().unwrap().location();
    assert_eq!(page_scheme(), PageScheme::Http);
    assert_eq!(fragment(), None);
    let base = base();
    assert_eq!(base, location.href().unwrap());
    location.set_hash("#url=ws%3A%2F%2Fa&%E0%A4%A").unwrap();
    assert_eq!(location::base(), base);
    assert_eq!(fragment().as_deref(), Some("url=ws%3A%2F%2Fa&%E0%A4%A"));
    assert_eq!(fragment(), None);
    assert_eq!(location.href().unwrap(), base);
}

#[wasm_bindgen_test]
async fn another_fragment_is_told() {
    let holder = Rc::new(RefCell::new(None));
    let kept = Rc::clone(&holder);
    let told = heard(move |say| {
        *kept.borrow_mut() = Some(WhenFragment::new(move || say(true)));
        web_sys::window().unwrap().location().set_hash("#a").unwrap();
    })
    .await;
    assert!(told);
    holder.take();
    assert_eq!(fragment().as_deref(), Some("a"));
}

#[wasm_bindgen_test]
fn what_is_stored_comes_back_until_it_is_removed() {
    assert_eq!(storage::read("test.value"), Ok(None));
    assert_eq!(storage::write("test.value", "\u{1f642}"), Ok(()));
    assert_eq!(storage::read("test.value"), Ok(Some("\u{1f642}".into())));
    // Ten units of the key and two of the text.
    assert!(storage::sizes().contains(&("test.value".into(), 24)));
    storage::remove("test.value");
    assert_eq!(storage::read("test.value"), Ok(None));
    assert!(storage::sizes().iter().all(|(key, _)| key != "test.value"));
}

#[wasm_bindgen_test]
fn a_full_storage_keeps_what_it_has() {
    storage::write("test.value", "small").unwrap();
    // Browsers have room for some 5 million.
    let large = "x".repeat(20_000_000);
    assert_eq!(storage::write("test.value", &large), Err(storage::Refused::Full));
    assert_eq!(storage::read("test.value"), Ok(Some("small".into())));
    storage::remove("test.value");
}

#[wasm_bindgen_test]
fn what_another_tab_stores_is_told_by_its_key() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&heard);
    let stored = |key: Option<&str>| {
        let init = web_sys::StorageEventInit::new();
        init.set_key(key);
        let event = web_sys::StorageEvent::new_with_event_init_dict("storage", &init).unwrap();
        web_sys::window().unwrap().dispatch_event(&event).unwrap();
    };
    let listening = storage::WhenStored::new(move |key| seen.borrow_mut().push(key));
    stored(Some("a"));
    stored(None);
    drop(listening);
    stored(Some("b"));
    assert_eq!(*heard.borrow(), [Some("a".into()), None]);
}

/// Dispatches an event of dragging at the root, and says whether the browser is to leave it to the page.
fn drag(event: &str, data: &web_sys::DataTransfer) -> bool {
    let init = web_sys::DragEventInit::new();
    init.set_data_transfer(Some(data));
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = web_sys::DragEvent::new_with_event_init_dict(event, &init).unwrap();
    let root = web_sys::window().unwrap().document().unwrap().document_element().unwrap();
    !root.dispatch_event(&event).unwrap()
}

#[wasm_bindgen_test]
fn files_are_taken_and_dragged_text_is_left_alone() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let (overs, drops) = (Rc::clone(&heard), Rc::clone(&heard));
    let listening = WhenDropped::new(
        move |over| overs.borrow_mut().push(format!("over {over}")),
        move |files| drops.borrow_mut().extend(files.iter().map(web_sys::File::name)),
    );
    let text = web_sys::DataTransfer::new().unwrap();
    text.set_data("text/plain", "a").unwrap();
    let files = web_sys::DataTransfer::new().unwrap();
    let parts = js_sys::Array::of1(&"a".into());
    let file = web_sys::File::new_with_str_sequence(&parts, "a.txt").unwrap();
    files.items().add_with_file(&file).unwrap();

    assert!(!drag("dragover", &text) && !drag("drop", &text));
    assert_eq!(*heard.borrow(), [""; 0]);
    assert!(drag("dragenter", &files) && drag("dragover", &files));
    assert!(!drag("dragleave", &files));
    assert!(drag("dragover", &files) && drag("drop", &files));
    drop(listening);
    assert!(!drag("drop", &files));
    let expected = ["over true", "over false", "over true", "over false", "a.txt"];
    assert_eq!(*heard.borrow(), expected);
}

#[wasm_bindgen_test]
fn a_chosen_theme_is_on_the_root() {
    theme::show("dark");
    let root = web_sys::window().unwrap().document().unwrap().document_element().unwrap();
    assert_eq!(root.get_attribute("data-theme").as_deref(), Some("dark"));
}

#[wasm_bindgen_test]
async fn a_file_is_read_whole() {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(&[0u8, 255, 7][..]));
    let made = web_sys::File::new_with_u8_array_sequence(&parts, "a.bin").unwrap();
    assert_eq!(file::read(&made).await, Ok(vec![0, 255, 7]));
}

#[wasm_bindgen_test]
async fn a_timer_fires_and_a_dropped_one_does_not() {
    let fired = heard(|say| {
        let cancelled = Timeout::new(0, || panic!("a dropped timer fired"));
        drop(cancelled);
        Timeout::new(10, move || say(true)).forget();
    })
    .await;
    assert!(fired);
}

#[wasm_bindgen_test]
fn a_socket_that_the_browser_refuses_says_so() {
    for target in [target("ws://a/#b", &[]), target("ws://a/", &["x", "x"]), target("ws://a/", &["no token"])]
    {
        let refused = Socket::open(&target, |_, _| {});
        assert!(refused.is_err_and(|words| !words.is_empty()), "{target:?}");
    }
}

#[wasm_bindgen_test]
async fn a_socket_to_nobody_is_closed_with_1006() {
    let holder = Rc::new(RefCell::new(None));
    let kept = Rc::clone(&holder);
    // Nobody listens on a port that browsers block.
    let code = heard(move |say| {
        let on_event = move |_: Micros, event: SocketEvent<'_>| {
            if let SocketEvent::Closed { code, clean, .. } = event {
                say((code, clean));
            }
        };
        *kept.borrow_mut() = Some(Socket::open(&target("ws://127.0.0.1:1/", &[]), on_event).unwrap());
    })
    .await;
    assert_eq!(code, (1006, false));
}

#[wasm_bindgen_test]
async fn a_probe_tells_who_answers() {
    let origin = web_sys::window().unwrap().location().origin().unwrap();
    assert_eq!(probe(&origin, 5_000).await, Probe::Answered(Answer::Status(200)));
    let missing = probe(&format!("{origin}/there-is-no-such-page"), 5_000).await;
    assert_eq!(missing, Probe::Answered(Answer::Status(404)));
    // Nobody listens on a port that browsers block.
    assert!(matches!(probe("http://127.0.0.1:1/", 5_000).await, Probe::Nothing { .. }));
    // A browser sends no request with a password in its address.
    assert_eq!(probe("http://me:secret@127.0.0.1/", 5_000).await, Probe::Forbidden);
}

#[wasm_bindgen_test]
async fn a_permission_is_looked_up_without_harm() {
    assert_eq!(page_reach(), Reach::Loopback);
    assert_eq!(local_network(Reach::Public).await, None);
    // Whatever it is, it isn't a panic: old browsers know none of the names.
    let _ = (local_network(Reach::Private).await, local_network(Reach::Loopback).await);
    assert_ne!(browser_kind(), Browser::Other);
}

#[wasm_bindgen_test]
fn the_network_comes_back_to_whom_still_listens() {
    let count = Rc::new(RefCell::new(0));
    let seen = Rc::clone(&count);
    let back = || {
        let event = web_sys::Event::new("online").unwrap();
        web_sys::window().unwrap().dispatch_event(&event).unwrap();
    };
    let listening = WhenOnline::new(move || *seen.borrow_mut() += 1);
    back();
    drop(listening);
    back();
    assert_eq!(*count.borrow(), 1);
    assert!(is_online());
}

#[wasm_bindgen_test]
async fn a_worker_that_cannot_start_says_so() {
    let holder = Rc::new(RefCell::new(None));
    let kept = Rc::clone(&holder);
    let failed = heard(move |say| {
        let started = Worker::start("./there-is-no-such-worker.js", |_| {}, move |_| say(true));
        *kept.borrow_mut() = started.ok();
    })
    .await;
    assert!(failed);
}

#[wasm_bindgen_test]
fn the_test_runs_in_a_page() {
    assert!(js_sys::global().dyn_into::<web_sys::Window>().is_ok());
}
