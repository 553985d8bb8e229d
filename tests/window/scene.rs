//! Where a test takes place: the College's server, a computer, and the application on it. What is done there is the
//! tests' own business, in the words of the harness's journey.

use std::fs;
use std::path::PathBuf;

use portal_harness::journey::people::Person;
use portal_harness::journey::portal::{see_title, sign_in};
use portal_harness::journey::sign_in::{application, start_server};
use portal_harness::{Application, Clock, Display, Keychain, Outcome, PATIENCE, Server, Window, until};
use serde_json::Value;
use tokio::sync::{Semaphore, SemaphorePermit};

/// A third would keep the others from their processor.
const TESTS_AT_A_TIME_MAX: usize = 2;

static TURNS: Semaphore = Semaphore::const_new(TESTS_AT_A_TIME_MAX);

/// Waits until there is a place for this test.
pub async fn turn() -> SemaphorePermit<'static> {
    TURNS.acquire().await.expect("it is never closed")
}

/// The application's own folder on this computer.
pub fn data(display: &Display) -> PathBuf {
    display.home().join(".local/share/ca.portal-desktop.app")
}

/// One computer with an open window, and the server that it knows. What is dropped first is named first.
pub struct Scene {
    pub window: Window,
    pub display: Display,
    pub application: Application,
    pub server: Server,
    pub _turn: SemaphorePermit<'static>,
}

/// Another computer with an open window. What is dropped first is named first.
pub struct Device {
    pub window: Window,
    pub display: Display,
}

impl Scene {
    /// The application opened for the first time.
    pub async fn signed_out(keychain: Keychain) -> Outcome<Self> {
        Self::signed_out_with(keychain, Vec::new()).await
    }

    /// The same, with more in the application's environment.
    async fn signed_out_with(keychain: Keychain, environment: Vec<(String, String)>) -> Outcome<Self> {
        let turn = turn().await;
        let clock = Clock::demonstration()?;
        let server = start_server(clock).await?;
        let application = Application { environment, ..application(&server, clock) };
        let display = Display::start(keychain).await?;
        let window = Window::open(&display, &application).await?;
        see_title(&window, "Sign in to your portal").await?;
        Ok(Self { window, display, application, server, _turn: turn })
    }

    /// The same, with this person signed in.
    pub async fn signed_in(person: &Person) -> Outcome<Self> {
        Self::signed_in_with(person, Vec::new()).await
    }

    /// The same, with more in the application's environment.
    pub async fn signed_in_with(person: &Person, environment: Vec<(String, String)>) -> Outcome<Self> {
        let scene = Self::signed_out_with(Keychain::Unlocked, environment).await?;
        sign_in(&scene.window, &scene.display, person).await?;
        see_title(&scene.window, "Where you stand").await?;
        Ok(scene)
    }

    /// Waits until this preference is kept so: the page shows it at once, and the disk has it a moment later.
    pub async fn see_kept(&self, preference: &str, value: &Value) -> Outcome {
        let file = data(&self.display).join("preferences.json");
        until(&format!("{preference} to be kept"), PATIENCE, async || {
            let kept = fs::read(&file).unwrap_or_default();
            let kept: Value = serde_json::from_slice(&kept).unwrap_or_default();
            Ok((kept["preferences"][preference] == *value).then_some(()))
        })
        .await
    }

    /// The person's folder of documents.
    pub fn documents(&self) -> PathBuf {
        self.display.home().join("Documents")
    }

    /// Closes the window and opens it again on the same computer.
    pub async fn reopened(self) -> Outcome<Self> {
        self.window.close().await?;
        let window = Window::open(&self.display, &self.application).await?;
        Ok(Self { window, ..self })
    }

    /// Closes everything, and opens it again at this later instant.
    pub async fn reopened_at(mut self, instant: &str) -> Outcome<Self> {
        self.window.close().await?;
        let clock = Clock::standing_at(instant)?;
        self.server.stop()?;
        self.server.set_clock(clock);
        self.server.start_again().await?;
        self.application.clock = Some(clock);
        let window = Window::open(&self.display, &self.application).await?;
        Ok(Self { window, ..self })
    }

    /// The same person at another computer, signed in there.
    pub async fn another_computer(&self, person: &Person) -> Outcome<Device> {
        let display = Display::start(Keychain::Unlocked).await?;
        let window = Window::open(&display, &self.application).await?;
        sign_in(&window, &display, person).await?;
        see_title(&window, "Where you stand").await?;
        Ok(Device { window, display })
    }
}
