//! Captured logs: files that are opened in tabs of their own, read-only, and what is said of those that are damaged.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;
use thirtyfour::Key;

use super::log_export::saved;
use super::{Case, case};
use crate::page::Kind::{Error, Info, Received, Sent};
use crate::page::{Kind, Page};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("a log that was exported is opened again, and is the same", |stage| Box::pin(there_and_back(stage))),
    case("a captured log is only looked at: searched, filtered, in detail", |stage| {
        Box::pin(looked_at(stage))
    }),
    case("HAR, JSON lines and text are opened, too", |stage| Box::pin(others(stage))),
    case("a damaged log says where, and gives what can be read", |stage| Box::pin(damaged(stage))),
    case("what is no log is refused with a sentence", |stage| Box::pin(refused(stage))),
    case("a log that is dropped on the page opens, and a file of saved things doesn't", |stage| {
        Box::pin(dropped(stage))
    }),
    case("a large log is read while the page lives, and can be stopped", |stage| Box::pin(large(stage))),
    case("a captured log opens its connection, and is gone with its tab", |stage| {
        Box::pin(connection(stage))
    }),
];

/// A log of ours with two messages.
const OURS: &str = r#"{"format":"wirebench-log","version":1,"exported":"2026-11-28T12:00:00.000Z","address":"ws://127.0.0.1:1/x","rows":[
{"seq":1,"at":"2026-11-28T11:59:58.000Z","us":1795867198000000,"kind":"info","event":"connecting","address":"ws://127.0.0.1:1/x","subprotocols":[],"attempt":0},
{"seq":2,"at":"2026-11-28T11:59:58.100Z","us":1795867198100000,"kind":"info","event":"opened","subprotocol":"","extensions":""},
{"seq":3,"at":"2026-11-28T11:59:59.000Z","us":1795867199000000,"kind":"sent","type":"text","size":4,"text":"ping"},
{"seq":4,"at":"2026-11-28T11:59:59.200Z","us":1795867199200000,"kind":"received","type":"binary","size":2,"base64":"AP8="}
],"count":4,"evicted":7,"missed":0}
"#;

/// Files for the page to open.
pub(super) struct Files(TempDir);

impl Files {
    pub(super) fn new() -> Result<Self> {
        Ok(Self(tempfile::tempdir()?))
    }

    /// Opens a file of this name and content, and waits until it has been read.
    pub(super) async fn open(&self, page: &Page, name: &str, content: impl AsRef<[u8]>) -> Result<()> {
        let path = self.0.path().join(name);
        fs::write(&path, content)?;
        page.open_log_file(&path).await
    }
}

/// Waits until the kinds of the rows on screen are these.
async fn kinds_are(page: &Page, expected: &[Kind]) -> Result<()> {
    eventually(&format!("the rows {expected:?}"), SOON, async || {
        let kinds: Vec<Kind> = page.rows().await?.iter().map(|row| row.kind).collect();
        ensure!(kinds == expected, "they are {kinds:?}");
        Ok(())
    })
    .await
}

async fn there_and_back(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.server.ws("/hostile")).await?;
    eventually("some rows", SOON, async || {
        let total = page.total().await?;
        ensure!(total > 8, "there are {total}");
        Ok(())
    })
    .await?;
    page.press("Disconnect").await?;
    page.ended(crate::page::Ended::ByYou, &[]).await?;
    let before = saved(stage, "JSON").await?;
    let files = Files::new()?;
    files.open(page, "hostile.json", &before).await?;
    ensure!(page.captured_problems().await?.is_empty(), "{:?}", page.captured_problems().await?);
    page.captured_says(&["Wirebench log", &stage.server.ws("/hostile")]).await?;
    page.choose_in_menu("Export", "JSON").await?;
    let (_, after) = stage.downloads.take_file("json").await?;
    let rows = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (rows(&before), rows(&String::from_utf8(after)?));
    for (one, other) in before.iter().zip(&after) {
        ensure!(one == other, "{} became {}", crate::page::head(one), crate::page::head(other));
    }
    ensure!(before.len() == after.len(), "{} lines became {}", before.len(), after.len());
    Ok(())
}

