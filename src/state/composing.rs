//! Composing a message of the application protocol by its form, and what the connection does by itself in it.

use std::borrow::Cow;
use std::collections::HashMap;

use leptos::prelude::*;
use wirebench_core::compose::forms::{Field, FieldProblem, Form, KeepAlive, Wrong};
use wirebench_core::compose::{Draft, Meaning};
use wirebench_core::conn::keep_alive::Ping;
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

fn borrowed(values: &[String]) -> Vec<&str> {
    values.iter().map(String::as_str).collect()
}

fn named(protocol: Protocol, name: &str) -> Option<&'static Form> {
    protocol.forms().iter().find(|form| form.name == name)
}

impl Session {
    /// Sends what the form comes to, or says what is wrong with it.
    pub fn send_form(self, protocol: Protocol) {
        let Some(form) = untrack(|| self.composing.form(protocol)) else { return };
        let values = self.field_values(protocol, form);
        if let Some(draft) = self.heeded(values.and_then(|values| form.write(&borrowed(&values)))) {
            self.hide_secrets(protocol, form);
            self.send_from_form(&draft);
        }
    }

    /// Puts what the form comes to into the composer, whose messages are remembered, and says whether that could be done;
    /// else it is said what is wrong.
    pub fn put_form(self, protocol: Protocol) -> bool {
        let Some(form) = untrack(|| self.composing.form(protocol)) else { return false };
        let Some(draft) = self.heeded(self.kept_form(protocol, form)) else { return false };
        self.composer.recall(draft);
        true
    }

    /// What a form comes to where it is kept.
    fn kept_form(self, protocol: Protocol, form: &Form) -> Result<Draft, Wrong> {
        self.field_values(protocol, form).and_then(|values| form.write_kept(&borrowed(&values)))
    }

    /// What is in the fields. What is wrong with a variable is said of its field, too.
    fn field_values(self, protocol: Protocol, form: &Form) -> Result<Vec<String>, Wrong> {
        let value = |(index, field): (usize, &Field)| {
            let text = untrack(|| self.composing.value(protocol, field.name, field.usual));
            let draft = Draft { text, meaning: Meaning::Text };
            let filled = if form.is_filled_first() && draft.text.contains("{{") {
                self.filled_in(&draft).map(|it| String::from_utf8_lossy(&it.payload).into_owned())
            } else {
                draft.prepare(Some(&self.values_now())).map(|_| draft.text)
            };
            filled.map_err(|error| Wrong { field: index, problem: FieldProblem::Draft(error) })
        };
        form.fields.iter().enumerate().map(value).collect()
    }

    /// What is typed as a secret is one from now on: on disk and in files there are dots in its place. Variables say
    /// themselves whether they are.
    fn hide_secrets(self, protocol: Protocol, form: &Form) {
        let typed = |field: &Field| untrack(|| self.composing.value(protocol, field.name, field.usual));
        let typed: Vec<String> = form.fields.iter().map(typed).collect();
        let secrets = form.secrets(&borrowed(&typed));
        self.sending.used_secrets.update_value(|used| {
            used.extend(
                secrets
                    .into_iter()
                    .filter(|secret| !secret.is_empty() && !secret.contains("{{"))
                    .map(Cow::into_owned),
            );
        });
        self.tell_secrets();
    }

    fn heeded(self, written: Result<Draft, Wrong>) -> Option<Draft> {
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
            let written = self.kept_form(protocol, form);
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
        let mut policy = self.policy.get_untracked();
        let ping = Ping { timeout: policy.ping.timeout, ..Ping::default() };
        policy.ping = if is_on { keep_alive.switch_on(&policy.ping) } else { ping };
        let hello = protocol.habits().hello.and_then(|name| named(protocol, name));
        // A hello with other fields than those here isn't touched.
        let before = hello.and_then(|form| self.kept_form(protocol, form).ok());
        let is_from_here = before.is_some_and(|draft| policy.hello.contains(&draft));
        self.adjust(policy);
        if let KeepAlive { told: Some((field, on, off)), .. } = keep_alive {
            self.composing.type_in(protocol, field, String::from(if is_on { on } else { off }));
            // What the server was promised is to be kept.
            if is_from_here {
                self.say_hello(protocol, true);
            }
        }
    }
}
