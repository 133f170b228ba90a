//! `/fragments`: messages in several frames, cut where it hurts, with a ping in between.

use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

use super::{Action, Route, Talk};
use crate::socket::{Outcome, Socket, until_closed};

pub const ROUTE: Route = Route {
    path: "/fragments",
    what: "Sends a text and then a binary message (the bytes 0 to 255), each in three frames. The text is cut \
           inside of a character, and a ping comes between its frames. Then keeps quiet.",
    params: &[],
    read: |_| Ok(Action::Talk(Talk::Fragments)),
};

const TEXT: &str = "Split inside 🙂 and inside ไทย, and whole again.";

/// In the middle of the smiley's four bytes, and in the middle of a Thai letter's three.
const CUTS: [usize; 2] = [15, 33];

pub async fn run(socket: &mut Socket) -> Outcome {
    let [first, second] = CUTS;
    let text = TEXT.as_bytes();
    frame(socket, &text[..first], Data::Text, false).await?;
    socket.feed(Message::Ping("between frames".into())).await?;
    frame(socket, &text[first..second], Data::Continue, false).await?;
    frame(socket, &text[second..], Data::Continue, true).await?;

    let bytes: Vec<u8> = (0..=255).collect();
    frame(socket, &bytes[..1], Data::Binary, false).await?;
    frame(socket, &bytes[1..200], Data::Continue, false).await?;
    frame(socket, &bytes[200..], Data::Continue, true).await?;
    socket.flush().await?;
    until_closed(socket).await
}

async fn frame(socket: &mut Socket, payload: &[u8], kind: Data, last: bool) -> Outcome {
    let frame = Frame::message(payload.to_vec(), OpCode::Data(kind), last);
    socket.feed(Message::Frame(frame)).await
}

#[cfg(test)]
mod tests {
    use super::{CUTS, TEXT};

    #[test]
    fn the_cuts_are_inside_of_characters() {
        for cut in CUTS {
            assert!(!TEXT.is_char_boundary(cut), "{cut}");
        }
    }
}
