//! Logs of other programs that are damaged: each says on which line, and gives what could be read. What is damaged of our
//! own is in `log_import`.

use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::kept_troubles::noise;
use super::log_import::Files;
use super::{Case, case};
use crate::page::Kind::{Received, Sent};
use crate::page::{Kind, Page};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("a damaged HAR says where, and gives its other messages", |stage| Box::pin(har(stage)))
        .longer_by(Duration::from_secs(30)),
    case("damaged JSON lines say where, and give the others", |stage| Box::pin(lines(stage))),
    case("a file without meaning is refused whatever its name", |stage| Box::pin(without_meaning(stage))),
];

/// As a browser writes it: the messages before the address. The messages are on the lines 3 to 6.
const HAR: &str = r#"{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"entries":[
{"_webSocketMessages":[
{"type":"send","time":1795867199.5,"opcode":1,"data":"one"},
{"type":"receive","time":1795867199.6,"opcode":1,"data":"two"},
{"type":"receive","time":1795867199.7,"opcode":2,"data":"AP8="},
{"type":"send","time":1795867199.8,"opcode":1,"data":"four"}],
"request":{"method":"GET","url":"wss://example.com/feed","headers":[]},
"response":{"status":101,"headers":[]},
"startedDateTime":"2026-11-28T11:59:59.000Z","time":1000}
]}}
"#;

type Message = (Kind, &'static str, &'static str);

const ONE: Message = (Sent, "text", "one");
const TWO: Message = (Received, "text", "two");
const BYTES: Message = (Received, "binary", "00 ff");
const FOUR: Message = (Sent, "text", "four");

/// A file is damaged by putting something in the place of something else.
struct Damage {
    what: &'static str,
    place: &'static str,
    by: &'static str,
    /// What is left of the messages.
    left: &'static [Message],
    /// What is said of it.
    said: &'static str,
}

const IN_HAR: &[Damage] = &[
    Damage {
        what: "no JSON in a message",
        place: r#""data":"two"}"#,
        by: "data two}",
        left: &[ONE, BYTES, FOUR],
        said: "Line 4: it isn’t JSON",
    },
    Damage {
        what: "no JSON between the messages",
        place: r#"{"type":"receive","time":1795867199.6"#,
        by: r#"%%% {"type":"receive","time":1795867199.6"#,
        left: &[ONE],
        said: "Line 4: the JSON breaks off, and nothing behind it can be read.",
    },
    Damage {
        what: "no base64",
        place: "AP8=",
        by: "A?8=",
        left: &[ONE, TWO, FOUR],
        said: "Line 5: “data” is missing, or isn’t as it should be.",
    },
    Damage {
        what: "an opcode of neither",
        place: r#""opcode":1,"data":"four""#,
        by: r#""opcode":9,"data":"four""#,
        left: &[ONE, TWO, BYTES],
        said: "Line 6: the opcode 9 is neither text nor binary.",
    },
    Damage {
        what: "no JSON behind the messages",
        place: r#""request":{"method""#,
        by: r#""request" "method""#,
        left: &[ONE, TWO, BYTES, FOUR],
        said: "Line 7: the JSON breaks off, and nothing behind it can be read.",
    },
];

async fn har(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let files = Files::new()?;
    files.open(page, "whole.har", HAR).await?;
    messages_are(page, &[ONE, TWO, BYTES, FOUR]).await?;
    let problems = page.captured_problems().await?;
    ensure!(problems.is_empty(), "of the whole one it says {problems:?}");
    for Damage { what, place, by, left, said } in IN_HAR {
        ensure!(HAR.matches(place).count() == 1, "{place} isn't there once");
        opens_as(page, &files, "damaged.har", HAR.replace(place, by).as_bytes(), left, said)
            .await
            .with_context(|| (*what).to_owned())?;
    }
    let cut_at = async |place: &str, left: &[Message], said: &str| {
        let end = HAR.find(place).context("there is no such place")?;
        opens_as(page, &files, "cut.har", &HAR.as_bytes()[..end], left, said)
            .await
            .with_context(|| format!("cut at {place}"))
    };
    cut_at("AP8=", &[ONE, TWO], "Line 5: the file ends in the middle.").await?;
    cut_at("example.com", &[ONE, TWO, BYTES, FOUR], "Line 7: the file ends in the middle.").await
}

