//! What a file is called.

use super::Format;
use crate::codec::digits::padded;
use crate::time::Micros;
use crate::time::iso::Parts;

/// How much of a host goes into a name; file systems take 255 bytes for all of it.
const MAX_HOST: usize = 100;

/// The name of a file: `wirebench-HOST-YYYYMMDD-HHMMSS.EXT`, by a clock that is so many minutes ahead of UTC.
///
/// Of the host, which may have its port behind it, what some file system wouldn't take becomes a hyphen.
///
/// ```
/// # use wirebench_core::export::{Format, file_name};
/// # use wirebench_core::time::Micros;
/// let name = file_name("example.com:8080", Micros(1_700_000_000_000_000), 60, Format::Json);
/// assert_eq!(name, "wirebench-example.com-8080-20231114-231320.json");
/// ```
pub fn file_name(host: &str, now: Micros, utc_offset: i32, format: Format) -> String {
    let mut safe = String::new();
    for character in host.chars().take(MAX_HOST) {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '_' => safe.push(character),
            // One for any number of them, and none at the start.
            _ if safe.is_empty() || safe.ends_with('-') => {}
            _ => safe.push('-'),
        }
    }
    // Two full stops are the folder above, and one at the start hides a file.
    while safe.contains("..") {
        safe = safe.replace("..", ".");
    }
    let safe = safe.trim_matches(['-', '.']);
    let between = if safe.is_empty() { "" } else { "-" };

    let Parts { year, month, day, hour, minute, second, millis: _ } = Parts::local(now, utc_offset);
    let mut stamp = Vec::new();
    padded(&mut stamp, year, 4);
    padded(&mut stamp, month, 2);
    padded(&mut stamp, day, 2);
    stamp.push(b'-');
    padded(&mut stamp, hour, 2);
    padded(&mut stamp, minute, 2);
    padded(&mut stamp, second, 2);
    format!("wirebench{between}{safe}-{}.{}", String::from_utf8_lossy(&stamp), format.extension())
}

#[cfg(test)]
mod tests {
    use super::{Format, file_name};
    use crate::time::Micros;

    #[track_caller]
    fn check(host: &str, expected: &str) {
        let name = file_name(host, Micros(1_700_000_000_000_000), -150, Format::Csv);
        assert_eq!(name, format!("wirebench{expected}-20231114-194320.csv"));
    }

    #[test]
    fn any_host_has_a_name() {
        check("example.com", "-example.com");
        check("Example.com:8080", "-Example.com-8080");
        check("[2001:db8::1]:9000", "-2001-db8-1-9000");
        check("", "");
        check("...", "");
        check("../../etc/passwd", "-etc-passwd");
        check("a\0b\\c|d?e*f\"<>", "-a-b-c-d-e-f");
        check("ex\u{202e}ample", "-ex-ample");
        check("пример", "");
        check("a....b", "-a.b");
        check(&"x".repeat(1000), &format!("-{}", "x".repeat(100)));
    }
}
