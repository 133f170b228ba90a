//! The page: a banner for the case that it fails, and the app.

mod app;
mod i18n;
mod state;
mod ui;

fn main() {
    wirebench_browser::panic::show_panics();
    leptos::mount::mount_to_body(app::App);
}
