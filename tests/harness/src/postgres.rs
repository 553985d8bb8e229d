//! A PostgreSQL of the tests' own: a new cluster in the build folder, on a port of its own, run as a user without
//! rights, and gone with the test that started it. It keeps what it commits, as in production: nothing is switched off.
//! What is kept in it is not known here.

use std::fs::{self, Permissions};
use std::io::Write;
use std::net::SocketAddr;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Mutex;

use rustix::process::{Pid, Signal, kill_process};
use tokio::sync::OnceCell;

use crate::server::{free_address, tail};
use crate::waiting::{PATIENCE, until};
use crate::{Failure, Outcome, places};

/// Its superuser, and the password that connecting takes.
const USER: &str = "portal";
const PASSWORD: &str = "birch-canoe-17";
/// Clusters begin with this name, the test's process id follows.
const FOLDER: &str = "postgres-";
/// Users that may run it when the test itself runs as root, which PostgreSQL refuses.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];
/// A port that was free a moment ago may be taken the next.
const TRIES_MAX: usize = 5;
/// Many stores at once, each with its connections.
const CONNECTIONS_MAX: &str = "max_connections=400";

/// Runs the server until its input ends, however that comes about, and then ends it at once: nothing is written back, as
/// when the power goes. The data goes too, unless it is told to keep them.
const KEEPER: &str = r#"
folder=$1; shift
"$@" >>"$folder/log" 2>&1 </dev/null &
server=$!
read -r word
kill -s QUIT "$server" 2>/dev/null
wait "$server"
[ "$word" = keep ] || rm -rf "$folder"/*
"#;

/// A running PostgreSQL.
#[derive(Debug)]
pub struct Postgres {
    programs: PathBuf,
    user: Option<Unprivileged>,
    folder: PathBuf,
    address: SocketAddr,
    keeper: Mutex<Option<Child>>,
}

#[derive(Debug, Clone, Copy)]
struct Unprivileged {
    user: u32,
    group: u32,
}

impl Postgres {
    /// The one of this test process, started when it is first asked for.
    pub async fn shared() -> Outcome<&'static Self> {
        static SHARED: OnceCell<Postgres> = OnceCell::const_new();
        SHARED.get_or_try_init(Self::start).await
    }

    /// A new one, for a test that ends it in the middle.
    pub async fn start() -> Outcome<Self> {
        let programs = programs()?;
        let user = unprivileged()?;
        end_orphans();
        let folder = make_folder(user)?;
        let mut postgres =
            Self { programs, user, folder, address: free_address()?, keeper: Mutex::new(None) };
        postgres.initialize()?;
        for _ in 1..TRIES_MAX {
            match postgres.start_again().await {
                Err(_) if postgres.log().contains("Address already in use") => {
                    postgres.end("keep")?;
                    postgres.address = free_address()?;
                    let log = postgres.folder.join("log");
                    fs::remove_file(log).map_err(Failure::system("clearing PostgreSQL's log"))?;
                }
                started => return started.map(|()| postgres),
            }
        }
        postgres.start_again().await.map(|()| postgres)
    }

    /// The address of a new, empty database.
    pub fn database(&self) -> Outcome<String> {
        let name = format!("test_{}", uuid::Uuid::new_v4().simple());
        self.run("postgres", &format!("CREATE DATABASE {name}"))?;
        Ok(self.url(&name))
    }

    /// The address of a new database with all that this one has. Nobody may be connected to it.
    pub fn copy(&self, database: &str) -> Outcome<String> {
        let (name, from) = (format!("test_{}", uuid::Uuid::new_v4().simple()), name_of(database));
        self.run("postgres", &format!("CREATE DATABASE {name} TEMPLATE {from}"))?;
        Ok(self.url(&name))
    }

    /// Where it listens, to put a `Link` in front of it.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of the database with this name.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{USER}:{PASSWORD}@{}/{database}", self.address)
    }

    /// Runs a statement in a database, by name or by address, and gives what it prints: a line a row, `|` between.
    pub fn run(&self, database: &str, sql: &str) -> Outcome<String> {
        let mut psql = self.tool("psql");
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"]);
        psql.args(["--username", USER, "--dbname", name_of(database), "--command", sql])
            .env("PGPASSWORD", PASSWORD);
        let output = done("psql", &mut psql)?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// All that a database keeps, as the SQL that would make it anew.
    pub fn dump(&self, database: &str) -> Outcome<Vec<u8>> {
        let mut dump = self.tool("pg_dump");
        dump.args(["--username", USER, "--dbname", name_of(database)]).env("PGPASSWORD", PASSWORD);
        done("pg_dump", &mut dump).map(|output| output.stdout)
    }

    /// The power goes: nothing is written back, connections end in the middle. The data stay.
    pub fn kill(&self) -> Outcome {
        self.end("keep")
    }

    /// Starts it on the same data and port, and returns once it takes connections.
    pub async fn start_again(&self) -> Outcome {
        let mut command = self.unprivileged("sh");
        command.args(["-c", KEEPER, "keeper"]).arg(&self.folder).arg(self.programs.join("postgres"));
        command.arg("-D").arg(self.data()).arg("-p").arg(self.address.port().to_string());
        for setting in ["listen_addresses=127.0.0.1", "unix_socket_directories=", CONNECTIONS_MAX] {
            command.args(["-c", setting]);
        }
        // A group of its own: Ctrl-C ends the test, and the keeper learns of it by its input.
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        let keeper = command.spawn().map_err(Failure::system("starting PostgreSQL"))?;
        *self.keeper() = Some(keeper);
        until("PostgreSQL to take connections", PATIENCE, async || {
            let ready = self.tool("pg_isready").stdout(Stdio::null()).status();
            let ready = ready.map_err(Failure::system("asking pg_isready"))?;
            if self.log().contains("FATAL:  could not create any TCP/IP sockets") {
                return Err(Failure::Unexpected(format!("PostgreSQL did not start:\n{}", self.log_tail())));
            }
            Ok(ready.success().then_some(()))
        })
        .await
    }

    /// Ends it with this word to the keeper, and returns when it is gone.
    fn end(&self, word: &str) -> Outcome {
        let Some(mut keeper) = self.keeper().take() else { return Ok(()) };
        if let Some(mut input) = keeper.stdin.take() {
            writeln!(input, "{word}").map_err(Failure::system("telling PostgreSQL's keeper to end it"))?;
        }
        keeper.wait().map(drop).map_err(Failure::system("waiting for PostgreSQL to end"))
    }

    fn initialize(&self) -> Outcome {
        let password = self.folder.join("password");
        fs::write(&password, PASSWORD).map_err(Failure::system("writing PostgreSQL's password"))?;
        let mut initdb = self.unprivileged(self.programs.join("initdb"));
        initdb.args(["--auth=password", "--encoding=UTF8", "--locale=C", "--username", USER]);
        initdb.arg("--pwfile").arg(&password).arg("--pgdata").arg(self.data());
        done("initdb", &mut initdb).map(drop)
    }

    fn unprivileged(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder);
        if let Some(Unprivileged { user, group }) = self.user {
            command.uid(user).gid(group);
        }
        command
    }

    fn tool(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.args(["--host", "127.0.0.1", "--port", &self.address.port().to_string()]);
        command
    }

    fn keeper(&self) -> std::sync::MutexGuard<'_, Option<Child>> {
        self.keeper.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    fn log_tail(&self) -> String {
        tail(&self.folder.join("log"))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Unheard, the keeper learns it by the end of its input.
        let _ = self.end("remove");
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The name of a database that is given by its name or its address.
fn name_of(database: &str) -> &str {
    database.rsplit('/').next().unwrap_or(database)
}

/// The folder with PostgreSQL's programs: Debian keeps them out of PATH, one folder a version; the newest counts.
fn programs() -> Outcome<PathBuf> {
    let is_complete = |folder: &PathBuf| {
        ["postgres", "initdb", "psql", "pg_dump", "pg_isready"].iter().all(|name| folder.join(name).is_file())
    };
    let version = |folder: &PathBuf| -> u32 {
        let name = folder.parent().and_then(Path::file_name).and_then(std::ffi::OsStr::to_str);
        name.and_then(|name| name.parse().ok()).unwrap_or_default()
    };
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = debian.map(|entry| entry.path().join("bin")).filter(is_complete).max_by_key(version);
    let elsewhere = || places::on_path("postgres").and_then(|file| file.parent().map(Path::to_path_buf));
    debian.or_else(|| elsewhere().filter(is_complete)).ok_or_else(|| Failure::Missing {
        what: "PostgreSQL (Debian's package postgresql)",
        path: PathBuf::from("/usr/lib/postgresql/*/bin or any folder of PATH"),
    })
}

