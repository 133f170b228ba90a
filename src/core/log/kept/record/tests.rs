//! A round trip of any rows, the fixture of each version, and no panic on anything that a disk can have.

use proptest::prelude::*;

use super::{Page, PageError, PageWriter};
use crate::conn::{Clock, EndedBy, Ending, Notice, Target};
use crate::log::{Body, Kind, Row, Seq, Traffic};
use crate::message::{DataType, Message, Role};
use crate::time::{Micros, Span};

const V1: &[u8] = include_bytes!("../../../../../tests/fixtures/disk/log-page-v1.bin");

/// A row that owns what it carries, so that a strategy can make it.
#[derive(Clone, Debug)]
enum Owned {
    Message(Kind, DataType, Role, Vec<u8>),
    Notice(Notice),
}

impl Owned {
    fn row(&self, seq: u64, at: u64) -> Row<'_> {
        let (kind, body) = match self {
            Self::Message(kind, data_type, role, payload) => {
                (*kind, Body::Message(Message { data_type: *data_type, payload }, *role))
            }
            Self::Notice(notice) => (notice.row().unwrap(), Body::Notice(notice.clone())),
        };
        Row { seq: Seq(seq), at: Micros(at), kind, body }
    }
}

fn any_notice() -> impl Strategy<Value = Notice> {
    let ending = (any::<u16>(), any::<String>(), any::<bool>(), any::<Option<u32>>()).prop_map(
        |(code, reason, clean, lasted)| Ending {
            by: EndedBy::Rejected(reason.clone()),
            code,
            reason,
            clean,
            lasted: lasted.map(|span| Span(span.into())),
            handshake: Span(7),
            traffic: Traffic::default(),
        },
    );
    prop_oneof![
        (any::<String>(), any::<Vec<String>>(), any::<u32>()).prop_map(|(address, subprotocols, attempt)| {
            Notice::Connecting { target: Target { address, subprotocols }, attempt }
        }),
        any::<(String, String)>()
            .prop_map(|(subprotocol, extensions)| Notice::Opened { subprotocol, extensions }),
        Just(Notice::Broken { clock: Clock::Pong, limit: Span(9), heard: None }),
        ending.prop_map(Notice::Ended),
        Just(Notice::Stopped),
        Just(Notice::Forbidden),
    ]
}

fn any_row() -> impl Strategy<Value = Owned> {
    let role = prop_oneof![
        Just(Role::Data),
        Just(Role::Ping),
        any::<Option<u64>>().prop_map(|span| Role::Pong(span.map(Span)))
    ];
    let kind = prop::sample::select(vec![Kind::Sent, Kind::Received]);
    prop_oneof![
        (kind.clone(), role.clone(), any::<String>()).prop_map(|(kind, role, text)| Owned::Message(
            kind,
            DataType::Text,
            role,
            text.into_bytes()
        )),
        (kind, role, any::<Vec<u8>>()).prop_map(|(kind, role, bytes)| Owned::Message(
            kind,
            DataType::Binary,
            role,
            bytes
        )),
        any_notice().prop_map(Owned::Notice),
    ]
}

