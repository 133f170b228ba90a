//! Any text as a template that fills to just that text.

use super::Template;

impl Template {
    /// The template text that fills to exactly `text`, whatever is in it.
    ///
    /// `{{` becomes `\{{`, and a backslash right before it becomes `{{char:5c}}`, because `\\{{` would be read as a
    /// backslash and then `{{`.
    pub fn escape(text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(is_special) {
            let (plain, from) = rest.split_at(start);
            let (run, after) = from.split_at(from.find(|next| !is_special(next)).unwrap_or(from.len()));
            out.push_str(plain);
            if run.contains("{{") {
                escape_run(&mut out, run);
            } else {
                out.push_str(run);
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

fn is_special(character: char) -> bool {
    matches!(character, '{' | '\\')
}

/// Escapes a run of braces and backslashes. Only its last character can stand as it is: what stands for the others
/// begins with a brace or a backslash itself, and must not run together with what is before it.
fn escape_run(out: &mut String, mut run: &str) {
    while !run.is_empty() {
        let (piece, length) = if run.starts_with("{{") {
            ("\\{{", 2)
        } else if run.len() == 1 {
            (run, 1)
        } else if run.starts_with('\\') {
            ("{{char:5c}}", 1)
        } else {
            ("{{char:7b}}", 1)
        };
        out.push_str(piece);
        run = &run[length..];
    }
}