async fn looked_at(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let files = Files::new()?;
    files.open(page, "two.json", OURS).await?;
    page.captured_says(&["7 older rows had been dropped"]).await?;
    kinds_are(page, &[Info, Info, Sent, Received]).await?;
    for name in ["Connect", "Send", "Clear log"] {
        ensure!(page.look_for("button", name).await?.is_none(), "there is a button “{name}”");
    }
    ensure!(page.look_for("textbox", "URL").await?.is_none(), "there is a box for an address");
    page.show("Received").await?;
    kinds_are(page, &[Received]).await?;
    page.show("All").await?;
    page.paste_into("searchbox", "Search log", "ping").await?;
    kinds_are(page, &[Sent]).await?;
    page.paste_into("searchbox", "Search log", "").await?;
    page.open_row(4).await?;
    page.find("tab", "Hex").await?.click().await?;
    let hex = eventually("the bytes", SOON, async || page.text_at("detail-hex").await).await?;
    ensure!(hex.contains("00 ff"), "they are {hex:?}");
    Ok(())
}

async fn others(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let files = Files::new()?;
    let har = r#"{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[
        {"_resourceType":"fetch","request":{"method":"GET","url":"https://example.com/"}},
        {"_resourceType":"websocket","_webSocketMessages":[
            {"type":"send","time":1795867199.5,"opcode":1,"data":"hello"},
            {"type":"receive","time":1795867199.75,"opcode":2,"data":"AP8="}],
         "request":{"method":"GET","url":"wss://example.com/feed","headers":[]},
         "response":{"status":101,"statusText":"Switching Protocols","headers":[]},
         "startedDateTime":"2026-11-28T11:59:59.000Z","time":1000}]}}"#;
    files.open(page, "chrome.har", har).await?;
    page.captured_says(&[
        "HAR by WebInspector",
        "wss://example.com/feed",
        "1 requests without a WebSocket left out",
    ])
    .await?;
    kinds_are(page, &[Info, Info, Sent, Received]).await?;
    page.newest_rows_are(&[(Sent, "text", "hello"), (Received, "binary", "00 ff")]).await?;
    let lines = "{\"direction\":\"out\",\"data\":\"one\",\"ts\":\"2026-11-28T11:59:59Z\"}\n{\"direction\":\"in\",\"data\":\"two\"}\n";
    files.open(page, "bot.jsonl", lines).await?;
    page.captured_says(&["JSON lines"]).await?;
    page.newest_rows_are(&[(Sent, "text", "one"), (Received, "text", "two")]).await?;
    files.open(page, "wscat.txt", "> out\r\n< in\r\nplain\r\n").await?;
    page.newest_rows_are(&[(Sent, "text", "out"), (Received, "text", "in"), (Received, "text", "plain")])
        .await?;
    Ok(())
}

