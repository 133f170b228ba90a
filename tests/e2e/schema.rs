//! The schemas of what is exported, with a validator that knows nothing of the program: that of HTTP archives
//! (HAR 1.2), as the package `har-schema` has it, and that of our own logs in `docs`. What the values mean is left to
//! the comparison with what a browser exports.
//!
//! In archives formats count: times, addresses and IP addresses have to be such. Negative times don't count, because
//! the package limits them with a word that JSON Schema doesn't have.

use std::env;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use boon::{Compiler, SchemaIndex, Schemas, ValidationError};
use serde_json::Value;

/// Names the folder with the schema.
const VARIABLE: &str = "HAR_SCHEMA";

/// A schema, ready for use.
pub struct Schema {
    /// What it describes.
    name: &'static str,
    schemas: Schemas,
    root: SchemaIndex,
}

impl Schema {
    /// That of our own logs.
    pub fn log() -> Result<Self> {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
        Self::read("a log of version 1", &docs.join("wirebench-log.schema.json"))
    }

    /// That of HTTP archives, which the environment names.
    pub fn har() -> Result<Self> {
        let folder = env::var_os(VARIABLE).filter(|path| !path.is_empty()).with_context(|| {
            format!("{VARIABLE} has to name the folder lib of npm's har-schema; `cargo xtask test` gets it.")
        })?;
        let file = Path::new(&folder).join("har.json");
        ensure!(file.is_file(), "There is no {}: {VARIABLE} names the wrong folder.", file.display());
        Self::read("HAR 1.2", &file)
    }

    fn read(name: &'static str, file: &Path) -> Result<Self> {
        let mut schemas = Schemas::new();
        let root = Compiler::new()
            .compile(&file.to_string_lossy(), &mut schemas)
            .map_err(|error| anyhow!("{} is no schema: {error:#}", file.display()))?;
        Ok(Self { name, schemas, root })
    }

    /// What is wrong in a file: each place with a sentence.
    pub fn faults(&self, file: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        if let Err(error) = self.schemas.validate(file, self.root) {
            list(&error, &mut faults);
        }
        faults
    }

    /// Makes sure that nothing is wrong.
    pub fn check(&self, what: &str, file: &Value) -> Result<()> {
        let faults = self.faults(file);
        ensure!(faults.is_empty(), "{what} isn't valid as {}: {faults:#?}", self.name);
        Ok(())
    }
}

/// The innermost errors; those around them only say that there is one.
fn list(error: &ValidationError<'_, '_>, faults: &mut Vec<String>) {
    if error.causes.is_empty() {
        faults.push(format!("{}: {}", error.instance_location, error.kind));
    }
    for cause in &error.causes {
        list(cause, faults);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::json;

    use super::*;

    fn fixtures(folder: &str) -> Vec<(String, Value)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(folder);
        let files = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
        let archives = files.filter(|file| file.extension().is_some_and(|ending| ending == "har"));
        let read = |file: &Path| serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        archives.map(|file| (file.display().to_string(), read(&file))).collect()
    }

    #[test]
    fn our_own_logs_keep_to_their_schema() {
        let schema = Schema::log().unwrap();
        let log: Value = serde_json::from_str(include_str!("../fixtures/export/session.json")).unwrap();
        schema.check("the fixture", &log).unwrap();
        for (place, value) in [
            ("/format", json!("another")),
            ("/version", json!(2)),
            ("/rows/0/kind", json!("")),
            ("/rows/0/event", json!("surprise")),
            ("/rows/0/us", json!("now")),
            ("/rows/2/size", json!(-1)),
            ("/evicted", Value::Null),
        ] {
            let mut log = log.clone();
            *log.pointer_mut(place).unwrap() = value;
            assert!(!schema.faults(&log).is_empty(), "{place}");
        }
    }

    #[test]
    #[ignore = "needs the schema: cargo xtask test --only native"]
    fn what_core_writes_is_valid() {
        let schema = Schema::har().unwrap();
        let written = fixtures("export");
        assert!(!written.is_empty());
        for (file, archive) in written {
            schema.check(&file, &archive).unwrap();
        }
    }

    #[test]
    #[ignore = "needs the schema: cargo xtask test --only native"]
    fn what_is_broken_is_refused_with_its_place() {
        let schema = Schema::har().unwrap();
        let check = |place: &str, value: Option<Value>, expected: &str| {
            let mut archive = whole();
            assert_eq!(schema.faults(&archive), [""; 0]);
            let (parent, name) = place.rsplit_once('/').unwrap();
            let members = archive.pointer_mut(parent).unwrap().as_object_mut().unwrap();
            match value {
                Some(value) => drop(members.insert(name.to_owned(), value)),
                None => drop(members.remove(name).unwrap()),
            }
            let faults = schema.faults(&archive).join("; ");
            assert!(faults.contains(expected), "{place}: {faults}");
        };
        let entry = "/log/entries/0";
        check("/log", None, "missing properties 'log'");
        check("/log/creator", None, "/log: missing properties 'creator'");
        check("/log/version", Some(json!(1.2)), "/log/version: want string, but got number");
        check("/log/entries", Some(json!({})), "/log/entries: want array");
        for name in ["startedDateTime", "time", "request", "response", "cache", "timings"] {
            let missing = format!("{entry}: missing properties '{name}'");
            check(&format!("{entry}/{name}"), None, &missing);
        }
        for time in ["2026-11-28 16:49", "2026-11-28T16:49:21", "2026-13-28T16:49:21.894Z", "yesterday"] {
            check(&format!("{entry}/startedDateTime"), Some(json!(time)), "not valid date-time");
        }
        check(&format!("{entry}/time"), Some(json!("4 ms")), "/time: want number, but got string");
        check(&format!("{entry}/serverIPAddress"), Some(json!("")), "/serverIPAddress: '' is not valid ipv4");
        check(&format!("{entry}/request/url"), Some(json!("ws://localhost/ü")), "not valid uri");
        check(&format!("{entry}/request/bodySize"), Some(json!(0.5)), "/bodySize: want integer");
        check(&format!("{entry}/request/headers"), Some(json!({})), "/request/headers: want array");
        check(&format!("{entry}/response/status"), Some(json!("101")), "/response/status: want integer");
        check(&format!("{entry}/response/content/size"), None, "/content: missing properties 'size'");
        check(&format!("{entry}/timings/wait"), Some(Value::Null), "/timings/wait: want number");
        check(&format!("{entry}/comment"), Some(Value::Null), "/comment: want string");
    }

    fn whole() -> Value {
        let request = json!({ "method": "GET", "url": "ws://localhost/echo", "httpVersion": "HTTP/1.1",
            "headers": [{ "name": "Host", "value": "localhost" }], "queryString": [], "cookies": [],
            "headersSize": -1, "bodySize": 0 });
        let response = json!({ "status": 101, "statusText": "Switching Protocols", "httpVersion": "HTTP/1.1",
            "headers": [], "cookies": [], "content": { "size": 0, "mimeType": "x-unknown" },
            "redirectURL": "", "headersSize": -1, "bodySize": -1, "_error": null });
        let entry = json!({ "startedDateTime": "2026-11-28T16:49:21.894Z", "time": 1.5, "request": request,
            "response": response, "cache": {}, "timings": { "send": 0, "wait": 1, "receive": 0.5 } });
        json!({ "log": { "version": "1.2", "creator": { "name": "Test", "version": "1" }, "entries": [entry] } })
    }
}
