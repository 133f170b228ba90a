//! The head of an HTTP request: read from the wire, kept in the order and spelling in which it came.
//! Bodies are never read; no route takes one.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

use crate::answer::Answer;

const MAX_HEAD: usize = 64 * 1024;
const MAX_HEADERS: usize = 200;

/// A request without its body.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    /// As sent, still percent-encoded, without the query.
    pub path: String,
    pub query: String,
    pub headers: Vec<(String, String)>,
}

/// What came of reading a head.
pub enum Head {
    /// The request, and the bytes that followed it.
    Read(Request, Vec<u8>),
    /// The request can't be served, and this says why.
    Refused(Answer),
    /// The peer went away, so there is nobody to answer.
    Gone,
}

impl Request {
    /// The first header of that name, in any case.
    pub fn header(&self, name: &'static str) -> Option<&str> {
        self.values(name).next()
    }

    /// The members of a comma-separated header, however many lines it is spread over.
    pub fn list(&self, name: &'static str) -> impl Iterator<Item = &str> {
        self.values(name).flat_map(|value| value.split(',')).map(str::trim).filter(|item| !item.is_empty())
    }

    /// Whether it asks for a WebSocket, however well.
    pub fn asks_for_socket(&self) -> bool {
        self.list("Upgrade").any(|token| token.eq_ignore_ascii_case("websocket"))
    }

    fn values(&self, name: &'static str) -> impl Iterator<Item = &str> {
        self.headers
            .iter()
            .filter(move |(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// Reads up to the empty line that ends a head.
pub async fn read(wire: &mut (impl AsyncRead + Unpin)) -> Head {
    let mut bytes = Vec::with_capacity(4096);
    loop {
        match parse(&bytes) {
            Parsed::Complete(request, length) => return Head::Read(request, bytes.split_off(length)),
            Parsed::Refused(answer) => return Head::Refused(answer),
            Parsed::Partial if bytes.len() >= MAX_HEAD => return Head::Refused(too_long()),
            Parsed::Partial => {}
        }
        let read: io::Result<usize> = wire.read_buf(&mut bytes).await;
        if !read.is_ok_and(|count| count > 0) {
            return Head::Gone;
        }
    }
}

enum Parsed {
    Complete(Request, usize),
    Partial,
    Refused(Answer),
}

fn parse(bytes: &[u8]) -> Parsed {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    let length = match head.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Parsed::Partial,
        Err(httparse::Error::TooManyHeaders) => return Parsed::Refused(too_long()),
        Err(error) => {
            return Parsed::Refused(Answer::sentence(400, format!("This is not an HTTP request: {error}.")));
        }
    };
    let target = head.path.unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers = head
        .headers
        .iter()
        .map(|header| (header.name.to_owned(), String::from_utf8_lossy(header.value).into_owned()))
        .collect();
    let method = head.method.unwrap_or_default().to_owned();
    Parsed::Complete(Request { method, path: path.to_owned(), query: query.to_owned(), headers }, length)
}

fn too_long() -> Answer {
    Answer::sentence(
        431,
        format!(
            "The request's head is too long: at most {MAX_HEADERS} headers and {MAX_HEAD} bytes are read."
        ),
    )
}
