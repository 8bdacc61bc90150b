//! Saves a run in the forms of other programs, and opens a saved one.

use crate::browser::files::{json, read, save as offer, save_png};
use crate::browser::recorded;
use crate::present::words::{self, Answer};
use crate::scenario::{Link, write};
use crate::store::{Action, Form, Hub, LinkAction, RunAction};
use crate::text::{Lang, number};
use crate::timeline::{build, chrome_trace, svg, told};
use crate::trace::{Damage, FORMAT, Judged, Origin, RunFile, csv};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

/// Offers a run as a file of this form.
pub(super) async fn save(lang: Lang, run: &Judged, form: Form) {
    save_form(lang, run, form).await;
}

/// Offers a run as a file of this form; `false` where the browser refuses, which it says itself.
pub async fn save_form(lang: Lang, run: &Judged, form: Form) -> bool {
    let (trace, name) = (&run.trace, name(run));
    match form {
        Form::Json => offer(
            &format!("{name}.json"),
            "application/json",
            &json(&RunFile::new(trace, run.result(), run.origin.clone().and_then(Result::ok))),
        ),
        Form::Csv => offer(&format!("{name}.csv"), "text/csv", &csv(trace)),
        Form::ChromeTrace => offer(
            &format!("{name}.trace.json"),
            "application/json",
            &json(&chrome_trace(&build(&trace.scenario, &trace.events, 0))),
        ),
        Form::Svg => offer(&format!("{name}.svg"), "image/svg+xml", &picture(lang, run)),
        Form::Png => save_png(&format!("{name}.png"), &picture(lang, run)).await,
    }
}

/// A name that tells the run: the parameters that differ from the defaults.
fn name(run: &Judged) -> String {
    let query = write(&Link { scenario: run.trace.scenario, ..Link::default() });
    format!("oversold-{}", query.replace('=', "-").replace('&', "_")).trim_end_matches('-').to_owned()
}

fn picture(lang: Lang, run: &Judged) -> String {
    let title = words::verdict(lang, &Answer::from(run));
    svg(&run.trace.scenario, &told(run), &title, &words::picture(lang))
}

/// Opens a file that the reader has chosen or dropped: the run in it, or a notice that names it.
pub fn open_file(hub: Rc<Hub>, file: File) {
    spawn_local(async move {
        let name = file.name();
        hub.dispatch(match text_of(file).await {
            Ok(text) => Action::Run(RunAction::Open(text)),
            Err(damage) => Action::Link(LinkAction::RefusedFile(name, damage)),
        });
    });
}

/// The text that replays a saved run; refused when it is no file of this page, its run cannot be replayed, or its events
/// are not those that its schedule gives.
async fn text_of(file: File) -> Result<String, Damage> {
    let saved = read(file, FORMAT).await.ok_or(Damage::NoSchedule)?;
    if saved.version != Some(1.0) {
        return Err(Damage::Newer(saved.version.map_or_else(String::new, |version| number(Lang::En, version, 2))));
    }
    let text = saved.schedule.ok_or(Damage::NoSchedule)?;
    let (trace, simulated) = recorded::open(&text).await?;
    let trace = Rc::new(trace);
    let file = RunFile::new(&trace, Judged::new(trace.clone(), None, simulated).result(), None);
    let content = [json(&file.scenario), json(&file.verdict), json(&file.failures), json(&file.events)];
    // Whoever saves a run that was opened, saves it as replayed.
    let engines = [if simulated { "virtual" } else { "workers" }, "replay"];
    let is_known = saved.engine.is_some_and(|engine| engines.contains(&engine.as_str()));
    if content == saved.content && is_known {
        Ok(Origin::join(&text, saved.executed.as_ref()))
    } else {
        Err(Damage::Altered)
    }
}
