//! Logs as others write them, whole and damaged, in pieces of any size.

mod damage;
mod forms;
mod har;
mod own;
mod properties;
mod scan;

use super::{Import, ProblemKind};
use crate::log::form::{OwnedBody, OwnedRow};
use crate::log::{Body, Kind, Row};
use crate::message::DataType;
use crate::time::Micros;

/// The date of the file.
const NOW: Micros = Micros(1_000_000);

/// What was read: the rows, and the import itself.
fn read(file: &[u8], named: &str) -> (Vec<OwnedRow>, Import) {
    read_in_pieces(file, named, usize::MAX)
}

/// The same, in pieces of so many bytes.
fn read_in_pieces(file: &[u8], named: &str, size: usize) -> (Vec<OwnedRow>, Import) {
    let mut rows = Vec::new();
    let mut take = |row: &Row<'_>| rows.push(owned(row));
    let mut import = Import::new(named, NOW);
    for piece in file.chunks(size) {
        import.feed(piece, &mut take);
    }
    import.end(&mut take);
    (rows, import)
}

fn owned(row: &Row<'_>) -> OwnedRow {
    let body = match &row.body {
        Body::Message(message, role) => OwnedBody::Message {
            data_type: message.data_type,
            payload: message.payload.to_vec(),
            role: *role,
        },
        Body::Notice(notice) => OwnedBody::Notice(notice.clone()),
    };
    OwnedRow { seq: row.seq, at: row.at, kind: row.kind, body }
}

/// Rows as lines that are easily compared: number, time, and what it is.
fn shown(rows: &[OwnedRow]) -> Vec<String> {
    let each = |row: &OwnedRow| {
        let kind = match row.kind {
            Kind::Sent => "sent",
            Kind::Received => "received",
            Kind::Error => "error",
            Kind::Info => "info",
        };
        let body = match &row.body {
            OwnedBody::Message { data_type: DataType::Text, payload, .. } => {
                format!("{:?}", String::from_utf8_lossy(payload))
            }
            OwnedBody::Message { data_type: DataType::Binary, payload, .. } => format!("{payload:02x?}"),
            OwnedBody::Notice(notice) => format!("{notice:?}"),
        };
        format!("{} {} {kind} {body}", row.seq.0, row.at.0)
    };
    rows.iter().map(each).collect()
}

/// The problems with their lines.
fn problems(import: &Import) -> Vec<(u64, ProblemKind)> {
    import.problems().told().iter().map(|problem| (problem.line, problem.kind.clone())).collect()
}

#[track_caller]
fn check_rows(file: &[u8], named: &str, expected: &[&str]) -> Import {
    let (rows, import) = read(file, named);
    assert_eq!(shown(&rows), expected);
    import
}