fn written(rows: &[Row<'_>]) -> Vec<u8> {
    let mut page = PageWriter::new(rows[0].seq, rows[0].at);
    for row in rows {
        page.push(row.at, row.kind, &row.body);
    }
    assert_eq!(page.rows() as usize, rows.len());
    page.into_bytes()
}

proptest! {
    #[test]
    fn rows_come_back(
        first in 0..u64::MAX / 2, owned in prop::collection::vec((any::<u64>(), any_row()), 1..12), cut: u16
    ) {
        let rows: Vec<Row<'_>> =
            owned.iter().zip(first..).map(|((at, owned), seq)| owned.row(seq, *at)).collect();
        let bytes = written(&rows);
        let page = Page::read(&bytes).unwrap();
        prop_assert_eq!(page.first(), Seq(first));
        let read: Result<Vec<Row<'_>>, PageError> = page.rows().collect();
        prop_assert_eq!(read, Ok(rows.clone()));

        // Cut off anywhere, what is before the cut is still whole, and the rest is one error at the end.
        let cut = &bytes[..usize::from(cut) % bytes.len()];
        if let Ok(page) = Page::read(cut) {
            let read: Vec<_> = page.rows().collect();
            let (last, whole) = read.split_last().unwrap();
            prop_assert!(matches!(last, Err(PageError::Damaged(_))));
            let whole: Vec<Row<'_>> = whole.iter().map(|row| row.clone().unwrap()).collect();
            prop_assert_eq!(&whole[..], &rows[..whole.len()]);
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(mut bytes: Vec<u8>, index: usize, bits: u8) {
        let _ = Page::read(&bytes).map(|page| page.rows().count());
        if let Some(first) = bytes.first_mut() {
            *first = 1;
        }
        let _ = Page::read(&bytes).map(|page| page.rows().count());
        // A page with one byte that is another.
        let mut bytes = V1.to_vec();
        let index = index % bytes.len();
        bytes[index] ^= bits;
        let _ = Page::read(&bytes).map(|page| page.rows().count());
    }
}

fn text(text: &str) -> Body<'_> {
    Body::Message(Message::text(text), Role::Data)
}

fn fixture() -> Vec<(u64, Kind, Body<'static>)> {
    let target = Target {
        address: "wss://example.com/?key=•••".to_owned(),
        subprotocols: vec!["one".to_owned()],
    };
    let ending = Ending {
        by: EndedBy::Server,
        code: 1011,
        reason: "late".to_owned(),
        clean: true,
        lasted: Some(Span(1_500_000)),
        handshake: Span(12_000),
        traffic: Traffic::default(),
    };
    let pong = Role::Pong(Some(Span(352)));
    vec![
        (0, Kind::Info, Body::Notice(Notice::Connecting { target, attempt: 0 })),
        (
            12_000,
            Kind::Info,
            Body::Notice(Notice::Opened { subprotocol: "one".into(), extensions: String::new() }),
        ),
        (13_000, Kind::Sent, text("hello")),
        (13_500, Kind::Received, text("สวัสดี")),
        (14_000, Kind::Received, Body::Message(Message::binary(&[0, 255, 128]), Role::Data)),
        (20_000, Kind::Sent, Body::Message(Message::text("ping"), Role::Ping)),
        (20_352, Kind::Received, Body::Message(Message::text("pong"), pong)),
        (20_351, Kind::Received, Body::Message(Message::binary(&[]), Role::Pong(None))),
        (1_512_000, Kind::Error, Body::Notice(Notice::Ended(ending))),
    ]
}

#[test]
fn what_this_version_stores_is_the_fixture() {
    const BEGAN: u64 = 1_795_204_391_112_345;
    let rows: Vec<Row<'_>> = fixture()
        .into_iter()
        .zip(41..)
        .map(|((at, kind, body), seq)| Row { seq: Seq(seq), at: Micros(BEGAN + at), kind, body })
        .collect();
    assert_eq!(written(&rows), V1);
    let read: Result<Vec<Row<'_>>, PageError> = Page::read(V1).unwrap().rows().collect();
    assert_eq!(read, Ok(rows));
}

#[test]
fn what_is_something_else_is_refused() {
    let check = |change: &dyn Fn(&mut Vec<u8>), expected| {
        let mut bytes = V1.to_vec();
        change(&mut bytes);
        let read = Page::read(&bytes).and_then(|page| page.rows().try_for_each(|row| row.map(drop)));
        assert_eq!(read, Err(expected));
    };
    check(&|page| page[0] = 2, PageError::Newer(2));
    check(&|page| page[0] = 0, PageError::Damaged(0));
    check(&|page| page.truncate(20), PageError::Damaged(20));
    check(&|page| page.clear(), PageError::Damaged(0));
    check(&|page| page[21] = 0b10_0011, PageError::Damaged(21));
    check(&|page| page.push(0), PageError::Damaged(V1.len()));
    // One row more than there are.
    check(&|page| page[17] += 1, PageError::Damaged(V1.len()));
}
