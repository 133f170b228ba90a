//! Taking what is saved to a file and back: what is written, and what is told before anything changes.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use thirtyfour::Key;

use super::{Case, case};
use crate::page::{Page, Pairs};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("everything goes into a file and comes back into an empty browser", |stage| {
        Box::pin(there_and_back(stage))
    }),
    case("a choice goes into a file, and the messages that belong to it", |stage| Box::pin(choice(stage))),
    case("a choice is of one list, whatever ids the others have", |stage| Box::pin(same_id(stage))),
    case("an import tells what it will do before it does it", |stage| Box::pin(told(stage))),
    case("the same file again changes nothing", |stage| Box::pin(again(stage))),
    case("a Postman collection is taken in", |stage| Box::pin(postman(stage))),
    case("an Insomnia export is taken in", |stage| Box::pin(insomnia(stage))),
];

pub(super) const OURS: &str = include_str!("../../fixtures/import/wirebench-v1.json");
const POSTMAN: &str = include_str!("../../fixtures/import/postman-v2.1.json");
const INSOMNIA: &str = include_str!("../../fixtures/import/insomnia-v4.json");

const CONNECTIONS: &str = "Saved connections";
const MESSAGES: &str = "Saved messages";
const FILE: &str = "wirebench.json";

/// What the file that is exported has under a key.
fn names<'v>(file: &'v Value, key: &str) -> Vec<&'v str> {
    let items = file[key].as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(|item| item["name"].as_str()).collect()
}

async fn exported(stage: &Stage) -> Result<(String, Value)> {
    stage.page.save_file().await?;
    let text = stage.downloads.take(FILE).await?;
    let file = serde_json::from_str(&text).with_context(|| format!("the file is {text}"))?;
    Ok((text, file))
}

async fn there_and_back(stage: &Stage) -> Result<()> {
    const CORE: &str = "onlyHere99";
    let page = &stage.page;
    let mine = OURS.replace("Bearer abc", &format!("Bearer {CORE}"));
    page.import_text(&mine).await?;
    page.import_tells(&["A file of Wirebench.", "6 to add"]).await?;
    page.take_in("Done: 6 added, 0 replaced, 0 left as they were.").await?;
    page.press("Feed").await?;
    page.saved_are(MESSAGES, &["MQTT ping", "Subscribe"]).await?;
    let connections = page.saved(CONNECTIONS).await?;
    page.open_export().await?;
    page.choose("Secret values", "With values").await?;
    let (text, file) = exported(stage).await?;
    ensure!(file["format"] == "wirebench" && file["version"] == 1, "it is {text}");
    ensure!(names(&file, "messages") == ["Subscribe", "MQTT ping"], "it is {text}");
    ensure!(names(&file, "variables") == ["host", "password"], "it is {text}");
    let found = names(&file, "connections");
    ensure!(found.len() == connections.len() && found.contains(&"Feed"), "{found:?} aren't {connections:?}");
    // What was in the file that was taken in is in this one, letter by letter.
    for line in mine.lines().filter(|line| line.contains("\"id\"")) {
        let line = line.trim_end_matches([',', ']']);
        ensure!(text.contains(line), "{line} isn't in {text}");
    }
    // What is for this tab only isn't kept, though it came from a file and was opened.
    page.keeps_nothing_of(CORE).await?;
    ensure!(page.keeps_nothing_of("hunter2").await.is_err(), "what is kept isn't found");

    page.script::<Value>("localStorage.clear(); sessionStorage.clear();", vec![]).await?;
    // The page writes its tabs when it is left, so it has to be left for the storage to stay empty.
    stage.forget().await?;
    stage.open().await?;
    page.saved_are(MESSAGES, &[]).await?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("backup.json");
    fs::write(&path, &text)?;
    page.import_file(&path).await?;
    page.import_tells(&["A file of Wirebench.", "6 to add", "Connection Feed", "Variable password"]).await?;
    page.take_in("Done: 6 added, 0 replaced").await?;
    let expected: Vec<&str> = connections.iter().map(String::as_str).collect();
    page.saved_are(CONNECTIONS, &expected).await?;
    page.press("Feed").await?;
    page.has_value("textbox", "URL", "wss://example.com/feed?token={{token}}").await?;
    page.has_value("textbox", "Subprotocols", "graphql-transport-ws").await?;
    page.saved_are(MESSAGES, &["MQTT ping", "Subscribe"]).await?;
    page.press("MQTT ping").await?;
    page.has_value("textbox", "Message", "c0 00").await?;
    page.open_export().await?;
    page.choose("Secret values", "With values").await?;
    let (second, _) = exported(stage).await?;
    ensure!(second == text, "{second} isn't {text}");
    Ok(())
}

