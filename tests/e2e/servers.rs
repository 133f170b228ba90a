//! Real servers of application protocols, each a process with a free port of this machine, which ends with its value.
//! What they do is in the scripts and settings in `servers/`; the libraries and programs are named by the environment.
//! A server that is missing is an error with a sentence, for a case that isn't played proves nothing.

use std::env;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Error, Result, anyhow, bail, ensure};
use tempfile::TempDir;
use tokio::process::Command;

use crate::printed::Printed;
use crate::tree::Tree;
use crate::wait::{LATER, eventually};

/// How long `RabbitMQ` may take until it listens: ten seconds on an idle machine, and there may be one for each browser.
pub const STARTING_RABBITMQ: Duration = Duration::from_secs(90);

/// A server that listens.
#[derive(Debug)]
pub struct RealServer {
    port: u16,
    // They end before their files go.
    _processes: Vec<Tree>,
    _folder: Option<TempDir>,
}

impl RealServer {
    /// A script for Node.js.
    pub async fn node(script: &str) -> Result<Self> {
        Self::node_with(script, &[]).await
    }

    /// The same with arguments.
    pub async fn node_with(script: &str, arguments: &[&str]) -> Result<Self> {
        let modules = named("SERVER_MODULES", "the folder node_modules with the libraries of the servers")?;
        let mut command = Command::new("node");
        command.arg(file(script)).args(arguments).env("NODE_PATH", modules);
        Self::of_script(command).await
    }

    /// A script for Python.
    pub async fn python(script: &str) -> Result<Self> {
        Self::python_with(script, &[]).await
    }

    /// The same with arguments.
    pub async fn python_with(script: &str, arguments: &[&str]) -> Result<Self> {
        let mut command =
            Command::new(named("SERVER_PYTHON", "a Python that has the libraries of the servers")?);
        command.arg(file(script)).args(arguments);
        Self::of_script(command).await
    }

    /// A script for Ruby.
    pub async fn ruby(script: &str) -> Result<Self> {
        let ruby = named("SERVER_RUBY", "a Ruby that has action_cable and puma")?;
        let mut command = Command::new(ruby);
        command.arg(file(script));
        Self::of_script(command).await
    }

    /// Phoenix, where the environment names its libraries; no registry that tests use has them.
    pub async fn phoenix() -> Result<Option<Self>> {
        const LIBRARIES: &str = "PHOENIX_LIBS";
        if env::var_os(LIBRARIES).is_none_or(|path| path.is_empty()) {
            return Ok(None);
        }
        let libraries = named(LIBRARIES, "a folder with Phoenix, Bandit and what they need, compiled")?;
        let mut command = Command::new("elixir");
        command.arg(file("channels.exs")).env("ERL_LIBS", libraries);
        Self::of_script(command).await.map(Some)
    }

    /// A broker of MQTT.
    pub async fn mosquitto() -> Result<Self> {
        let program = named("MOSQUITTO", "mosquitto")?;
        again_if_a_port_was_taken(async || {
            let [port, plain] = free_ports()?;
            let folder = folder()?;
            let settings = settings(&folder, "mosquitto.conf", &[("{port}", port), ("{plain}", plain)])?;
            let mut process = Running::start(Command::new(&program).arg("-c").arg(settings))?;
            process.says(LATER, |line| line.ends_with(" running").then_some(())).await?;
            Ok(Self { port, _processes: vec![process.tree], _folder: Some(folder) })
        })
        .await
    }

