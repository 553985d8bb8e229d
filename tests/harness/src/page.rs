//! A page as a person uses it: find by what is said, click, type, press, look. Both the application's window and the
//! system's browser show one. Nothing about the portal itself belongs here; that is the journey's.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::element::Sought;
use crate::keys;
use crate::waiting::{PATIENCE, until};
use crate::webdriver::{Element, Session};
use crate::{Failure, Outcome, places};

const FIND: &str = include_str!("page.js");

/// Errors of the standard that go away when the page has settled.
const PASSING: [&str; 4] =
    ["stale element reference", "element not interactable", "element click intercepted", "no such element"];

/// Something that axe-core holds against a page.
#[derive(Debug, Clone, Deserialize)]
pub struct Violation {
    /// The rule, for instance `color-contrast`.
    pub id: String,
    /// What to do.
    pub help: String,
    /// Where, as selectors with what is wrong there.
    pub places: Vec<String>,
}

/// A page shown in a driven window.
#[derive(Debug, Clone)]
pub struct Page {
    session: Session,
    patience: Duration,
}

impl Page {
    pub(crate) fn new(session: Session) -> Self {
        Self { session, patience: PATIENCE }
    }

    /// The same page for steps that may take longer, or should fail sooner.
    pub fn patient(&self, patience: Duration) -> Self {
        Self { session: self.session.clone(), patience }
    }

    /// Waits until exactly one such element is there.
    pub async fn see(&self, sought: &Sought) -> Outcome {
        let found =
            until(&format!("exactly one {sought}"), self.patience, async || self.only(sought).await).await;
        self.evidenced(found).await.map(drop)
    }

    /// Waits until no such element is there any more.
    pub async fn see_gone(&self, sought: &Sought) -> Outcome {
        self.wait_until(&format!("the end of {sought}"), async |page| Ok(page.count(sought).await? == 0))
            .await
    }

    /// How many such elements are there now.
    pub async fn count(&self, sought: &Sought) -> Outcome<usize> {
        self.found(sought).await.map(|elements| elements.len())
    }

    /// Clicks as a mouse does: what lies above the element gets the click.
    pub async fn click(&self, sought: &Sought) -> Outcome {
        self.act(sought, async |page, element| page.session.click(element).await).await
    }

    /// Types into a field after what is there.
    pub async fn type_into(&self, sought: &Sought, text: &str) -> Outcome {
        self.act(sought, async |page, element| page.session.send_keys(element, text).await).await
    }

    /// Replaces what is in a field, by the keyboard.
    pub async fn fill(&self, sought: &Sought, text: &str) -> Outcome {
        const FOCUSED: &str = "return String(document.activeElement === arguments[0])";
        self.wait_until(&format!("{sought} to be empty"), async |page| {
            if page.ask(sought, FOCUSED).await? != "true" {
                page.click(sought).await?;
                return Ok(false);
            }
            if page.value_of(sought).await?.is_empty() {
                return Ok(true);
            }
            page.press("Control+a").await?;
            page.press("Delete").await?;
            Ok(false)
        })
        .await?;
        // The driver takes no empty text.
        if text.is_empty() { Ok(()) } else { self.type_into(sought, text).await }
    }

    /// Takes a choice, and returns when it is taken. The page may gain a line just then, and the click lands beside it:
    /// a person looks, and clicks again.
    pub async fn take(&self, sought: &Sought) -> Outcome {
        self.wait_until(&format!("{sought} to be taken"), async |page| {
            if page.is_checked(sought).await? {
                return Ok(true);
            }
            page.click(sought).await?;
            Ok(false)
        })
        .await
    }

    /// Chooses an option of a drop-down list by what it says.
    pub async fn choose(&self, sought: &Sought, option: &str) -> Outcome {
        self.click(&crate::by("option", option).within(sought.clone())).await
    }

    /// Presses a key, alone or with others held: `Tab`, `Control+s`, `Alt+ArrowLeft`.
    pub async fn press(&self, chord: &str) -> Outcome {
        self.session.actions(keys::chord(chord)?).await
    }

    /// Types where the focus is, a key every `beat`, and returns with the last one.
    pub async fn type_steadily(&self, text: &str, beat: Duration) -> Outcome {
        self.session.actions(keys::typed(text, beat)).await
    }

    /// Turns the wheel at a place of the window, in CSS pixels: so far across and down.
    pub async fn turn_wheel(&self, at: (i64, i64), by: (i64, i64)) -> Outcome {
        self.session.actions(keys::wheel(at, by)).await
    }

