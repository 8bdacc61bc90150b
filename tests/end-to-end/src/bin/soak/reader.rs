//! A reader of the page in one browser, who knows the ways around it, and what was done last.

use super::checks;
use super::report::Counts;
use super::tabs::Tabs;
use anyhow::{Context, Result, ensure};
use oversold_e2e::{Page, wait_for};
use serde_json::{Value, json};

/// Seconds until a result must be there: a hundred workers on a busy machine need some.
pub const RESULT_WITHIN: u64 = 60;

/// Seconds until what is shown must be complete.
pub const SHOWN_WITHIN: u64 = 30;

/// How much of what was done is told of a fault.
const TOLD: usize = 16;

/// Notices that are no word about the link: why a run, or the file, is simulated.
const LINK_NOTICES: &str =
    "return [...document.querySelectorAll('#notices .notice:not(.simulated)')].map((n) => n.innerText)";

/// See the module.
pub struct Reader<'a> {
    /// The browser, and the tab that is spoken to.
    pub page: &'a Page,
    /// Both tabs.
    pub tabs: Tabs,
    /// What was done so far.
    pub counts: Counts,
    /// The last result on the open page.
    pub last: Option<Value>,
    /// What was done last.
    done: Vec<String>,
}

impl<'a> Reader<'a> {
    /// In the tab of the browser that is open.
    ///
    /// # Errors
    /// When there can be no second tab.
    pub async fn new(page: &'a Page) -> Result<Self> {
        let tabs = Tabs::open(page).await?;
        Ok(Self { page, tabs, counts: Counts::default(), last: None, done: Vec::new() })
    }

    /// Remembers that this is done now.
    pub fn note(&mut self, what: String) {
        if self.done.len() == TOLD {
            self.done.remove(0);
        }
        self.done.push(what);
    }

    /// What was done last, in order.
    pub fn done(&self) -> String {
        self.done.join("\n    ")
    }

    /// Opens an address of the page anew.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open(&mut self, address: &str) -> Result<()> {
        self.note(format!("opens {address}"));
        self.last = None;
        // A change of the hash alone would not load the page anew.
        self.page.driver().goto("about:blank").await?;
        Ok(self.page.driver().goto(format!("{}{address}", self.page.url())).await?)
    }

    /// Opens a link, which must be a good one, and waits until the page can run.
    ///
    /// # Errors
    /// When it does not become ready, or has a word about the link.
    pub async fn open_link(&mut self, query: &str) -> Result<()> {
        self.open(&format!("?{query}")).await?;
        self.page.wait_until("idle", SHOWN_WITHIN).await?;
        let notices = self.page.js(LINK_NOTICES).await?;
        ensure!(notices == json!([]), "a notice about a good link: {notices}");
        Ok(())
    }

    /// Checks a result, and counts it.
    ///
    /// # Errors
    /// When it is wrong.
    pub fn check(&mut self, result: &Value) -> Result<()> {
        let checked = checks::result(result);
        let count = if result["engine"] == "workers" { &mut self.counts.workers } else { &mut self.counts.simulated };
        *count += 1;
        match checked {
            Ok(executed) => self.counts.checked += u32::from(executed),
            Err(_) => self.counts.rejected += 1,
        }
        checked.map(drop)
    }

    /// Puts a recorded run into the hash of the open page.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn put(&self, text: &str) -> Result<()> {
        // The same hash once more would be no change.
        let script = "__probe.results = [];
            if (location.hash === arguments[0]) location.hash = '';
            location.hash = arguments[0]";
        self.page.js_with(script, vec![format!("#t={text}").into()]).await.map(drop)
    }

    /// Waits for the result of a recorded run that has been opened.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn replayed(&mut self) -> Result<Value> {
        let told = wait_for("the recorded run tells its result", SHOWN_WITHIN, async || {
            let result = self.page.js("return window.__probe?.results[0] ?? null").await?;
            Ok((!result.is_null()).then_some(result))
        });
        let told = told.await?;
        self.counts.recordings += 1;
        Ok(told)
    }

    /// Opens a view, and waits until it has come.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn view(&mut self, view: &str) -> Result<()> {
        let open = "return document.querySelector('#app')?.dataset.view ?? ''";
        if self.page.js(open).await? == view {
            return Ok(());
        }
        self.click(&format!("#view-{view}")).await?;
        wait_for(&format!("the view {view} is there"), SHOWN_WITHIN, async || {
            Ok((self.page.js(open).await? == view && self.page.state().await? != "loading").then_some(()))
        })
        .await
    }

    /// Clicks what must be there, and able to be clicked, within the deadline.
    ///
    /// # Errors
    /// When it is not.
    pub async fn click(&self, selector: &str) -> Result<()> {
        let script = "const one = document.querySelector(arguments[0]);
            if (!one || one.disabled) return false;
            one.click();
            return true";
        wait_for(&format!("{selector} can be pressed"), SHOWN_WITHIN, async || {
            Ok((self.page.js_with(script, vec![selector.into()]).await? == true).then_some(()))
        })
        .await
    }

    /// Clicks what may be there.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn press(&self, selector: &str) -> Result<()> {
        self.page.js_with("document.querySelector(arguments[0])?.click()", vec![selector.into()]).await.map(drop)
    }

    /// Waits until nothing goes on; what is played is shown to its end.
    ///
    /// # Errors
    /// When something goes on for ever.
    pub async fn rest(&mut self) -> Result<()> {
        let mut state = String::new();
        let rests = wait_for("nothing goes on", RESULT_WITHIN, async || {
            self.page.js("document.querySelector('#to-end:not(:disabled)')?.click()").await?;
            state = self.page.state().await?;
            Ok(["idle", "done", "cancelled"].contains(&state.as_str()).then_some(()))
        });
        rests.await.with_context(|| format!("the page is {state}"))
    }
}
