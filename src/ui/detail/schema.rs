//! The `.proto` file by which protobuf messages are read: the wish for one, and which of its messages each frame is.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;

use crate::i18n::{say, use_words, word};
use crate::state::{Log, SchemaFacts};
use crate::ui::parts::{live, on};
use crate::ui::words;

/// The file and the message.
#[component]
pub fn SchemaBox(log: Log) -> impl IntoView {
    let i18n = use_words();
    let schema = Memo::new(move |_| log.schema());
    let on_file = on(move |event: Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            log.load_schema(file);
        }
    });
    let on_root = on(move |event: Event| {
        let index = event_target::<web_sys::HtmlSelectElement>(&event).selected_index();
        let chosen = schema.with_untracked(|schema| {
            let index = usize::try_from(index).ok()?;
            schema.messages.get(index).map(|(root, _)| *root)
        });
        if let Some(root) = chosen {
            log.choose_root(root);
        }
    });
    let options = move || {
        let SchemaFacts { messages, root, .. } = schema.get();
        let option = |(index, name)| view! { <option selected=index == root>{name}</option> };
        messages.into_iter().map(option).collect_view()
    };
    let has_none = live(move || schema.with(|schema| schema.file.is_empty()));
    let imports = live(move || {
        schema.with(|schema| match schema.imports.as_slice() {
            [] => String::new(),
            names => say!(i18n, proto.imports, names = words::visible(&names.join(", "))),
        })
    });
    let trouble = live(move || {
        schema.with(|schema| {
            schema.trouble.as_ref().map(|it| words::schema_trouble(i18n, it)).unwrap_or_default()
        })
    });
    view! {
        <div class="said-schema" data-testid="schema">
            <label class="button composer-file-button">
                <span aria-hidden="true">{word!(i18n, proto.load)}</span>
                <input
                    class="off-screen"
                    type="file"
                    accept=".proto"
                    aria-label=word!(i18n, proto.load)
                    // Or choosing the same file again, when it has changed on disk, would be no change.
                    on:click=on(move |event: MouseEvent| {
                        event_target::<web_sys::HtmlInputElement>(&event).set_value("");
                    })
                    on:change=on_file
                />
            </label>
            <span hidden=has_none>{live(move || schema.with(|schema| words::visible(&schema.file)))}</span>
            <select hidden=has_none aria-label=word!(i18n, proto.root) title=word!(i18n, proto.root) on:change=on_root>
                {options}
            </select>
            <p class="problem" role="status" hidden=live(move || trouble.with(String::is_empty))>{trouble}</p>
            <p class="said-after" hidden=live(move || imports.with(String::is_empty))>{imports}</p>
        </div>
    }
}