    /// Presses the right button of the mouse on an element.
    pub async fn press_right(&self, sought: &Sought) -> Outcome {
        self.act(sought, async |page, element| {
            let origin = element.to_value();
            // Unlike a click, the driver does not scroll to it by itself.
            const SHOW: &str = "arguments[0].scrollIntoView({ block: 'center' })";
            page.session.execute(SHOW, json!([origin])).await?;
            let actions = json!([
                { "type": "pointerMove", "x": 0, "y": 0, "origin": origin },
                { "type": "pointerDown", "button": 2 },
                { "type": "pointerUp", "button": 2 },
            ]);
            page.session.actions(json!([{ "type": "pointer", "id": "mouse", "actions": actions }])).await
        })
        .await
    }

    /// The text of an element, white space as a reader sees it.
    pub async fn text_of(&self, sought: &Sought) -> Outcome<String> {
        self.ask(sought, "return arguments[0].innerText.replace(/\\s+/g, ' ').trim()").await
    }

    /// What is in a field.
    pub async fn value_of(&self, sought: &Sought) -> Outcome<String> {
        self.ask(sought, "return String(arguments[0].value)").await
    }

    /// Whether a choice is taken.
    pub async fn is_checked(&self, sought: &Sought) -> Outcome<bool> {
        let checked =
            "return String(arguments[0].checked ?? arguments[0].getAttribute('aria-checked') === 'true')";
        self.ask(sought, checked).await.map(|answer| answer == "true")
    }

    /// The element that the keyboard speaks to, as role and name.
    pub async fn focused(&self) -> Outcome<String> {
        self.with_axe().await?;
        let script = "axe.setup(document.documentElement); try { const e = document.activeElement; \
             return `${axe.commons.aria.getRole(e)} ${axe.commons.text.accessibleText(e)}`.trim() } \
             finally { axe.teardown() }";
        Ok(string(&self.session.execute(script, json!([])).await?))
    }

    /// Waits until the condition holds; when it does not, the failure shows the page as it stands.
    pub async fn wait_until(
        &self,
        what: &str,
        mut holds: impl AsyncFnMut(&Self) -> Outcome<bool>,
    ) -> Outcome {
        let waited = until(what, self.patience, async || {
            let holds = settled(holds(self).await)?;
            Ok((holds == Some(true)).then_some(()))
        })
        .await;
        self.evidenced(waited).await
    }

    /// Runs a function body in the page.
    pub async fn script(&self, body: &str, args: Value) -> Outcome<Value> {
        self.session.execute(body, args).await
    }

    /// Runs a function body in the page, whose last argument is to be called with the answer.
    pub async fn async_script(&self, body: &str, args: Value) -> Outcome<Value> {
        self.session.execute_async(body, args).await
    }

    /// Runs a function body in the page with axe-core in it, for what assistive technology is told.
    pub async fn told(&self, body: &str, args: Value) -> Outcome<Value> {
        self.with_axe().await?;
        self.session.execute(body, args).await
    }

    /// The address that is shown.
    pub async fn url(&self) -> Outcome<String> {
        self.session.url().await
    }

    /// The title of the document.
    pub async fn title(&self) -> Outcome<String> {
        self.session.title().await
    }

    /// Goes to an address.
    pub async fn go(&self, url: &str) -> Outcome {
        self.session.go(url).await
    }

