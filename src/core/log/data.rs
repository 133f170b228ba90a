//! The messages of a log that are nothing but messages: no notices, no pings, no pongs.

use std::ops::Range;

use super::{Kind, Seq, Store};
use crate::message::Message;
use crate::time::Micros;

/// One of them, with what its row says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataRow<'a> {
    /// The row's number.
    pub seq: Seq,
    /// When it was sent or received.
    pub at: Micros,
    /// Whether it was sent or received.
    pub kind: Kind,
    /// The message.
    pub message: Message<'a>,
}

impl Store {
    /// Those among the rows with these numbers, as far as they are kept, in their order.
    pub fn data_rows(&self, seqs: Range<Seq>) -> impl Iterator<Item = DataRow<'_>> {
        self.glances(seqs).filter(|glance| !glance.is_keep_alive).filter_map(|glance| {
            let message = Message { data_type: glance.data_type?, payload: glance.payload };
            Some(DataRow { seq: glance.seq, at: glance.at, kind: glance.kind, message })
        })
    }
}
