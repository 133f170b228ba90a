//! The practice server as a command: reads the arguments, says where it listens, and stops on Ctrl-C.
//! Everything it does is in the library.

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use practice_server::{Options, Server, start};

const HELP: &str = "\
A WebSocket server to practise on, on this machine only.

Usage: practice-server [--port N] [--serve DIR [--base PATH]]

  --port N     the plain port, with TLS on the next one (default 8765; 0 takes free ones)
  --serve DIR  also serves the static files of this folder
  --base PATH  the path under which they appear, such as /any/path (default /)
  --help       prints this
";

enum Command {
    Run(Options),
    Help,
}

#[tokio::main]
async fn main() -> ExitCode {
    match parse(std::env::args_os().skip(1)) {
        Ok(Command::Help) => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        Ok(Command::Run(options)) => run(options).await,
        Err(error) => {
            eprintln!("{error}\n\n{HELP}");
            ExitCode::from(2)
        }
    }
}

async fn run(options: Options) -> ExitCode {
    match start(options.clone()).await {
        Ok(server) => {
            greet(&server, &options);
            tokio::select! {
                () = server.wait() => {}
                // If the signal can't be listened for, the server ends at once and says so.
                signal = tokio::signal::ctrl_c() => {
                    if let Err(error) = signal {
                        eprintln!("The practice server can't wait for Ctrl-C: {error}.");
                        return ExitCode::FAILURE;
                    }
                }
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("The practice server can't start: {error}.{}", advice(&error));
            ExitCode::FAILURE
        }
    }
}

fn greet(server: &Server, options: &Options) {
    println!("Practice server: {} and {}", server.ws("/echo"), server.wss("/echo"));
    let routes = if options.serve.is_some() { "/routes" } else { "/" };
    println!("Table of routes: {}", server.http(routes));
    if let Some(folder) = &options.serve {
        let base = options.base.trim_end_matches('/');
        println!("Files of {}: {}", folder.display(), server.http(&format!("{base}/")));
    }
    println!("Ctrl-C stops it.");
}

fn advice(error: &io::Error) -> &'static str {
    if error.kind() == io::ErrorKind::AddrInUse {
        " Another program has it: end that one, or choose another port with --port N (--port 0 takes free ones)."
    } else {
        ""
    }
}

fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, lexopt::Error> {
    use lexopt::prelude::{Long, Short, Value, ValueExt};
    let mut options = Options::default();
    let mut base = None;
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => options.port = parser.value()?.parse()?,
            Long("serve") => options.serve = Some(parser.value()?.into()),
            Long("base") => base = Some(parser.value()?.string()?),
            Long("help") | Short('h') => return Ok(Command::Help),
            Long(_) | Short(_) | Value(_) => return Err(argument.unexpected()),
        }
    }
    match base {
        Some(_) if options.serve.is_none() => Err("--base needs a folder: add --serve DIR".into()),
        Some(base) => Ok(Command::Run(Options { base, ..options })),
        None => Ok(Command::Run(options)),
    }
}
