//! Insomnia's export of version 4: `{"_type":"export","__export_format":4,"resources":[…]}`, a flat list in which each
//! resource names its parent.

use super::auth;
use super::intake::{Intake, Request, TheirHeader, TheirMessage};
use crate::codec::json::value::Json;
use crate::compose::Meaning;
use crate::saved::Secrecy;
use crate::saved::transfer::{Import, Reason, Source};

/// Folders aren't nested deeper; a resource may be its own ancestor in a damaged file.
const MAX_FOLDERS: usize = 32;

/// Reads an export, if it is one.
pub fn read(json: &Json<'_>) -> Option<Import> {
    if json.said("_type") != "export" {
        return None;
    }
    let all = json.member("resources")?.as_list()?;
    let resources = Resources::of(all);
    let mut intake = Intake::new(Source::Insomnia);
    resources.environments(&mut intake);
    // In the order in which they are shown there.
    let mut requests = Vec::new();
    for resource in all {
        let name = resource.said("name");
        if has_script(resource) {
            intake.left_out(name, Reason::Script);
        }
        match resource.said("_type") {
            "websocket_request" => insert(&mut requests, sort_key(resource), resource),
            "request" => intake.left_out(name, Reason::Http),
            "grpc_request" | "socketio_request" | "mcp_request" => intake.left_out(name, Reason::Protocol),
            "cookie_jar" if !resource.listed("cookies").is_empty() => intake.left_out(name, Reason::Cookies),
            _ => {}
        }
    }
    for (_, request) in requests {
        let request = resources.request(request, &mut intake);
        intake.request(request);
    }
    Some(intake.import())
}

/// The resources by what they are looked for by.
struct Resources<'j> {
    by_id: Vec<(&'j str, &'j Json<'j>)>,
    /// The messages by the ids of their requests.
    payloads: Vec<(&'j str, &'j Json<'j>)>,
    /// The environments, those of workspaces before those within them.
    environments: Vec<&'j Json<'j>>,
}

impl<'j> Resources<'j> {
    fn of(all: &'j [Json<'j>]) -> Self {
        let (mut by_id, mut payloads) = (Vec::new(), Vec::new());
        let (mut environments, mut inner) = (Vec::new(), Vec::new());
        for resource in all {
            insert(&mut by_id, resource.said("_id"), resource);
            let parent = resource.said("parentId");
            match resource.said("_type") {
                "websocket_payload" => insert(&mut payloads, parent, resource),
                "environment" if parent.starts_with("env_") => inner.push(resource),
                "environment" => environments.push(resource),
                _ => {}
            }
        }
        environments.append(&mut inner);
        Self { by_id, payloads, environments }
    }

    fn environments(&self, intake: &mut Intake) {
        for environment in &self.environments {
            for (name, value) in values(environment, "data", intake) {
                intake.variable(&name, &value, Secrecy::Open);
            }
        }
    }

    fn request(&self, resource: &'j Json<'j>, intake: &mut Intake) -> Request {
        let mut request = Request {
            name: resource.said("name").to_owned(),
            url: resource.said("url").to_owned(),
            path_parameters: pairs(resource, "pathParameters"),
            parameters: pairs(resource, "parameters"),
            headers: resource.listed("headers").iter().map(header).collect(),
            messages: self.messages(resource.said("_id")),
            ..Request::default()
        };
        let mut authentication = resource.member("authentication");
        for folder in self.folders(resource) {
            request.folders.insert(0, folder.said("name").to_owned());
            for (name, value) in values(folder, "environment", intake) {
                // The innermost folder's values count.
                if request.variables.iter().all(|(other, _)| *other != name) {
                    request.variables.push((name, value));
                }
            }
            for header in folder.listed("headers").iter().map(header) {
                if request.headers.iter().all(|own| !own.name.eq_ignore_ascii_case(&header.name)) {
                    request.headers.push(header);
                }
            }
            if authentication.is_none_or(|own| matches!(own.said("type"), "" | "inherit")) {
                authentication = folder.member("authentication");
            }
        }
        if let Some(authentication) = authentication {
            let field = |name: &str| authentication.member(name).and_then(shown).unwrap_or_default();
            request.auth = auth::read(Source::Insomnia, authentication.said("type"), &field);
        }
        request
    }

    fn messages(&self, request: &str) -> Vec<TheirMessage> {
        let start = self.payloads.partition_point(|(parent, _)| *parent < request);
        let own = self.payloads[start..].iter().take_while(|(parent, _)| *parent == request);
        let message = |(_, payload): &(_, &Json<'_>)| TheirMessage {
            name: payload.said("name").to_owned(),
            text: payload.said("value").to_owned(),
            meaning: if payload.said("mode") == "application/json" { Meaning::Json } else { Meaning::Text },
        };
        own.map(message).collect()
    }

    /// The folders that a resource is in, from the innermost.
    fn folders(&self, resource: &'j Json<'j>) -> Vec<&'j Json<'j>> {
        let mut folders = Vec::new();
        let mut parent = resource.said("parentId");
        while let Ok(index) = self.by_id.binary_search_by_key(&parent, |(id, _)| *id)
            && let (_, folder) = self.by_id[index]
            && folder.said("_type") == "request_group"
            && folders.len() < MAX_FOLDERS
        {
            folders.push(folder);
            parent = folder.said("parentId");
        }
        folders
    }
}

