//! Composing a message of the application protocol by its form, and what the connection does by itself in it.

use std::collections::HashMap;

use leptos::prelude::*;
use wirebench_core::compose::Draft;
use wirebench_core::compose::forms::{Field, Form, KeepAlive, Wrong};
use wirebench_core::conn::Policy;
use wirebench_core::protocol::Protocol;

use super::session::Session;

/// The forms of a session; copies are the same.
#[derive(Clone, Copy)]
pub struct Composing {
    /// Whether they are wanted.
    pub is_open: RwSignal<bool>,
    typed: RwSignal<Typed>,
}

/// What was chosen and typed in the forms.
#[derive(Default)]
struct Typed {
    /// Which form is shown, by the names of its protocol and of itself.
    chosen: (&'static str, &'static str),
    /// What is in the fields, by the names of the protocol and of the field: forms that ask for the same share it.
    fields: HashMap<(&'static str, &'static str), String>,
    /// Why the last form couldn't be written, until something is typed.
    wrong: Option<Wrong>,
}

impl Composing {
    /// Nothing is typed.
    pub fn new() -> Self {
        Self { is_open: RwSignal::new(false), typed: RwSignal::new(Typed::default()) }
    }

    /// The form that is shown of a protocol.
    pub fn form(self, protocol: Protocol) -> Option<&'static Form> {
        let (of, chosen) = self.typed.with(|typed| typed.chosen);
        let is_of_it = of == protocol.name();
        is_of_it.then(|| named(protocol, chosen)).flatten().or_else(|| protocol.forms().first())
    }

    /// Shows another one.
    pub fn choose(self, protocol: Protocol, form: &'static Form) {
        self.typed.update(|typed| (typed.wrong, typed.chosen) = (None, (protocol.name(), form.name)));
    }

    /// What a field of a protocol holds.
    pub fn value(self, protocol: Protocol, name: &'static str, usual: &str) -> String {
        self.typed.with(|typed| {
            typed.fields.get(&(protocol.name(), name)).cloned().unwrap_or_else(|| usual.to_owned())
        })
    }

    /// Why the last form couldn't be written.
    pub fn wrong(self) -> Option<Wrong> {
        self.typed.with(|typed| typed.wrong.clone())
    }

    /// Takes over what was typed into it.
    pub fn type_in(self, protocol: Protocol, name: &'static str, text: String) {
        self.typed.update(|typed| {
            typed.wrong = None;
            typed.fields.insert((protocol.name(), name), text);
        });
    }
}

fn named(protocol: Protocol, name: &str) -> Option<&'static Form> {
    protocol.forms().iter().find(|form| form.name == name)
}

impl Session {
    /// Sends what the form comes to, or says what is wrong with it.
    pub fn send_form(self, protocol: Protocol) {
        if let Some(draft) = self.written_form(protocol) {
            self.send_draft(draft);
        }
    }

    /// Puts what the form comes to into the composer, or says what is wrong with it.
    pub fn put_form(self, protocol: Protocol) -> bool {
        let Some(draft) = self.written_form(protocol) else { return false };
        self.composer.recall(draft);
        true
    }

    fn written_form(self, protocol: Protocol) -> Option<Draft> {
        let form = untrack(|| self.composing.form(protocol))?;
        self.heeded(self.with_fields(protocol, form, Form::write))
    }

    fn with_fields<T>(
        self,
        protocol: Protocol,
        form: &Form,
        write: impl FnOnce(&Form, &[&str]) -> Result<T, Wrong>,
    ) -> Result<T, Wrong> {
        let value = |field: &Field| {
            let text = self.composing.value(protocol, field.name, field.usual);
            // What is wrong with a variable is said by the composer.
            if form.is_filled_first() { self.filled(&text).unwrap_or(text) } else { text }
        };
        let values: Vec<String> = untrack(|| form.fields.iter().map(value).collect());
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        write(form, &values)
    }

    fn heeded<T>(self, written: Result<T, Wrong>) -> Option<T> {
        self.composing.typed.update(|typed| typed.wrong = written.as_ref().err().cloned());
        written.ok()
    }

    /// Whether the protocol's hello is sent whenever the connection opens.
    pub fn says_hello(self, protocol: Protocol) -> bool {
        let hello = protocol.habits().hello.and_then(|name| named(protocol, name));
        hello.is_some_and(|form| {
            self.policy.with(|policy| policy.hello.iter().any(|draft| form.has_written(draft)))
        })
    }

    /// Whether the connection is kept alive as the protocol wants it.
    pub fn keeps_alive(self, protocol: Protocol) -> bool {
        let keep_alive = protocol.habits().keep_alive;
        keep_alive.is_some_and(|keep_alive| self.policy.with(|policy| keep_alive.is_on(&policy.ping)))
    }

    /// From now on the protocol's hello is sent whenever the connection opens, or no longer. If it can't be written, its
    /// form is shown with the reason.
    pub fn say_hello(self, protocol: Protocol, is_on: bool) {
        let Some(form) = protocol.habits().hello.and_then(|name| named(protocol, name)) else { return };
        let mut policy = self.policy.get_untracked();
        policy.hello.retain(|draft| !form.has_written(draft));
        if is_on {
            let written = self.with_fields(protocol, form, Form::write_kept);
            if written.is_err() {
                self.composing.choose(protocol, form);
            }
            let Some(hello) = self.heeded(written) else { return };
            policy.hello.insert(0, hello);
        }
        self.adjust(policy);
    }

    /// From now on the connection is kept alive as the protocol wants it, or not at all.
    pub fn keep_alive(self, protocol: Protocol, is_on: bool) {
        let Some(keep_alive) = protocol.habits().keep_alive else { return };
        let says_hello = untrack(|| self.says_hello(protocol));
        let mut policy = self.policy.get_untracked();
        policy.ping = if is_on { keep_alive.switch_on(&policy.ping) } else { Policy::default().ping };
        self.adjust(policy);
        if let KeepAlive { told: Some((field, on, off)), .. } = keep_alive {
            self.composing.type_in(protocol, field, String::from(if is_on { on } else { off }));
            // What the server was promised is to be kept.
            if says_hello {
                self.say_hello(protocol, true);
            }
        }
    }
}
