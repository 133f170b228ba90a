//! One setting: a line or a box to type into, a choice, or a check mark.

use leptos::ev::{Event, FocusEvent, KeyboardEvent};
use leptos::prelude::*;
use wirebench_core::conn::settings::{Form, Setting, Step};

use crate::i18n::use_words;
use crate::state::Session;
use crate::ui::parts::{Problem, invalid, live, on};
use crate::ui::words;

/// A setting that is typed. What doesn't fit stays in the box with the reason under it, while the last text that did
/// stays in force.
#[component]
pub fn TextField(session: Session, setting: Setting) -> impl IntoView {
    let i18n = use_words();
    let in_force = move || session.policy.with(|policy| setting.read(policy));
    // What is typed counts as long as nothing else, such as a preset, has changed the setting since.
    let typed = RwSignal::new(untrack(in_force));
    let beside = RwSignal::new(untrack(in_force));
    let text = live(move || {
        let in_force = in_force();
        if beside.get() == in_force { typed.get() } else { in_force }
    });
    let problem = live(move || {
        let mut policy = session.policy.get();
        let text = text.get();
        let refused = setting.write(&mut policy, &text).err();
        let problem = refused.or_else(|| setting.unready(&text, &policy, &session.values()))?;
        Some(words::setting_problem(i18n, problem))
    });
    let type_in = move |text: String| {
        beside.set(untrack(in_force));
        typed.set(text);
    };
    // Taken over when it is complete: half of a number is another number.
    let commit = move || {
        let text = text.get_untracked();
        // Why it is refused is shown from what is typed.
        let _ = session.set(setting, &text);
        type_in(text);
    };
    let on_input = move || on(move |event: Event| type_in(event_target_value(&event)));
    let on_key = on(move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowUp" => Step::Up,
            "ArrowDown" => Step::Down,
            "Enter" => return commit(),
            _ => return,
        };
        if let Some(next) = setting.stepped(&text.get_untracked(), step) {
            event.prevent_default();
            type_in(next);
        }
    });
    let on_blur = move || on(move |_: FocusEvent| commit());
    let (id, problem_id) = ids(setting);
    let is_number = setting.form() == Form::Number;
    let described = live(move || problem.with(Option::is_some).then(|| ids(setting).1));
    let input = if setting.form() == Form::Message {
        view! {
            <textarea
                class="input is-payload"
                id=id.clone()
                rows="2"
                spellcheck="false"
                autocomplete="off"
                placeholder=live(move || words::setting_hint(i18n, setting))
                aria-invalid=invalid(problem)
                aria-describedby=described
                prop:value=text
                on:input=on_input()
                on:blur=on_blur()
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                class="input is-payload"
                id=id.clone()
                type="text"
                role=is_number.then_some("spinbutton")
                aria-valuenow=live(move || Some(in_force()).filter(|text| is_number && !text.is_empty()))
                aria-valuetext=live(move || (is_number && in_force().is_empty()).then(|| words::setting_hint(i18n, setting)))
                inputmode=if is_number { "decimal" } else { "text" }
                spellcheck="false"
                autocomplete="off"
                placeholder=live(move || words::setting_hint(i18n, setting))
                aria-invalid=invalid(problem)
                aria-describedby=described
                prop:value=text
                on:input=on_input()
                on:blur=on_blur()
                on:keydown=on_key
            />
        }
        .into_any()
    };
    view! {
        <div class="field" hidden=live(move || !session.policy.with(|policy| setting.matters(policy)))>
            <label class="field-label" for=id>{live(move || words::setting(i18n, setting))}</label>
            {input}
            <Problem id=problem_id text=problem />
        </div>
    }
}

/// A setting that is chosen.
#[component]
pub fn Select(session: Session, setting: Setting) -> impl IntoView {
    let i18n = use_words();
    let (id, _) = ids(setting);
    let on_change = on(move |event: Event| {
        // The list holds only what the setting takes.
        let _ = session.set(setting, &event_target_value(&event));
    });
    let option = move |name: &&'static str| {
        let name = *name;
        let is_chosen = live(move || session.policy.with(|policy| setting.read(policy) == name));
        view! {
            <option value=name prop:selected=is_chosen>
                {live(move || words::setting_choice(i18n, setting, name))}
            </option>
        }
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{live(move || words::setting(i18n, setting))}</label>
            <select class="input" id=id on:change=on_change>
                {setting.choices().iter().map(option).collect_view()}
            </select>
        </div>
    }
}

/// A setting that is on or off.
#[component]
pub fn Check(session: Session, setting: Setting) -> impl IntoView {
    let i18n = use_words();
    let is_on = live(move || session.policy.with(|policy| setting.read(policy) == "on"));
    let on_change = on(move |event: Event| {
        let text = if event_target_checked(&event) { "on" } else { "off" };
        // Both are among its choices.
        let _ = session.set(setting, text);
    });
    view! {
        <label class="check">
            <input type="checkbox" autofocus=true prop:checked=is_on on:change=on_change />
            {live(move || words::setting(i18n, setting))}
        </label>
    }
}

/// The ids of a setting's input and of the sentence about what is wrong with it.
fn ids(setting: Setting) -> (String, String) {
    (format!("setting-{}", setting.name()), format!("setting-{}-problem", setting.name()))
}
