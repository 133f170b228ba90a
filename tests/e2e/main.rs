//! End to end: the release build in real Chromium and real Firefox, against the practice server.
//! Every case is an async function in `cases/`, each with a server and a page of its own.
//! Nothing here knows the page's inside: it is found by accessible role and name and by the few test ids of the contract.
//! Waiting is for a condition, never for a time, unless the time is what a case is about.

mod args;
mod bench;
mod browser;
mod cases;
mod command;
mod console;
mod devtools;
mod downloads;
mod driver;
mod extended;
mod freeze;
mod har;
mod hidden;
mod page;
mod printed;
mod processes;
mod programs;
mod report;
mod run;
mod schema;
mod servers;
mod shell;
mod slow_wire;
mod stage;
mod tree;
mod wait;

use std::process::ExitCode;

use anyhow::{Result, bail};
use args::Args;

#[tokio::main]
async fn main() -> ExitCode {
    let args = match Args::parse(std::env::args().skip(1)) {
        Ok(args) => args,
        Err(problem) => {
            eprintln!("{problem}\n\n{}", args::USAGE);
            return ExitCode::from(2);
        }
    };
    match perform(&args).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

async fn perform(args: &Args) -> Result<ExitCode> {
    if args.list {
        run::list(args)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(plan) = args.bench {
        return tokio::select! {
            outcome = bench::run(args, plan) => outcome,
            _ = tokio::signal::ctrl_c() => bail!("Interrupted."),
        };
    }
    let tally = tokio::select! {
        outcome = run::all(args) => outcome?,
        _ = tokio::signal::ctrl_c() => bail!("Interrupted."),
    };
    println!("\n{} passed, {} failed", tally.passed, tally.failed.len());
    for what in &tally.failed {
        println!("  {what}");
    }
    Ok(if tally.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
