//! The JSON Schema of HTTP archives: from the cache, from the npm package `har-schema`, or from Debian's.
//!
//! The packages are of the same version and hold nothing but the schema. What it is applied to is up to the end-to-end
//! crate, which finds it through an environment variable.

use std::env;
use std::path::{Path, PathBuf};

use super::{apt, locate, npm};
use crate::{Result, paths};

/// The variable that names the folder.
pub const VARIABLE: &str = "HAR_SCHEMA";

const PINNED: &str = "2.0.0";
const DEBIAN: &str = "/usr/share/nodejs/har-schema/lib";

/// The folder with `har.json` and the schemas that it refers to.
pub fn get() -> Result<PathBuf> {
    let home = paths::tool_cache()?.join(format!("har-schema-{PINNED}"));
    // npm puts what is installed globally below `lib` on Unix, and beside it on Windows.
    let places = ["lib/node_modules", "node_modules"].map(|place| home.join(place).join("har-schema/lib"));
    let find = || {
        let named = env::var_os(VARIABLE).map(PathBuf::from);
        named.into_iter().chain(places.clone()).chain([DEBIAN.into()]).find(|folder| is_complete(folder))
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    if locate::on_path(&["npm"]).is_some() {
        npm::install(&home, "har-schema", PINNED)?;
    } else {
        apt::install("The schema of HTTP archives", &["node-har-schema"])?;
    }
    find().ok_or_else(|| format!("The schema of HTTP archives is installed, but there is no {places:?}."))
}

fn is_complete(folder: &Path) -> bool {
    ["har.json", "log.json", "entry.json", "timings.json"].iter().all(|name| folder.join(name).is_file())
}