/// Puts a value behind those whose keys are less or the same.
fn insert<K: Ord, V>(sorted: &mut Vec<(K, V)>, key: K, value: V) {
    let index = sorted.partition_point(|(other, _)| *other <= key);
    sorted.insert(index, (key, value));
}

fn header(json: &Json<'_>) -> TheirHeader {
    TheirHeader {
        name: json.said("name").to_owned(),
        value: json.said("value").to_owned(),
        is_on: json.flag("disabled") != Ok(true),
    }
}

/// The pairs that are switched on.
fn pairs(json: &Json<'_>, key: &str) -> Vec<(String, String)> {
    let is_on = |pair: &&Json<'_>| pair.flag("disabled") != Ok(true) && !pair.said("name").is_empty();
    let pair = |pair: &Json<'_>| (pair.said("name").to_owned(), pair.said("value").to_owned());
    json.listed(key).iter().filter(is_on).map(pair).collect()
}

/// The variables of an environment. What is in an object within it has its path as its name, as in `{{ _.api.host }}`.
fn values(json: &Json<'_>, key: &str, intake: &mut Intake) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if let Some(data) = json.member(key) {
        gather(data, "", json.said("name"), &mut found, intake);
    }
    found
}

fn gather(json: &Json<'_>, path: &str, owner: &str, found: &mut Vec<(String, String)>, intake: &mut Intake) {
    let Json::Object(members) = json else { return };
    for (name, value) in members {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        if let Some(value) = shown(value) {
            found.push((path, value));
        } else if let Json::Object(_) = value {
            gather(value, &path, owner, found, intake);
        } else {
            intake.left_out(owner, Reason::Value(path));
        }
    }
}

/// A plain value as it is put into a text.
fn shown(json: &Json<'_>) -> Option<String> {
    match json {
        Json::Text(text) => Some(text.clone()),
        Json::Number(digits) => Some((*digits).to_owned()),
        Json::Flag(flag) => Some(flag.to_string()),
        Json::Null => Some(String::new()),
        Json::List(_) | Json::Object(_) | Json::Odd => None,
    }
}

fn has_script(resource: &Json<'_>) -> bool {
    let is_any = |key: &str| !resource.said(key).trim().is_empty();
    let can_have_one = matches!(resource.said("_type"), "websocket_request" | "request_group");
    can_have_one && (is_any("preRequestScript") || is_any("afterResponseScript"))
}

/// Where a request stands: whole milliseconds, most often less than 0.
fn sort_key(resource: &Json<'_>) -> i64 {
    let Some(Json::Number(digits)) = resource.member("metaSortKey") else { return 0 };
    digits.split(['.', 'e', 'E']).next().and_then(|whole| whole.parse().ok()).unwrap_or_default()
}
