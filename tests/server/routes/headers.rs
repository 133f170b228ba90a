//! `/headers`: shows a client what its handshake looked like from here.

use super::{Action, Route, Talk};
use crate::request::Request;
use crate::socket::{Outcome, Socket, say, until_closed};

pub const ROUTE: Route = Route {
    path: "/headers",
    what: "Sends the headers of the handshake as JSON, [[name, value], …] in the order in which they came, and \
           then keeps quiet.",
    params: &[],
    read: |_| Ok(Action::Talk(Talk::Headers)),
};

pub async fn run(socket: &mut Socket, request: &Request) -> Outcome {
    // Pairs of strings always have a JSON form.
    say(socket, serde_json::to_string(&request.headers).unwrap_or_default()).await?;
    until_closed(socket).await
}
