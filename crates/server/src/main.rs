//! The server's program: reads its arguments, starts, and stops when it is told to.

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use portal_server::{Clock, Database, Server, Settings, demo};
use tokio::signal::unix::{SignalKind, signal};
use tracing::Level;

/// The College's side of Portal Desktop.
#[derive(Parser)]
#[command(name = "portal-server", version)]
struct Arguments {
    /// How its log is written, to standard error.
    #[arg(long, value_enum, default_value = "plain", global = true)]
    log: Log,
    /// The least severe line that is written.
    #[arg(long, default_value = "info", global = true)]
    log_level: Level,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Serves until it is stopped.
    Serve {
        #[command(flatten)]
        place: Place,
        /// Where it listens; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:8787")]
        listen: SocketAddr,
        /// How browsers and desktops reach it, when that is not the listening address.
        #[arg(long)]
        public_url: Option<String>,
        /// Written with the address once it listens.
        #[arg(long)]
        ready_file: Option<PathBuf>,
    },
    /// Seeds a small college for demonstrations, and prints how to sign in. Done twice, it changes nothing.
    Demo {
        #[command(flatten)]
        place: Place,
    },
}

/// Where the server keeps what it keeps.
#[derive(Args)]
struct Place {
    /// Folder with its keys and, unless a database is named, with everything else; made when missing.
    #[arg(long)]
    data: PathBuf,
    /// The PostgreSQL database, as postgres://user@host/name.
    #[arg(long, env = "PORTAL_DATABASE", hide_env_values = true)]
    database: Option<Database>,
}

impl Place {
    fn database(&self) -> Database {
        self.database.clone().unwrap_or_else(|| Database::Embedded(self.data.clone()))
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Log {
    Plain,
    Json,
}

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(arguments.log_level);
    match arguments.log {
        Log::Plain => log.with_ansi(false).init(),
        Log::Json => log.json().init(),
    }
    match run(arguments.task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "portal-server ends");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<(), Failure> {
    let clock = Clock::from_environment()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match task {
            Task::Serve { place, listen, public_url, ready_file } => {
                let database = place.database();
                let settings = Settings { public_url, database, ..Settings::new(place.data, listen, clock) };
                serve(settings, ready_file.as_deref()).await
            }
            Task::Demo { place } => seed(&place.database(), &clock).await,
        }
    })
}

async fn serve(settings: Settings, ready_file: Option<&Path>) -> Result<(), Failure> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let server = Server::start(settings).await?;
    let ready = serde_json::json!({ "listening": format!("http://{}", server.address()) }).to_string();
    writeln!(std::io::stdout(), "{ready}")?;
    if let Some(file) = ready_file {
        // Written whole under another name first: who waits for it never reads half of it.
        let fresh = file.with_extension("new");
        std::fs::write(&fresh, &ready)?;
        std::fs::rename(&fresh, file)?;
    }
    tracing::info!(address = %server.address(), "serving");
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping");
    server.stop().await?;
    tracing::info!("stopped");
    Ok(())
}

async fn seed(database: &Database, clock: &Clock) -> Result<(), Failure> {
    let college = demo::seed(database, clock).await?;
    let mut out = std::io::stdout().lock();
    for person in &college.registrants {
        writeln!(out, "{:<36} {}  {} ({})", person.email, person.cpso_number, person.name, person.what)?;
    }
    writeln!(out, "password: {}", college.password)?;
    Ok(())
}