    /// Gives the window another size, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Outcome {
        self.session.resize(width, height).await
    }

    /// Waits until the fonts are there and what the page holds is on the screen.
    pub async fn painted(&self) -> Outcome {
        const PAINTED: &str = "const done = arguments[arguments.length - 1]; \
            document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
        self.session.execute_async(PAINTED, json!([])).await.map(drop)
    }

    /// Saves the window's picture as a PNG.
    pub async fn screenshot(&self, file: &Path) -> Outcome {
        let picture = self.session.screenshot().await?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(Failure::system("making a folder for pictures"))?;
        }
        fs::write(file, picture).map_err(Failure::system(format!("saving {}", file.display())))
    }

    /// The page as assistive technology is told it: a line for each element with a role, indented.
    pub async fn outline(&self) -> Outcome<String> {
        self.look_for(json!("outline")).await.map(|outline| string(&outline))
    }

    /// All that axe-core holds against the page as it stands; best practices included.
    pub async fn axe(&self) -> Outcome<Vec<Violation>> {
        const RUN: &str = "const done = arguments[arguments.length - 1]; \
            axe.run(document, { resultTypes: ['violations'] }).then( \
              ({ violations }) => done(violations.map(({ id, help, nodes }) => ({ id, help, \
                places: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary}`) }))), \
              (error) => done(String(error)));";
        self.with_axe().await?;
        let found = self.session.execute_async(RUN, json!([])).await?;
        serde_json::from_value(found.clone())
            .map_err(|_| Failure::Unexpected(format!("axe could not check the page: {found}")))
    }

    /// Fails with all that axe-core holds against the page, if there is anything.
    pub async fn must_be_accessible(&self) -> Outcome {
        let violations = self.axe().await?;
        if violations.is_empty() {
            return Ok(());
        }
        let lines: Vec<String> = violations
            .iter()
            .map(|one| format!("{}: {}\n  {}", one.id, one.help, one.places.join("\n  ")))
            .collect();
        let seen = self.evidence("accessibility").await;
        Err(Failure::Unexpected(format!("axe found {}:\n{}{seen}", violations.len(), lines.join("\n"))))
    }

    /// Keeps picture, source and outline of the page, and says where; what the page shows comes along.
    pub async fn evidence(&self, what: &str) -> String {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name: String =
            what.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(60).collect();
        let base = places::failures().join(format!("{}-{number}-{name}", std::process::id()));
        let pictured = self.screenshot(&base.with_extension("png")).await;
        let source = self.session.execute("return document.documentElement.outerHTML", json!([])).await;
        if let Ok(source) = source {
            // The picture's folder is there, or nothing could be kept at all.
            let _ = fs::write(base.with_extension("html"), string(&source));
        }
        let outline = self.outline().await.unwrap_or_else(|failure| failure.to_string());
        let kept = match pictured {
            Ok(()) => format!("kept as {}.png and .html", base.display()),
            Err(failure) => format!("no picture: {failure}"),
        };
        format!("\nThe page ({kept}) shows:\n{outline}")
    }

    async fn ask(&self, sought: &Sought, body: &str) -> Outcome<String> {
        let asked = until(&format!("exactly one {sought}"), self.patience, async || {
            let Some(element) = self.only(sought).await? else { return Ok(None) };
            settled(self.session.execute(body, json!([element.to_value()])).await)
        })
        .await;
        self.evidenced(asked).await.map(|answer| string(&answer))
    }

    /// Finds the element and acts on it; once more from the start while the page is still moving.
    async fn act(&self, sought: &Sought, action: impl AsyncFn(&Self, &Element) -> Outcome) -> Outcome {
        let acted = until(&format!("{sought} to take the action"), self.patience, async || {
            let Some(element) = self.only(sought).await? else { return Ok(None) };
            settled(action(self, &element).await)
        })
        .await;
        self.evidenced(acted).await
    }

    /// The one element there is now; none when there are more, or when the page changed while it was looked for.
    async fn only(&self, sought: &Sought) -> Outcome<Option<Element>> {
        let mut found = settled(self.found(sought).await)?.unwrap_or_default();
        Ok(if found.len() == 1 { found.pop() } else { None })
    }

    async fn found(&self, sought: &Sought) -> Outcome<Vec<Element>> {
        self.with_axe().await?;
        let found = self.session.execute(FIND, json!([sought])).await?;
        Ok(found
            .as_array()
            .map(|all| all.iter().filter_map(Element::from_value).collect())
            .unwrap_or_default())
    }

    /// One round trip, except for the first time in a document.
    async fn look_for(&self, asked: Value) -> Outcome<Value> {
        let asked = json!([asked]);
        let found = self.session.execute(FIND, asked.clone()).await?;
        if !found.is_null() {
            return Ok(found);
        }
        self.with_axe().await?;
        self.session.execute(FIND, asked).await
    }

    /// Brings axe-core into the page, once for each document.
    async fn with_axe(&self) -> Outcome {
        let there = self.session.execute("return typeof axe === 'object'", json!([])).await?;
        if there == Value::Bool(true) {
            return Ok(());
        }
        let file = places::present("axe-core", &places::axe())?;
        let source = fs::read_to_string(&file).map_err(Failure::system("reading axe-core"))?;
        self.session.execute(&source, json!([])).await.map(drop)
    }

    /// Adds to a failed wait what the page shows.
    async fn evidenced<T>(&self, outcome: Outcome<T>) -> Outcome<T> {
        match outcome {
            Err(Failure::Waited { what, seconds, .. }) => {
                let seen = self.evidence(&what).await;
                Err(Failure::Waited { what, seconds, seen })
            }
            other => other,
        }
    }
}

fn is_passing(failure: &Failure) -> bool {
    failure.code().is_some_and(|code| PASSING.contains(&code))
}

/// What a page that was still moving refused, is nothing yet.
fn settled<T>(outcome: Outcome<T>) -> Outcome<Option<T>> {
    match outcome {
        Err(failure) if is_passing(&failure) => Ok(None),
        other => other.map(Some),
    }
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Keeps the evidence from a `drop` during a panic, where nothing can be awaited: on a thread of its own.
pub(crate) fn keep_evidence(page: &Page) {
    let page = page.clone();
    let kept = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
        Some(runtime.block_on(page.evidence("panic")))
    });
    if let Ok(Some(seen)) = kept.join() {
        eprintln!("{seen}");
    }
}
