//! The styles of a release as one file: a first visit asks once instead of sixteen times, and what they have in common
//! is compressed once, which is 4 KB less. They are many for those who write them, and so for `trunk serve`.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::Result;
use crate::html::{self, Tag};

/// The page with one link in place of those to its styles, whose files in the folder become one, in their order.
pub fn join(page: &str, folder: &Path) -> Result<String> {
    let tags = html::tags(page);
    let is_style = |tag: &&Tag<'_>| tag.name == "link" && tag.attribute("rel") == Some("stylesheet");
    let mut styles = String::new();
    let mut joined = String::new();
    let mut at = 0;
    let mut place = None;
    for link in tags.iter().filter(is_style) {
        let address = link.attribute("href").unwrap_or_default();
        let (path, name) = address.split_at(address.rfind('/').map_or(0, |slash| slash + 1));
        let file = folder.join(name);
        let is_lost = |name: &str| !matches!(name, "rel" | "href") && !name.starts_with("data-");
        if let Some((other, _)) = link.attributes.iter().find(|(name, _)| is_lost(name)) {
            return Err(format!(
                "The link to {name} has “{other}”, which would be lost: one file has all styles."
            ));
        }
        let problem = |problem| format!("{} can't be joined with the others: {problem}.", file.display());
        let text = fs::read_to_string(&file).map_err(problem)?;
        if let Some(rule) = ["@import", "@namespace", "@charset"].into_iter().find(|rule| text.contains(rule))
        {
            return Err(format!(
                "{name} has {rule}, which holds only where a file begins: one file has all styles."
            ));
        }
        styles += &text;
        fs::remove_file(&file).map_err(problem)?;
        joined += &page[at..link.start];
        at = link.end;
        place.get_or_insert((joined.len(), path));
    }
    joined += &page[at..];
    if let Some((place, path)) = place {
        let mut hasher = DefaultHasher::new();
        styles.hash(&mut hasher);
        // Named by what is in it, so that a browser never takes an old one for it.
        let name = format!("styles-{:016x}.css", hasher.finish());
        let file = folder.join(&name);
        fs::write(&file, styles)
            .map_err(|problem| format!("{} can't be written: {problem}.", file.display()))?;
        joined.insert_str(place, &format!("<link rel=\"stylesheet\" href=\"{path}{name}\">"));
    }
    Ok(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_become_one_in_their_order() {
        let folder = std::env::temp_dir().join(format!("wirebench-styles-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.css"), "a{}").unwrap();
        fs::write(folder.join("b.css"), "b{}").unwrap();
        let page = "<head><link rel=icon href=./i.svg><link rel=stylesheet href=./b.css \
                    data-integrity=none>\n<link rel=\"stylesheet\" href=\"./a.css\"/></head>";
        let joined = join(page, &folder).unwrap();
        let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
        let [only] = &files[..] else { panic!("there are {files:?}") };
        let name = only.file_name().unwrap().to_str().unwrap();
        assert_eq!(fs::read_to_string(only).unwrap(), "b{}a{}");
        let link =
            format!("<head><link rel=icon href=./i.svg><link rel=\"stylesheet\" href=\"./{name}\">\n</head>");
        assert_eq!(joined, link);
        let refused = |page: &str| join(page, &folder).unwrap_err();
        assert!(refused(page).contains("b.css can't be joined"));
        fs::write(folder.join("b.css"), "@import \"a.css\";").unwrap();
        assert!(refused(page).contains("b.css has @import"));
        assert!(refused("<link rel=stylesheet href=./b.css media=print>").contains("“media”"));
        assert_eq!(join("<head></head>", &folder).unwrap(), "<head></head>");
        fs::remove_dir_all(&folder).unwrap();
    }
}
