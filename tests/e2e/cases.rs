//! The table of cases, one file for each theme.

use std::pin::Pin;
use std::time::Duration;

use anyhow::Result;

use crate::stage::Stage;

mod address;
mod asleep;
mod binary;
mod broken;
mod certificate;
mod chat;
mod close;
mod connected;
mod contract;
mod enter;
mod failure;
mod finals;
mod flow;
mod forms;
mod hello;
mod hidden;
mod hostile;
mod input_method;
mod json;
mod kept;
mod kept_troubles;
mod keyboard;
mod keyboard_kept;
mod leaving;
mod limit;
mod links;
mod links_refused;
mod log;
mod looks;
mod looks_kept;
mod numbers;
mod online;
mod patience;
mod pause;
mod place;
mod plain_host;
mod protocols;
mod rates;
mod readers;
mod real_servers;
mod reconnect;
mod restart;
mod saved_connections;
mod saved_messages;
mod saved_order;
mod search;
mod search_flood;
mod settings;
mod storage;
mod store;
mod survives;
mod survives_little;
mod tabs;
mod text;
mod times;
mod two_windows;

mod barred;
mod detail;
mod detail_actions;
mod detail_large;
mod diagnosis;
mod drain;
mod extension;
mod extension_access;
mod extension_limits;
mod pings;
mod pong_rules;
mod pongs;
mod round_trip;

mod commands;
mod har;
mod headers;
mod history;
mod log_damaged;
mod log_disk;
mod log_export;
mod log_import;
mod log_progress;
mod logs;
mod logs_dialog;
mod repeat;
mod replay;
mod replay_modes;
mod secrets;
mod transfer;
mod transfer_refused;
mod variables;

/// A case while it runs.
type Running<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// Something that has to work.
#[derive(Clone)]
pub struct Case {
    /// What works, as a statement.
    pub name: &'static str,
    /// Plays it.
    pub run: for<'a> fn(&'a Stage) -> Running<'a>,
    /// How long it may take.
    pub patience: Duration,
    /// What the console may say meanwhile, in parts of sentences.
    pub expected: &'static [&'static str],
    /// Whether it makes no sense in the page of an extension.
    is_for_pages: bool,
}

const USUAL: Duration = Duration::from_secs(45);

/// A case that has to leave the console silent.
const fn case(name: &'static str, run: for<'a> fn(&'a Stage) -> Running<'a>) -> Case {
    Case { name, run, patience: USUAL, expected: &[], is_for_pages: false }
}

impl Case {
    /// The same, but the browser itself will say this.
    const fn expecting(mut self, expected: &'static [&'static str]) -> Self {
        self.expected = expected;
        self
    }

    /// The same, but it is about what only a page from a server has, or starts a browser of its own.
    const fn for_pages(mut self) -> Self {
        self.is_for_pages = true;
        self
    }

    /// The same, for the table.
    const fn longer_by(mut self, span: Duration) -> Self {
        self.patience = Duration::from_secs(self.patience.as_secs() + span.as_secs());
        self
    }

    /// Whether it is played in the page of an extension, too.
    pub fn is_for_extension(&self) -> bool {
        !self.is_for_pages
            && !FOR_PAGES.iter().flat_map(|topic| topic.iter()).any(|case| case.name == self.name)
    }

    /// The same, but it may take so much longer.
    pub fn longer(&self, span: Duration) -> Self {
        Self { patience: self.patience + span, ..self.clone() }
    }
}

/// Topics that are about a page from a server (whose diagnosis asks its own host; an extension's is among its cases), or
/// start browsers of their own; and those that measure what an extension has no part in.
const FOR_PAGES: &[&[Case]] = &[
    plain_host::CASES,
    headers::CASES,
    barred::CASES,
    certificate::CASES,
    diagnosis::CASES,
    extension::CASES,
    extension_access::CASES,
    extension_limits::CASES,
    survives::CASES,
    kept_troubles::CASES,
    flow::CASES,
    search_flood::CASES,
    limit::CASES,
    rates::CASES,
    detail_large::CASES,
    log_progress::CASES,
    asleep::CASES,
    hidden::CASES,
    round_trip::CASES,
];

/// Those that wait for minutes, how long may be chosen; they run in all browsers at once, and nothing beside them.
pub fn lasting() -> impl Iterator<Item = &'static Case> {
    hidden::LASTING.iter()
}

/// Those that measure, or have the machine work as hard as it can: nothing else runs beside them.
pub fn alone() -> impl Iterator<Item = &'static Case> {
    [
        reconnect::CASES,
        restart::CASES,
        broken::CASES,
        patience::CASES,
        flow::CASES,
        search_flood::CASES,
        limit::CASES,
        rates::CASES,
        detail_large::CASES,
        hostile::CASES,
        survives::CASES,
        kept_troubles::CASES,
        logs_dialog::CASES,
        repeat::CASES,
        replay::CASES,
        replay_modes::CASES,
        log_export::CASES,
        log_progress::CASES,
        asleep::CASES,
        hidden::CASES,
        pings::CASES,
        pongs::CASES,
        diagnosis::CASES,
        drain::CASES,
        round_trip::CASES,
    ]
    .into_iter()
    .flatten()
}

/// All others, which run in all browsers at once.
pub fn together() -> impl Iterator<Item = &'static Case> {
    [
        text::CASES,
        json::CASES,
        binary::CASES,
        address::CASES,
        protocols::CASES,
        close::CASES,
        connected::CASES,
        failure::CASES,
        finals::CASES,
        hello::CASES,
        online::CASES,
        tabs::CASES,
        leaving::CASES,
        log::CASES,
        search::CASES,
        readers::CASES,
        real_servers::CASES,
        chat::CASES,
        forms::CASES,
        pause::CASES,
        times::CASES,
        place::CASES,
        detail::CASES,
        detail_actions::CASES,
        input_method::CASES,
        keyboard::CASES,
        keyboard_kept::CASES,
        enter::CASES,
        storage::CASES,
        contract::CASES,
        settings::CASES,
        numbers::CASES,
        kept::CASES,
        links::CASES,
        links_refused::CASES,
        saved_connections::CASES,
        saved_messages::CASES,
        saved_order::CASES,
        store::CASES,
        survives_little::CASES,
        two_windows::CASES,
        variables::CASES,
        secrets::CASES,
        history::CASES,
        transfer::CASES,
        transfer_refused::CASES,
        har::CASES,
        log_disk::CASES,
        log_import::CASES,
        log_damaged::CASES,
        logs::CASES,
        commands::CASES,
        looks::CASES,
        looks_kept::CASES,
        pong_rules::CASES,
        plain_host::CASES,
        headers::CASES,
        barred::CASES,
        certificate::CASES,
        extension::CASES,
        extension_access::CASES,
        extension_limits::CASES,
    ]
    .into_iter()
    .flatten()
}

#[test]
fn names_are_unique() {
    let mut names: Vec<_> = alone().chain(together()).chain(lasting()).map(|case| case.name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}
