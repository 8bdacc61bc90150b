//! The page as a test sees it: through its address, its controls, its texts and its events.

use crate::browser::{Browser, Kind, PROBE};
use crate::wait_for;
use anyhow::{Result, ensure};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use thirtyfour::{By, WebDriver, WebElement};
use xtask::server::Server;
use xtask::server::site::Answer;

/// Where the driver tells nothing of the console: the errors from now on, in the page alone. Not those of its
/// workers, nor those of its first moments.
const ERRORS: &str = "
    const tell = (text) => __probe.errors.push(String(text)), { error } = console;
    __probe.errors = [];
    console.error = (...args) => { tell(args.join(' ')); error.apply(console, args); };
    addEventListener('error', ({ message }) => tell(message));
    addEventListener('unhandledrejection', ({ reason }) => tell(reason));";

/// Windows narrower than this, in CSS px, are those of phones.
const PHONE: i64 = 500;

/// What drivers say when the page is replaced while they ask it, as a service worker does once: that of `WebKitGTK`, and
/// in three ways that of Firefox, for it depends on how far the page has come in leaving.
const REPLACED: [&str; 4] = [
    "Could not parse script result",
    "[nsIXPCComponents_Utils.evalInSandbox]",
    "Browsing context has been discarded",
    "Actor 'MarionetteCommands' destroyed",
];

/// Whether it was not the script that failed, nor the page that is there now.
fn is_of_a_replaced_page(error: &WebDriverError) -> bool {
    let error = error.to_string();
    REPLACED.iter().any(|words| error.contains(words))
}

/// An open page, its server and its console.
pub struct Page {
    browser: Browser,
    server: Server,
    expected: Mutex<Vec<String>>,
}

impl Page {
    /// Prepares a browser; nothing is open yet.
    ///
    /// # Errors
    /// When its window does not take its size.
    pub async fn new(browser: Browser, server: Server) -> Result<Self> {
        let page = Self { browser, server, expected: Mutex::default() };
        page.usual_size().await?;
        Ok(page)
    }

    /// The browser alone; its server ends.
    pub fn leave(self) -> Browser {
        self.browser
    }

    /// The browser it is open in.
    pub const fn browser(&self) -> &Browser {
        &self.browser
    }

    /// The session.
    pub const fn driver(&self) -> &WebDriver {
        &self.browser.driver
    }

    /// Where the page is served.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// What its server was asked for so far.
    pub fn answers(&self) -> Vec<Answer> {
        self.server.answers()
    }

    /// From now on errors with this text are expected.
    pub fn expect_error(&self, text: &str) {
        self.expected.lock().unwrap_or_else(PoisonError::into_inner).push(text.to_owned());
    }

    /// Fails when the console said anything that was not expected; where the driver does not tell, never.
    ///
    /// # Errors
    /// With what it said.
    pub fn check_console(&self) -> Result<()> {
        let Some(console) = &self.browser.console else { return Ok(()) };
        let unexpected = console.unexpected(&self.expected.lock().unwrap_or_else(PoisonError::into_inner));
        ensure!(unexpected.is_empty(), "the console says: {unexpected:#?}");
        Ok(())
    }

    /// What was expected and what the console said belong to a test that is over.
    pub fn forget(&self) {
        self.expected.lock().unwrap_or_else(PoisonError::into_inner).clear();
        if let Some(console) = &self.browser.console {
            console.clear();
        }
    }

    /// Opens the page with a query (without `?`) and waits until it can run.
    ///
    /// # Errors
    /// When it does not become ready.
    pub async fn open(&self, query: &str) -> Result<()> {
        self.driver().goto(format!("{}?{query}", self.server.url())).await?;
        if !self.browser.kind.has_bidi() {
            // Late, but before Run is pressed.
            self.js(&format!("({PROBE})(); {ERRORS}")).await?;
        }
        self.wait_until("idle", 20).await
    }

