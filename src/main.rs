//! The one program of the page and of its worker: which of the two it is, it sees by where it runs.

mod app;
mod engine;
mod i18n;
mod state;
mod ui;

use wirebench_browser::scope::Scope;

fn main() {
    if let Some(scope) = Scope::current() {
        engine::start(&scope);
    } else {
        wirebench_browser::panic::show_panics();
        leptos::mount::mount_to_body(app::App);
    }
}
