//! The folder of static files: types, headers, redirects, and that nothing outside of it gets out.

use std::fs;
use std::path::{Path, PathBuf};

use practice_server::{Options, Server, start};

use crate::client::{get, open, say, text};

/// A folder with a page in it and a secret beside it; each test has its own.
fn folder(test: &str) -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("files-{test}"));
    let site = place.join("site");
    fs::create_dir_all(site.join("deeper")).unwrap();
    fs::write(place.join("secret.txt"), "secret").unwrap();
    for name in [
        "index.html",
        "boot.js",
        "app-0123456789abcdef.js",
        "app-0123456789abcdef_bg.wasm",
        "a b.svg",
        ".hidden",
        "deeper/index.html",
        "deeper/style.css",
    ] {
        fs::write(site.join(name), name).unwrap();
    }
    #[cfg(unix)]
    {
        let link = site.join("link.txt");
        if !link.exists() {
            std::os::unix::fs::symlink("../secret.txt", link).unwrap();
        }
    }
    site
}

async fn serving(folder: &Path, base: &str) -> Server {
    let options =
        Options { port: 0, serve: Some(folder.to_owned()), base: base.to_owned(), ..Options::default() };
    start(options).await.unwrap()
}

#[tokio::test]
async fn files_have_their_types_and_headers() {
    let server = serving(&folder("types"), "/any/path/").await;
    for (path, body, kind, cache) in [
        ("", "index.html", "text/html; charset=utf-8", "no-cache"),
        ("index.html?x=1", "index.html", "text/html; charset=utf-8", "no-cache"),
        ("boot.js", "boot.js", "text/javascript; charset=utf-8", "no-cache"),
        (
            "app-0123456789abcdef.js",
            "app-0123456789abcdef.js",
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
        (
            "app-0123456789abcdef_bg.wasm",
            "app-0123456789abcdef_bg.wasm",
            "application/wasm",
            "public, max-age=31536000, immutable",
        ),
        ("a%20b.svg", "a b.svg", "image/svg+xml", "no-cache"),
        ("deeper/", "deeper/index.html", "text/html; charset=utf-8", "no-cache"),
        ("deeper/style.css", "deeper/style.css", "text/css; charset=utf-8", "no-cache"),
    ] {
        let reply = get(&server, &format!("/any/path/{path}")).await;
        assert_eq!((reply.status, reply.text()), (200, body), "{path}");
        assert_eq!(reply.header("content-type"), Some(kind), "{path}");
        assert_eq!(reply.header("cache-control"), Some(cache), "{path}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(reply.header("cross-origin-opener-policy"), Some("same-origin"));
        assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
        let policy = reply.header("content-security-policy").unwrap();
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
             img-src 'self' data: blob:; connect-src 'self' ws: wss: http: https:; base-uri 'none'; form-action \
             'none'; frame-ancestors 'none'"
        );
    }
}

#[tokio::test]
async fn a_policy_comes_besides_the_usual_one() {
    let folder = folder("policy");
    let under = |policy: Option<&str>| Options {
        port: 0,
        serve: Some(folder.clone()),
        policy: policy.map(str::to_owned),
        ..Options::default()
    };
    let server = start(under(Some("connect-src 'self'"))).await.unwrap();
    // A worker keeps to the policy that its own script came with, so every file has it.
    for path in ["/", "/boot.js", "/nothing.html"] {
        let reply = get(&server, path).await;
        let policies = reply.headers("content-security-policy");
        assert!(policies[0].starts_with("default-src 'none'; "), "{path}: {policies:?}");
        assert_eq!(policies[1..], ["connect-src 'self'"], "{path}");
    }
    assert_eq!(get(&server, "/routes").await.headers("content-security-policy").len(), 1);
    let plain = start(under(None)).await.unwrap();
    assert_eq!(get(&plain, "/").await.headers("content-security-policy").len(), 1);
    let error = start(under(Some("connect-src 'self'\r\nX: y"))).await.unwrap_err();
    assert!(error.to_string().contains("one line"), "{error}");
}

#[tokio::test]
async fn folders_are_redirected_to_their_slash() {
    let server = serving(&folder("slash"), "/any/path").await;
    for (path, place) in [
        ("/any/path", "/any/path/"),
        ("/any/path?a=b&c", "/any/path/?a=b&c"),
        ("/any/path/deeper", "/any/path/deeper/"),
    ] {
        let reply = get(&server, path).await;
        assert_eq!((reply.status, reply.header("location")), (308, Some(place)));
    }
}

#[tokio::test]
async fn nothing_outside_of_the_folder_gets_out() {
    let deep = folder("outside");
    for base in ["/any/path", "/"] {
        let server = serving(&deep, base).await;
        for path in [
            "../secret.txt",
            "%2e%2e/secret.txt",
            "%2e%2e%2fsecret.txt",
            "deeper/../../secret.txt",
            "..%5csecret.txt",
            "/../secret.txt",
            "//secret.txt",
            "link.txt",
            ".hidden",
            "boot.js/",
            "boot.js%00.html",
            "nothing.html",
            "/evil.example",
            "/deeper",
        ] {
            let reply = get(&server, &format!("{}/{path}", base.trim_end_matches('/'))).await;
            assert_eq!(reply.status, 404, "{base} {path}");
            assert_eq!(reply.text(), "There is no such file here.\n");
        }
    }
}

#[tokio::test]
async fn the_index_and_the_routes_stay() {
    let folder = folder("index");
    let deep = serving(&folder, "/any/path").await;
    assert!(get(&deep, "/").await.text().contains("<h1>Practice server</h1>"));
    assert_eq!(get(&deep, "/any/pathology").await.status, 404);

    let root = serving(&folder, "/").await;
    assert_eq!(get(&root, "/").await.text(), "index.html");
    assert!(get(&root, "/routes").await.text().contains("<h1>Practice server</h1>"));
    for server in [deep, root] {
        let mut client = open(&server, "/echo").await;
        say(&mut client, "still here").await;
        assert_eq!(text(&mut client).await, "still here");
    }
}

#[tokio::test]
async fn a_bad_folder_or_base_is_an_error() {
    let folder = folder("bad");
    for (serve, base) in [
        (folder.join("missing"), "/"),
        (folder.join("index.html"), "/"),
        (folder.clone(), "any"),
        (folder.clone(), "/a//b"),
        (folder.clone(), "/a?b"),
    ] {
        let options = Options { port: 0, serve: Some(serve), base: base.to_owned(), ..Options::default() };
        let error = start(options).await.unwrap_err();
        assert!(!error.to_string().is_empty());
    }
}
