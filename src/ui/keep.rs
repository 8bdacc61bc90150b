//! Saves a run in the forms of other programs, and opens a saved one.

use super::shown::Finished;
use super::t::t;
use super::words;
use crate::browser::files::{json, read, save, save_png};
use crate::browser::{intl, recorded};
use crate::scenario::{Link, write};
use crate::timeline::{Fate, Labels, build, chrome_trace, svg};
use crate::trace::{Damage, FORMAT, RunFile, csv};
use std::rc::Rc;
use web_sys::File;

/// The longest address that is offered as a link, in characters: mail programs, chats and course pages
/// cut longer ones.
pub const LONGEST_LINK: usize = 1800;

/// What a run can be saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Our own file, which the page opens again.
    Json,
    /// One line an event.
    Csv,
    /// The timeline as a picture made of lines.
    Svg,
    /// The timeline as a picture made of dots.
    Png,
    /// For Perfetto.
    ChromeTrace,
}

/// Saves a run.
pub async fn save_as(lang: &str, finished: &Finished, form: Form) {
    let (trace, name) = (&finished.trace, name(finished));
    let timeline = || build(&trace.scenario, &trace.events, 0);
    // Where the browser refuses, it says so itself.
    let _ = match form {
        Form::Json => save(&format!("{name}.json"), "application/json", &json(&RunFile::new(trace, finished.result()))),
        Form::Csv => save(&format!("{name}.csv"), "text/csv", &csv(trace)),
        Form::ChromeTrace => save(&format!("{name}.trace.json"), "application/json", &json(&chrome_trace(&timeline()))),
        Form::Svg => save(&format!("{name}.svg"), "image/svg+xml", &picture(lang, finished)),
        Form::Png => save_png(&format!("{name}.png"), &picture(lang, finished)).await,
    };
}

/// A name that tells the run: the parameters that differ from the defaults.
fn name(finished: &Finished) -> String {
    let query = write(&Link { scenario: finished.trace.scenario, ..Link::default() });
    format!("oversold-{}", query.replace('=', "-").replace('&', "_")).trim_end_matches('-').to_owned()
}

#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years; decimals are few")]
fn picture(lang: &str, finished: &Finished) -> String {
    let timeline = build(&finished.trace.scenario, &finished.trace.events, 0);
    let labels = Labels {
        title: words::verdict(lang, &finished.answer()),
        name: &|lane| words::name(lane.is_clerk, lane.buyer),
        fate: &|fate| match fate {
            Fate::Open => String::new(),
            Fate::Bought => t!("fate.bought"),
            Fate::Oversold => t!("fate.oversold"),
            Fate::SoldOut => t!("fate.sold_out"),
            Fate::Failed => t!("fate.failed"),
        },
        seconds: &|at, decimals| {
            format!("{} s", intl::number(lang, at as f64 / 1e6, u32::try_from(decimals).unwrap_or(6)))
        },
    };
    svg(&timeline, &labels)
}

/// The text of a saved run.
///
/// # Errors
/// When it is no file of this page, its run cannot be replayed, or its events are not those that its
/// schedule gives.
pub async fn open(file: File) -> Result<String, Damage> {
    let saved = read(file, FORMAT).await.ok_or(Damage::NoSchedule)?;
    if saved.version != Some(1.0) {
        return Err(Damage::Newer(saved.version.map_or_else(String::new, |version| words::decimal("en", version))));
    }
    let text = saved.schedule.ok_or(Damage::NoSchedule)?;
    let (trace, simulated) = recorded::open(&text).await?;
    let trace = Rc::new(trace);
    let file = RunFile::new(&trace, Finished::new(trace.clone(), None, simulated).result());
    let content = [json(&file.scenario), json(&file.verdict), json(&file.failures), json(&file.events)];
    // Whoever saves a run that was opened, saves it as replayed.
    let engines = [if simulated { "virtual" } else { "workers" }, "replay"];
    let is_known = saved.engine.is_some_and(|engine| engines.contains(&engine.as_str()));
    if content == saved.content && is_known { Ok(text) } else { Err(Damage::Altered) }
}
