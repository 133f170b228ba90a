//! Our own format: a header, a row a line, and a line that sums up, together one JSON value.

use super::layout::{Facts, Sum, Title};
use super::payload::Encoding;
use crate::codec::digits::number;
use crate::codec::json::value::Writer;
use crate::conn::Notice;
use crate::log::Describe;
use crate::log::form::{Head, Shape};

/// The name of the format in its header.
pub(crate) const NAME: &str = "wirebench-log";

/// The version of the format. What an older program would misread is a new one.
pub(crate) const VERSION: u64 = 1;

#[derive(Debug, Default)]
pub(super) struct Layout {
    rows: u64,
}

impl Layout {
    /// Begins a line; the one before it ends with a comma if it is a row.
    fn next_line(&mut self, out: &mut Vec<u8>) {
        if self.rows > 0 {
            out.push(b',');
        }
        self.rows += 1;
        out.push(b'\n');
    }
}

impl super::layout::Layout for Layout {
    fn begin(&mut self, title: &Title, out: &mut Vec<u8>) {
        let mut exported = String::new();
        // Writing into a string doesn't fail.
        let _ = title.exported.write_iso(&mut exported);
        let mut header = Writer::new();
        header.text("format", NAME);
        header.number("version", VERSION);
        header.text("exported", &exported);
        header.text_if_any("address", &title.address);
        header.text_if_any("filter", &title.filter);
        if title.is_masked {
            header.flag("masked");
        }
        // The list is left open.
        header.written("rows", "[");
        let header = header.end();
        out.extend_from_slice(header.strip_suffix('}').unwrap_or(&header).as_bytes());
    }

    fn open(&mut self, facts: &Facts, _payload: &[u8], out: &mut Vec<u8>) -> Encoding {
        self.next_line(out);
        facts.head.begin_message(facts.data_type, facts.size, facts.role, facts.shape, out);
        match facts.shape {
            Shape::Text => Encoding::Json,
            Shape::Base64 => Encoding::Base64,
        }
    }

    fn close(&mut self, missing: usize, out: &mut Vec<u8>) {
        out.push(b'"');
        if missing > 0 {
            out.extend_from_slice(b",\"cut\":");
            number(out, missing as u64);
        }
        out.push(b'}');
    }

    fn notice(&mut self, head: Head, notice: &Notice, _describe: &Describe, out: &mut Vec<u8>) {
        self.next_line(out);
        head.notice(notice, out);
    }

    fn end(&mut self, sum: &Sum, out: &mut Vec<u8>) {
        for (before, count) in
            [("\n],\"count\":", sum.rows), (",\"evicted\":", sum.evicted), (",\"missed\":", sum.missed)]
        {
            out.extend_from_slice(before.as_bytes());
            number(out, count);
        }
        out.extend_from_slice(b"}\n");
    }
}
