//! In what our archive differs from that of Chromium's developer tools, and why.

use serde_json::Value;

use super::{Allowed, Difference};

/// All of it.
pub const ALLOWED: &[Allowed] = &[
    Allowed { place: "log.creator.name", how: Difference::Value, because: "another program wrote it" },
    Allowed { place: "log.creator.version", how: Difference::Value, because: "another program wrote it" },
    Allowed {
        place: "log.comment",
        how: Difference::OnlyOurs,
        because: "it says how many rows there are, and whether secrets are hidden or rows were dropped",
    },
    Allowed {
        place: "log.entries[]._initiator",
        how: Difference::OnlyTheirs,
        because: "a line of the page's own program says nothing about the session",
    },
    Allowed {
        place: "log.entries[]._priority",
        how: Difference::OnlyTheirs,
        because: "WebSockets have none; theirs is null",
    },
    Allowed {
        place: "log.entries[].serverIPAddress",
        how: Difference::OnlyTheirs,
        because: "pages aren't told; theirs is empty for WebSockets, and then it isn't valid",
    },
    Allowed {
        place: "log.entries[].comment",
        how: Difference::OnlyOurs,
        because: "it says how the connection ended, for which theirs has no place",
    },
    Allowed { place: "log.entries[].startedDateTime", how: Difference::Measured(1000.0), because: "clocks" },
    Allowed { place: "log.entries[].time", how: Difference::Measured(1000.0), because: "clocks" },
    Allowed {
        place: "log.entries[].timings.wait",
        how: Difference::Value,
        because: "theirs goes on to the last message that came; ours is the handshake, up to the opening",
    },
    Allowed {
        place: "log.entries[].timings.receive",
        how: Difference::Value,
        because: "it is what is left of the time after that wait",
    },
    Allowed {
        place: "log.entries[].timings._blocked_queueing",
        how: Difference::OnlyTheirs,
        because: "theirs is -1 for WebSockets, as blocked is, which we have",
    },
    Allowed {
        place: "log.entries[].request.httpVersion",
        how: Difference::Value,
        because: "theirs is empty where the handshake failed, though it was asked by HTTP/1.1 all the same",
    },
    Allowed {
        place: "log.entries[].request.headers",
        how: Difference::OnlySome(same_name),
        because: "pages see none of the handshake but what they themselves asked for",
    },
    Allowed {
        place: "log.entries[].request.headersSize",
        how: Difference::Value,
        because: "it is -1 where not all headers are known",
    },
    Allowed {
        place: "log.entries[].response.headers",
        how: Difference::OnlySome(same_name),
        because: "pages see none of the answer but what was chosen",
    },
    Allowed {
        place: "log.entries[].response.headersSize",
        how: Difference::Value,
        because: "it is -1 where not all headers are known",
    },
    Allowed {
        place: "log.entries[].response.bodySize",
        how: Difference::Value,
        because: "theirs is less than nothing: the size of the headers taken from 0",
    },
    Allowed {
        place: "log.entries[].response.content.compression",
        how: Difference::OnlyTheirs,
        because: "it comes of the same subtraction",
    },
    Allowed {
        place: "log.entries[].response._error",
        how: Difference::Type,
        because: "theirs is null even where the handshake failed, and its reason is a message of type error",
    },
    Allowed {
        place: "log.entries[].response._fetchedViaServiceWorker",
        how: Difference::OnlyTheirs,
        because: "no service worker can be asked for a WebSocket",
    },
    Allowed {
        place: "log.entries[]._webSocketMessages",
        how: Difference::OnlySome(is_message),
        because: "theirs has the reason why a handshake failed among the messages; pages aren't told it",
    },
    Allowed {
        place: "log.entries[]._webSocketMessages[].time",
        how: Difference::Measured(1.0),
        because: "clocks",
    },
];

/// A header that we have as well, if perhaps with another value.
fn same_name(header: &Value, ours: &[Value]) -> bool {
    ours.iter().any(|our| our["name"] == header["name"])
}

fn is_message(message: &Value, _ours: &[Value]) -> bool {
    message["type"] != "error"
}