async fn damaged(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let files = Files::new()?;
    let all = &[Info, Info, Sent, Received][..];
    let without_sent = &[Info, Info, Received][..];
    let cases: [(&str, String, &[Kind], &str); 6] = [
        ("broken row", OURS.replace("\"text\":\"ping\"}", "\"text\":\"pi"), without_sent, "Line 4"),
        ("no base64", OURS.replace("AP8=", "AP!="), &[Info, Info, Sent], "Line 5"),
        ("cut off", OURS[..OURS.len() - 20].to_owned(), all, "the file ends in the middle"),
        (
            "cut in a row",
            OURS[..OURS.find("base64").context("no base64")?].to_owned(),
            &[Info, Info, Sent],
            "middle",
        ),
        ("a row is gone", OURS.replace("\"count\":4", "\"count\":5"), all, "it has 5 rows; 4 were found"),
        ("more behind", format!("{OURS}and more"), all, "there is more behind the end"),
    ];
    for (index, (what, text, kinds, words)) in cases.into_iter().enumerate() {
        files.open(page, &format!("damaged-{index}.json"), &text).await?;
        kinds_are(page, kinds).await.context(what)?;
        eventually(what, SOON, async || {
            let problems = page.captured_problems().await?;
            ensure!(problems.iter().any(|line| line.contains(words)), "it says {problems:?}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

async fn refused(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let files = Files::new()?;
    let newer = OURS.replace("\"version\":1", "\"version\":99");
    for (name, bytes, words) in [
        ("empty.json", &b""[..], "The file is empty."),
        ("log.json.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "compressed with gzip"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xfe", "isn’t text in UTF-8"),
        (
            "other.json",
            b"{\n  \"name\": \"something\",\n  \"version\": \"1.0.0\"\n}\n",
            "not a log that Wirebench can read",
        ),
        ("newer.json", newer.as_bytes(), "The file is from a newer version of Wirebench (version 99)"),
    ] {
        files.open(page, name, bytes).await?;
        eventually(name, SOON, async || {
            let problems = page.captured_problems().await?;
            ensure!(problems.iter().any(|line| line.contains(words)), "it says {problems:?}");
            ensure!(page.total().await? == 0, "there are rows");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

async fn dropped(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.drop_file("mine.json", OURS).await?;
    page.find("region", "Captured log").await?;
    kinds_are(page, &[Info, Info, Sent, Received]).await?;
    page.drop_file("wirebench.json", super::transfer::OURS).await?;
    page.import_tells(&["A file of Wirebench."]).await?;
    page.cancel_import().await
}

/// Some 60 MB: more than can be read before somebody presses a button.
pub(super) const LARGE: usize = 400_000;

/// A log of so many rows.
pub(super) fn large_log() -> Result<String> {
    let mut text = String::from("{\"format\":\"wirebench-log\",\"version\":1,\"rows\":[\n");
    for seq in 1..=LARGE {
        let end = if seq < LARGE { "," } else { "" };
        writeln!(
            text,
            "{{\"seq\":{seq},\"us\":{},\"kind\":\"received\",\"type\":\"text\",\"text\":\"message {seq} {:080}\"}}{end}",
            1_795_867_199_000_000 + seq,
            0
        )?;
    }
    writeln!(text, "],\"count\":{LARGE},\"evicted\":0,\"missed\":0}}")?;
    Ok(text)
}

async fn large(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let files = Files::new()?;
    let path = files.0.path().join("large.json");
    fs::write(&path, large_log()?)?;
    // In the page itself, for it may be over before a driver has pressed.
    page.choose_log_file(&path).await?;
    let stopped: bool = page
        .script("const stop = find('button', 'Stop reading'); stop?.click(); return Boolean(stop);", vec![])
        .await?;
    if stopped {
        page.testid_says("captured-stage", "Reading was stopped.").await?;
        let total = page.total().await?;
        ensure!(total < LARGE as u64, "all {total} rows are there");
    }
    files_whole(page, &path).await
}

/// The same without stopping it.
async fn files_whole(page: &Page, path: &std::path::Path) -> Result<()> {
    page.choose_log_file(path).await?;
    eventually("all rows", LATER, async || {
        let total = page.total().await?;
        ensure!(total == LARGE as u64, "there are {total}");
        Ok(())
    })
    .await?;
    page.log_is_read().await?;
    ensure!(page.captured_problems().await?.is_empty(), "something couldn't be read");
    // What is read isn't news: the list stays at its start.
    let first = page.rows().await?.first().map_or(0, |row| row.seq);
    ensure!(first == 1, "the first row on screen is {first}");
    ensure!(page.jump().await?.is_empty(), "rows are called new");
    page.find("listbox", "Log").await?.send_keys(Key::End).await?;
    page.newest_rows_are(&[(Received, "text", "message 400000 ")]).await.map(drop)
}

async fn connection(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let files = Files::new()?;
    files.open(page, "echo.json", OURS.replace("ws://127.0.0.1:1/x", &stage.echo())).await?;
    page.press("Open its connection").await?;
    page.has_value("textbox", "URL", &stage.echo()).await?;
    page.status_says(&["Disconnected"]).await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    ensure!(page.rows().await?.iter().all(|row| row.kind != Error), "there is an error");
    // A captured log is a file's; what is kept over a reload are connections.
    page.reload().await?;
    let tabs: Vec<String> = page.script("return all('tab').map(nameOf);", vec![]).await?;
    ensure!(tabs.iter().all(|tab| !tab.contains("echo.json")), "the tabs are {tabs:?}");
    Ok(())
}
