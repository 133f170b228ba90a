//! The log as files: each format is saved by the browser and read back here.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tempfile::NamedTempFile;

use super::{Case, case};
use crate::page::{Format, Page, Pairs};
use crate::schema::Schema;
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("the log is saved as JSON, byte for byte", |stage| Box::pin(as_json(stage))),
    case("the log is saved as CSV, and no cell is a formula", |stage| Box::pin(as_csv(stage))),
    case("the log is saved as text", |stage| Box::pin(as_text(stage))),
    case("the log is saved as HAR", |stage| Box::pin(as_har(stage))),
    case("the rows shown are saved, or all, with those about the connection or without", |stage| {
        Box::pin(choices(stage))
    }),
    case("100 MB of bytes are saved as JSON", |stage| Box::pin(large(stage)))
        .longer_by(std::time::Duration::from_mins(1)),
    case("an export can be cancelled", |stage| Box::pin(cancelled(stage))),
    case("an export is whole while messages pour in", |stage| Box::pin(meanwhile(stage))),
    case("secrets are dots in files, unless one wishes otherwise", |stage| Box::pin(secrets(stage))),
];

/// Messages that something goes wrong with where files are written carelessly, as they are typed, and as they are.
const MESSAGES: [(&str, &str); 7] = [
    ("=1+1", "=1+1"),
    ("@SUM(A1),\"two\"", "@SUM(A1),\"two\""),
    ("first\nsecond\nthird", "first\nsecond\nthird"),
    ("{{char:0}}nul{{char:1b}}[2J", "\0nul\u{1b}[2J"),
    ("{\"n\":12345678901234567890}", "{\"n\":12345678901234567890}"),
    ("😀 สวัสดี \u{202e}abc", "😀 สวัสดี \u{202e}abc"),
    ("-2,5\tx", "-2,5\tx"),
];

/// The bytes of the message that is none of text.
const BYTES: &str = "00 ff 0a 3d 22";

/// Sends all of them to the echo, and bytes.
async fn talk(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    for (index, (typed, _)) in MESSAGES.iter().enumerate() {
        page.paste_message(typed).await?;
        page.press("Send").await?;
        page.total_is(2 + 2 * (index as u64 + 1)).await?;
    }
    page.format(Format::Hex).await?;
    page.send(BYTES).await?;
    page.total_is(2 + 2 * (MESSAGES.len() as u64 + 1)).await
}

/// Saves the log in a format, and reads the file.
pub(super) async fn saved(stage: &Stage, format: &str) -> Result<String> {
    stage.page.choose_in_menu("Export", format).await?;
    taken(stage, format).await
}

async fn taken(stage: &Stage, format: &str) -> Result<String> {
    let extension = if format == "Text" { "txt".to_owned() } else { format.to_lowercase() };
    let (name, bytes) = stage.downloads.take_file(&extension).await?;
    is_named_well(&name, &extension)?;
    stage.page.file_says(&name).await?;
    Ok(String::from_utf8(bytes)?)
}

/// `wirebench-127.0.0.1-20261128-120000.json`.
fn is_named_well(name: &str, extension: &str) -> Result<()> {
    let time = name
        .strip_prefix("wirebench-127.0.0.1-")
        .and_then(|rest| rest.strip_suffix(&format!(".{extension}")))
        .with_context(|| format!("it is called {name}"))?;
    let is_time = time.len() == 15
        && time
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 8 { byte == b'-' } else { byte.is_ascii_digit() });
    ensure!(is_time, "{time} in {name} is no time");
    Ok(())
}

/// The rows of a file in JSON, which is whole.
pub(super) fn rows(text: &str) -> Result<Vec<Value>> {
    let file: Value = serde_json::from_str(text)?;
    ensure!(
        file["format"] == "wirebench-log" && file["version"] == 1,
        "it is {}",
        &text[..200.min(text.len())]
    );
    let rows = file["rows"].as_array().context("there are no rows")?;
    ensure!(file["count"] == rows.len(), "it says that it has {} of {} rows", file["count"], rows.len());
    Ok(rows.clone())
}

