//! The detail pane: raw, pretty, tree and hex, of whatever came.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use super::{Case, case};
use crate::page::Kind::Received;
use crate::page::{Format, Page};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("each view shows each hostile message", |stage| Box::pin(hostile(stage))),
    case("pretty JSON keeps every token", |stage| Box::pin(pretty(stage))),
    case("pretty says what is wrong and where", |stage| Box::pin(wrong(stage))),
    case("bytes of any length have their dump", |stage| Box::pin(lengths(stage)))
        .longer_by(Duration::from_mins(1)),
    case("the chosen view stays from row to row, and with its connection", |stage| Box::pin(stays(stage))),
    case("the tree is folded and unfolded with the mouse", |stage| Box::pin(tree(stage))),
    case("the keyboard alone goes through the views and the tree", |stage| Box::pin(keyboard(stage))),
    case("pictures are shown, and what only begins like one isn't", |stage| Box::pin(pictures(stage))),
];

/// What no reader by way of numbers and maps would keep.
const TRICKY: &str = r#"{"id":12345678901234567890,"big":1e400,"one":1.0,"s":"a\u00e9\/","a":[],"o":{ },"a":[1,[{"x":null}]]}"#;

const TRICKY_LINES: &str = r#"{
  "id": 12345678901234567890,
  "big": 1e400,
  "one": 1.0,
  "s": "a\u00e9\/",
  "a": [],
  "o": {},
  "a": [
    1,
    [
      {
        "x": null
      }
    ]
  ]
}"#;

/// Sends a text, which comes back.
pub(super) async fn echo(page: &Page, text: &str) -> Result<()> {
    page.paste_message(text).await?;
    page.press("Send").await?;
    page.has_value("textbox", "Message", "").await
}

async fn hostile(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.server.ws("/hostile")).await?;
    page.newest_rows_are(&[(Received, "text", "{\"type\":\"end\"}")]).await?;
    page.total_is(9).await?;
    let shown = [
        ("<script>window.__hacked", "<script>", "<script>", "3c 73 63"),
        ("user\u{202e}nimda", "user", "user", "75 73 65 72 e2 80 ae"),
        ("before\0between\0\0after\0", "before\0", "before\0", "62 65 66 6f 72 65 00"),
        ("xxxxxxxx", "xxxxxxxx", "xxxxxxxx", "78 78 78"),
        ("[[[[[[[[", "[\n  [\n    [\n", "[[[[", "5b 5b 5b"),
        (
            r#"{"high":"\ud83d","low""#,
            "{\n  \"high\": \"\\ud83d\",\n",
            r#""swapped": "\ude00\ud83d""#,
            "7b 22 68",
        ),
        (r#"{"type":"end"}"#, "{\n  \"type\": \"end\"\n}", r#""type": "end""#, "7b 22 74"),
    ];
    for (seq, (raw, pretty, tree, hex)) in (3..).zip(shown) {
        page.open_row(seq).await?;
        for (tab, words) in [("Raw", raw), ("Pretty", pretty), ("Tree", tree), ("Hex", hex)] {
            page.view(tab).await?;
            page.view_shows(tab, |text| text.contains(words))
                .await
                .with_context(|| format!("of row {seq}"))?;
        }
    }
    let quiet: bool = page.script("return window.__hacked === undefined;", vec![]).await?;
    ensure!(quiet, "it did something");
    page.status_says(&["Connected"]).await.map(drop)
}

async fn pretty(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    echo(page, TRICKY).await?;
    page.total_is(4).await?;
    page.open_row(4).await?;
    page.view("Pretty").await?;
    page.view_shows("Pretty", |text| text.trim_end() == TRICKY_LINES).await?;
    page.view("Raw").await?;
    page.view_shows("Raw", |text| text == TRICKY).await.map(drop)
}

async fn wrong(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    for (number, (text, place, words)) in [
        ("{\"a\":1,\n\"b\":}", "detail-problem", "Line 2, column 5"),
        ("[1,2,]", "detail-problem", "a comma can’t stand"),
        ("hello", "detail-note", "isn’t JSON"),
        ("3 apples", "detail-note", "isn’t JSON"),
    ]
    .into_iter()
    .enumerate()
    {
        echo(page, text).await?;
        let seq = 4 + 2 * number as u64;
        page.total_is(seq).await?;
        page.open_row(seq).await?;
        for tab in ["Pretty", "Tree"] {
            page.view(tab).await?;
            page.view_shows(tab, |shown| shown == text).await?;
            let said = page.text_at(place).await?;
            ensure!(said.contains(words), "of {text:?} it says {said:?}");
        }
    }
    Ok(())
}

