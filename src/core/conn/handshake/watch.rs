//! Following one handshake by the browser's events (`webRequest`).

use super::{Handshake, HeaderLine, Place};
use crate::codec::json::value::Json;

/// The events, in the order in which they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// A request begins.
    Begun,
    /// Its headers are sent.
    Sent,
    /// The headers of its answer have come.
    Answered,
    /// It is over.
    Done,
    /// It is over, because something went wrong.
    Failed,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Begun, Self::Sent, Self::Answered, Self::Done, Self::Failed];

    /// The name of the event.
    pub fn event(self) -> &'static str {
        match self {
            Self::Begun => "onBeforeRequest",
            Self::Sent => "onSendHeaders",
            Self::Answered => "onHeadersReceived",
            Self::Done => "onCompleted",
            Self::Failed => "onErrorOccurred",
        }
    }

    /// What more than the usual the event is to tell.
    pub fn extra(self) -> Option<&'static str> {
        match self {
            Self::Sent => Some("requestHeaders"),
            Self::Answered => Some("responseHeaders"),
            Self::Begun | Self::Done | Self::Failed => None,
        }
    }
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Which one.
    pub stage: Stage,
    /// The request that it is about.
    request: String,
    /// Where that goes.
    address: String,
    headers: Vec<HeaderLine>,
    /// `HTTP/1.1 401 Unauthorized`.
    status_line: String,
    error: String,
}

impl Sighting {
    /// Reads the details of an event; nothing if it isn't what it should be.
    pub fn read(stage: Stage, details: &str) -> Option<Self> {
        let json = Json::read(details).ok()?;
        let key = stage.extra().unwrap_or_default();
        let header = |item: &Json<'_>| {
            // Bytes that are no UTF-8 come as a list of numbers, and aren't shown.
            Some(HeaderLine {
                name: item.member("name")?.as_text()?.to_owned(),
                value: item.said("value").to_owned(),
            })
        };
        Some(Self {
            stage,
            request: json.needed_text("requestId").ok()?,
            address: json.needed_text("url").ok()?,
            headers: json.listed(key).iter().filter_map(header).collect(),
            status_line: json.said("statusLine").to_owned(),
            error: json.said("error").to_owned(),
        })
    }

    /// Where a request went that has failed, and the browser's name for the reason.
    pub fn failure(&self) -> Option<(&str, &str)> {
        (self.stage == Stage::Failed).then_some((self.address.as_str(), self.error.as_str()))
    }
}

/// Follows the first request to a place from its beginning on.
#[derive(Debug)]
pub struct Watch {
    place: Place,
    request: Option<String>,
    handshake: Handshake,
}

impl Watch {
    /// Waits for the request.
    pub fn new(place: Place) -> Self {
        Self { place, request: None, handshake: Handshake::default() }
    }

    /// Takes in an event, and says whether the request is over with it. One of another request changes nothing.
    pub fn take(&mut self, sighting: &Sighting) -> bool {
        match &self.request {
            None if sighting.stage == Stage::Begun && self.place.is(&sighting.address) => {
                self.request = Some(sighting.request.clone());
                return false;
            }
            Some(request) if *request == sighting.request => {}
            Some(_) | None => return false,
        }
        match sighting.stage {
            Stage::Sent => self.handshake.request.clone_from(&sighting.headers),
            Stage::Answered => self.answered(sighting),
            Stage::Begun => {}
            Stage::Done => {
                self.answered(sighting);
                return true;
            }
            Stage::Failed => {
                self.handshake.error.clone_from(&sighting.error);
                return true;
            }
        }
        false
    }

    /// Firefox goes on after a redirect, to nowhere; the first answer is the server's. But who was asked who he is by a 401,
    /// and has a user and a password in the address, is answered once more, which Chromium tells at the end alone.
    fn answered(&mut self, sighting: &Sighting) {
        let (status, reason) = status(&sighting.status_line);
        let is_let_in = self.handshake.status == 401 && status == 101;
        if self.handshake.status == 0 || is_let_in {
            let response = sighting.headers.clone();
            self.handshake = Handshake { status, reason, response, ..std::mem::take(&mut self.handshake) };
        }
    }

    /// What was seen; nothing if there was no request.
    pub fn into_handshake(self) -> Option<Handshake> {
        self.request.map(|_| self.handshake)
    }
}