async fn as_json(stage: &Stage) -> Result<()> {
    talk(stage).await?;
    let text = saved(stage, "JSON").await?;
    let rows = rows(&text)?;
    ensure!(text.lines().count() == rows.len() + 2, "a row isn't a line: {text}");
    ensure!(
        rows.iter()
            .map(|row| &row["seq"])
            .eq((1..=rows.len()).map(|seq| json!(seq)).collect::<Vec<_>>().iter())
    );
    ensure!(
        rows[0]["event"] == "connecting" && rows[0]["address"] == stage.echo(),
        "the first is {}",
        rows[0]
    );
    ensure!(rows[1]["event"] == "opened", "the second is {}", rows[1]);
    for (kind, first) in [("sent", 2), ("received", 3)] {
        for (row, (_, expected)) in rows[first..].iter().step_by(2).zip(MESSAGES) {
            ensure!(row["kind"] == kind && row["type"] == "text" && row["text"] == expected, "it is {row}");
            ensure!(row["size"] == expected.len(), "the size of {row} is wrong");
        }
        let last = &rows[first + 2 * MESSAGES.len()];
        ensure!(last["type"] == "binary" && last["base64"] == "AP8KPSI=", "the bytes are {last}");
    }
    let times: Vec<u64> = rows.iter().filter_map(|row| row["us"].as_u64()).collect();
    ensure!(times.len() == rows.len() && times.is_sorted(), "the times are {times:?}");
    stage.page.press("Disconnect").await?;
    stage.page.ended(crate::page::Ended::ByYou, &["1000"]).await?;
    let ended = saved(stage, "JSON").await?;
    Schema::log()?.check("the export", &serde_json::from_str(&ended)?)?;
    let last = self::rows(&ended)?.pop().context("there is no row")?;
    ensure!(last["event"] == "ended" && last["by"] == "you" && last["code"] == 1000, "the last is {last}");
    Ok(())
}

async fn as_csv(stage: &Stage) -> Result<()> {
    talk(stage).await?;
    let text = saved(stage, "CSV").await?;
    let table = cells(text.strip_prefix('\u{feff}').context("there is no mark of its encoding")?)?;
    let head = &table[0];
    let data = head.iter().position(|cell| cell == "data").context("there is no column for data")?;
    ensure!(table.iter().all(|line| line.len() == head.len()), "the lines differ in length: {table:?}");
    ensure!(table.len() == 2 + 2 * (MESSAGES.len() + 1) + 1, "there are {} lines", table.len());
    for cell in table.iter().flatten() {
        ensure!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?} is a formula");
    }
    for (line, (_, message)) in table[3..].iter().step_by(2).zip(MESSAGES) {
        let shown = line[data].strip_prefix('\'').unwrap_or(&line[data]).replace('␀', "\0");
        ensure!(shown == message, "{:?} isn't {message:?}", line[data]);
    }
    Ok(())
}