/// Sends bytes of every length at once, as fast as the box can be filled.
const SEND_LENGTHS: &str = "
    const [field, button] = [find('textbox', 'Message'), find('button', 'Send')];
    for (let length = 0; length <= arguments[0]; length += 1) {
        const bytes = Array.from({ length }, (_, at) => (at * 7 + length) % 256);
        field.value = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        button.click();
    }
    return null;";

async fn lengths(stage: &Stage) -> Result<()> {
    const LONGEST: u64 = 300;
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.format(Format::Hex).await?;
    page.script::<Option<u32>>(SEND_LENGTHS, vec![json!(LONGEST)]).await?;
    page.total_is(2 + 2 * (LONGEST + 1)).await?;
    page.show("Received").await?;
    page.find("listbox", "Log").await?.focus().await?;
    page.press_keys(&[Key::Home]).await?;
    page.view("Hex").await?;
    page.find("listbox", "Log").await?.focus().await?;
    for length in 0..=LONGEST {
        let bytes: Vec<u8> =
            (0..length).filter_map(|at| u8::try_from((at * 7 + length) % 256).ok()).collect();
        let dump = dump(&bytes);
        page.view_shows("Hex", |text| text.trim_end_matches('\n') == dump)
            .await
            .with_context(|| format!("of {length} bytes"))?;
        page.press_keys(&[Key::Down]).await?;
    }
    Ok(())
}

/// The dump as another program would print it.
fn dump(bytes: &[u8]) -> String {
    let line = |(number, bytes): (usize, &[u8])| {
        let gap = |at| {
            if at == 8 {
                "  "
            } else if at > 0 {
                " "
            } else {
                ""
            }
        };
        let pair = |(at, byte): (usize, &u8)| format!("{}{byte:02x}", gap(at));
        let hex: Vec<_> = bytes.iter().enumerate().map(pair).collect();
        let hex = hex.concat();
        let text: String =
            bytes.iter().map(|b| if (32..127).contains(b) { *b as char } else { '.' }).collect();
        format!("{:08x}  {hex:<48}  {text}", number * 16)
    };
    bytes.chunks(16).enumerate().map(line).collect::<Vec<_>>().join("\n")
}

async fn stays(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    echo(page, "[1]").await?;
    echo(page, "[2]").await?;
    page.total_is(6).await?;
    page.open_row(4).await?;
    page.view("Pretty").await?;
    page.view_shows("Pretty", |text| text.contains("  1\n")).await?;
    page.open_row(6).await?;
    page.view_shows("Pretty", |text| text.contains("  2\n")).await?;
    // A row that isn't JSON, and back.
    page.open_row(1).await?;
    page.view_shows("Pretty", |text| text.starts_with("Connecting to")).await?;
    page.open_row(4).await?;
    page.view_shows("Pretty", |text| text.contains("  1\n")).await?;
    // The pane closed and opened again, and another connection meanwhile.
    page.press("Close detail").await?;
    page.gone("region", "Message detail").await?;
    page.open_row(6).await?;
    page.view_shows("Pretty", |text| text.contains("  2\n")).await?;
    page.new_tab().await?;
    page.gone("region", "Message detail").await?;
    page.show_tab(0).await?;
    page.view_shows("Pretty", |text| text.contains("  2\n")).await.map(drop)
}

async fn tree_is(page: &Page, expected: &[(u32, Option<bool>, &str)]) -> Result<()> {
    eventually("the rows of the tree", SOON, async || {
        let rows = page.tree_rows().await?;
        let same = rows.len() == expected.len()
            && rows.iter().zip(expected).all(|(row, expected)| {
                (row.0, row.1) == (expected.0, expected.1) && row.2.contains(expected.2)
            });
        ensure!(same, "they are {rows:?}");
        Ok(())
    })
    .await
}

