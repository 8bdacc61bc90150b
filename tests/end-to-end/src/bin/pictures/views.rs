//! The views there are pictures of, as data: what is opened, and what is done before the picture is taken.

use anyhow::{Context, Result};
use oversold_e2e::host::{heard, host};
use oversold_e2e::{Page, wait_for};
use std::time::Duration;
use xtask::server::{Headers, Server};

/// One view.
pub struct View {
    /// Its name, the beginning of its pictures' names.
    pub name: &'static str,
    /// What it is.
    pub what: &'static str,
    /// What its link says beyond language and theme.
    query: &'static str,
    deeds: &'static [Do],
}

/// What a reader does.
enum Do {
    /// Runs, and goes to the end at once.
    Run,
    /// Clicks on this.
    Click(&'static str),
    /// Opens a panel of the comparison.
    Compare(&'static str),
    /// Opens the rest of the controls.
    More,
    /// Opens it in a frame of a page of somebody else, instead of the page itself.
    Frame,
    /// Runs in the frame.
    RunInFrame,
    /// Waits until this is so.
    Until(&'static str),
}

const fn view(name: &'static str, what: &'static str, query: &'static str, deeds: &'static [Do]) -> View {
    View { name, what, query, deeds }
}

/// All of them, in the order of the page that shows them.
pub const VIEWS: [View; 23] = [
    view("race-none-before", "no guard, before a run", "", &[]),
    view("race-none-after", "no guard, after a run", "", &[Do::Run]),
    view("race-lock-before", "a lock, before a run", "guard=lock", &[]),
    view("race-lock-after", "a lock, after a run", "guard=lock", &[Do::Run]),
    view("race-log", "what has happened", "", &[Do::Run, Do::Click("#tab-log")]),
    view("race-table", "the buyers as a table", "", &[Do::Run, Do::Click("#tab-table")]),
    view("race-more", "all controls", "", &[Do::More]),
    view("deadlock", "the holder of the lock is dead", "guard=lock&fault=kill-holder", &[Do::Run]),
    view("file", "the record in a file, half written", "store=file&pay=0", &[Do::Run]),
    view("compare-guards", "every guard", "view=compare", &[Do::Until(GUARDS)]),
    view(
        "compare-chance",
        "many runs",
        "jitter=50",
        &[Do::Compare("chance"), Do::Click("#run-many"), Do::Until(CHANCE)],
    ),
    view("compare-vary", "one parameter varied", "", &[Do::Compare("sweep"), Do::Until(SWEEP)]),
    view("explore-every", "every schedule", "view=explore&buyers=3", &[Do::Until(EVERY)]),
    view(
        "explore-turns",
        "you are the scheduler",
        "view=explore&buyers=2",
        &[Do::Until(EVERY), Do::Click("[data-take='1']"), Do::Click("[data-take='2']"), Do::Click("[data-take='1']")],
    ),
    view("learn-predict", "a lesson: predict", "view=learn&lesson=race.1", &[Do::Until(LESSON)]),
    view("learn-run", "a lesson: predicted, and run", "view=learn&lesson=race.10", LEARNT),
    view(
        "learn-repair",
        "a lesson: repair",
        "view=learn&lesson=place.7",
        &[Do::Until(LESSON), Do::Click("#commit"), Do::Until(PROVED)],
    ),
    view(
        "learn-finish",
        "a lesson: hand in",
        "view=learn&lesson=race.10",
        &[Do::Until("return document.querySelector('.hand-in') !== null")],
    ),
    view(
        "check",
        "what was handed in",
        "view=check",
        &[Do::Until("return document.querySelector('#pasted') !== null")],
    ),
    view("share", "ways to share", "", &[Do::Run, Do::Click("#share-open"), Do::Until(SHARE)]),
    view("presenting", "for a lecture hall", "present=1", &[Do::Run]),
    view("frame-before", "a frame, before it is asked for", "guard=\"lock\"", &[Do::Frame]),
    view("frame-after", "a frame, after a run", "", &[Do::Frame, Do::RunInFrame]),
];

const EVERY: &str =
    "return document.querySelector('#every-headline') !== null && document.querySelector('[data-take]') !== null";
const LESSON: &str = "return document.querySelector('#step-title') !== null";
const PROVED: &str = "return document.querySelector('#proof') !== null";
/// What is expected is said, and run; what was done for the last picture is forgotten first.
const LEARNT: &[Do] = &[
    Do::Until(LESSON),
    Do::Click("#erase"),
    Do::Click("#erase"),
    Do::Until("return document.querySelector('#number') !== null"),
    Do::Click("#number"),
    Do::Click("#commit"),
    Do::Click("#next"),
    Do::Click("#run-step"),
    Do::Until("return document.querySelector('#outcome').dataset.standing === 'done'"),
];
const GUARDS: &str = "return document.querySelectorAll('#compare .cure').length > 8";
const CHANCE: &str = "return document.querySelector('#chance[data-runs=\"10000\"]') !== null";
const SWEEP: &str =
    "const { runs, all } = document.querySelector('#sweep')?.dataset ?? {}; return !!all && runs === all";
const SHARE: &str = "return document.querySelector('#share[open] pre') !== null";
/// The run in the frame is known, and has been played.
const ENDED: &str = "return heard.some(({ type }) => type === 'done') && heard.findLast(({ type }) => type === 'state').state === 'idle'";
/// The frame has been quiet for a while: its height has been told, and followed.
const QUIET: &str =
    "const now = heard.length, same = now > 0 && window.heardBefore === now; window.heardBefore = now; return same";

/// How long a page that is drawn is given to finish what moves.
const SETTLED: Duration = Duration::from_millis(250);

impl View {
    /// Opens it; what it gives has to be kept until the picture is taken.
    ///
    /// # Errors
    /// When something that is done does not happen.
    pub async fn open(&self, page: &Page, look: &str) -> Result<Option<Server>> {
        self.done(page, look).await.with_context(|| format!("{} with {look}", self.name))
    }

    async fn done(&self, page: &Page, look: &str) -> Result<Option<Server>> {
        let mut around = None;
        if !matches!(self.deeds, [Do::Frame, ..]) {
            let query = [self.query, look, "engine=virtual"].join("&");
            page.open(query.trim_start_matches('&')).await?;
        }
        for deed in self.deeds {
            match deed {
                Do::Run => {
                    page.run(20).await?;
                    wait_for("the end can be shown", 10, async || {
                        Ok((page.count("#to-end:not(:disabled)").await? == 1).then_some(()))
                    })
                    .await?;
                    // By script: at 200 % it is below the window's edge, and a click would scroll there.
                    page.js("document.querySelector('#to-end').click()").await?;
                    page.wait_until("done", 20).await?;
                }
                Do::Click(selector) => {
                    page.js_with("document.querySelector(arguments[0]).click()", vec![(*selector).into()]).await?;
                }
                Do::Compare(panel) => page.compare(panel).await?,
                Do::More => page.more().await?,
                Do::Frame => {
                    let attributes = look.replace('&', "\" ").replace('=', "=\"");
                    let body = format!(
                        "<p>One ticket, fifteen buyers. What happens?</p><script src=\"{}embed.js\"></script>\
                         <oversold-demo {} {attributes}\" engine=\"virtual\" speed=\"50\"></oversold-demo><p>And why?</p>",
                        page.url(),
                        self.query
                    );
                    let (server, url) = host("pictures", &body, Headers::Plain)?;
                    page.driver().goto(&url).await?;
                    heard(page, "resize").await?;
                    until(page, QUIET).await?;
                    around = Some(server);
                }
                Do::RunInFrame => {
                    page.js("document.querySelector('oversold-demo').run()").await?;
                    heard(page, "done").await?;
                    until(page, ENDED).await?;
                    until(page, QUIET).await?;
                }
                Do::Until(condition) => until(page, condition).await?,
            }
        }
        tokio::time::sleep(SETTLED).await;
        Ok(around)
    }
}

async fn until(page: &Page, condition: &str) -> Result<()> {
    wait_for(condition, 60, async || {
        tokio::time::sleep(SETTLED / 2).await;
        Ok((page.js(condition).await? == true).then_some(()))
    })
    .await
}
