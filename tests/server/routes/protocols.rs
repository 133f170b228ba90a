//! `/protocols`: the choice of a sub-protocol, made visible.

use serde::Serialize;

use super::{Action, Route, Talk};
use crate::params::{Param, Text};
use crate::socket::{Outcome, Socket, say, until_closed};

const PICK: Text = Text {
    name: "pick",
    what: "the sub-protocol to choose if it is offered (otherwise none is); \"none\" chooses none, and without \
           it the first offered is chosen",
    max_bytes: 200,
};

pub const ROUTE: Route = Route {
    path: "/protocols",
    what: "Chooses a sub-protocol, sends {\"type\":\"protocols\",\"offered\":[…],\"chosen\":…}, and then keeps \
           quiet. A browser that offered some and gets none fails the connection.",
    params: &[Param::Text(&PICK)],
    read: |query| Ok(Action::Talk(Talk::Protocols(Pick(PICK.of(query)?)))),
};

/// What the query asks to choose.
#[derive(Debug)]
pub struct Pick(Option<String>);

#[derive(Serialize)]
#[serde(tag = "type", rename = "protocols")]
struct Report<'a> {
    offered: &'a [String],
    chosen: Option<&'a str>,
}

impl Pick {
    pub fn choose<'a>(&self, offered: &'a [String]) -> Option<&'a str> {
        let chosen = match self.0.as_deref() {
            None => offered.first(),
            Some("none") => None,
            Some(name) => offered.iter().find(|&offer| offer == name),
        };
        chosen.map(String::as_str)
    }

    pub async fn run(self, socket: &mut Socket, offered: &[String]) -> Outcome {
        let report = Report { offered, chosen: self.choose(offered) };
        // A list of strings always has a JSON form.
        say(socket, serde_json::to_string(&report).unwrap_or_default()).await?;
        until_closed(socket).await
    }
}
