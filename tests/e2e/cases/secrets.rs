//! Secret values: they are used, but not shown, and kept only where the user wants them to be.
//! Each value has a core of letters and digits that is looked for in everything that the page leaves behind, between
//! characters that have to be escaped almost everywhere.

use anyhow::{Context, Result, ensure};

use super::{Case, case};
use crate::page::{Page, Pairs, Secrecy, hides};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("a secret of this tab is used, and kept nowhere", |stage| Box::pin(fleeting(stage))).for_pages(),
    case("a connection's own secret that is gone isn't replaced by one for all", |stage| {
        Box::pin(not_another(stage))
    }),
    case("a secret that is kept stays in this browser", |stage| Box::pin(kept(stage))).for_pages(),
    case("an export has the secrets that it is meant to have", |stage| Box::pin(exported(stage))),
    case("names tell which values are secret, until the user says otherwise", |stage| {
        Box::pin(guessed(stage))
    }),
];

/// Where a secret may stand, under which name, and its core.
const SECRETS: [(Pairs, &str, &str); 3] = [
    (Pairs::Own, "token", "kQ8vT3mZxW51"),
    (Pairs::Shared, "db_password", "pL7nR2cYbH94"),
    (Pairs::Headers, "Authorization", "wF6jS9dKgU38"),
];

/// What isn't secret, which has to be found where secrets are looked for.
const OPEN: &str = "oPenValue77";

fn value(pairs: Pairs, core: &str) -> String {
    // No header can have such a letter.
    let letter = if pairs == Pairs::Headers { "e" } else { "é" };
    format!("\"{letter}\\ {core}/+&%\"")
}

async fn secrets_are_set(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.echo()).await?;
    page.add_pairs(Pairs::Own, &[("host", OPEN)]).await?;
    for (pairs, name, core) in SECRETS {
        page.add_pairs(pairs, &[(name, &value(pairs, core))]).await?;
    }
    Ok(())
}

/// Each secret is such, and has its value, or none.
async fn are(page: &Page, secrecy: Secrecy, with_value: &[&str]) -> Result<()> {
    for (pairs, name, core) in SECRETS {
        page.open_pairs(pairs).await?;
        let expected = if with_value.contains(&core) { value(pairs, core) } else { String::new() };
        let rows = page.pairs(pairs).await?;
        let row = rows.iter().find(|row| row.name == name).with_context(|| format!("there is no {name}"))?;
        ensure!(row.secrecy == secrecy, "{name} is {row:?}");
        ensure!(row.value == expected, "{name} is {:?} instead of {expected:?}", row.value);
        ensure!(row.is_dotted, "everybody can read {name}");
        ensure!(
            rows.iter().all(|row| row.name == name || !row.is_dotted),
            "what isn't secret can't be read: {rows:?}"
        );
        page.leave_pairs(pairs).await?;
    }
    Ok(())
}

const CORES: [&str; 3] = [SECRETS[0].2, SECRETS[1].2, SECRETS[2].2];

/// The messages use the secrets, and the log shows what was really sent.
async fn used(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect_without_headers(&stage.echo()).await?;
    page.send("{{host}} {{token}} {{db_password}}").await?;
    page.echoed_text(&format!("{OPEN} {} {}", value(Pairs::Own, CORES[0]), value(Pairs::Shared, CORES[1])))
        .await
}

/// Everything that may be kept is kept, with whatever uses the secrets.
async fn all_is_saved(page: &Page) -> Result<()> {
    page.save_as("Save connection", "With secrets").await?;
    page.type_message("{{token}} {{db_password}}").await?;
    page.save_as("Save message", "Secret message").await?;
    page.saved_are("Saved messages", &["Secret message"]).await?;
    // The search itself works.
    eventually("what isn't secret to be kept", SOON, async || {
        ensure!(page.keeps_nothing_of(OPEN).await.is_err(), "it isn't");
        Ok(())
    })
    .await
}

async fn fleeting(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    secrets_are_set(stage).await?;
    are(page, Secrecy::Fleeting, &CORES).await?;
    used(stage).await?;
    all_is_saved(page).await?;
    let link = page.copied_link().await?;
    page.press("Export…").await?;
    page.press("Save file").await?;
    let file = stage.downloads.take("wirebench.json").await?;
    ensure!(file.contains("With secrets") && file.contains(OPEN), "the file isn't whole: {file}");
    for (_, name, core) in SECRETS {
        page.keeps_nothing_of(core).await?;
        hides(&link, core).context("the link")?;
        hides(&file, core).context("the file")?;
        ensure!(file.contains(name), "{name} isn't in the file");
    }
    page.reload().await?;
    are(page, Secrecy::Fleeting, &[]).await?;
    for core in CORES {
        page.keeps_nothing_of(core).await.context("after the reload")?;
    }
    // Nothing goes out without it; once it is typed again, the message is as good as before.
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    page.type_message("{{host}} {{token}}").await?;
    page.press("Send").await?;
    page.described("textbox", "Message", "column 10: token has no value.").await?;
    page.has_value("textbox", "Message", "{{host}} {{token}}").await?;
    page.will_be_sent_as(None).await?;
    // Firefox takes the focus from a page that a driver loads anew, and then tells it of no field that is left.
    page.web.switch_to_window(page.web.window().await?).await?;
    page.change_pair(Pairs::Own, "token", "again").await?;
    page.will_be_sent_as(Some(&format!("{OPEN} •••"))).await?;
    page.press("Send").await?;
    page.echoed_text(&format!("{OPEN} again")).await?;
    page.total_is(4).await
}

