//! A folder of static files under a base path, with the headers a production server should send.
//! Nothing outside of the folder is ever sent, whatever the request or a symbolic link says.
//! There is no content encoding and no range request: it serves a page to try, not the public.

use std::io;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use crate::answer::Answer;
use crate::mime;
use crate::request::Request;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
    style-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws: wss: http: https:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// The folder and where it appears.
#[derive(Debug)]
pub struct Files {
    root: PathBuf,
    /// Without a slash at the end, so empty for `/`.
    base: String,
    /// A policy that has to be kept besides the usual one.
    policy: Option<String>,
}

impl Files {
    /// Checks the folder, the base and the policy.
    pub fn new(folder: &Path, base: &str, policy: Option<String>) -> io::Result<Self> {
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
        let root = folder.canonicalize().map_err(named)?;
        if !root.is_dir() {
            return Err(named(io::Error::new(io::ErrorKind::NotADirectory, "this is not a folder")));
        }
        let base = base.strip_suffix('/').unwrap_or(base);
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/".contains(c);
        if !(base.is_empty() || base.starts_with('/')) || base.contains("//") || !base.chars().all(plain) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!(
                    "the base {base:?} must be a path such as / or /any/path, of letters, digits and -._~"
                ),
            ));
        }
        if policy.iter().any(|policy| policy.chars().any(char::is_control)) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "the policy must be one line, as a header is",
            ));
        }
        Ok(Self { root, base: base.to_owned(), policy })
    }

    /// Whether the folder takes the place of the index page.
    pub fn at_root(&self) -> bool {
        self.base.is_empty()
    }

    /// Whether this path lies under the base.
    pub fn covers(&self, path: &str) -> bool {
        path.strip_prefix(&self.base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The file that the request names, a redirect to the folder it names, or 404.
    pub async fn answer(&self, request: &Request) -> Answer {
        let rest = request.path.strip_prefix(&self.base).unwrap_or_default();
        let found = if rest.is_empty() { Found::Folder } else { self.find(rest).await };
        let answer = match found {
            Found::File(path) => match tokio::fs::read(&path).await {
                Ok(body) => file(&path, body),
                Err(error) => Answer::sentence(500, format!("The file can't be read: {error}.")),
            },
            Found::Folder => {
                let query = if request.query.is_empty() { "" } else { "?" };
                let place = format!("{}/{query}{}", request.path, request.query);
                Answer::sentence(308, format!("This is a folder: {place}")).with("Location", place)
            }
            Found::Nothing => Answer::sentence(404, "There is no such file here."),
        };
        let answer = guarded(answer);
        match &self.policy {
            Some(policy) => answer.with("Content-Security-Policy", policy),
            None => answer,
        }
    }

    async fn find(&self, rest: &str) -> Found {
        let Some((relative, names_folder)) = relative_path(rest) else { return Found::Nothing };
        let Some(place) = self.inside(self.root.join(relative)).await else { return Found::Nothing };
        if place.is_dir() {
            if !names_folder {
                return Found::Folder;
            }
            return match self.inside(place.join("index.html")).await {
                Some(index) if index.is_file() => Found::File(index),
                Some(_) | None => Found::Nothing,
            };
        }
        if names_folder { Found::Nothing } else { Found::File(place) }
    }

    /// The real place of a path, if it exists and lies in the folder after following every link.
    async fn inside(&self, path: PathBuf) -> Option<PathBuf> {
        let real = tokio::fs::canonicalize(path).await.ok()?;
        real.starts_with(&self.root).then_some(real)
    }
}

enum Found {
    File(PathBuf),
    /// A folder whose address lacks the slash at the end.
    Folder,
    Nothing,
}

/// Decodes a path into one that can only lead downwards, and says whether it ends in a slash.
/// Names that start with a dot are refused too: they are `..`, or hidden for a reason.
fn relative_path(rest: &str) -> Option<(PathBuf, bool)> {
    let inner = rest.strip_prefix('/')?;
    let (inner, names_folder) = match inner.strip_suffix('/') {
        Some(shorter) => (shorter, true),
        None => (inner, inner.is_empty()),
    };
    let mut path = PathBuf::new();
    if inner.is_empty() {
        return (rest == "/").then_some((path, true));
    }
    for name in inner.split('/') {
        let name = percent_decode_str(name).decode_utf8().ok()?;
        if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', ':', '\0']) {
            return None;
        }
        path.push(&*name);
    }
    Some((path, names_folder))
}

fn file(path: &Path, body: Vec<u8>) -> Answer {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let cache = if is_hashed(&name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    Answer::new(200, mime::of(&name), body).with("Cache-Control", cache)
}

/// Whether the build put a hash of the content into the name (`app-0123456789abcdef_bg.wasm`).
fn is_hashed(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() >= 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn guarded(answer: Answer) -> Answer {
    answer
        .with("Content-Security-Policy", POLICY)
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        .with("Referrer-Policy", "no-referrer")
        .with("X-Frame-Options", "DENY")
}

#[cfg(test)]
mod tests {
    use super::{is_hashed, relative_path};

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for name in ["app-0123456789abcdef.js", "app-0123456789abcdef_bg.wasm", "style-89abcdef.css"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["index.html", "boot.js", "app-bundle.js", "a-123.js", "0123456789abcdef.js"] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn paths_only_lead_downwards() {
        for path in [
            "",
            "//",
            "//evil.example",
            "/../x",
            "/%2e%2e/x",
            "/a/..%2f..",
            "/a%5cb",
            "/.git/config",
            "/%00",
            "/%ff",
        ] {
            assert_eq!(relative_path(path), None, "{path}");
        }
        assert_eq!(relative_path("/"), Some(("".into(), true)));
        assert_eq!(relative_path("/a%20b/c/"), Some(("a b/c".into(), true)));
        assert_eq!(relative_path("/a/b.js"), Some(("a/b.js".into(), false)));
    }
}
