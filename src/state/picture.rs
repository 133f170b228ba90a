//! The picture in the row that is looked at, if its bytes are one.

use leptos::prelude::*;
use wirebench_browser::picture::Picture;
use wirebench_core::codec::image::ImageKind;
use wirebench_core::log::{Body, Seq};
use wirebench_core::message::DataType;

use super::log::Log;

/// The largest picture that is shown, in bytes.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// The address of the picture in that row, if there is one; it holds until another row is looked at or the calling view
/// goes.
pub fn picture_in(log: Log, seq: Memo<Option<Seq>>) -> Memo<Option<String>> {
    let picture = StoredValue::new_local(None);
    Memo::new(move |_| {
        let found = seq.get().and_then(|seq| {
            log.with_row(seq, |row| match row.body {
                Body::Message(message, _)
                    if message.data_type == DataType::Binary && message.payload.len() <= MOST_BYTES =>
                {
                    let kind = ImageKind::sniff(message.payload)?;
                    Picture::new(message.payload, kind.media_type())
                }
                Body::Message(..) | Body::Notice(_) => None,
            })
        });
        let found = found.flatten();
        let address = found.as_ref().map(|picture| picture.address().to_owned());
        picture.set_value(found);
        address
    })
}