/// Status and reason of `HTTP/1.1 401 Unauthorized`; 0 if it is none.
fn status(line: &str) -> (u16, String) {
    let mut parts = line.splitn(3, ' ').skip(1);
    let status = parts.next().and_then(|digits| digits.parse().ok()).unwrap_or(0);
    (status, parts.next().unwrap_or_default().trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conn::diagnosis::Browser;
    use crate::conn::{PageScheme, endpoint};

    fn watch(events: &[(Stage, &str)]) -> (Option<Handshake>, bool) {
        let endpoint = endpoint::parse("ws://h/a", PageScheme::Other).expect("an address");
        let mut watch = Watch::new(Place::of(&endpoint, Browser::Firefox));
        let mut is_over = false;
        for (stage, details) in events {
            is_over = watch.take(&Sighting::read(*stage, details).expect(details));
        }
        (watch.into_handshake(), is_over)
    }

    const BEGUN: (Stage, &str) = (Stage::Begun, r#"{"requestId":"8","url":"ws://h/a","type":"websocket"}"#);

    #[test]
    fn an_answer_is_seen() {
        let (handshake, is_over) = watch(&[
            (Stage::Done, r#"{"requestId":"7","url":"ws://h/a"}"#),
            BEGUN,
            (Stage::Begun, r#"{"requestId":"9","url":"ws://h/a"}"#),
            (
                Stage::Sent,
                r#"{"requestId":"8","url":"ws://h/a","requestHeaders":[{"name":"A","value":"1"},{"name":"B"},3]}"#,
            ),
            (
                Stage::Answered,
                r#"{"requestId":"8","url":"ws://h/a","statusLine":"HTTP/1.1 401 Not you","responseHeaders":[{"name":"WWW-Authenticate","value":"Bearer"}]}"#,
            ),
            (Stage::Answered, r#"{"requestId":"8","url":"ws://h/a","statusLine":""}"#),
            (Stage::Failed, r#"{"requestId":"8","url":"ws://h/a","error":"net::ERR_FAILED"}"#),
        ]);
        let handshake = handshake.expect("a handshake");
        let line = |name: &str, value: &str| HeaderLine { name: name.to_owned(), value: value.to_owned() };
        assert!(is_over);
        assert!(handshake.is_refused());
        assert_eq!(handshake.hint(), Some(&line("WWW-Authenticate", "Bearer")));
        assert_eq!(handshake.request, [line("A", "1"), line("B", "")]);
        assert_eq!((handshake.status, handshake.reason.as_str()), (401, "Not you"));
        assert_eq!(handshake.error, "net::ERR_FAILED");
    }

    #[test]
    fn the_answer_after_the_question_who_one_is_counts() {
        let (asked, let_in) = (
            (
                Stage::Answered,
                r#"{"requestId":"8","url":"ws://h/a","statusLine":"HTTP/1.1 401 Unauthorized"}"#,
            ),
            (
                Stage::Answered,
                r#"{"requestId":"8","url":"ws://h/a","statusLine":"HTTP/1.1 101 Switching Protocols"}"#,
            ),
        );
        let status = |events: &[(Stage, &str)]| watch(events).0.map(|handshake| handshake.status);
        assert_eq!(status(&[BEGUN, asked, let_in]), Some(101));
        assert_eq!(status(&[BEGUN, let_in, asked]), Some(101));
        assert_eq!(status(&[BEGUN, asked, (Stage::Done, let_in.1)]), Some(101));
    }

    #[test]
    fn without_a_request_there_is_nothing_to_see() {
        assert_eq!(watch(&[(Stage::Begun, r#"{"requestId":"8","url":"ws://h/b"}"#)]), (None, false));
        assert_eq!(watch(&[BEGUN]), (Some(Handshake::default()), false));
        assert!(watch(&[BEGUN, (Stage::Done, r#"{"requestId":"8","url":"ws://h/a"}"#)]).1);
        for odd in ["", "{}", "[]", r#"{"requestId":8,"url":"ws://h/a"}"#] {
            assert_eq!(Sighting::read(Stage::Begun, odd), None, "{odd}");
        }
    }

    #[test]
    fn lines_of_status() {
        for (line, expected) in [
            ("HTTP/1.1 101 Switching Protocols", (101, "Switching Protocols")),
            ("HTTP/2 404", (404, "")),
            ("", (0, "")),
            ("odd", (0, "")),
            ("HTTP/1.1 99999 x", (0, "x")),
        ] {
            assert_eq!(status(line), (expected.0, expected.1.to_owned()), "{line}");
        }
    }
}
