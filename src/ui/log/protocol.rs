//! The choice of the application protocol in which a log is read.

use leptos::ev::Event;
use leptos::prelude::*;
use wirebench_core::protocol::Protocol;

use crate::i18n::{say, use_words, word};
use crate::state::{Log, ProtocolChoice};
use crate::ui::parts::{live, on};

/// The choice.
#[component]
pub fn ProtocolSelect(log: Log) -> impl IntoView {
    let i18n = use_words();
    let choices = [ProtocolChoice::Automatic, ProtocolChoice::Off]
        .into_iter()
        .chain(Protocol::ALL.map(ProtocolChoice::Chosen));
    let choices: Vec<ProtocolChoice> = choices.collect();
    let all = choices.clone();
    let choose = on(move |event: Event| {
        let index = event_target::<web_sys::HtmlSelectElement>(&event).selected_index();
        let chosen = usize::try_from(index).ok().and_then(|index| all.get(index));
        log.choose(chosen.copied().unwrap_or_default());
    });
    let option = move |choice: ProtocolChoice| {
        let text = live(move || match choice {
            ProtocolChoice::Automatic => {
                match log.protocol().filter(|_| log.choice() == ProtocolChoice::Automatic) {
                    Some(protocol) => say!(i18n, protocol.recognised, name = protocol.name()),
                    None => say!(i18n, protocol.automatic),
                }
            }
            ProtocolChoice::Off => say!(i18n, protocol.off),
            ProtocolChoice::Chosen(protocol) => protocol.name().to_owned(),
        });
        view! { <option prop:selected=live(move || log.choice() == choice)>{text}</option> }
    };
    let label = word!(i18n, protocol.label);
    view! {
        <select class="log-times log-protocol" aria-label=label title=label on:change=choose>
            {choices.into_iter().map(option).collect_view()}
        </select>
    }
}
