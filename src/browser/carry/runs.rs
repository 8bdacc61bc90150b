//! Carries out whatever nobody needs to press Run: all that a run brings about but its workers.

use super::counting::{count, many};
use super::export::save;
use super::known::{judge, open, simulate};
use super::shell::Shell;
use super::watch::Watch;
use crate::browser::embed::{Mirror, said};
use crate::browser::events::dispatch_done;
use crate::browser::prepared::{self, prepare};
use crate::browser::slices::Slices;
use crate::browser::{db, files, isolation, measure, probe};
use crate::scenario::Scenario;
use crate::store::{Action, Effect, Form, Hub, Lack, MeasureAction, Needs, Obstacle, PageAction, RunAction, RunId};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// From now on the store is served with all that the shell cannot do. What was asked for before is carried out in order.
pub fn serve(hub: &Rc<Hub>, shell: &Rc<Shell>) {
    let runs = Rc::new(Runs { shell: shell.clone(), mirror: Mirror::new(hub), many: RefCell::default() });
    let (carrier, served) = (runs, Rc::downgrade(hub));
    hub.serve_runs(move |effect| {
        if let Some(hub) = served.upgrade() {
            carrier.carry(&hub, effect);
        }
    });
    shell.keep(Watch::new(hub, shell));
    listen(hub, shell);
    if let Some(lacking) = db::lacking() {
        hub.dispatch(Action::Page(PageAction::NoFile(lacking.to_owned())));
    }
    if hub.state().page.obstacle == Some(Obstacle::ServiceWorkerBlocked) {
        let shell = shell.clone();
        spawn_local(async move { shell.tell(Action::Page(PageAction::Tried(isolation::tried().await))) });
    }
    if !hub.state().page.probed {
        let shell = shell.clone();
        spawn_local(async move { shell.tell(Action::Page(PageAction::Probed(probe::obstacle().await))) });
    }
}

/// Hears what the reader drops anywhere.
fn listen(hub: &Rc<Hub>, shell: &Rc<Shell>) {
    let hub = Rc::downgrade(hub);
    shell.keep(files::on_drop(move |file| {
        if let (Some(hub), Some(file)) = (hub.upgrade(), file) {
            super::open_file(hub, file);
        }
    }));
}

struct Runs {
    shell: Rc<Shell>,
    mirror: Rc<Mirror>,
    many: RefCell<Option<(RunId, Slices)>>,
}

impl Runs {
    fn carry(&self, hub: &Rc<Hub>, effect: Effect) {
        let shell = &self.shell;
        match effect {
            Effect::Prepare { run, scenario, needs } => spawn_local(get_ready(shell.clone(), run, scenario, needs)),
            Effect::Judge { run, recording } => spawn_local(judge(shell.clone(), run, recording)),
            Effect::Simulate { run, scenario } => spawn_local(simulate(shell.clone(), run, scenario)),
            Effect::Count { run, scenario } => shell.hold(run, count(shell, run, scenario)),
            Effect::Open { run, text } => spawn_local(open(shell.clone(), run, text)),
            Effect::Done(result) => dispatch_done(&result),
            Effect::TellReady => self.mirror.tell_ready(&hub.state()),
            Effect::TellError(cause) => self.mirror.tell_error(&said(hub.state().lang(), &cause)),
            Effect::Many { run, scenario } => drop(self.many.replace(Some((run, many(shell, run, scenario))))),
            Effect::StopMany(run) => drop(self.many.borrow_mut().take_if(|(series, _)| *series == run)),
            Effect::Measure => {
                let shell = shell.clone();
                spawn_local(async move { shell.tell(Action::Measure(MeasureAction::Done(measure::measure().await))) });
            }
            Effect::Save { run, form } => {
                let (lang, shell) = (hub.state().lang(), shell.clone());
                spawn_local(async move {
                    // Noise is not offered as a picture.
                    let altered = form == Form::Png && files::alters_pictures().await;
                    if form == Form::Png {
                        shell.tell(Action::Page(PageAction::AltersPictures(altered)));
                    }
                    if !altered {
                        save(lang, &run, form).await;
                    }
                });
            }
            // The shell has done that.
            Effect::LoadModule | Effect::Start { .. } | Effect::Stop(_) => {}
        }
    }
}

/// Gets what a run needs first.
async fn get_ready(shell: Rc<Shell>, run: RunId, scenario: Scenario, needs: Needs) {
    let action = match prepare(scenario, needs).await {
        // Cancelled meanwhile: what was prepared goes at once.
        _ if !shell.wants(run) => return,
        Ok(mut prepared) => {
            let exclusive = prepared.db.as_ref().is_some_and(|db| db.exclusive);
            if let Some(module) = prepared.module.take() {
                shell.set_module(module);
                shell.tell(Action::Page(PageAction::Module(Ok(()))));
            }
            shell.hold(run, prepared);
            RunAction::Prepared(run, exclusive)
        }
        Err(prepared::Lack::Module(text)) => RunAction::Lacks(run, Lack::Module(text)),
        Err(prepared::Lack::File(text)) => RunAction::Lacks(run, Lack::File(text)),
    };
    shell.tell(Action::Run(action));
}
