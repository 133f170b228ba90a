//! How a connection is looked after, as a dialog: reconnecting, messages on opening, pings, timeouts, and its log.

mod field;

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use wirebench_core::conn::keep_alive::Preset;
use wirebench_core::conn::settings::Setting;

use self::field::{Check, Select, TextField};
use super::parts::{Dialog, blur, live, on};
use crate::i18n::{say, use_words, word};
use crate::state::Session;

/// What stands for something else in a message; see `compose::Template`.
const VARIABLES: &str = "{{nonce}} {{seq}} {{uuid}} {{timestamp}} {{timestamp_ms}} {{iso}} {{random:1-100}} \
    {{random_hex:16}} {{bytes:16}} {{char:1e}} {{last:$.s}}";

/// The dialog. What is typed holds at once; there is nothing to save or to discard.
#[component]
pub fn SettingsDialog(session: Session) -> impl IntoView {
    let i18n = use_words();
    let close = move || {
        // What is being typed is taken over when its field loses the focus.
        blur();
        session.shows_settings.set(false);
    };
    let belongs = live(move || {
        let name = session.label().unwrap_or_else(|| say!(i18n, app.untitled));
        say!(i18n, settings.belongs, name = name)
    });
    let text = move |setting: Setting| view! { <TextField session setting /> };
    let select = move |setting: Setting| view! { <Select session setting /> };
    view! {
        <Dialog title=word!(i18n, settings.title) on_cancel=close>
            <div class="settings">
                <fieldset class="settings-group">
                    <legend class="settings-title">{word!(i18n, settings.reconnect_group)}</legend>
                    <Check session setting=Setting::Reconnect />
                    <div class="settings-grid">
                        {text(Setting::Delay)} {text(Setting::Factor)} {text(Setting::Ceiling)}
                        {select(Setting::Jitter)} {text(Setting::Attempts)} {text(Setting::FinalCodes)}
                    </div>
                </fieldset>
                <fieldset class="settings-group">
                    <legend class="settings-title">{word!(i18n, settings.open_group)}</legend>
                    {text(Setting::Hello)}
                    <p class="settings-note">{word!(i18n, settings.hello_note)}</p>
                </fieldset>
                <fieldset class="settings-group">
                    <legend class="settings-title">{word!(i18n, settings.ping_group)}</legend>
                    <p class="settings-note">{word!(i18n, settings.ping_note)}</p>
                    <div class="settings-grid">
                        {text(Setting::PingInterval)} {text(Setting::PongTimeout)} <PresetSelect session />
                    </div>
                    {text(Setting::PingMessage)}
                    <p class="settings-note">
                        {word!(i18n, settings.variables)} " " <code>{VARIABLES}</code>
                    </p>
                    <div class="settings-grid is-dense">
                        {select(Setting::PingMeaning)} {select(Setting::PongRule)}
                        {text(Setting::PongPath)} {text(Setting::PongValue)}
                    </div>
                    <div class="settings-grid is-dense">
                        {select(Setting::AnswerRule)} {text(Setting::AnswerPath)}
                        {text(Setting::AnswerValue)}
                    </div>
                    {text(Setting::AnswerMessage)}
                </fieldset>
                <fieldset class="settings-group">
                    <legend class="settings-title">{word!(i18n, settings.time_group)}</legend>
                    <div class="settings-grid">{text(Setting::Idle)} {text(Setting::Connect)}</div>
                </fieldset>
                <fieldset class="settings-group">
                    <legend class="settings-title">{word!(i18n, log.label)}</legend>
                    <div class="settings-grid">{text(Setting::LogLimit)}</div>
                    <p class="settings-note">{word!(i18n, settings.log_note)}</p>
                </fieldset>
            </div>
            <div class="dialog-buttons">
                <p class="settings-note settings-belongs">{belongs}</p>
                <button class="button" type="button" on:click=on(move |_: MouseEvent| close())>
                    {word!(i18n, settings.close)}
                </button>
            </div>
        </Dialog>
    }
}

/// Fills in the message and the rules of a protocol, on the press of a button: a choice by arrow keys goes through many.
#[component]
fn PresetSelect(session: Session) -> impl IntoView {
    let i18n = use_words();
    let select = NodeRef::<html::Select>::new();
    let apply = on(move |_: MouseEvent| {
        let index = select.get_untracked().map_or(0, |select| select.selected_index());
        if let Some(preset) = usize::try_from(index).ok().and_then(|index| Preset::ALL.get(index)) {
            session.apply_preset(*preset);
        }
    });
    view! {
        <div class="field">
            <label class="field-label" for="setting-preset">{word!(i18n, settings.preset)}</label>
            <span class="settings-preset">
                <select class="input" id="setting-preset" node_ref=select>
                    {Preset::ALL.map(|preset| view! { <option>{preset.name()}</option> }).collect_view()}
                </select>
                <button class="button" type="button" on:click=apply>{word!(i18n, settings.apply_preset)}</button>
            </span>
        </div>
    }
}