    /// Does something while a script runs before every page's own: what a browser lacks or does otherwise.
    ///
    /// # Errors
    /// What comes of it; or when the browser takes no such script.
    pub async fn with_script<T>(&self, script: &str, act: impl AsyncFnOnce() -> Result<T>) -> Result<T> {
        let bidi = self.driver().bidi().await?;
        let added = bidi.script().add_preload_script(script).await?;
        let done = act().await;
        bidi.script().remove_preload_script(added.script).await?;
        done
    }

    /// Makes the inside of the window that large, in CSS px; in Firefox, no narrower than its windows can be.
    ///
    /// # Errors
    /// When the driver cannot.
    pub async fn resize(&self, width: i64, height: i64) -> Result<()> {
        if self.browser.kind == Kind::Chromium {
            let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            let cdp = self.driver().cdp();
            cdp.send_raw("Emulation.setDeviceMetricsOverride", size).await?;
            // Those of a phone lie over the page and take no room.
            cdp.send_raw("Emulation.setScrollbarsHidden", json!({ "hidden": width < PHONE })).await?;
            return Ok(());
        }
        let around = self.around().await?;
        self.window(width + around[0], height + around[1]).await
    }

    /// The window of the usual size.
    ///
    /// # Errors
    /// When the driver cannot.
    pub async fn usual_size(&self) -> Result<()> {
        if self.browser.kind == Kind::Chromium {
            let cdp = self.driver().cdp();
            cdp.send_raw("Emulation.clearDeviceMetricsOverride", json!({})).await?;
            cdp.send_raw("Emulation.setScrollbarsHidden", json!({ "hidden": false })).await?;
        }
        self.window(1280, 900).await
    }

    /// Makes the window that large, in CSS px, or as narrow as it can be. In Firefox the page in it follows later than
    /// the driver says, and what was measured until then would be of another window.
    async fn window(&self, width: i64, height: i64) -> Result<()> {
        let around = self.around().await?;
        self.driver().set_window_rect(0, 0, u32::try_from(width)?, u32::try_from(height)?).await?;
        if self.browser.kind != Kind::Firefox {
            return Ok(());
        }
        let outer = self.driver().get_window_rect().await?;
        let inner = json!([outer.width - around[0], outer.height - around[1]]);
        let follows = async || Ok((self.js("return [innerWidth, innerHeight]").await? == inner).then_some(()));
        wait_for(&format!("the page fills its window: {inner}"), 10, follows).await
    }

    /// How much wider and higher the window is than the page in it, in CSS px.
    async fn around(&self) -> Result<[i64; 2]> {
        let around = self.js("return [outerWidth - innerWidth, outerHeight - innerHeight]").await?;
        Ok([0, 1].map(|at| around[at].as_i64().unwrap_or(0)))
    }

