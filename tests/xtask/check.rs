//! The check of a finished release: it works from any folder of any static server, under its policy,
//! and asks nobody else for anything.
//!
//! It looks at files only. Whether browsers agree is for the end-to-end run.

use std::fs;
use std::path::Path;

use crate::Result;
use crate::html::{self, Tag};
use crate::policy::POLICY;

/// The names of XML languages look like addresses, but nobody fetches them.
const NAMES_NOT_ADDRESSES: &str = "http://www.w3.org/";

/// Checks a folder; the answer is a sentence for the terminal.
pub fn run(dist: &Path) -> Result<String> {
    let files = files(dist)?;
    let page = read(&dist.join("index.html"))?;
    let tags = html::tags(&page);
    nothing_inline(&tags)?;
    policy_first(&tags)?;
    for tag in &tags {
        own_files_only(tag, &files)?;
    }
    for name in files.iter().filter(|name| is_text(name)) {
        let text = read(&dist.join(name))?;
        no_other_host(name, &text)?;
    }
    Ok(format!("dist/ is complete: {} files, one strict policy, no address of another host.", files.len()))
}

/// The names of all files below a folder, with `/` between the parts, in order.
pub fn files(folder: &Path) -> Result<Vec<String>> {
    let missing = |problem| {
        format!("{} can't be read ({problem}): build it with `cargo xtask dist`.", folder.display())
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(missing)? {
        let entry = entry.map_err(missing)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            names.extend(files(&entry.path())?.into_iter().map(|below| format!("{name}/{below}")));
        } else {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Refuses script and style in the page itself, which the policy would block.
pub fn nothing_inline(tags: &[Tag]) -> Result {
    for tag in tags {
        let inline = match tag.name.as_str() {
            "script" if tag.attribute("src").is_none() || !tag.content.trim().is_empty() => {
                "an inline <script>"
            }
            "style" => "a <style>",
            _ if tag.attribute("style").is_some() => "a style attribute",
            _ if tag.attributes.iter().any(|(name, _)| name.starts_with("on")) => "an event attribute",
            _ => continue,
        };
        return Err(format!("index.html has {inline} (<{}>): move it to a file of its own.", tag.name));
    }
    Ok(())
}

fn policy_first(tags: &[Tag]) -> Result {
    let is_policy = |tag: &Tag| tag.name == "meta" && tag.attribute("content") == Some(POLICY);
    let loads = |tag: &Tag| matches!(tag.name.as_str(), "script" | "link");
    let policy = tags.iter().position(is_policy).ok_or(
        "dist/index.html has no policy: is Trunk.toml's post_build hook there? Was it a debug build?",
    )?;
    match tags.iter().position(loads) {
        Some(first) if first < policy => Err("dist/index.html loads something before its policy.".to_owned()),
        _ => Ok(()),
    }
}

fn own_files_only(tag: &Tag, files: &[String]) -> Result {
    // A link that a person clicks may lead anywhere.
    if tag.name == "a" {
        return Ok(());
    }
    for address in ["src", "href"].iter().filter_map(|name| tag.attribute(name)) {
        if address.starts_with("data:") {
            continue;
        }
        let relative = !address.starts_with('/') && !address.contains("://");
        if !relative {
            return Err(format!("<{}> in dist/index.html asks for {address}: make it relative.", tag.name));
        }
        let name = address.trim_start_matches("./");
        if !files.iter().any(|file| file == name) {
            return Err(format!(
                "<{}> in dist/index.html asks for {address}, which isn't in dist/.",
                tag.name
            ));
        }
    }
    Ok(())
}

fn is_text(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    matches!(ending, "html" | "js" | "mjs" | "css" | "svg" | "json" | "webmanifest")
}

fn no_other_host(name: &str, text: &str) -> Result {
    let text = text.replace(NAMES_NOT_ADDRESSES, "");
    let Some(at) = text.find("http://").or_else(|| text.find("https://")) else {
        return Ok(());
    };
    let found: String = text[at..].chars().take(60).take_while(|c| !c.is_whitespace()).collect();
    Err(format!("dist/{name} names another host ({found}): the page may ask nobody else for anything."))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|problem| {
        format!("{} can't be read ({problem}): build it with `cargo xtask dist`.", path.display())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, expected: &str) {
        let folder = std::env::temp_dir().join(format!("xtask-check-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let policy = format!("<meta http-equiv=Content-Security-Policy content=\"{POLICY}\">");
        fs::write(folder.join("index.html"), head.replace("POLICY", &policy)).unwrap();
        fs::write(folder.join("a.js"), "let svg = 'http://www.w3.org/2000/svg';").unwrap();
        let said = run(&folder).unwrap_or_else(|refusal| refusal);
        fs::remove_dir_all(&folder).unwrap();
        assert!(said.contains(expected), "{head}: {said}");
    }

    #[test]
    fn a_release_is_complete_or_refused_with_the_reason() {
        check("POLICY<script src=./a.js></script><a href=https://a.example>", "names another host");
        check("POLICY<script src=./a.js></script>", "dist/ is complete: 2 files");
        check("<script src=./a.js></script>", "no policy");
        check("<script src=./a.js></script>POLICY", "before its policy");
        check("POLICY<script src=./b.js></script>", "isn't in dist/");
        check("POLICY<link href=/a.js>", "make it relative");
        check("POLICY<script src=https://cdn.example/a.js></script>", "make it relative");
        check("POLICY<script>1</script>", "inline <script>");
        check("POLICY<p style=color:red>", "style attribute");
        check("POLICY<p onclick=go()>", "event attribute");
    }
}
