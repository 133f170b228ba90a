//! Makes Rust of the words in `src/i18n`, so that a view that names a missing word doesn't compile.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/i18n");
    // Attributes and sentences put together from parts need the words as strings, not as views.
    let options = ParseOptions::default().interpolate_display(true);
    let config = Config::new("en")?.locales_path(Path::new("src/i18n")).parse_options(options);
    let locales = parse_locales(None, config)?;
    for error in locales.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    for warning in locales.diag.warnings().iter() {
        println!("cargo::warning={warning}");
    }
    let code = leptos_i18n_codegen::gen_code(&locales, None, false, None, false)?;
    let out = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    fs::write(Path::new(&out).join("i18n.rs"), code.to_string())?;
    Ok(())
}
