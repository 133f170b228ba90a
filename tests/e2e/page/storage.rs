//! What the page leaves in the browser, and where it could be read later.

use anyhow::{Result, bail, ensure};

use super::Page;
use super::kept_logs::KeptRow;

impl Page {
    /// Everything that the browser keeps for the page: each key with its value, of this window and of all, the logs on disk,
    /// and the address of the page.
    pub async fn kept(&self) -> Result<Vec<(String, String)>> {
        let script = "return [localStorage, sessionStorage].flatMap((storage) => Object.entries(storage))
            .concat([['the address of the page', location.href], ['the history', JSON.stringify(history.state)]]);";
        let mut kept: Vec<(String, String)> = self.script(script, vec![]).await?;
        for log in self.kept_logs().await? {
            kept.push(("the label of a kept log".to_owned(), log.record.label));
            let text = |row: KeptRow| String::from_utf8_lossy(&row.payload).into_owned();
            kept.extend(log.rows.into_iter().map(|row| ("a row of a kept log".to_owned(), text(row))));
        }
        Ok(kept)
    }

    /// What is kept is what was kept before; the difference is said.
    pub async fn keeps_just(&self, before: &[(String, String)]) -> Result<()> {
        let now = self.kept().await?;
        let gone: Vec<_> = before.iter().filter(|one| !now.contains(one)).collect();
        let new: Vec<_> = now.iter().filter(|one| !before.contains(one)).collect();
        ensure!(now == before, "what is kept has changed: gone is {gone:?}, new is {new:?}");
        Ok(())
    }

    /// Nothing of what is kept has this in it, in whatever spelling.
    pub async fn keeps_nothing_of(&self, core: &str) -> Result<()> {
        for (key, value) in self.kept().await? {
            hides(&format!("{key}: {value}"), core)?;
        }
        Ok(())
    }
}

/// Nothing of this is in a text: not as it is, not in base64 at any offset, not in hex, nor backwards. It has to be of
/// letters and digits, which look the same percent-encoded and escaped for JSON, however often.
pub fn hides(text: &str, core: &str) -> Result<()> {
    ensure!(core.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{core:?} has other spellings");
    let lower = text.to_ascii_lowercase();
    for spelling in spellings(core) {
        if lower.contains(&spelling.to_ascii_lowercase()) {
            bail!("{core:?} is kept as {spelling:?} in {}", super::head(text));
        }
    }
    Ok(())
}

fn spellings(core: &str) -> Vec<String> {
    let hex = core.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let mut all = vec![core.to_owned(), core.chars().rev().collect(), hex];
    all.extend((0..3).map(|skip| base64(&core.as_bytes()[skip..])));
    all
}

/// The base64 of as many bytes as make whole groups, so that what follows makes no difference.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = |group: &[u8]| {
        let bits = group.iter().fold(0, |bits, &byte| bits << 8 | usize::from(byte));
        [18, 12, 6, 0].map(|shift| char::from(ALPHABET[bits >> shift & 63]))
    };
    bytes.chunks_exact(3).flat_map(digits).collect()
}

#[test]
fn a_secret_is_found_in_every_spelling() {
    let core = "hUnter2";
    for text in [
        "x hUnter2",
        "%22hUnter2%22",
        r#"{\"a\":\"hUnter2\"}"#,
        "2retnUh",
        "68556e74657232",
        // `hUnter2!`, and with one and two bytes before it.
        "aFVudGVyMiE=",
        "eGhVbnRlcjIh",
        "eHhoVW50ZXIyIQ==",
    ] {
        assert!(hides(text, core).is_err(), "{text}");
    }
    assert!(hides("hunter 2", core).is_ok());
    assert!(hides("", "no core").is_err());
}