async fn lines(stage: &Stage) -> Result<()> {
    const LINES: &str = "{\"dir\":\"out\",\"data\":\"one\"}\n{\"dir\":\"in\",\"data\":\"two\"}\n\
        {\"dir\":\"in\",\"base64\":\"AP8=\"}\n{\"dir\":\"out\",\"data\":\"four\"}\n";
    let page = &stage.page;
    let files = Files::new()?;
    let with = |place: &str, by: &[u8]| -> Result<Vec<u8>> {
        let (before, after) = LINES.split_once(place).context("there is no such place")?;
        Ok([before.as_bytes(), by, after.as_bytes()].concat())
    };
    for (what, file, left, said) in [
        ("no base64", with("AP8=", b"A?8=")?, &[ONE, TWO, FOUR][..], "Line 3: “base64” is missing"),
        ("no JSON", with("\"two\"}", b"\"tw")?, &[ONE, BYTES, FOUR], "Line 2: it isn’t JSON"),
        ("no UTF-8", with("two", b"tw\xff")?, &[ONE, BYTES, FOUR], "Line 2: it isn’t UTF-8."),
        ("cut off", with("our\"}\n", b"")?, &[ONE, TWO, BYTES], "Line 4: the file ends in the middle."),
    ] {
        opens_as(page, &files, "damaged.jsonl", &file, left, said).await.context(what)?;
    }
    Ok(())
}

/// Opens a file: what is left of it is there, and what isn't is said with its line.
async fn opens_as(
    page: &Page,
    files: &Files,
    name: &str,
    file: &[u8],
    left: &[Message],
    said: &str,
) -> Result<()> {
    files.open(page, name, file).await?;
    says(page, said).await?;
    messages_are(page, left).await
}

async fn says(page: &Page, said: &str) -> Result<()> {
    eventually(&format!("the problem {said:?}"), SOON, async || {
        let problems = page.captured_problems().await?;
        ensure!(problems.iter().any(|line| line.contains(said)), "it says {problems:?}");
        Ok(())
    })
    .await
}

/// Waits until the messages on screen are these and no others; what is known of the connection may be there or not.
async fn messages_are(page: &Page, expected: &[Message]) -> Result<()> {
    eventually(&format!("the messages {expected:?}"), SOON, async || {
        let rows = page.rows().await?;
        let messages: Vec<_> = rows.iter().filter(|row| matches!(row.kind, Sent | Received)).collect();
        let is_same = messages.len() == expected.len()
            && messages.iter().zip(expected).all(|(row, (kind, data_type, text))| {
                row.kind == *kind && row.data_type == *data_type && row.text.contains(text)
            });
        ensure!(is_same, "they are {rows:?}");
        Ok(())
    })
    .await
}

async fn without_meaning(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let files = Files::new()?;
    // Every byte there is, in an order without sense; nothing that begins like a known kind of file.
    let noise = noise(100_000);
    ensure!((0..=255).all(|byte| noise.contains(&byte)), "some byte isn't in it");
    let wide: Vec<u8> = "> one\r\n< two\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, file) in [
        ("noise.bin", noise.clone()),
        ("noise.json", noise.clone()),
        ("noise.har", noise.clone()),
        ("noise.jsonl", noise),
        ("wide.txt", [b"\xff\xfe", &wide[..]].concat()),
    ] {
        files.open(page, name, &file).await?;
        says(page, "The file isn’t text in UTF-8. Logs are JSON, HAR or text.").await.context(name)?;
        let total = page.total().await?;
        ensure!(total == 0, "{total} rows are made of {name}");
    }
    Ok(())
}
