//! The commands of the project, run as `cargo xtask <command>`.
//!
//! This file only chooses the command. Each one says what it is doing and about how long it takes,
//! and gets the tools it needs by itself where it may. Nothing here is part of the app.

mod args;
mod budget;
mod check;
mod e2e;
mod extension;
mod html;
mod interrupt;
mod net;
mod paths;
mod policy;
mod process;
mod release;
mod serve;
mod steps;
mod styles;
mod test;
#[cfg(test)]
mod tidy;
mod tools;

use std::process::ExitCode;

use args::Task;

/// What a command returns; the error is a sentence for the person at the terminal.
type Result<T = ()> = std::result::Result<T, String>;

fn main() -> ExitCode {
    let outcome = args::parse(std::env::args_os().skip(1)).and_then(|task| {
        interrupt::listen()?;
        match task {
            Task::Help => {
                println!("{}", args::USAGE);
                Ok(())
            }
            Task::Serve { port, page_port } => serve::run(port, page_port),
            Task::Test { only } => test::run(&only),
            Task::Dist => release::run(),
            Task::Hidden { minutes } => e2e::hidden(minutes),
            Task::Bench(bench) => e2e::bench(&bench),
            Task::Policy => policy::run(),
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