    /// A broker of STOMP.
    pub async fn rabbitmq() -> Result<Self> {
        let program = named("RABBITMQ", "rabbitmq-server")?;
        again_if_a_port_was_taken(async || {
            let [port, names, others] = free_ports()?;
            let folder = folder()?;
            let home = folder.path();
            let settings = settings(&folder, "rabbitmq.conf", &[("{port}", port)])?;
            let plugins = home.join("enabled_plugins");
            std::fs::write(&plugins, "[rabbitmq_web_stomp].\n")?;
            // It would start one itself, which would stay.
            let mut registry = Running::start(Command::new("epmd").args([
                "-debug",
                "-address",
                "127.0.0.1",
                "-port",
                &names.to_string(),
            ]))?;
            registry.says(LATER, |line| line.contains("epmd running").then_some(())).await?;
            let mut command = Command::new(&program);
            // Nothing of another broker on this machine, neither its settings nor its node.
            command
                .env_clear()
                .envs(env::var_os("PATH").map(|path| ("PATH", path)))
                .env("HOME", home)
                .env("ERL_EPMD_PORT", names.to_string())
                .env("RABBITMQ_CONF_ENV_FILE", home.join("none"))
                .env("RABBITMQ_ADVANCED_CONFIG_FILE", home.join("none.config"))
                .env("RABBITMQ_CONFIG_FILE", settings)
                .env("RABBITMQ_ENABLED_PLUGINS_FILE", plugins)
                .env("RABBITMQ_MNESIA_BASE", home.join("data"))
                .env("RABBITMQ_LOG_BASE", home.join("log"))
                .env("RABBITMQ_PID_FILE", home.join("pid"))
                .env("RABBITMQ_NODENAME", format!("wirebench-{port}@localhost"))
                .env("RABBITMQ_DIST_PORT", others.to_string())
                .env("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
            let mut broker = Running::start(&mut command)?;
            let ready = |line: &str| line.contains("Server startup complete").then_some(());
            broker.says(STARTING_RABBITMQ, ready).await?;
            Ok(Self { port, _processes: vec![broker.tree, registry.tree], _folder: Some(folder) })
        })
        .await
    }

    /// Its port, for another one in its place.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its address.
    pub fn ws(&self, path: &str) -> String {
        format!("ws://127.0.0.1:{}{path}", self.port)
    }

    /// A script that finds a port by itself, and says which.
    async fn of_script(mut command: Command) -> Result<Self> {
        let mut process = Running::start(&mut command)?;
        let port = process.says(LATER, |line| line.strip_prefix("listening on ")?.parse().ok()).await?;
        Ok(Self { port, _processes: vec![process.tree], _folder: None })
    }
}

/// A process whose words are heard.
struct Running {
    name: String,
    tree: Tree,
    printed: Printed,
}

impl Running {
    fn start(command: &mut Command) -> Result<Self> {
        let name = command.as_std().get_program().to_string_lossy().into_owned();
        let mut tree =
            Tree::start(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))?;
        let printed = Printed::default();
        if let Some(output) = tree.0.stdout.take() {
            printed.follow(output);
        }
        if let Some(errors) = tree.0.stderr.take() {
            printed.follow(errors);
        }
        Ok(Self { name, tree, printed })
    }

    /// Waits for a line, unless the process ends before.
    async fn says<T>(&mut self, patience: Duration, look: impl Fn(&str) -> Option<T>) -> Result<T> {
        let Self { name, tree, printed } = self;
        eventually(&format!("{name} to listen"), patience, async || {
            match (tree.ended()?, printed.find(&look)) {
                (Some(status), _) => {
                    Ok(Err(anyhow!(Ended(format!("{name} has ended ({status}): {}", printed.end())))))
                }
                (None, Some(found)) => Ok(Ok(found)),
                (None, None) => bail!("it says {}", printed.end()),
            }
        })
        .await?
    }
}

/// A server that ended instead of listening.
#[derive(Debug)]
struct Ended(String);

impl std::fmt::Display for Ended {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Ended {}

/// Between finding a port and listening on it somebody else may take it, and then the server ends.
async fn again_if_a_port_was_taken(start: impl AsyncFn() -> Result<RealServer>) -> Result<RealServer> {
    const TRIES: usize = 3;
    let mut started = Err(anyhow!("it wasn't tried"));
    for _ in 0..TRIES {
        started = start().await;
        if !started.as_ref().is_err_and(Error::is::<Ended>) {
            break;
        }
    }
    started
}

/// Ports that are free now, each another one.
fn free_ports<const COUNT: usize>() -> Result<[u16; COUNT]> {
    let mut held = Vec::new();
    let mut ports = [0; COUNT];
    for port in &mut ports {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        *port = listener.local_addr()?.port();
        held.push(listener);
    }
    Ok(ports)
}

fn folder() -> Result<TempDir> {
    Ok(tempfile::Builder::new().prefix("wirebench-server-").tempdir()?)
}

/// The settings of that name, filled in.
fn settings(folder: &TempDir, name: &str, values: &[(&str, u16)]) -> Result<PathBuf> {
    let source = file(name);
    let text = std::fs::read_to_string(&source).with_context(|| source.display().to_string())?;
    let filled = values.iter().fold(text, |text, (mark, value)| text.replace(mark, &value.to_string()));
    let path = folder.path().join(name);
    std::fs::write(&path, filled)?;
    Ok(path)
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("servers").join(name)
}

/// What the environment names.
fn named(variable: &str, what: &str) -> Result<PathBuf> {
    let named = env::var_os(variable).filter(|path| !path.is_empty()).map(PathBuf::from);
    let named =
        named.with_context(|| format!("{variable} has to name {what}; `cargo xtask test` gets it."))?;
    ensure!(named.exists(), "There is no {}: {variable} names something else.", named.display());
    Ok(named)
}
