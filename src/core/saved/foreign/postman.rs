//! Postman's collections and environments.
//!
//! The form that Postman writes, 2.1, has no place for WebSocket requests, and Postman doesn't export them. What is
//! found in people's files are requests of that form whose address begins with `ws`; tools write the form 3.0, where
//! such a request has the type `ws-raw-request` and its messages as children. Both are read.

use super::auth::{self, Auth};
use super::intake::{Intake, Request, TheirHeader, TheirMessage};
use crate::codec::json::value::Json;
use crate::compose::Meaning;
use crate::saved::Secrecy;
use crate::saved::transfer::{Import, Reason, Source};

/// Reads a collection or an environment, if it is one.
pub fn read(json: &Json<'_>) -> Option<Import> {
    let mut intake = Intake::new(Source::Postman);
    if json.member("_postman_variable_scope").is_some() {
        variables(json.listed("values"), &mut intake);
        return Some(intake.import());
    }
    // The API gives a collection within an object.
    let json = json.member("collection").unwrap_or(json);
    let (info, items) = (json.member("info")?, json.member("item")?.as_list()?);
    let collection = info.said("name");
    scripts(json, collection, &mut intake);
    variables(json.listed("variable"), &mut intake);
    let folder = Folder { names: &[], auth: json.member("auth"), variables: json.listed("variable") };
    folder.items(items, &mut intake);
    Some(intake.import())
}

/// What items have from where they are.
struct Folder<'j> {
    /// The names of the folders, from the outermost.
    names: &'j [String],
    auth: Option<&'j Json<'j>>,
    /// The variables of the collection.
    variables: &'j [Json<'j>],
}

impl Folder<'_> {
    fn items(&self, items: &[Json<'_>], intake: &mut Intake) {
        for item in items {
            let name = name(item);
            if let Some(inner) = item.member("item").and_then(Json::as_list) {
                scripts(item, name, intake);
                let mut names = self.names.to_vec();
                names.push(name.to_owned());
                let auth = item.member("auth").or(self.auth);
                Folder { names: &names, auth, variables: self.variables }.items(inner, intake);
                continue;
            }
            match item.said("type") {
                "ws-raw-request" => self.raw(item, intake),
                "" | "http" | "http-request" | "graphql-request" => self.request(item, intake),
                _ => intake.left_out(name, Reason::Protocol),
            }
        }
    }

    /// A request of the form 3.0.
    fn raw(&self, item: &Json<'_>, intake: &mut Intake) {
        let Some(payload) = item.member("payload") else { return };
        let mut request = self.of(item, payload);
        payload.said("url").clone_into(&mut request.url);
        request.headers = headers(payload.listed("headers"));
        request.parameters = pairs(payload.listed("queryParams"));
        request.messages = item.listed("children").iter().filter_map(child).collect();
        intake.request(request);
    }

    /// A request of the form 2.1, or 2.0, where the address may be a mere text.
    fn request(&self, item: &Json<'_>, intake: &mut Intake) {
        let name = name(item);
        let Some(json) = item.member("request").filter(|json| self.is_websocket(json)) else {
            return intake.left_out(name, Reason::Http);
        };
        scripts(item, name, intake);
        let mut request = self.of(item, json);
        url(json).clone_into(&mut request.url);
        request.headers = headers(json.listed("header"));
        request.path_parameters =
            json.member("url").map(|url| pairs(url.listed("variable"))).unwrap_or_default();
        // Where there is no place for messages, people put one into the body.
        let body = json.member("body").map(|body| body.said("raw")).unwrap_or_default();
        if !body.is_empty() {
            let meaning = Meaning::Json;
            request.messages.push(TheirMessage { name: name.to_owned(), text: body.to_owned(), meaning });
        }
        intake.request(request);
    }

    fn of(&self, item: &Json<'_>, request: &Json<'_>) -> Request {
        let auth = request.member("auth").or(self.auth);
        Request {
            name: name(item).to_owned(),
            folders: self.names.to_vec(),
            auth: auth.map(authentication).unwrap_or_default(),
            ..Request::default()
        }
    }

    fn is_websocket(&self, request: &Json<'_>) -> bool {
        let is_ws = |url: &str| {
            let scheme = url.trim_start().split("://").next().unwrap_or_default();
            scheme.eq_ignore_ascii_case("ws") || scheme.eq_ignore_ascii_case("wss")
        };
        let url = url(request);
        let variable = url.strip_prefix("{{").and_then(|url| url.split_once("}}"));
        let value = variable.and_then(|(name, _)| {
            self.variables.iter().find(|other| other.said("key") == name).map(|other| other.said("value"))
        });
        is_ws(url)
            || value.is_some_and(is_ws)
            || matches!(request.said("method"), "WS" | "WSS" | "WEBSOCKET" | "SOCKET")
    }
}

