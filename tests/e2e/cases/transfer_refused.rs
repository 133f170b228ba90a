//! Files that can't be taken in: each is refused with a sentence, nothing is changed, and the page goes on.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result, ensure};

use super::transfer::OURS;
use super::{Case, case};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("a file that isn't right is refused with a sentence", |stage| Box::pin(refused(stage))),
    case("a file that is too much is refused with a sentence", |stage| Box::pin(too_much(stage))),
];

const YAML: &str = include_str!("../../fixtures/import/insomnia-v5.yaml");
const HAR: &str = include_str!("../../fixtures/import/devtools.har");

/// In one dialog each file is refused for its own reason; nothing is changed, and a good one is taken in after them.
async fn all_refused(stage: &Stage, files: &[(&str, Vec<u8>, &str)]) -> Result<()> {
    let page = &stage.page;
    let before = page.kept().await?;
    let folder = tempfile::tempdir()?;
    page.open_import().await?;
    for (name, bytes, said) in files {
        let path = folder.path().join(name);
        fs::write(&path, bytes)?;
        page.choose_file(&path).await?;
        page.import_says(said).await.with_context(|| format!("for {name}"))?;
        ensure!(page.text_at("import-summary").await.is_err(), "{name} is summed up");
        page.gone("button", "Import").await.with_context(|| format!("for {name}"))?;
        page.keeps_just(&before).await.with_context(|| format!("for {name}"))?;
    }
    page.cancel_import().await?;
    page.keeps_just(&before).await.context("in the end")?;
    page.drop_file("good.json", OURS).await?;
    page.import_tells(&["6 to add"]).await?;
    page.take_in("6 added").await?;
    page.connect(&stage.echo()).await?;
    page.send("still there").await?;
    page.echoed_text("still there").await
}

async fn refused(stage: &Stage) -> Result<()> {
    let own = |start: &str, end: &str| OURS.replacen(start, end, 1).into_bytes();
    let files = [
        ("words.txt", b"Dear diary".to_vec(), "It isn’t JSON: line 1, column 1:"),
        ("cut off.json", OURS.as_bytes()[..400].to_vec(), "It isn’t JSON: line 5, column "),
        ("empty.json", b" \n".to_vec(), "There is nothing in it."),
        (
            "other.json",
            br#"{"format":"other","items":[1]}"#.to_vec(),
            "It is JSON, but neither a file of Wirebench",
        ),
        ("list.json", b"[]".to_vec(), "It is JSON, but neither a file of Wirebench"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\xff\xfe".to_vec(), "This file isn’t text."),
        ("log.har", HAR.as_bytes().to_vec(), "It is a HAR log."),
        ("insomnia.yaml", YAML.as_bytes().to_vec(), "It is an Insomnia export in YAML."),
        (
            "version.json",
            own("\"version\":1", "\"version\":2"),
            "A newer version of Wirebench has written it (version 2).",
        ),
        ("address.json", own("\"ws://localhost:9001\"", "7"), "connections[1].address isn’t as it should be"),
        ("value.json", own("\"hunter2\"", "7"), "variables[1].value isn’t as it should be"),
        (
            "format.json",
            own("\"format\":\"hex\"", "\"format\":\"hax\""),
            "messages[1].format isn’t as it should be",
        ),
        ("long.json", own("\"Feed\"", &format!("\"{}\"", "n".repeat(201))), "connections[0].name isn’t"),
    ];
    all_refused(stage, &files).await
}

async fn too_much(stage: &Stage) -> Result<()> {
    const DEEP: usize = 1_000_000;
    let filled = |items: &str| {
        format!("{{\"format\":\"wirebench\",\"version\":1,\"messages\":[{items}]}}").into_bytes()
    };
    let large = {
        let mut items = String::new();
        while items.len() < 20_000_000 {
            write!(items, "{{\"id\":\"{:016x}\",\"name\":\"m\"}},", items.len())?;
        }
        filled(items.trim_end_matches(','))
    };
    let files = [
        ("20 MB.json", large, "It is larger than "),
        (
            "million.json",
            filled(&vec!["{}"; 1_000_000].join(",")),
            "It has 1,000,000 items; at most 10,000 are taken.",
        ),
        ("deep.json", filled(&("[".repeat(DEEP) + "]".repeat(DEEP).as_str())), "messages[0]"),
        ("open.json", "[".repeat(2 * DEEP).into_bytes(), "It isn’t JSON: line 1, column "),
    ];
    all_refused(stage, &files).await?;
    let page = &stage.page;
    // The messages of the connection get onto the disk a while after they are shown.
    page.kept_are(&[2]).await?;
    let before = page.kept().await?;
    // The same goes for what is pasted or dropped; a frame comes after it as before.
    page.drop_file("deep.json", &String::from_utf8(filled(&"[".repeat(2 * DEEP)))?).await?;
    page.import_says("It isn’t JSON").await?;
    page.next_frame().await?;
    page.cancel_import().await?;
    page.keeps_just(&before).await
}
