//! What is left of a case that failed: what the page showed, what the console said, and a picture.
//! Each part is tried for itself, since whatever broke the case may have broken the page.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, anyhow};

use crate::page::{Page, head};

const PATIENCE: Duration = Duration::from_secs(5);
const ROWS: usize = 8;

/// The picture's name for a case in a browser.
pub fn picture(folder: &Path, browser: &str, case: &str) -> PathBuf {
    let name: String = case.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    folder.join(format!("{browser}-{name}.png"))
}

/// Looks at the page, and tells it in indented lines.
pub async fn dump(page: &Page, console: &[String], file: &Path) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: String| {
        // Writing to a string can't fail.
        let _ = writeln!(text, "      {name}: {value}");
    };
    line("status", said(page.status()).await);
    line("explanation", said(page.text_at("status-explanation")).await);
    match soon(page.rows()).await {
        Ok(rows) => {
            for row in &rows[rows.len().saturating_sub(ROWS)..] {
                let about = format!("{:?} {} {}", row.kind, row.data_type, head(&row.text));
                line(&format!("row {}", row.seq), about);
            }
        }
        Err(error) => line("rows", brief(&error)),
    }
    for entry in console {
        line("console", head(entry));
    }
    match soon(page.picture(file)).await {
        Ok(()) => line("picture", file.display().to_string()),
        Err(error) => line("picture", brief(&error)),
    }
    text
}

/// An error without the driver's own stack, which is of no use to anybody here.
pub fn brief(error: &anyhow::Error) -> String {
    let text = format!("{error:#}");
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#') && !line.trim().is_empty());
    lines.map(str::trim_end).collect::<Vec<_>>().join("\n      ")
}

async fn said(what: impl Future<Output = Result<String>>) -> String {
    soon(what).await.unwrap_or_else(|error| format!("({})", brief(&error)))
}

async fn soon<T>(what: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::time::timeout(PATIENCE, what).await.unwrap_or_else(|_| Err(anyhow!("no answer")))
}
