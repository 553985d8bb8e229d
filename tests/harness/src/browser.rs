//! The system's browser: a real WebKitGTK browser that opens what the application hands to `xdg-open`.

use std::ops::Deref;

use serde_json::json;
use tokio::net::TcpStream;

use crate::display::Display;
use crate::page::Page;
use crate::processes::Processes;
use crate::server::free_address;
use crate::waiting::{PATIENCE, until};
use crate::webdriver::Session;
use crate::{Failure, Outcome, places};

/// An open browser. Its page's actions are its own.
#[derive(Debug)]
pub struct Browser {
    processes: Processes,
    page: Page,
}

impl Browser {
    /// Opens an empty browser on the display, with no memory of earlier ones.
    pub async fn open(display: &Display) -> Outcome<Self> {
        let address = free_address()?;
        let mut command = display.command(&places::program("WebKitWebDriver")?, "browser.log")?;
        command.arg(format!("--port={}", address.port())).arg("--host=127.0.0.1");
        let processes = Processes::start()?;
        processes.adopt(&mut command);
        command.spawn().map_err(Failure::system("starting the browser's driver"))?;
        until("the browser's driver to listen", PATIENCE, async || {
            Ok(TcpStream::connect(address).await.ok())
        })
        .await?;
        let options = json!({ "binary": places::mini_browser()?, "args": ["--automation"] });
        let session = Session::begin(address, json!({ "webkitgtk:browserOptions": options })).await?;
        Ok(Self { processes, page: Page::new(session) })
    }

    /// The memory of the browser with all its processes, in bytes.
    pub fn memory(&self) -> Outcome<u64> {
        Ok(self.processes.memory(&[places::program("WebKitWebDriver")?]))
    }

    /// Waits for the next link that the application opens, and shows it.
    pub async fn follow(display: &Display) -> Outcome<Self> {
        let link = display.opened_link().await?;
        let browser = Self::open(display).await?;
        browser.go(&link).await?;
        Ok(browser)
    }
}

impl Deref for Browser {
    type Target = Page;

    /// A test that speaks of the browser means its page.
    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if std::thread::panicking() {
            crate::page::keep_evidence(&self.page);
        }
        self.processes.end();
    }
}