/// The cells of a table by RFC 4180.
fn cells(text: &str) -> Result<Vec<Vec<String>>> {
    let (mut table, mut line, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut rest = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(c) = rest.next() {
        match c {
            '"' if !is_quoted && cell.is_empty() => is_quoted = true,
            '"' if is_quoted && rest.peek() == Some(&'"') => cell.extend(rest.next()),
            '"' if is_quoted => is_quoted = false,
            ',' if !is_quoted => line.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted && rest.peek() == Some(&'\n') => {
                rest.next();
                line.push(std::mem::take(&mut cell));
                table.push(std::mem::take(&mut line));
            }
            '\n' | '\r' | '"' if !is_quoted => anyhow::bail!("a stray {c:?} after {table:?}"),
            c => cell.push(c),
        }
    }
    ensure!(!is_quoted && line.is_empty() && cell.is_empty(), "the last line isn't ended");
    Ok(table)
}

async fn as_text(stage: &Stage) -> Result<()> {
    talk(stage).await?;
    let text = saved(stage, "Text").await?;
    for part in [
        "↑ =1+1\n",
        "↓ =1+1\n",
        "↑ first\n",
        "12345678901234567890",
        "😀 สวัสดี",
        "00 ff 0a 3d 22",
        &stage.echo(),
    ] {
        ensure!(text.contains(part), "there is no {part:?} in {text}");
    }
    // What would clear the screen of whoever prints the file, or turn its words around.
    ensure!(!text.contains(['\u{1b}', '\0', '\u{202e}']), "it isn't safe to look at: {text:?}");
    Ok(())
}

async fn as_har(stage: &Stage) -> Result<()> {
    talk(stage).await?;
    let text = saved(stage, "HAR").await?;
    let har: Value = serde_json::from_str(&text)?;
    let entries = har["log"]["entries"].as_array().context("there are no entries")?;
    let [entry] = entries.as_slice() else { anyhow::bail!("there are {} entries", entries.len()) };
    ensure!(har["log"]["version"] == "1.2" && entry["request"]["url"] == stage.echo(), "it is {text}");
    ensure!(entry["response"]["status"] == 101, "the response is {}", entry["response"]);
    let messages = entry["_webSocketMessages"].as_array().context("there are no messages")?;
    for (pair, (_, expected)) in messages.chunks(2).zip(MESSAGES) {
        for (message, way) in pair.iter().zip(["send", "receive"]) {
            ensure!(
                message["type"] == way && message["opcode"] == 1 && message["data"] == expected,
                "{message}"
            );
        }
    }
    let last = messages.last().context("there is no message")?;
    ensure!(last["opcode"] == 2 && last["data"] == "AP8KPSI=", "the bytes are {last}");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs_f64();
    ensure!(last["time"].as_f64().is_some_and(|time| (now - time).abs() < 60.0), "it isn't {now}: {last}");
    Ok(())
}

async fn choices(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    for text in ["one", "two"] {
        page.send(text).await?;
        page.echoed_text(text).await?;
    }
    let kinds = async || {
        let text = saved(stage, "JSON").await?;
        let rows = rows(&text)?;
        anyhow::Ok(
            rows.iter().map(|row| row["kind"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>(),
        )
    };
    page.show("Sent").await?;
    let found = kinds().await?;
    ensure!(found == ["sent", "sent"], "shown are {found:?}");
    page.set_in_menu("Export", "menuitemradio", "All rows", true).await?;
    let found = kinds().await?;
    ensure!(found == ["info", "info", "sent", "received", "sent", "received"], "all are {found:?}");
    page.set_in_menu("Export", "menuitemcheckbox", "With info rows", false).await?;
    let found = kinds().await?;
    ensure!(found == ["sent", "received", "sent", "received"], "without info they are {found:?}");
    // A paused list shows none of what came since.
    page.set_in_menu("Export", "menuitemradio", "Rows shown", true).await?;
    page.show("All").await?;
    page.press("Pause").await?;
    page.send("three").await?;
    eventually("rows to wait", SOON, async || {
        ensure!(page.waiting().await? == 2, "none waits");
        Ok(())
    })
    .await?;
    let found = kinds().await?;
    ensure!(found.len() == 4, "while it is paused they are {found:?}");
    Ok(())
}

/// What the large file repeats: as many bytes as make whole groups of base64.
const LENGTH: usize = 768;
const LARGE: usize = 100_000_000 / LENGTH * LENGTH;

async fn large(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let pattern: Vec<u8> = (0..LENGTH).map(|at| u8::try_from(at % 251).unwrap_or_default()).collect();
    let file = NamedTempFile::new()?;
    std::fs::write(file.path(), pattern.repeat(LARGE / LENGTH))?;
    page.connect(&stage.echo()).await?;
    page.format(Format::File).await?;
    page.choose_file(file.path()).await?;
    page.press("Send").await?;
    eventually("the echo", LATER * 3, async || {
        let total = page.total().await?;
        ensure!(total == 4, "there are {total} rows");
        Ok(())
    })
    .await?;
    page.show("Received").await?;
    let text = saved(stage, "JSON").await?;
    let lines: Vec<&str> = text.lines().collect();
    let [_, row, _] = lines.as_slice() else { anyhow::bail!("there are {} lines", lines.len()) };
    let encoded = row.split_once("\"base64\":\"").and_then(|(_, rest)| rest.strip_suffix("\"}"));
    let encoded = encoded.context("there are no bytes in the row")?;
    let group = &encoded[..LENGTH / 3 * 4];
    let decoded: Vec<u8> = page
        .script("return [...atob(arguments[0])].map((c) => c.charCodeAt(0));", vec![json!(group)])
        .await?;
    ensure!(decoded == pattern, "the bytes begin with {:?}", &decoded[..20]);
    ensure!(encoded.len() == LARGE / 3 * 4, "they are {} characters", encoded.len());
    let is_repeated = encoded.as_bytes().chunks(group.len()).all(|chunk| chunk == group.as_bytes());
    ensure!(is_repeated, "they don't go on as they begin");
    Ok(())
}

async fn cancelled(stage: &Stage) -> Result<()> {
    const COUNT: u64 = 200_000;
    let page = &stage.page;
    page.start_connecting(&stage.server.ws(&format!("/flood?count={COUNT}&size=500"))).await?;
    // On a busy machine the log also says that nothing ran for a while.
    eventually("all messages", LATER, async || {
        let total = page.total().await?;
        ensure!(total >= COUNT + 3, "there are {total} rows");
        Ok(())
    })
    .await?;
    page.open_menu("Export").await?;
    // In the page itself, for it may be over before a driver has pressed twice.
    let script = "const done = arguments[0];
        find('menuitem', 'JSON').click();
        const look = () => {
            const cancel = find('button', 'Cancel');
            if (cancel) { cancel.click(); done(true); } else setTimeout(look);
        };
        look();";
    let script = format!("{}\n{script}", Page::ACCESSIBLE);
    page.web.execute_async(script, vec![]).await?;
    page.file_says("was cancelled. No file was made.").await?;
    ensure!(stage.downloads.is_empty()?, "there is a file all the same");
    // The next one isn't.
    let text = saved(stage, "CSV").await?;
    let total = page.total().await?;
    ensure!(text.lines().count() as u64 == total + 1, "there are {} lines", text.lines().count());
    Ok(())
}

async fn meanwhile(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.server.ws("/flood?count=1000000&size=100&rate=4000")).await?;
    let at_least = async |least: u64| {
        eventually(&format!("{least} rows"), LATER, async || {
            let total = page.total().await?;
            ensure!(total >= least, "there are {total}");
            Ok(total)
        })
        .await
    };
    let before = at_least(8000).await?;
    let text = saved(stage, "JSON").await?;
    let rows = rows(&text)?;
    ensure!(rows.len() as u64 >= before, "there are only {} rows of {before}", rows.len());
    for (index, row) in rows.iter().enumerate() {
        ensure!(row["seq"] == index + 1, "row {} is {row}", index + 1);
        let is_next =
            index < 2 || row["text"].as_str().is_some_and(|t| t.contains(&format!("\"n\":{},", index - 1)));
        ensure!(is_next, "row {} is {row}", index + 1);
    }
    ensure!(page.total().await? > before, "nothing came meanwhile");
    Ok(())
}

async fn secrets(stage: &Stage) -> Result<()> {
    const SECRET: &str = "kQ8vT3mZxW51";
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.echo()).await?;
    page.add_pairs(Pairs::Own, &[("token", SECRET)]).await?;
    page.connect(&stage.echo()).await?;
    page.paste_message("Bearer {{token}}").await?;
    page.press("Send").await?;
    page.total_is(4).await?;
    for format in ["JSON", "Text", "CSV", "HAR"] {
        let text = saved(stage, format).await?;
        ensure!(!text.contains(SECRET) && text.contains("Bearer •••"), "in {format} there is {text}");
    }
    page.set_in_menu("Export", "menuitemcheckbox", "Dots for secrets", false).await?;
    let text = saved(stage, "JSON").await?;
    ensure!(text.matches(SECRET).count() == 2, "there is {text}");
    Ok(())
}