/// The file with other ids for its messages and variables, which no example has.
fn apart() -> String {
    let mut text = OURS.to_owned();
    for id in 1..=3 {
        text = text.replace(&format!("\"00000000000000{id:02x}\""), &format!("\"00000000000090{id:02x}\""));
    }
    text
}

async fn choice(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.import_text(&apart()).await?;
    page.import_tells(&["6 to add"]).await?;
    page.take_in("6 added").await?;
    chosen(
        stage,
        &[
            (&["Feed"], &["Feed"], &["Subscribe"]),
            (&["MQTT ping"], &[], &["MQTT ping"]),
            (&["Flood", "Chat"], &["Chat", "Flood"], &[]),
            (&[], &[], &[]),
        ],
    )
    .await?;
    // Leaving writes nothing: what is saved next is the only file.
    page.open_export().await?;
    page.press("Cancel").await?;
    page.gone("dialog", "Export").await?;
    page.open_export().await?;
    let (text, file) = exported(stage).await?;
    ensure!(names(&file, "variables") == ["host", "password"], "it is {text}");
    Ok(())
}

async fn same_id(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // The messages and variables have ids that the examples among the connections have, too.
    page.import_text(OURS).await?;
    page.import_tells(&["6 to add"]).await?;
    page.take_in("6 added").await?;
    chosen(stage, &[(&["MQTT ping"], &[], &["MQTT ping"]), (&["Public echo"], &["Public echo"], &[])]).await
}

