//! The command line: help, wrong arguments, and a taken port.

use std::process::{Command, Output};

use crate::client::server;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_practice-server")).args(arguments).output().unwrap()
}

#[test]
fn help_is_printed() {
    let output = run(&["--help"]);
    assert!(output.status.success());
    assert!(String::from_utf8(output.stdout).unwrap().contains("--port N"));
}

#[test]
fn wrong_arguments_are_explained() {
    for arguments in [&["--prot", "1"][..], &["--port", "x"], &["--port", "65536"], &["--base", "/a"], &["x"]]
    {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8(output.stderr).unwrap().contains("Usage:"), "{arguments:?}");
    }
}

#[tokio::test]
async fn a_taken_port_says_what_to_do() {
    let server = server().await;
    let port = server.addr().port().to_string();
    let output = run(&["--port", &port]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(&port) && said.contains("--port N"), "{said}");
}
