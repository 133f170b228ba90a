//! Gathers what is carried over from another program: requests become connections with their messages.

use super::auth::Auth;
use super::text::{self, ours};
use crate::codec::json;
use crate::compose::{Draft, Meaning};
use crate::saved::limits::Limited;
use crate::saved::transfer::{Import, LeftOut, Reason, Source};
use crate::saved::{Header, ItemId, Pair, Profile, Rank, SavedConnection, SavedMessage, Secrecy, secrecy_of};

/// What has been gathered.
pub struct Intake(Import);

/// A request to open a WebSocket, with all texts as the other program has them.
#[derive(Default)]
pub struct Request {
    pub name: String,
    /// The names of the folders that it is in, from the outermost.
    pub folders: Vec<String>,
    pub url: String,
    /// What stands for `:name` in the path.
    pub path_parameters: Vec<(String, String)>,
    /// What isn't in the address yet.
    pub parameters: Vec<(String, String)>,
    pub headers: Vec<TheirHeader>,
    pub auth: Auth,
    /// Variables that hold for it alone.
    pub variables: Vec<(String, String)>,
    pub messages: Vec<TheirMessage>,
}

/// A header with its texts as the other program has them.
pub struct TheirHeader {
    pub name: String,
    pub value: String,
    pub is_on: bool,
}

/// A message with its text as the other program has it.
pub struct TheirMessage {
    pub name: String,
    pub text: String,
    pub meaning: Meaning,
}

impl Intake {
    pub fn new(source: Source) -> Self {
        let (connections, messages, variables) = (Vec::new(), Vec::new(), Vec::new());
        Self(Import { source, connections, messages, variables, left_out: Vec::new() })
    }

    pub fn source(&self) -> Source {
        self.0.source
    }

    pub fn import(self) -> Import {
        self.0
    }

    /// Notes that something isn't taken in.
    pub fn left_out(&mut self, name: &str, reason: Reason) {
        self.0.left_out.push(LeftOut { name: name.to_owned(), reason });
    }

    /// Notes a variable that stays text, once for each text's owner.
    pub fn unknown_variable(&mut self, owner: &str, written: &str) {
        let reason = Reason::Variable(written.chars().take(64).collect());
        let is_same = |other: &LeftOut| other.name == owner && other.reason == reason;
        if !self.0.left_out.iter().rev().take_while(|other| other.name == owner).any(is_same) {
            self.left_out(owner, reason);
        }
    }

    /// Takes in a variable that holds for all connections.
    pub fn variable(&mut self, name: &str, value: &str, secrecy: Secrecy) {
        let Some(pair) = self.pair(name, name, value, secrecy) else { return };
        if self.0.variables.iter().any(|(_, other)| other.name == pair.name) {
            return self.left_out(name, Reason::Environment(pair.name));
        }
        if pair.within_limits().is_err() {
            return self.left_out(name, Reason::TooLong);
        }
        let id = self.id();
        self.0.variables.push((id, pair));
    }

    /// A variable under its name here. Its value is literal here, so one with variables in it isn't taken.
    fn pair(&mut self, owner: &str, name: &str, value: &str, secrecy: Secrecy) -> Option<Pair> {
        match text::name(name) {
            Some(ours) if !text::has_variable(self.source(), value) => {
                Some(Pair { name: ours, value: value.to_owned(), secrecy: secrecy.max(secrecy_of(name)) })
            }
            _ => {
                self.left_out(owner, Reason::Value(name.to_owned()));
                None
            }
        }
    }

    /// Takes in a request.
    pub fn request(&mut self, request: Request) {
        let group = request.folders.join(" / ");
        let profile = self.profile(&request);
        let Request { name, messages, .. } = request;
        let rank = Rank::between(None, None);
        let connection = SavedConnection { name, group: group.clone(), rank: rank.clone(), profile };
        if connection.within_limits().is_err() {
            return self.left_out(&connection.name, Reason::TooLong);
        }
        let id = self.id();
        let connection_name = connection.name.clone();
        self.0.connections.push((id, connection));
        for TheirMessage { name, text, meaning } in messages {
            let name = if name.is_empty() { connection_name.clone() } else { name };
            // What isn't JSON, perhaps only before its variables are filled in, is sent as the text that it is.
            let meaning = match meaning {
                Meaning::Json if json::check(&text).is_err() => Meaning::Text,
                meaning => meaning,
            };
            let draft = Draft { text: ours(self, &name, &text), meaning };
            let message =
                SavedMessage { name, group: String::new(), connection: Some(id), rank: rank.clone(), draft };
            if message.within_limits().is_err() {
                self.left_out(&message.name, Reason::TooLong);
            } else {
                let id = self.id();
                self.0.messages.push((id, message));
            }
        }
    }

    fn profile(&mut self, request: &Request) -> Profile {
        let mut profile = Profile::default();
        let owner = &request.name;
        let mut url = with_path_parameters(self.source(), &request.url, &request.path_parameters);
        for (name, value) in &request.parameters {
            add_parameter(self.source(), &mut url, name, value);
        }
        for TheirHeader { name, value, is_on } in &request.headers {
            if !name.eq_ignore_ascii_case("Sec-WebSocket-Protocol") {
                let header = self.header(owner, name, value, secrecy_of(name), *is_on);
                profile.headers.push(header);
            } else if *is_on {
                profile.subprotocols = ours(self, owner, value);
            }
        }
        match &request.auth {
            Auth::None => {}
            Auth::Header { name, value, is_on } => {
                let header = self.header(owner, name, value, Secrecy::Fleeting, *is_on);
                profile.headers.push(header);
            }
            Auth::Parameter { name, value } => add_parameter(self.source(), &mut url, name, value),
            Auth::Other(kind) => self.left_out(owner, Reason::Authentication(kind.clone())),
        }
        profile.address = ours(self, owner, &url);
        for (name, value) in &request.variables {
            let pair = self.pair(owner, name, value, Secrecy::Open);
            profile.variables.extend(pair);
        }
        profile
    }

    /// A header. One that is filled in from a variable is no secret itself.
    fn header(&mut self, owner: &str, name: &str, value: &str, secrecy: Secrecy, is_on: bool) -> Header {
        let secrecy = if text::is_filled(self.source(), value) { Secrecy::Open } else { secrecy };
        let value = ours(self, owner, value);
        Header { pair: Pair { name: name.to_owned(), value, secrecy }, is_on }
    }

    /// The next id; it only tells the items of this file apart.
    fn id(&self) -> ItemId {
        let Import { connections, messages, variables, .. } = &self.0;
        ItemId((connections.len() + messages.len() + variables.len() + 1) as u64)
    }
}

/// The address with what stands for the segments `:name` of its path.
fn with_path_parameters(source: Source, url: &str, parameters: &[(String, String)]) -> String {
    let segment = |segment: &str| {
        let (name, rest) = segment.split_at(segment.find(['?', '#']).unwrap_or(segment.len()));
        let value = parameters.iter().find(|(other, _)| name.strip_prefix(':') == Some(other));
        value.map_or_else(|| segment.to_owned(), |(_, value)| text::encoded(source, value) + rest)
    };
    url.split('/').map(segment).collect::<Vec<_>>().join("/")
}

fn add_parameter(source: Source, url: &mut String, name: &str, value: &str) {
    url.push(if url.contains('?') { '&' } else { '?' });
    url.push_str(&text::encoded(source, name));
    url.push('=');
    url.push_str(&text::encoded(source, value));
}
