//! `cargo xtask serve`: the practice server and the page, ready to connect with one click.
//!
//! The page is a debug build in a folder of its own, so `dist/` isn't touched and
//! `cargo xtask test` can run at the same time.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::process::{self, Running};
use crate::tools::{Need, Toolbox};
use crate::{Result, interrupt, net, paths};

const SERVER_PORT: u16 = 8765;
const PAGE_PORT: u16 = 8080;
const POLL: Duration = Duration::from_millis(100);
const SERVER_PATIENCE: Duration = Duration::from_mins(1);
/// A first build compiles every dependency; on a slow machine that takes minutes.
const PAGE_PATIENCE: Duration = Duration::from_mins(20);
const OK: u16 = 200;

/// Serves until ctrl-c, or until one of the two programs ends.
pub fn run(port: Option<u16>, page_port: Option<u16>) -> Result {
    let tools = Toolbox::gather(&[Need::Linker, Need::WasmTarget, Need::WasmBindgen, Need::Trunk])?;
    // The practice server speaks TLS on the next port.
    let port = net::choose_port("practice server", port, SERVER_PORT, 1)?;
    let page_port = net::choose_port("page", page_port, PAGE_PORT, 0)?;

    println!("Building the practice server (the first time about a minute) …");
    process::run(&mut cargo(&["build", "--quiet", "--package", "practice-server"]))?;
    let server = Running::start(
        cargo(&["run", "--quiet", "--package", "practice-server", "--"]).args(["--port", &port.to_string()]),
    )?;
    let mut children = [("The practice server", server)];
    wait_for(port, SERVER_PATIENCE, &mut children)?;

    let folder = paths::scratch().join("serve");
    // Trunk serves what an earlier run left there until the first build is done. No folder, no harm.
    let _ = fs::remove_dir_all(&folder);
    println!("Building the page (the first time about two minutes, later a few seconds) …");
    let [server] = children;
    let page = Running::start(
        tools
            .trunk()
            .args(["serve", "--address", "127.0.0.1", "--open", "false"])
            .args(["--port", &page_port.to_string()])
            .arg("--dist")
            .arg(&folder),
    )?;
    let mut children = [server, ("Trunk", page)];
    wait_for(page_port, PAGE_PATIENCE, &mut children)?;

    println!("\nWirebench is ready, with the practice echo server filled in:");
    println!("\n  http://127.0.0.1:{page_port}/#url=ws%3A%2F%2F127.0.0.1%3A{port}%2Fecho\n");
    println!("The practice server's routes are listed at http://127.0.0.1:{port}/ · ctrl-c ends both.");
    while !interrupt::raised() {
        all_alive(&mut children)?;
        thread::sleep(POLL);
    }
    println!("\nEnded.");
    Ok(())
}

/// Returns when `GET /` is answered with 200; fails when a program ends or the time is up.
fn wait_for(port: u16, patience: Duration, children: &mut [(&str, Running)]) -> Result {
    let deadline = Instant::now() + patience;
    let mut told = false;
    while Instant::now() < deadline {
        if interrupt::raised() {
            return Err("Stopped before everything was up.".to_owned());
        }
        all_alive(children)?;
        match net::status(port) {
            Some(OK) => return Ok(()),
            Some(status) if !told => {
                told = true;
                println!(
                    "Port {port} answers with {status}: mend the error shown above, it is built again by itself."
                );
            }
            Some(_) | None => {}
        }
        thread::sleep(POLL);
    }
    Err(format!("Nothing good came from port {port} for {} s; see the messages above.", patience.as_secs()))
}

fn all_alive(children: &mut [(&str, Running)]) -> Result {
    for (name, child) in children {
        if let Some(status) = child.ended()? {
            return Err(format!("{name} ended by itself ({status}); see its messages above."));
        }
    }
    Ok(())
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(paths::root()).args(arguments);
    command
}
