//! Saves a run in the forms of other programs, and opens a saved one.

use crate::browser::files::{json, read, read_again, save as offer, save_csv, save_png};
use crate::browser::recorded;
use crate::present::words::{self, Answer};
use crate::scenario::{Link, write};
use crate::store::{Action, Form, Hub, LinkAction, RunAction, of_file};
use crate::text::Lang;
use crate::timeline::{build, chrome_trace, svg, told};
use crate::trace::{Damage, Judged, Origin, RunFile, csv};
use std::cell::Cell;
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
        Form::Csv => save_csv(&format!("{name}.csv"), &csv(trace)),
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

/// Opens a file that the reader has chosen or dropped: the run in it, or a notice that names it. Of two that are read at
/// the same time the later one is meant.
pub fn open_file(hub: Rc<Hub>, file: File) {
    thread_local! {
        static LATEST: Cell<u32> = const { Cell::new(0) };
    }
    let own = LATEST.get().wrapping_add(1);
    LATEST.set(own);
    spawn_local(async move {
        let name = file.name();
        let read = text_of(file).await;
        if LATEST.get() == own {
            hub.dispatch(match read {
                Ok(text) => Action::Run(RunAction::Open(text)),
                Err(damage) => Action::Link(LinkAction::RefusedFile(name, of_file(&damage))),
            });
        }
    });
}

/// The text that replays a saved run; refused when it is no file of this page, its run cannot be replayed, or its events
/// are not those that its schedule gives.
async fn text_of(file: File) -> Result<String, Damage> {
    let saved = read(file).await?;
    let (trace, simulated) = recorded::open(&saved.schedule).await?;
    let trace = Rc::new(trace);
    let run = RunFile::new(&trace, Judged::new(trace.clone(), None, simulated).result(), None);
    if read_again(&run).is_some_and(|run| saved.is_of(&run, simulated)) {
        Ok(Origin::join(&saved.schedule, saved.executed.as_ref()))
    } else {
        Err(Damage::Altered)
    }
}