/// What is chosen, and the connections and messages that are in the file then.
type Choice<'a> = (&'a [&'a str], &'a [&'a str], &'a [&'a str]);

async fn chosen(stage: &Stage, choices: &[Choice<'_>]) -> Result<()> {
    let page = &stage.page;
    for &(chosen, connections, messages) in choices {
        page.open_export().await?;
        page.choose_for_export(chosen).await?;
        let (text, file) = exported(stage).await?;
        let mut found = names(&file, "connections");
        found.sort_unstable();
        ensure!(found == connections && names(&file, "messages") == messages, "{chosen:?} comes to {text}");
        // Those for all connections go along with everything only.
        ensure!(names(&file, "variables").is_empty(), "{chosen:?} comes to {text}");
    }
    Ok(())
}

/// The file with another name and another address of a connection, and one more.
fn changed() -> String {
    let more = r#"{"id":"0000000000000101","name":"One more","rank":"k","address":"ws://localhost/more"},"#;
    let changed = OURS.replace("\"name\":\"Feed\"", "\"name\":\"Other feed\"");
    changed.replace("\"connections\":[\n", &format!("\"connections\":[\n{more}\n"))
}

async fn told(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let before = page.kept().await?;
    // However the file comes: by the chooser, by a drop, or as text.
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("mine.json");
    fs::write(&path, OURS)?;
    for way in 0..3 {
        match way {
            0 => page.import_file(&path).await?,
            1 => page.drop_file("mine.json", OURS).await?,
            _ => page.import_text(OURS).await?,
        }
        page.import_tells(&[
            "6 to add",
            "Connection Feed",
            "Connection Echo",
            "Message Subscribe",
            "Message MQTT ping",
            "Variable host",
            "Variable password",
        ])
        .await
        .with_context(|| format!("way {way}"))?;
        page.keeps_just(&before).await.context("before anybody said so")?;
        if way == 2 {
            page.web.action_chain().send_keys(Key::Escape).perform().await?;
            page.gone("dialog", "Import").await?;
        } else {
            page.cancel_import().await?;
        }
        page.keeps_just(&before).await.context("although it was cancelled")?;
    }
    // It begins anew each time.
    page.open_import().await?;
    ensure!(page.text_at("import-summary").await.is_err(), "what was cancelled is still there");
    page.gone("button", "Import").await?;
    page.cancel_import().await?;

    page.drop_file("mine.json", OURS).await?;
    page.import_tells(&["6 to add"]).await?;
    page.take_in("6 added").await?;
    let before = page.kept().await?;
    page.drop_file("changed.json", &changed()).await?;
    let said = page
        .import_tells(&[
            "1 to add",
            "Connection One more",
            "1 to replace",
            "Connection Other feed",
            "5 here already",
        ])
        .await?;
    ensure!(!said.contains("can’t be taken in"), "it says {said:?}");
    page.keeps_just(&before).await.context("before anybody said so")?;
    page.take_in("Done: 1 added, 1 replaced, 5 left as they were.").await?;
    let connections = page.saved(CONNECTIONS).await?;
    let has = |name: &str| connections.iter().any(|other| other == name);
    ensure!(has("Other feed") && has("One more") && !has("Feed"), "there are {connections:?}");
    // It is kept, not only shown.
    page.reload().await?;
    let expected: Vec<&str> = connections.iter().map(String::as_str).collect();
    page.saved_are(CONNECTIONS, &expected).await
}

async fn again(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.drop_file("mine.json", OURS).await?;
    page.import_tells(&["6 to add"]).await?;
    page.take_in("6 added").await?;
    page.open_export().await?;
    page.choose("Secret values", "Names only").await?;
    let (named, _) = exported(stage).await?;
    ensure!(!named.contains("hunter2"), "a secret is in {named}");
    let before = page.kept().await?;
    for (text, count) in [(OURS, 6), (&named, 12)] {
        page.drop_file("again.json", text).await?;
        let said = page.import_tells(&[&format!("{count} here already")]).await?;
        ensure!(!said.contains("to add") && !said.contains("to replace"), "it says {said:?}");
        page.take_in(&format!("Done: 0 added, 0 replaced, {count} left as they were.")).await?;
        page.keeps_just(&before).await?;
    }
    // A secret that the file has only the name of keeps its value.
    page.open_pairs(Pairs::Shared).await?;
    let rows = page.pairs(Pairs::Shared).await?;
    ensure!(rows.iter().any(|row| row.name == "password" && row.value == "hunter2"), "they are {rows:?}");
    page.leave_pairs(Pairs::Shared).await?;
    // What was deleted comes back.
    page.press("Delete MQTT ping").await?;
    page.saved_are(MESSAGES, &[]).await?;
    page.drop_file("again.json", OURS).await?;
    page.import_tells(&["1 to add", "Message MQTT ping", "5 here already"]).await?;
    page.take_in("1 added").await?;
    page.saved_are(MESSAGES, &["MQTT ping"]).await
}

/// Takes a file in twice, of which the second time changes nothing.
async fn twice(page: &Page, text: &str, told: &[&str]) -> Result<()> {
    page.drop_file("theirs.json", text).await?;
    page.import_tells(told).await?;
    page.take_in("0 replaced, 0 left as they were.").await?;
    let before = page.kept().await?;
    page.drop_file("theirs.json", text).await?;
    let said = page.import_tells(&["here already"]).await?;
    ensure!(!said.contains("to add") && !said.contains("to replace"), "it says {said:?}");
    page.take_in("Done: 0 added, 0 replaced").await?;
    page.keeps_just(&before).await
}

async fn postman(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let told = [
        "A Postman collection or environment.",
        "Connection Join",
        "Connection By variable",
        "Variable base",
        "that can’t be taken in",
        "List rooms: an HTTP request.",
    ];
    twice(page, POSTMAN, &told).await?;
    page.press("Join").await?;
    page.has_value("textbox", "URL", "ws://localhost:3000/rooms/lobby?token={{access_token}}").await?;
    let rows = {
        page.open_pairs(Pairs::Headers).await?;
        let rows = page.pairs(Pairs::Headers).await?;
        page.leave_pairs(Pairs::Headers).await?;
        rows
    };
    ensure!(rows.iter().any(|row| row.name == "Authorization" && row.is_dotted), "they are {rows:?}");
    let messages = page.saved(MESSAGES).await?;
    ensure!(messages.len() == 1, "there are {messages:?}");
    page.press("By variable").await?;
    page.has_value("textbox", "URL", "{{base}}/live?api_key=k%201").await
}

async fn insomnia(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let told = [
        "An Insomnia export.",
        "Connection Trades",
        "Message Subscribe",
        "Variable ws_url",
        "that can’t be taken in",
        "Quote: a request of another protocol.",
    ];
    twice(page, INSOMNIA, &told).await?;
    page.press("Trades").await?;
    page.has_value("textbox", "URL", "{{ws_url}}/v1/btc/usd/trades?since={{timestamp}}&q=a%20b%26c").await?;
    page.has_value("textbox", "Subprotocols", "json.v1").await?;
    page.saved_are(MESSAGES, &["Subscribe", "Template"]).await?;
    page.press("Template").await?;
    let template = r"Hello \{{ name | upper }} {% response 'body', 'req_1', 'b64' %} \{{";
    page.has_value("textbox", "Message", template).await
}