async fn not_another(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.add_pairs(Pairs::Shared, &[("token", "of another server")]).await?;
    page.open_pairs(Pairs::Shared).await?;
    page.choose_secrecy(Pairs::Shared, "token", Secrecy::Secret).await?;
    page.leave_pairs(Pairs::Shared).await?;
    page.add_pairs(Pairs::Own, &[("token", "of this one")]).await?;
    page.connect(&stage.echo()).await?;
    page.send("{{token}}").await?;
    page.echoed_text("of this one").await?;
    page.reload().await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    page.type_message("{{token}}").await?;
    page.press("Send").await?;
    page.described("textbox", "Message", "token has no value.").await?;
    page.has_value("textbox", "Message", "{{token}}").await?;
    page.total_is(2).await
}

/// Says that the secrets are to be kept.
async fn are_to_be_kept(page: &Page) -> Result<()> {
    for (pairs, name, _) in SECRETS {
        page.open_pairs(pairs).await?;
        page.choose_secrecy(pairs, name, Secrecy::Secret).await?;
        page.leave_pairs(pairs).await?;
    }
    Ok(())
}

async fn kept(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    secrets_are_set(stage).await?;
    are_to_be_kept(page).await?;
    all_is_saved(page).await?;
    let link = page.copied_link().await?;
    for core in CORES {
        hides(&link, core).context("the link")?;
        ensure!(page.keeps_nothing_of(core).await.is_err(), "{core} isn't kept");
    }
    page.reload().await?;
    are(page, Secrecy::Secret, &CORES).await?;
    used(stage).await?;
    // The preview doesn't show them either.
    page.type_message("{{host}} {{token}} {{db_password}}").await?;
    page.will_be_sent_as(Some(&format!("{OPEN} ••• •••"))).await?;
    // Nobody keeps them any longer than the user wants.
    for (pairs, name, _) in SECRETS {
        page.open_pairs(pairs).await?;
        page.choose_secrecy(pairs, name, Secrecy::Fleeting).await?;
        page.leave_pairs(pairs).await?;
    }
    page.press("Save connection").await?;
    page.press("Update").await?;
    page.gone("dialog", "Save connection").await?;
    for core in CORES {
        eventually(&format!("{core} to be gone"), SOON, async || page.keeps_nothing_of(core).await).await?;
    }
    are(page, Secrecy::Fleeting, &CORES).await
}

async fn exported(stage: &Stage) -> Result<()> {
    const GROUP: &str = "Secret values";
    let page = &stage.page;
    page.press("Export…").await?;
    page.find("button", "Save file").await?;
    // Without secrets there is nothing to ask.
    page.gone("radiogroup", GROUP).await?;
    page.press("Cancel").await?;
    secrets_are_set(stage).await?;
    are_to_be_kept(page).await?;
    all_is_saved(page).await?;
    for (choice, note, has_names, has_values) in [
        ("Names only", "with empty values", true, false),
        ("With values", "in plain text", true, true),
        ("Leave out", "neither names nor values", false, false),
    ] {
        page.press("Export…").await?;
        page.find("radiogroup", GROUP).await?;
        let chosen = page.chosen(GROUP).await?;
        ensure!(chosen == "Names only", "“{chosen}” is chosen before anybody says so");
        page.choose(GROUP, choice).await?;
        let said: String = page.script("return find('dialog', 'Export').innerText;", vec![]).await?;
        ensure!(said.contains(note), "it says {said:?}");
        page.press("Save file").await?;
        page.gone("dialog", "Export").await?;
        let file = stage.downloads.take("wirebench.json").await?;
        ensure!(file.contains(OPEN), "{choice}: what isn't secret isn't in it: {file}");
        for (_, name, core) in SECRETS {
            let name = format!("\"name\":\"{name}\"");
            ensure!(file.contains(&name) == has_names, "{choice}: {name} is wrong in {file}");
            ensure!(hides(&file, core).is_err() == has_values, "{choice}: {core} is wrong in {file}");
        }
    }
    Ok(())
}

async fn guessed(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.open_pairs(Pairs::Headers).await?;
    for (name, secrecy) in [
        ("X-Trace", Secrecy::Open),
        ("Cookie", Secrecy::Fleeting),
        ("X-Author", Secrecy::Open),
        ("X-Auth", Secrecy::Fleeting),
    ] {
        page.add_pair(Pairs::Headers, name, "v").await?;
        let rows = page.pairs(Pairs::Headers).await?;
        let row = rows.last().context("there is no row")?;
        ensure!(row.name == name && row.secrecy == secrecy, "{row:?} isn't {secrecy:?}");
        ensure!(row.is_dotted == (secrecy != Secrecy::Open), "{row:?} is seen wrongly");
    }
    // What the user says holds, and goes on to hold.
    page.choose_secrecy(Pairs::Headers, "Cookie", Secrecy::Open).await?;
    page.choose_secrecy(Pairs::Headers, "X-Trace", Secrecy::Secret).await?;
    page.leave_pairs(Pairs::Headers).await?;
    for _ in 0..2 {
        page.open_pairs(Pairs::Headers).await?;
        let rows = page.pairs(Pairs::Headers).await?;
        let is = |name: &str, secrecy| rows.iter().any(|row| row.name == name && row.secrecy == secrecy);
        ensure!(is("Cookie", Secrecy::Open) && is("X-Trace", Secrecy::Secret), "they are {rows:?}");
        page.leave_pairs(Pairs::Headers).await?;
        page.reload().await?;
    }
    Ok(())
}
