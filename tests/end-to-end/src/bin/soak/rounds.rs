//! Round after round in one browser, until the time is over or something goes wrong. In each, a page is loaded and used, and
//! one that stays open from the first round to the last is used too; at rest it must hold no more than it did.

use super::checks;
use super::figures::Figures;
use super::frames;
use super::plan::{Action, Around, Round, Visit};
use super::reader::Reader;
use super::report::{Fault, Report};
use super::tabs::Tabs;
use anyhow::{Context, Result, ensure};
use oversold::engine::run_virtual;
use oversold::scenario::parse;
use oversold::trace::{Schedule, seal};
use oversold_e2e::{Page, wait_for};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// After so many rounds the page that stays open has done everything once.
const WARM: u32 = 4;

/// How often it is told how far it is, in rounds.
const TOLD: u32 = 10;

/// What the page that stays open shows at rest.
const REST: &str = "buyers=8&speed=50";

/// When to stop, and where chance begins.
pub struct Task<'a> {
    /// The time is over.
    pub until: Instant,
    /// The seed.
    pub seed: u32,
    /// The first round.
    pub round: u32,
    /// Set by whoever has found a fault.
    pub stop: &'a AtomicBool,
}

/// Uses the page for that long.
///
/// # Errors
/// When the browser cannot be used at all; faults are in the report.
pub async fn all(page: &Page, task: &Task<'_>) -> Result<Report> {
    let mut reader = Reader::new(page).await?;
    let (mut first, mut last) = (None, None);
    let mut fault = None;
    let mut at = None;
    let outcome = rounds(&mut reader, task, &mut at, &mut first, &mut last).await;
    if let Err(error) = outcome {
        task.stop.store(true, Ordering::Relaxed);
        let picture = page.screenshot("fault-soak").await;
        let said = page.check_console().err().map(|error| format!("; {error:#}")).unwrap_or_default();
        let done = format!("{}\n    picture: {picture:?}{said}", reader.done());
        fault = Some(Fault { round: at, error, done });
    }
    Ok(Report { kind: page.browser().kind, counts: reader.counts, first, last, fault })
}

async fn rounds(
    reader: &mut Reader<'_>,
    task: &Task<'_>,
    at: &mut Option<u32>,
    first: &mut Option<Figures>,
    last: &mut Option<Figures>,
) -> Result<()> {
    let page = reader.page;
    Tabs::front(page, &reader.tabs.staying.clone()).await?;
    reader.open_link(&format!("{REST}&lang=en")).await?;
    everything_once(reader).await?;
    for number in task.round.. {
        *at = Some(number);
        let round = Round::of(task.seed, number);
        reader.note(format!("— round {number}"));
        Tabs::front(page, &reader.tabs.visiting.clone()).await?;
        visit(reader, &round.visit).await.context("in the page that is loaded for the round")?;
        page.driver().goto("about:blank").await?;
        page.usual_size().await?;

        reader.note("in the page that stays open".to_owned());
        Tabs::front(page, &reader.tabs.staying.clone()).await?;
        reader.last = None;
        reader.all(&round.staying).await.context("in the page that stays open")?;
        let figures = at_rest(reader).await.context("in the page that stays open")?;
        page.check_console()?;
        reader.counts.rounds += 1;
        if reader.counts.rounds == WARM {
            *first = Some(figures);
        }
        if let Some(first) = first {
            *last = Some(figures);
            figures.compare(first)?;
        }
        if reader.counts.rounds.is_multiple_of(TOLD) {
            println!("    {}: round {number}, {figures:?}", page.browser().kind.name());
        }
        if Instant::now() > task.until || task.stop.load(Ordering::Relaxed) {
            break;
        }
    }
    Ok(())
}

/// Each view and panel has come, the largest run of the page that stays open has been, and so has the dialog.
async fn everything_once(reader: &mut Reader<'_>) -> Result<()> {
    let panels =
        [("race", "log"), ("race", "table"), ("compare", "chance"), ("compare", "sweep"), ("compare", "guards")];
    let mut actions: Vec<Action> = panels.iter().map(|(view, panel)| Action::Panel(view, panel)).collect();
    actions.extend([Action::Show("explore"), Action::Show("learn"), Action::Share]);
    actions.extend([Action::Set("buyers", "100".to_owned()), Action::Run(Vec::new())]);
    reader.all(&actions).await?;
    at_rest(reader).await.map(drop)
}

async fn visit(reader: &mut Reader<'_>, visit: &Visit) -> Result<()> {
    match visit {
        Visit::Frame { query, attributes, isolated, messages } => {
            frames::visit(reader, query, attributes, *isolated, messages).await
        }
        Visit::Page { query, actions, around } => {
            reader.open_link(query).await?;
            reader.all(actions).await?;
            reader.rest().await?;
            recording(reader, query, *around).await
        }
    }
}

/// The last run in a link of its own.
async fn recording(reader: &mut Reader<'_>, query: &str, around: Around) -> Result<()> {
    let original = reader.last.clone().context("nothing has run")?;
    let Some(schedule) = original["schedule"].as_str() else { return Ok(()) };
    let hash = format!("#t={schedule}");
    let address = match around {
        Around::Same => format!("?{query}{hash}"),
        Around::Bare => hash,
        Around::Other => format!("?tickets=3&buyers=7&guard=cas&speed=3{hash}"),
        Around::Executed => format!("{hash}&by=Firefox-153_20261129T0612Z"),
        Around::At(event) => format!("?at={event}{hash}"),
    };
    reader.open(&address).await?;
    let result = reader.replayed().await?;
    checks::recorded(&result, &original)?;
    // Whose query was another one in the end is told so.
    if matches!(around, Around::Bare | Around::Executed | Around::At(_)) {
        let notices = reader.page.count("#notices [data-notice=t]").await?;
        ensure!(notices == 0, "a notice about a good link");
    }
    reader.rest().await
}

/// Brings the page to rest, always the same, and counts what it holds.
async fn at_rest(reader: &mut Reader<'_>) -> Result<Figures> {
    let trace = run_virtual(&parse(REST).0.scenario);
    let schedule = Schedule::of(&trace).context("no schedule")?;
    let page = reader.page;
    page.usual_size().await?;
    reader.view("race").await?;
    reader.rest().await?;
    reader.put(&seal(&schedule.encode(), None)).await?;
    let result = reader.replayed().await?;
    ensure!(result["engine"] == "replay" && result["scenario"]["buyers"] == 8, "{result}");
    reader.rest().await?;
    page.js("document.querySelector('#tab-code').click()").await?;
    // The code comes a moment later, and stands there as it was left.
    wait_for("the code", 10, async || Ok((page.count("#code").await? == 1).then_some(()))).await?;
    page.js("document.querySelector('#unfold[aria-expanded=true]')?.click()").await?;
    let folded = async || Ok((page.count("#unfold[aria-expanded=true]").await? == 0).then_some(()));
    wait_for("the main program is folded", 10, folded).await?;
    page.js("document.querySelectorAll('#notices button').forEach((button) => button.click());
        __probe.results = []; __probe.workers = __probe.workers.filter(({ over }) => !over)")
        .await?;
    wait_for("no notice", 10, async || Ok((page.count("#notices .notice button").await? == 0).then_some(()))).await?;
    Figures::of(page).await
}