/// Whom to run it as; nobody else when the test has no rights to give away.
fn unprivileged() -> Outcome<Option<Unprivileged>> {
    if !rustix::process::geteuid().is_root() {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd").map_err(Failure::system("reading the system's users"))?;
    let ids = |name: &str| {
        let mut fields =
            users.lines().map(|line| line.split(':')).find(|line| line.clone().next() == Some(name))?;
        let (user, group) = (fields.nth(2)?.parse().ok()?, fields.next()?.parse().ok()?);
        Some(Unprivileged { user, group })
    };
    UNPRIVILEGED.iter().find_map(|name| ids(name)).map(Some).ok_or_else(|| {
        Failure::Unexpected(
            "PostgreSQL is not run as root, and there is neither a user postgres nor nobody".into(),
        )
    })
}

/// A new folder that the user may write to: in the build folder, or where temporary files are when the way to the build
/// folder is closed to others.
fn make_folder(user: Option<Unprivileged>) -> Outcome<PathBuf> {
    let name = format!("{FOLDER}{}-{}", std::process::id(), uuid::Uuid::new_v4().simple());
    let parent = parents().into_iter().find(|parent| user.is_none() || is_open(parent));
    let folder = parent.unwrap_or_else(std::env::temp_dir).join(name);
    fs::create_dir_all(&folder).map_err(Failure::system("making a folder for PostgreSQL"))?;
    fs::set_permissions(&folder, Permissions::from_mode(0o700))
        .map_err(Failure::system("closing PostgreSQL's folder to others"))?;
    if let Some(Unprivileged { user, group }) = user {
        chown(&folder, Some(user), Some(group)).map_err(Failure::system("giving PostgreSQL its folder"))?;
    }
    Ok(folder)
}

fn parents() -> [PathBuf; 2] {
    [places::target_folder(), std::env::temp_dir()]
}

/// Whether others may pass through every folder on the way.
fn is_open(folder: &Path) -> bool {
    folder.ancestors().all(|part| fs::metadata(part).is_ok_and(|part| part.mode() & 0o001 != 0))
}

/// Ends what a test left behind whose keeper was killed with it, and removes what keepers could not.
fn end_orphans() {
    let folders = parents().into_iter().filter_map(|parent| fs::read_dir(parent).ok()).flatten().flatten();
    for folder in folders.map(|entry| entry.path()) {
        let name = folder.file_name().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
        let test = name.strip_prefix(FOLDER).and_then(|name| name.split('-').next());
        let Some(test) = test.and_then(|test| test.parse::<u32>().ok()) else { continue };
        if Path::new("/proc").join(test.to_string()).exists() {
            continue;
        }
        let data = folder.join("data");
        let pid = fs::read_to_string(data.join("postmaster.pid")).ok();
        let pid = pid.and_then(|text| text.lines().next()?.parse().ok());
        // Its working folder is its data: no other process is taken for it.
        let is_it = |pid: i32| fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd == data);
        if let Some(pid) = pid.filter(|pid| is_it(*pid)).and_then(Pid::from_raw) {
            let _ = kill_process(pid, Signal::QUIT);
        }
        let _ = fs::remove_dir_all(&folder);
    }
}

fn done(what: &str, command: &mut Command) -> Outcome<Output> {
    let output = command.stdin(Stdio::null()).output().map_err(Failure::system(format!("running {what}")))?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Failure::Unexpected(format!("{what} ended with {}: {said}", output.status)))
}
