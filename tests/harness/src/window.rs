//! The application's real window, driven through tauri-driver and WebKitWebDriver.

use std::ops::Deref;
use std::path::PathBuf;
use std::time::Duration;

use rustix::process::Signal;
use serde_json::{Value, json};
use tokio::net::TcpStream;

use crate::clock::Clock;
use crate::display::Display;
use crate::page::Page;
use crate::places::Programs;
use crate::processes::Processes;
use crate::server::{free_address, tail};
use crate::waiting::{PATIENCE, until};
use crate::webdriver::Session;
use crate::{Failure, Outcome, places};

/// Notes what the page's own content security policy refuses, also before this where the browser remembers it.
const WATCH: &str = "if (location.protocol !== 'tauri:') return false;
    window.__refused = [];
    const note = (told) => window.__refused.push(
        `${told.effectiveDirective} ${told.blockedURI} at ${told.sourceFile}:${told.lineNumber} ${told.sample}`);
    document.addEventListener('securitypolicyviolation', note);
    if (window.ReportingObserver) {
        const watched = { types: ['csp-violation'], buffered: true };
        new ReportingObserver((reports) => reports.forEach(({ body }) => note(body)), watched).observe();
    }
    return true;";

/// The application as it is to be started.
#[derive(Debug, Clone)]
pub struct Application {
    /// The built programs.
    pub programs: Programs,
    /// The College's server, as the application is told it (`PORTAL_SERVER`).
    pub server: Option<String>,
    /// The time it goes by, or the machine's own.
    pub clock: Option<Clock>,
    /// More of its environment.
    pub environment: Vec<(String, String)>,
}

/// An open window. Its page's actions are its own.
#[derive(Debug)]
pub struct Window {
    processes: Processes,
    application: PathBuf,
    drivers: [PathBuf; 2],
    page: Page,
    session: Session,
}

impl Window {
    /// Starts the application on a computer and takes hold of its window.
    ///
    /// The person's folders and keychain are the display's: to open again after `close` or `kill` is to come back.
    pub async fn open(display: &Display, application: &Application) -> Outcome<Self> {
        let program = places::present("portal-desktop", &application.programs.application)?;
        let driver = places::present("tauri-driver", &application.programs.tauri_driver)?;
        let native = places::program("WebKitWebDriver")?;
        let (address, native_address) = (free_address()?, free_address()?);
        let mut command = display.command(&driver, "application.log")?;
        command
            .args(["--port", &address.port().to_string()])
            .args(["--native-port", &native_address.port().to_string()])
            .arg("--native-driver")
            .arg(&native)
            .envs(application.environment.iter().cloned());
        if let Some(server) = &application.server {
            command.env("PORTAL_SERVER", server);
        }
        if let Some(clock) = &application.clock {
            command.envs([clock.variable()]);
        }
        let processes = Processes::start()?;
        processes.adopt(&mut command);
        command.spawn().map_err(Failure::system("starting tauri-driver"))?;
        for each in [address, native_address] {
            until("the drivers to listen", PATIENCE, async || Ok(TcpStream::connect(each).await.ok()))
                .await?;
        }
        let capabilities = json!({ "tauri:options": { "application": program } });
        let log = display.logs().join("application.log");
        let begun = tokio::select! {
            begun = Session::begin(address, capabilities) => begun,
            ended = ended_again(&processes) => Err(ended),
        };
        let session = begun.map_err(|failure| {
            Failure::Unexpected(format!("the application showed no window: {failure}\n{}", tail(&log)))
        })?;
        let drivers = [driver, native];
        until("the application's page", PATIENCE, async || {
            let is_there = session.execute(WATCH, json!([])).await;
            Ok(is_there.is_ok_and(|is_there| is_there == true).then_some(()))
        })
        .await?;
        Ok(Self { processes, application: program, drivers, page: Page::new(session.clone()), session })
    }

    /// Closes the session, which ends the application. Fails when the page did something on the way that its own content security policy
    /// does not allow.
    pub async fn close(self) -> Outcome {
        // A page that died has nothing to tell.
        let refused = self.session.execute("return window.__refused ?? []", json!([])).await;
        self.session.end().await?;
        match refused {
            Ok(Value::Array(refused)) if !refused.is_empty() => {
                Err(Failure::Unexpected(format!("the page was refused by its own policy: {refused:?}")))
            }
            _ => Ok(()),
        }
    }

    /// `kill -9` of the application in the middle of whatever it does, and returns when it is gone.
    pub fn kill(self) -> Outcome {
        match self.processes.signal_program(&self.application, Signal::KILL) {
            0 => Err(Failure::Unexpected(
                "the application was not running when it was to be killed".to_owned(),
            )),
            _ => Ok(()),
        }
    }

    /// `kill -9` of the process that draws the page, as a failing driver ends it. The application itself goes on.
    pub fn kill_page(&self) -> Outcome {
        match self.processes.signal_program(&places::page_process()?, Signal::KILL) {
            0 => Err(Failure::Unexpected("no process draws the page".to_owned())),
            _ => Ok(()),
        }
    }

    /// The memory of the application with all its processes, in bytes.
    pub fn memory(&self) -> u64 {
        self.processes.memory(&self.drivers)
    }

    /// How long ago the application was started.
    pub fn age(&self) -> Outcome<Duration> {
        self.processes
            .age(&self.application)
            .ok_or_else(|| Failure::Unexpected("the application is not running".to_owned()))
    }

    /// Whether the application is still running.
    pub fn is_running(&self) -> bool {
        self.processes.runs(&self.application)
    }
}

impl Deref for Window {
    type Target = Page;

    /// A test that speaks of the window means its page.
    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if std::thread::panicking() {
            crate::page::keep_evidence(&self.page);
        }
        self.processes.end();
    }
}

/// Resolves when the application has come and gone, and only the two drivers are left: they would wait for a minute.
async fn ended_again(processes: &Processes) -> Failure {
    const DRIVERS: usize = 2;
    for come in [true, false] {
        let looked =
            until("", Duration::MAX, async || Ok(((processes.count() > DRIVERS) == come).then_some(())));
        if let Err(failure) = looked.await {
            return failure;
        }
    }
    Failure::Unexpected("it ended".to_owned())
}
