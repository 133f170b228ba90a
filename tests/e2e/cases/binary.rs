//! Bytes, written as hex or base64 or taken from a file.

use std::fs;

use anyhow::{Context, Result};

use super::{Case, case};
use crate::page::Format;
use crate::page::Kind::{Received, Sent};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("bytes from hex are echoed", |stage| Box::pin(hex(stage))),
    case("bytes from base64 are echoed", |stage| Box::pin(base64(stage))),
    case("bytes from a file are echoed", |stage| Box::pin(file(stage))),
    case("bad hex is pointed at and not sent", |stage| {
        Box::pin(refused(
            stage,
            Format::Hex,
            &[("48 6g 00", 5), ("0x4", 3), ("zz", 1), ("48 65\n6 c", 7)],
            "00",
        ))
    }),
    case("bad base64 is pointed at and not sent", |stage| {
        Box::pin(refused(stage, Format::Base64, &[("AA*=", 3), ("AAAA!", 5), ("A", 1), ("ไAAA", 1)], "AA=="))
    }),
];

async fn hex(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.format(Format::Hex).await?;
    page.send("48 65 6c 6C 6f 00 fF").await?;
    page.newest_rows_are(&[
        (Sent, "binary", "48 65 6c 6c 6f 00 ff"),
        (Received, "binary", "48 65 6c 6c 6f 00 ff"),
    ])
    .await?;
    for (written, bytes) in
        [("0x01, 0x02, 0xfe", &[1, 2, 0xfe][..]), ("dead\nbeef", &[0xde, 0xad, 0xbe, 0xef]), ("  00  ", &[0])]
    {
        page.paste_message(written).await?;
        page.press("Send").await?;
        page.has_value("textbox", "Message", "").await?;
        page.echoed_bytes(bytes).await.with_context(|| format!("for {written:?}"))?;
    }
    page.total_is(2 + 8).await
}

async fn base64(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.format(Format::Base64).await?;
    for (written, bytes) in [
        ("SGVsbG8A/w==", &b"Hello\0\xff"[..]),
        ("-_-_", &[0xfb, 0xff, 0xbf]),
        ("+/+/", &[0xfb, 0xff, 0xbf]),
        ("SGVs\nbG8", b"Hello"),
    ] {
        page.paste_message(written).await?;
        page.press("Send").await?;
        page.has_value("textbox", "Message", "").await?;
        page.echoed_bytes(bytes).await.with_context(|| format!("for {written:?}"))?;
    }
    page.total_is(2 + 8).await
}

async fn file(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("every byte.bin");
    let bytes: Vec<u8> = (0..=255).collect();
    fs::write(&path, &bytes)?;
    page.connect(&stage.echo()).await?;
    page.format(Format::File).await?;
    page.choose_file(&path).await?;
    page.press("Send").await?;
    page.echoed_bytes(&bytes).await?;
    page.total_is(4).await
}

async fn refused(stage: &Stage, format: Format, bad: &[(&str, usize)], good: &str) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.format(format).await?;
    for &(written, at) in bad {
        page.paste_message(written).await?;
        page.press("Send").await?;
        page.described("textbox", "Message", &format!("character {at}:"))
            .await
            .with_context(|| format!("for {written:?}"))?;
        page.has_value("textbox", "Message", written).await?;
    }
    // The next good one is the third row: nothing went out in between.
    page.paste_message(good).await?;
    page.press("Send").await?;
    page.echoed_bytes(&[0]).await?;
    page.total_is(4).await
}
