//! `cargo xtask policy`: Trunk's post-build hook, which joins the styles of a release and gives it its content security
//! policy.
//!
//! A debug build gets none, because `trunk serve` injects an inline script that reloads the page.
//! The policy is a `<meta>` so that it also holds on static hosts that can't set a header.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::html::{self, Tag};
use crate::{Result, check, styles};

/// Own scripts, own styles, WebAssembly, and sockets to anywhere; nothing else. A picture that a peer has sent is shown
/// from memory, by a `blob:` address.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
    style-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws: wss: http: https:; base-uri 'none'; \
    form-action 'none'";

/// Finishes the page in Trunk's staging folder if this is a release build.
pub fn run() -> Result {
    let profile = env::var("TRUNK_PROFILE")
        .map_err(|_| "`cargo xtask policy` is run by Trunk; to build a release use `cargo xtask dist`.")?;
    if profile != "release" {
        return Ok(());
    }
    let staging = env::var_os("TRUNK_STAGING_DIR").ok_or("Trunk named no staging folder.")?;
    let staging = PathBuf::from(staging);
    let page = staging.join("index.html");
    let before = fs::read_to_string(&page)
        .map_err(|problem| format!("{} can't be read: {problem}.", page.display()))?;
    let after = insert(&styles::join(&before, &staging)?)?;
    fs::write(&page, after).map_err(|problem| format!("{} can't be written: {problem}.", page.display()))
}

/// The page with the policy as the first thing after `<meta charset>`.
fn insert(page: &str) -> Result<String> {
    let tags = html::tags(page);
    check::nothing_inline(&tags)?;
    let charset = tags
        .iter()
        .find(|tag| tag.name == "meta" && tag.attribute("charset").is_some())
        .ok_or("index.html has no <meta charset>, after which the policy goes: put it first in <head>.")?;
    let early = |tag: &&Tag| tag.start < charset.start && matches!(tag.name.as_str(), "script" | "link");
    if let Some(tag) = tags.iter().find(early) {
        return Err(format!(
            "<{}> comes before <meta charset> in index.html, where no policy holds: move it after.",
            tag.name
        ));
    }
    let (head, rest) = page.split_at(charset.end);
    Ok(format!("{head}<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_comes_right_after_the_charset() {
        for charset in ["<meta charset=\"utf-8\" />", "<META charset=utf-8>"] {
            let page = format!("<!doctype html><head>{charset}<script src=\"./boot.js\"></script></head>");
            let done = insert(&page).unwrap();
            assert!(
                done.contains(&format!("{charset}<meta http-equiv=\"Content-Security-Policy\"")),
                "{done}"
            );
            assert!(done.ends_with("'none'\"><script src=\"./boot.js\"></script></head>"), "{done}");
        }
    }

    #[test]
    fn a_page_that_would_break_under_the_policy_is_refused() {
        let refused = |page: &str| insert(page).unwrap_err();
        assert!(refused("<head></head>").contains("no <meta charset>"));
        assert!(refused("<meta charset=utf-8><script>run()</script>").contains("inline <script>"));
        assert!(refused("<meta charset=utf-8><style>b{}</style>").contains("<style>"));
        assert!(refused("<link rel=icon><meta charset=utf-8>").contains("before <meta charset>"));
    }
}
