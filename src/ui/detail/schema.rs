//! The `.proto` file by which protobuf messages are read: the wish for one, and which of its messages each frame is.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;

use crate::i18n::{say, use_words, word};
use crate::state::{Log, SchemaFacts};
use crate::ui::parts::{anew, live, on};
use crate::ui::words;

/// The file and the message.
#[component]
pub fn SchemaBox(log: Log) -> impl IntoView {
    let i18n = use_words();
    let on_file = on(move |event: Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            log.load_schema(file);
        }
    });
    let on_root = on(move |event: Event| {
        let index = event_target::<web_sys::HtmlSelectElement>(&event).selected_index();
        let messages = untrack(|| log.schema()).messages;
        if let Some((root, _)) = usize::try_from(index).ok().and_then(|index| messages.get(index)) {
            log.choose_root(*root);
        }
    });
    let options = anew(Box::new(move || {
        let SchemaFacts { messages, root, .. } = log.schema();
        let option = |(index, name): (usize, String)| {
            let is_root = live(move || index == root);
            view! { <option prop:selected=is_root>{live(move || name.clone())}</option> }
        };
        Some(messages.into_iter().map(option).collect_view().into_any())
    }));
    let has_none = live(move || log.schema().file.is_empty());
    let imports = live(move || match log.schema().imports {
        names if names.is_empty() => names,
        names => say!(i18n, proto.imports, names = words::visible(&names)),
    });
    let trouble = live(move || {
        log.schema().trouble.map(|trouble| words::schema_trouble(i18n, &trouble)).unwrap_or_default()
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
            <span hidden=has_none>{live(move || words::visible(&log.schema().file))}</span>
            <select hidden=has_none aria-label=word!(i18n, proto.root) title=word!(i18n, proto.root) on:change=on_root>
                {options}
            </select>
            <p class="problem" role="status" hidden=live(move || trouble.with(String::is_empty))>{trouble}</p>
            <p class="said-after" hidden=live(move || imports.with(String::is_empty))>{imports}</p>
        </div>
    }
}