    /// The page's state: `loading`, also while a module of what is shown is, `idle`, `starting`, `running`, `done`,
    /// `cancelled`, `failed`.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn state(&self) -> Result<String> {
        let state = "return document.querySelector('.stage[aria-busy=true], #panel [aria-busy=true], #app:not([data-state=failed]) #others:empty') ? 'loading' \
                     : document.querySelector('#app')?.dataset.state ?? ''";
        let state = self.js(state).await?;
        Ok(state.as_str().unwrap_or_default().to_owned())
    }

    /// Waits for a state.
    ///
    /// # Errors
    /// When it does not come in time.
    pub async fn wait_until(&self, state: &str, seconds: u64) -> Result<()> {
        let description = format!("the page is {state}");
        wait_for(&description, seconds, async || Ok((self.state().await? == state).then_some(()))).await
    }

    /// Opens a view of the navigation.
    ///
    /// # Errors
    /// When there is none of that name.
    pub async fn show(&self, view: &str) -> Result<()> {
        Ok(self.find(&format!("#view-{view}")).await?.click().await?)
    }

    /// Opens a panel of the comparison: `guards`, `chance` or `sweep`.
    ///
    /// # Errors
    /// When there is none of that name.
    pub async fn compare(&self, panel: &str) -> Result<()> {
        self.show("compare").await?;
        Ok(self.find(&format!("#tab-{panel}")).await?.click().await?)
    }

    /// Chooses an example in the menu of them.
    ///
    /// # Errors
    /// When there is none of that name.
    pub async fn example(&self, name: &str) -> Result<()> {
        self.find("#presets").await?.click().await?;
        Ok(self.find(&format!("[data-preset={name}]")).await?.click().await?)
    }

    /// Opens the controls that nobody needs at first.
    ///
    /// # Errors
    /// When there are none.
    pub async fn more(&self) -> Result<()> {
        self.js("document.querySelector('#others').showPopover()").await?;
        Ok(())
    }

    /// Presses Run.
    ///
    /// # Errors
    /// When there is no such button to press.
    pub async fn press_run(&self) -> Result<()> {
        self.js("__probe.workers = []").await?;
        Ok(self.find("#run").await?.click().await?)
    }

    /// Presses Run and waits for the result of the run.
    ///
    /// # Errors
    /// When the run does not end in time.
    pub async fn run(&self, seconds: u64) -> Result<Value> {
        let before = self.js("return __probe.results.length").await?;
        self.press_run().await?;
        let result = wait_for("the run has ended and told its result", seconds, async || {
            let result = self.js_with("return __probe.results[arguments[0]] ?? null", vec![before.clone()]).await?;
            Ok((!result.is_null()).then_some(result))
        })
        .await
        .inspect_err(|_| eprintln!("    no result"))?;
        // Whatever a test is about: the model has to admit every trace of real workers.
        if result["engine"] == "workers" && result["verdict"]["failed"] == 0 {
            let agrees = async || Ok((self.count("#checked[data-checked=true]").await? == 1).then_some(()));
            wait_for("the model admits the run", 10, agrees).await?;
        }
        Ok(result)
    }

    /// Opens a query, runs it, and gives the verdict.
    ///
    /// # Errors
    /// When that does not work in time.
    pub async fn verdict(&self, query: &str, seconds: u64) -> Result<Value> {
        self.open(query).await?;
        Ok(self.run(seconds).await?["verdict"].clone())
    }

    /// Runs a script in the page; a promise is waited for.
    ///
    /// # Errors
    /// When it throws.
    pub async fn js(&self, script: &str) -> Result<Value> {
        self.js_with(script, Vec::new()).await
    }

    /// Runs a script with arguments.
    ///
    /// # Errors
    /// When it throws.
    pub async fn js_with(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let answer = async || match self.driver().execute(script, arguments.clone()).await {
            Err(error) if is_of_a_replaced_page(&error) => Ok(None),
            answer => Ok(Some(answer?.json().clone())),
        };
        wait_for("the page that takes another one's place answers", 10, answer).await
    }

    /// The element of a CSS selector.
    ///
    /// # Errors
    /// When there is none.
    pub async fn find(&self, selector: &str) -> Result<WebElement> {
        Ok(self.driver().find(By::Css(selector)).await?)
    }

    /// The text of the element of a CSS selector.
    ///
    /// # Errors
    /// When there is none.
    pub async fn text(&self, selector: &str) -> Result<String> {
        let text = async || self.driver().find(By::Css(selector)).await?.text().await;
        let found = match text().await {
            // Drawn anew between the two: what stands there now is asked.
            Err(error) if matches!(error.as_inner(), WebDriverErrorInner::StaleElementReference(_)) => text().await,
            found => found,
        };
        Ok(found?)
    }

    /// How many elements a CSS selector finds.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn count(&self, selector: &str) -> Result<usize> {
        Ok(self.driver().find_all(By::Css(selector)).await?.len())
    }

    /// Saves a picture under `target/e2e/`, for people to look at.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/e2e");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}-{}.png", self.browser.kind.name()));
        self.driver().screenshot(&path).await?;
        Ok(path)
    }
}
