//! What the browser said on its console: the page and its worker are to say nothing there.
//! Chromium's driver keeps a log; Firefox prints what scripts say and keeps the rest, such as breaches of the
//! security policy, in its own console.
//! A browser itself tells of every failed handshake; a case that provokes one lists the words it expects.

use anyhow::Result;
use thirtyfour::session::scriptret::ScriptRet;

use crate::browser::Browser;
use crate::command::{Command, Context};
use crate::driver::Driver;

/// What a browser says when a handshake fails.
pub const FAILED: &[&str] =
    &["WebSocket connection to 'ws", "Firefox can’t establish a connection to the server at ws"];

/// What a browser says when a connection breaks; Chromium finds that not worth a word.
pub const BROKEN: &[&str] = &["The connection to ws"];

/// What a browser says when a connection breaks and handshakes fail after that.
pub const DOWN: &[&str] = &[FAILED[0], FAILED[1], BROKEN[0]];

/// What a browser says when the page gives up on a handshake.
pub const CANCELLED: &[&str] = &[
    "WebSocket is closed before the connection is established",
    "Firefox can’t establish a connection to the server at ws",
    "The connection to ws",
];

/// What Firefox says when a page is left while something is being written to its database; the log goes there, and a
/// page may be left at any time.
const LEFT_WHILE_WRITING: &str =
    "An IndexedDB transaction that was not yet complete has been aborted due to page navigation.";

/// The script errors, policy breaches and warnings about pages from this machine, and then none of them again.
const FIREFOX_CONSOLE: &str = r"
    const entries = [];
    for (const message of Services.console.getMessageArray()) {
        try {
            message.QueryInterface(Ci.nsIScriptError);
            if (/^(http:\/\/(127\.0\.0\.1|wirebench\.test)|moz-extension:)/.test(message.sourceName)) entries.push(`${message.category}: ${message.errorMessage}`);
        } catch { /* Not about a script, hence about the browser. */ }
    }
    Services.console.reset();
    return entries;
";

/// The errors and warnings since the last look.
pub async fn take(driver: &Driver, browser: Browser) -> Result<Vec<String>> {
    match browser {
        Browser::Chromium => {
            let entries = driver.web.browser_log().await?;
            let bad =
                entries.into_iter().filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"));
            Ok(bad.map(|entry| entry.message).collect())
        }
        Browser::Firefox => {
            driver.web.cmd(Command::Context(Context::Chrome)).await?;
            let kept =
                driver.web.execute(FIREFOX_CONSOLE, []).await.and_then(|kept: ScriptRet| kept.convert());
            driver.web.cmd(Command::Context(Context::Content)).await?;
            let mut entries: Vec<String> = kept?;
            entries.extend(driver.take_printed().into_iter().filter(|line| is_from_a_page(line)));
            Ok(entries)
        }
    }
}

/// Those that neither a case expects nor any of them has to.
pub fn unexpected(mut entries: Vec<String>, expected: &[&str]) -> Vec<String> {
    let is_expected =
        |entry: &String| expected.iter().chain([&LEFT_WHILE_WRITING]).any(|words| entry.contains(words));
    entries.retain(|entry| !is_expected(entry));
    entries
}

/// The browser's own parts print with a name in front of the text, a page's text is quoted.
fn is_from_a_page(line: &str) -> bool {
    line.starts_with("console.error: \"") || line.starts_with("console.warn: \"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_expected_is_forgiven() {
        let said = || vec!["WebSocket connection to 'ws://x' failed".to_owned(), "panicked at".to_owned()];
        assert_eq!(unexpected(said(), FAILED), ["panicked at"]);
        assert_eq!(unexpected(said(), &[]).len(), 2);
        let left = format!("content javascript: {LEFT_WHILE_WRITING}");
        assert_eq!(unexpected(vec![left], &[]), [""; 0]);
    }

    #[test]
    fn a_page_is_told_apart_from_the_browser() {
        assert!(is_from_a_page("console.error: \"panicked at\""));
        assert!(is_from_a_page("console.warn: \"careful\""));
        assert!(!is_from_a_page("console.error: RSLoader: failed"));
        assert!(!is_from_a_page("console.log: \"hello\""));
    }
}
