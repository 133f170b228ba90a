//! Closing with a code and a reason of one's own choice.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wirebench_core::conn::close_code::{CloseProblem, check_user_close};
use wirebench_core::conn::{CloseRequest, Status};

use super::CONNECT_ID;
use crate::i18n::{Words, say, use_words, word};
use crate::state::Session;
use crate::state::session::Closing;
use crate::ui::parts::{Field, FieldKind, Input, focus, live, on};

const CODE: FieldKind = FieldKind {
    id: "close-code",
    problem_id: "close-code-problem",
    class: "close-code",
    input: Input::Number,
};
const REASON: FieldKind = FieldKind {
    id: "close-reason",
    problem_id: "close-reason-problem",
    class: "close-reason",
    input: Input::Text,
};

/// The form, shown while it is wanted and there is something to close.
#[component]
pub fn CloseForm(session: Session) -> impl IntoView {
    let i18n = use_words();
    let Closing { is_open, code, reason } = session.closing;
    let checked = move || code.with(|code| reason.with(|reason| check(code, reason)));
    let code_problem = live(move || checked().err().and_then(|problem| code_words(i18n, &problem)));
    let reason_problem = live(move || checked().err().and_then(|problem| reason_words(i18n, &problem)));
    let on_submit = on(move |event: SubmitEvent| {
        event.prevent_default();
        match untrack(checked) {
            Ok(request) => {
                session.close(request);
                // The form goes with the connection; the focus would be lost with it.
                focus(CONNECT_ID);
            }
            Err(FormProblem::Close(CloseProblem::ReasonTooLong { .. })) => focus(REASON.id),
            Err(FormProblem::NotANumber | FormProblem::Close(CloseProblem::CodeNotAllowed { .. })) => {
                focus(CODE.id);
            }
        }
    });
    view! {
        <form
            class="close-form"
            novalidate=true
            hidden=live(move || !is_open.get() || !session.status.with(Status::is_connected))
            on:submit=on_submit>
            <Field
                kind=CODE
                label=word!(i18n, connect.close_code)
                placeholder=live(String::new)
                value=code
                on_type=move |text| code.set(text)
                problem=code_problem
            />
            <Field
                kind=REASON
                label=word!(i18n, connect.close_reason)
                placeholder=word!(i18n, connect.close_reason_hint)
                value=reason
                on_type=move |text| reason.set(text)
                problem=reason_problem
            />
            <button class="button close-now" type="submit">
                {word!(i18n, connect.close_now)}
            </button>
        </form>
    }
}

enum FormProblem {
    NotANumber,
    Close(CloseProblem),
}

fn check(code: &str, reason: &str) -> Result<CloseRequest, FormProblem> {
    let code = code.trim().parse().map_err(|_| FormProblem::NotANumber)?;
    let (code, reason) = check_user_close(code, reason).map_err(FormProblem::Close)?;
    Ok(CloseRequest { code: Some(code.0), reason })
}

fn code_words(i18n: Words, problem: &FormProblem) -> Option<String> {
    match problem {
        FormProblem::NotANumber => Some(say!(i18n, connect.code_not_a_number)),
        FormProblem::Close(CloseProblem::CodeNotAllowed { code }) => {
            Some(say!(i18n, connect.code_not_allowed, code = *code))
        }
        FormProblem::Close(CloseProblem::ReasonTooLong { .. }) => None,
    }
}

fn reason_words(i18n: Words, problem: &FormProblem) -> Option<String> {
    match problem {
        FormProblem::Close(CloseProblem::ReasonTooLong { bytes }) => {
            Some(say!(i18n, connect.reason_too_long, bytes = *bytes))
        }
        FormProblem::NotANumber | FormProblem::Close(CloseProblem::CodeNotAllowed { .. }) => None,
    }
}
