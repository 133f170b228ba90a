//! The browser's WebSocket (WHATWG WebSockets), with its events as core's values.

use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, JsString, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BinaryType, CloseEvent, Event, MessageEvent, WebSocket};
use wirebench_core::conn::machine::SocketEvent;
use wirebench_core::conn::{CloseRequest, Target};
use wirebench_core::message::{DataType, Message};
use wirebench_core::time::Micros;

use crate::clock;
use crate::words::words;

/// A socket that speaks until it is dropped; dropping it closes it without a word.
#[derive(Debug)]
pub struct Socket {
    inner: WebSocket,
    _on_open: Closure<dyn FnMut(Event)>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_close: Closure<dyn FnMut(CloseEvent)>,
}

impl Socket {
    /// Begins the handshake, and calls back with everything that happens and its time. The event `error` isn't listened to: it carries nothing, and `close`
    /// follows; where it doesn't, for an address that the content security policy forbids in Chromium, the violation
    /// tells.
    ///
    /// # Errors
    /// The browser's own words if it refuses to try (a `SyntaxError`, or a `SecurityError` of old browsers).
    pub fn open(
        target: &Target,
        on_event: impl Fn(Micros, SocketEvent<'_>) + 'static,
    ) -> Result<Self, String> {
        let offered: Array = target.subprotocols.iter().map(|name| JsValue::from_str(name)).collect();
        let inner = WebSocket::new_with_str_sequence(&target.address, &offered).map_err(words)?;
        // With "blob" a payload is read later than it arrives, and the order can be lost.
        inner.set_binary_type(BinaryType::Arraybuffer);
        let on_event = Rc::new(on_event);

        let (socket, say) = (inner.clone(), Rc::clone(&on_event));
        let on_open = Closure::<dyn FnMut(Event)>::new(move |_| {
            let event =
                SocketEvent::Opened { subprotocol: socket.protocol(), extensions: socket.extensions() };
            say(clock::now(), event);
        });
        let say = Rc::clone(&on_event);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            // Before anything else: reading the payload takes time, which is no part of a round trip.
            let at = clock::now();
            let data = event.data();
            if let Some(text) = data.dyn_ref::<JsString>() {
                say(at, SocketEvent::Message(Message::text(&String::from(text))));
            } else if let Ok(buffer) = data.dyn_into::<ArrayBuffer>() {
                say(at, SocketEvent::Message(Message::binary(&Uint8Array::new(&buffer).to_vec())));
            }
        });
        let on_close = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
            let (code, reason, clean) = (event.code(), event.reason(), event.was_clean());
            on_event(clock::now(), SocketEvent::Closed { code, reason, clean });
        });
        inner.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        inner.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        inner.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Ok(Self { inner, _on_open: on_open, _on_message: on_message, _on_close: on_close })
    }

    /// Hands a message to the browser and says whether it took it. Once the closing handshake has begun it would
    /// discard the message without a word, so it isn't given one then.
    pub fn send(&self, message: Message<'_>) -> bool {
        if self.inner.ready_state() != WebSocket::OPEN {
            return false;
        }
        match message.data_type {
            DataType::Text => self.inner.send_with_str(&String::from_utf8_lossy(message.payload)),
            DataType::Binary => self.inner.send_with_u8_array(message.payload),
        }
        .is_ok()
    }

    /// Begins the closing handshake; the event `Closed` follows.
    ///
    /// # Errors
    /// The browser's own words if the code or the reason isn't allowed.
    pub fn close(&self, request: &CloseRequest) -> Result<(), String> {
        match request.code {
            Some(code) => self.inner.close_with_code_and_reason(code, &request.reason),
            None => self.inner.close(),
        }
        .map_err(words)
    }

    /// Whether its connection has ended.
    pub fn is_over(&self) -> bool {
        self.inner.ready_state() == WebSocket::CLOSED
    }

    /// How many bytes have not left the browser; after the end of the connection, how many never did.
    pub fn buffered(&self) -> u64 {
        u64::from(self.inner.buffered_amount())
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.inner.set_onopen(None);
        self.inner.set_onmessage(None);
        self.inner.set_onclose(None);
        let _ = self.inner.close();
    }
}
