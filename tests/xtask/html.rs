//! The tags of an HTML page, as far as the checks of this crate need them.
//!
//! It knows comments, quoted and bare attribute values, and that a script or a style ends only at its
//! own closing tag. It is no parser: closing tags, entities and the tree are left out.

/// One opening tag.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name in lower case.
    pub name: String,
    /// Its attributes in order, the names in lower case; a value that is missing is empty.
    pub attributes: Vec<(String, &'a str)>,
    /// Where its `<` is.
    pub start: usize,
    /// The place after its `>`.
    pub end: usize,
    /// What is between a `<script>` or `<style>` and its closing tag; empty for all others.
    pub content: &'a str,
}

impl<'a> Tag<'a> {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
    }
}

/// All opening tags, in order.
pub fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = page[at..].find('<') {
        let start = at + next;
        if page[start..].starts_with("<!--") {
            at = page[start..].find("-->").map_or(page.len(), |end| start + end + 3);
        } else if page[start + 1..].starts_with(|first: char| first.is_ascii_alphabetic()) {
            let mut tag = opening(page, start);
            at = tag.end;
            if matches!(tag.name.as_str(), "script" | "style") {
                tag.content = until_closed(&page[at..], &tag.name);
                at += tag.content.len();
            }
            found.push(tag);
        } else {
            at = start + 1;
        }
    }
    found
}

fn until_closed<'a>(rest: &'a str, name: &str) -> &'a str {
    // Only ASCII letters change, so places in the copy are places in the page.
    let end = rest.to_ascii_lowercase().find(&format!("</{name}")).unwrap_or(rest.len());
    &rest[..end]
}

fn opening(page: &str, start: usize) -> Tag<'_> {
    let ends_name = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/');
    let word = |at: usize| page[at..].find(ends_name).map_or(page.len(), |length| at + length);
    let skip = |at: usize| {
        page[at..].find(|c: char| !c.is_whitespace() && c != '/').map_or(page.len(), |length| at + length)
    };
    let blank = |at: usize| at + (page[at..].len() - page[at..].trim_start().len());

    let mut at = word(start + 1);
    let name = page[start + 1..at].to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        at = skip(at);
        if page[at..].starts_with('>') || at == page.len() {
            break;
        }
        // A stray `=` is part of the name, as browsers read it; so the place always moves on.
        let end = word(at + page[at..].chars().next().map_or(1, char::len_utf8));
        let key = page[at..end].to_ascii_lowercase();
        at = blank(end);
        let mut value = "";
        if page[at..].starts_with('=') {
            at = blank(at + 1);
            let quote = page[at..].chars().next().filter(|c| matches!(c, '"' | '\''));
            let from = at + usize::from(quote.is_some());
            let length = match quote {
                Some(quote) => page[from..].find(quote),
                None => page[from..].find(|c: char| c.is_whitespace() || c == '>'),
            };
            let to = length.map_or(page.len(), |length| from + length);
            value = &page[from..to];
            at = (to + usize::from(quote.is_some())).min(page.len());
        }
        attributes.push((key, value));
    }
    Tag { name, attributes, start, end: (at + 1).min(page.len()), content: "" }
}

#[cfg(test)]
mod tests {
    use super::tags;

    fn check(page: &str, expected: &[&str]) {
        let shown = |tag: super::Tag| {
            let attributes: Vec<String> =
                tag.attributes.iter().map(|(name, value)| format!(" {name}={value}")).collect();
            format!("{}{}|{}", tag.name, attributes.concat(), tag.content)
        };
        assert_eq!(tags(page).into_iter().map(shown).collect::<Vec<_>>(), expected, "{page}");
    }

    #[test]
    fn reads_what_browsers_read() {
        check("", &[]);
        check("<!doctype html><p>a < b</p><br/>", &["p|", "br|"]);
        check("<META Charset=utf-8><a b = 'c>d' e>", &["meta charset=utf-8|", "a b=c>d e=|"]);
        check("<!-- <script>no</script> --><b>", &["b|"]);
        check("<script type=\"module\">a<b></SCRIPT><i>", &["script type=module|a<b>", "i|"]);
        check("<link href=./x.css><img src=\"ü\">", &["link href=./x.css|", "img src=ü|"]);
    }

    #[test]
    fn never_hangs_or_panics_on_a_page_that_is_cut_off() {
        let page = "<!-- x --><a href='ü' =b c = d/><script src=x>1</script><style>p{}";
        for (cut, _) in page.char_indices() {
            tags(&page[..cut]);
        }
    }
}