/// A message of a request of the form 3.0.
fn child(item: &Json<'_>) -> Option<TheirMessage> {
    let payload = item.member("payload").filter(|_| item.said("type") == "ws-raw-message")?;
    let meaning = match (payload.said("type"), payload.said("subtype")) {
        ("json", _) => Meaning::Json,
        ("binary", "hex" | "hexadecimal") => Meaning::Hex,
        ("binary", _) => Meaning::Base64,
        _ => Meaning::Text,
    };
    Some(TheirMessage { name: name(item).to_owned(), text: payload.said("content").to_owned(), meaning })
}

fn authentication(json: &Json<'_>) -> Auth {
    let kind = json.said("type");
    let fields = json.member(kind);
    let field = |name: &str| match fields {
        // In the form 2.0 they are members.
        Some(Json::Object(_)) => fields.map(|fields| fields.said(name)),
        _ => fields
            .and_then(Json::as_list)
            .and_then(|fields| fields.iter().find(|field| field.said("key") == name))
            .map(|field| field.said("value")),
    };
    auth::read(Source::Postman, kind, &|name| field(name).unwrap_or_default().to_owned())
}

fn headers(headers: &[Json<'_>]) -> Vec<TheirHeader> {
    let header = |json: &Json<'_>| TheirHeader {
        name: json.said("key").to_owned(),
        value: json.said("value").to_owned(),
        is_on: json.flag("disabled") != Ok(true),
    };
    headers.iter().map(header).collect()
}

/// The pairs that are switched on.
fn pairs(pairs: &[Json<'_>]) -> Vec<(String, String)> {
    let is_on = |pair: &&Json<'_>| pair.flag("disabled") != Ok(true) && !pair.said("key").is_empty();
    let pair = |pair: &Json<'_>| (pair.said("key").to_owned(), pair.said("value").to_owned());
    pairs.iter().filter(is_on).map(pair).collect()
}

fn variables(variables: &[Json<'_>], intake: &mut Intake) {
    for variable in variables {
        let key = variable.said("key");
        let is_on =
            variable.flag("disabled") != Ok(true) && variable.member("enabled") != Some(&Json::Flag(false));
        let secrecy = if variable.said("type") == "secret" { Secrecy::Fleeting } else { Secrecy::Open };
        match variable.member("value") {
            _ if !is_on || key.is_empty() => {}
            None => intake.variable(key, "", secrecy),
            Some(Json::Text(value)) => intake.variable(key, value, secrecy),
            Some(Json::Number(digits)) => intake.variable(key, digits, secrecy),
            Some(Json::Flag(flag)) => intake.variable(key, &flag.to_string(), secrecy),
            Some(Json::Null | Json::List(_) | Json::Object(_) | Json::Odd) => {
                intake.left_out(key, Reason::Value(key.to_owned()));
            }
        }
    }
}

/// Notes scripts that are more than empty lines.
fn scripts(json: &Json<'_>, name: &str, intake: &mut Intake) {
    let is_any = |line: &Json<'_>| line.as_text().is_some_and(|line| !line.trim().is_empty());
    let has_code = |event: &Json<'_>| {
        let code = event.member("script").and_then(|script| script.member("exec"));
        code.is_some_and(|code| is_any(code) || code.as_list().is_some_and(|lines| lines.iter().any(is_any)))
    };
    if json.listed("event").iter().any(has_code) {
        intake.left_out(name, Reason::Script);
    }
}

fn url<'j>(request: &'j Json<'_>) -> &'j str {
    let url = request.member("url");
    url.and_then(|url| url.as_text().or_else(|| url.member("raw")?.as_text())).unwrap_or_default()
}

/// The form 3.0 calls it a title.
fn name<'j>(item: &'j Json<'_>) -> &'j str {
    let title = item.said("title");
    if title.is_empty() { item.said("name") } else { title }
}