async fn tree(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    echo(page, r#"{"a":[1,{"odd key":1e400}],"b":null,"a":{}}"#).await?;
    page.total_is(4).await?;
    page.open_row(4).await?;
    page.view("Tree").await?;
    let folded = [
        (1, Some(true), "3 items"),
        (2, Some(false), r#""a": [1, {"odd key": 1e400}]2 items"#),
        (2, None, r#""b": null"#),
        (2, Some(false), r#""a": {}0 items"#),
    ];
    tree_is(page, &folded).await?;
    page.twist(r#""a": [1"#).await?;
    let [root, a, b, other] = folded;
    let a = (a.0, Some(true), "2 items");
    tree_is(page, &[root, a, (3, None, "0: 1"), (3, Some(false), "1: {"), b, other]).await?;
    page.twist("1: {").await?;
    tree_is(
        page,
        &[root, a, (3, None, "0: 1"), (3, Some(true), "1 item"), (4, None, r#""odd key": 1e400"#), b, other],
    )
    .await?;
    page.twist(r#""a": [ ]"#).await?;
    tree_is(page, &folded).await?;
    page.twist("{ }").await?;
    tree_is(page, &[(1, Some(false), r#"{"a": [1, {"odd key": 1e400}], "b": null, "a": {}}3 items"#)]).await
}

async fn keyboard(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    echo(page, r#"{"a":[1,{"odd key":1e400}],"b":null}"#).await?;
    page.total_is(4).await?;
    page.open_row(4).await?;
    page.find("tab", "Raw").await?.click().await?;
    for tab in ["Pretty", "Tree", "Hex"] {
        page.press_keys(&[Key::Right]).await?;
        page.view_shows(tab, |text| !text.is_empty()).await?;
    }
    page.press_keys(&[Key::Right]).await?;
    page.view_shows("Raw", |text| text.starts_with('{')).await?;
    page.press_keys(&[Key::End, Key::Left]).await?;
    page.tree_path_is("$").await?;
    // The next stop behind the tab that is chosen, and the buttons beside it, is the tree.
    page.focus_reel().await?;
    page.press_keys(&[Key::Down, Key::Right]).await?;
    page.tree_path_is("$.a").await?;
    page.press_keys(&[Key::Right, Key::Down]).await?;
    page.tree_path_is("$.a[1]").await?;
    page.press_keys(&[Key::Enter, Key::Right]).await?;
    page.tree_path_is(r#"$.a[1]["odd key"]"#).await?;
    page.press_keys(&[Key::Left, Key::Left]).await?;
    page.tree_path_is("$.a[1]").await?;
    page.press_keys(&[Key::End]).await?;
    page.tree_path_is("$.b").await?;
    page.press_keys(&[Key::Home, Key::Left]).await?;
    tree_is(page, &[(1, Some(false), "2 items")]).await?;
    // What assistive technology is told of is the row that is selected.
    let active: String = page
        .script(
            "return document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))
                .getAttribute('aria-selected');",
            vec![],
        )
        .await?;
    ensure!(active == "true", "the active row isn't the selected one");
    page.press_keys(&[Key::Escape]).await?;
    page.gone("region", "Message detail").await
}

/// A picture of one pixel.
const GIF: &str = "47 49 46 38 39 61 01 00 01 00 80 00 00 ff 00 00 00 00 00 21 f9 04 00 00 00 00 00 2c 00 00 00 00 \
    01 00 01 00 00 02 02 44 01 00 3b";

async fn pictures(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.format(Format::Hex).await?;
    for bytes in [GIF, "89 50 4e 47 0d 0a 1a 0a 00", "00 01"] {
        page.paste_message(bytes).await?;
        page.press("Send").await?;
        page.has_value("textbox", "Message", "").await?;
    }
    page.total_is(8).await?;
    let width = "return shown('detail-picture')[0]?.naturalWidth ?? null;";
    let width_is = async |expected: Option<u32>| {
        eventually(&format!("a picture {expected:?} wide"), SOON, async || {
            let now: Option<u32> = page.script(width, vec![]).await?;
            ensure!(now == expected, "it is {now:?}");
            Ok(())
        })
        .await
    };
    page.open_row(4).await?;
    width_is(Some(1)).await?;
    page.open_row(8).await?;
    width_is(None).await?;
    page.open_row(6).await?;
    width_is(None).await?;
    let body: String =
        page.script("return document.querySelector('#detail-body').innerText;", vec![]).await?;
    ensure!(body.contains("begin like a picture"), "it says {body:?}");
    page.open_row(4).await?;
    width_is(Some(1)).await
}
