//! Who is in the chat room, and how what one says reaches the others.
//! A seat is left by dropping it, so a connection that breaks leaves like one that closes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::broadcast::{self, error::RecvError};

use super::words::{Said, checked_name};

/// The one room of a server.
pub struct Room {
    members: Mutex<Members>,
    posts: broadcast::Sender<Post>,
}

#[derive(Default)]
struct Members {
    next_seat: u64,
    names: BTreeMap<u64, String>,
}

/// A member's place in the room.
pub struct Seat {
    number: u64,
    name: String,
    room: Arc<Room>,
    posts: broadcast::Receiver<Post>,
}

/// Who is to hear something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Everyone,
    /// All but the one who says it.
    Others,
}

#[derive(Clone)]
struct Post {
    from: u64,
    audience: Audience,
    json: Arc<str>,
}

impl Default for Room {
    fn default() -> Self {
        // A reader that falls further behind than this is told how much it missed.
        const BACKLOG: usize = 1024;
        Self { members: Mutex::default(), posts: broadcast::channel(BACKLOG).0 }
    }
}

impl Room {
    /// Takes a seat under that name, tells the others, and says who is here.
    pub fn enter(room: &Arc<Self>, name: &str) -> Result<(Seat, Vec<String>), String> {
        let name = checked_name(name)?;
        let mut members = room.members();
        if members.names.values().any(|taken| taken.to_lowercase() == name.to_lowercase()) {
            return Err(format!("The name {name} is taken; choose another."));
        }
        members.next_seat += 1;
        let number = members.next_seat;
        members.names.insert(number, name.clone());
        let users = members.names.values().cloned().collect();
        // Subscribed under the lock, so that the newcomer misses nobody who comes or leaves after it.
        let seat = Seat { number, name: name.clone(), room: Arc::clone(room), posts: room.posts.subscribe() };
        seat.post(&Said::UserJoined { name }, Audience::Others);
        Ok((seat, users))
    }

    /// The lock is never held over anything that can panic half-way, so a poisoned one is still sound.
    fn members(&self) -> MutexGuard<'_, Members> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Says something in the room.
    pub fn post(&self, said: &Said, audience: Audience) {
        let post = Post { from: self.number, audience, json: said.json().into() };
        // It fails when nobody listens, and then there is nobody to miss it.
        let _ = self.room.posts.send(post);
    }

    /// The next post that is meant for this seat, as JSON.
    pub async fn next(&mut self) -> Result<String, RecvError> {
        loop {
            let post = self.posts.recv().await?;
            if post.audience == Audience::Everyone || post.from != self.number {
                return Ok(post.json.to_string());
            }
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut members = self.room.members();
        members.names.remove(&self.number);
        self.post(&Said::UserLeft { name: self.name.clone() }, Audience::Others);
    }
}
