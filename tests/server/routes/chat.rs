//! `/chat`: one room per server, for the chat protocol with join, message and typing.
//! This file reads what a client says and writes what it hears; who is in the room is `room.rs`.

use std::sync::Arc;

use futures_util::StreamExt;
use tokio::sync::broadcast::error::RecvError;
use tokio_tungstenite::tungstenite::Message;

use super::{Action, Route, Talk};
use crate::socket::{Outcome, Socket, say};

pub mod room;
mod words;

use room::{Audience, Room, Seat};
use words::{Heard, Said, checked_text};

pub const ROUTE: Route = Route {
    path: "/chat",
    what: "A chat room. It takes {\"type\":\"join\",\"name\":…} first, then {\"type\":\"message\",\"text\":…} and \
           {\"type\":\"typing\",\"typing\":true}; it sends welcome (name, users), message (name, text, at), typing \
           (name, typing), user_joined (name), user_left (name) and error (text). Names have 1 to 32 \
           characters, messages 1 to 2000.",
    params: &[],
    read: |_| Ok(Action::Talk(Talk::Chat)),
};

pub async fn run(socket: &mut Socket, room: &Arc<Room>) -> Outcome {
    let mut seat: Option<Seat> = None;
    loop {
        tokio::select! {
            message = socket.next() => {
                let Some(message) = message else { return Ok(()) };
                if let Some(answer) = hear(&message?, &mut seat, room) {
                    say(socket, answer.json()).await?;
                }
            }
            posted = listen(&mut seat) => say(socket, posted).await?,
        }
    }
}

/// The answer to the one who spoke; what the others get goes through the room.
fn hear(message: &Message, seat: &mut Option<Seat>, room: &Arc<Room>) -> Option<Said> {
    let heard = match message {
        Message::Text(text) => words::read(text),
        Message::Binary(_) => Err("This chat takes text messages only, and that one was binary.".to_owned()),
        Message::Ping(_) | Message::Pong(_) | Message::Close(_) | Message::Frame(_) => return None,
    };
    heard.and_then(|heard| act(heard, seat, room)).unwrap_or_else(|text| Some(Said::Error { text }))
}

fn act(heard: Heard, seat: &mut Option<Seat>, room: &Arc<Room>) -> Result<Option<Said>, String> {
    match (heard, seat.as_ref()) {
        (Heard::Join { name }, None) => {
            let (taken, users) = Room::enter(room, &name)?;
            let name = taken.name().to_owned();
            *seat = Some(taken);
            Ok(Some(Said::Welcome { name, users }))
        }
        (Heard::Join { .. }, Some(seat)) => Err(format!("You have already joined as {}.", seat.name())),
        (Heard::Message { .. } | Heard::Typing { .. }, None) => {
            Err(r#"Join first, with {"type":"join","name":"…"}."#.to_owned())
        }
        (Heard::Message { text }, Some(seat)) => {
            let (name, text) = (seat.name().to_owned(), checked_text(text)?);
            seat.post(&Said::Message { name, text, at: super::ticker::now() }, Audience::Everyone);
            Ok(None)
        }
        (Heard::Typing { typing }, Some(seat)) => {
            seat.post(&Said::Typing { name: seat.name().to_owned(), typing }, Audience::Others);
            Ok(None)
        }
    }
}

/// The next thing for this client, for ever pending before it has joined.
async fn listen(seat: &mut Option<Seat>) -> String {
    let Some(seat) = seat else { return std::future::pending().await };
    match seat.next().await {
        Ok(posted) => posted,
        Err(RecvError::Lagged(missed)) => {
            let text = format!("This connection was too slow for the room: {missed} messages were left out.");
            Said::Error { text }.json()
        }
        // The seat itself keeps the room, and with it the channel.
        Err(RecvError::Closed) => std::future::pending().await,
    }
}
