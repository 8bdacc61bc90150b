//! What the shell carries out: the buyers' module, and runs on real workers.

use crate::browser::clock;
use crate::browser::shared::Setup;
use crate::browser::turn;
use crate::browser::workers::{BuyerModule, Leaving, Progress, Run};
use crate::scenario::Scenario;
use crate::store::{Action, Effect, Hub, PageAction, RunAction, RunId};
use std::any::Any;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;

/// See the module.
pub struct Shell {
    hub: Weak<Hub>,
    module: RefCell<Option<BuyerModule>>,
    held: RefCell<Held>,
    /// What is left of the workers of a run that is over.
    leaving: RefCell<Option<Leaving>>,
    /// What lives as long as the page.
    forever: RefCell<Vec<Box<dyn Any>>>,
}

/// What keeps a run going.
#[derive(Default)]
struct Held {
    run: Option<RunId>,
    workers: Option<Rc<Run>>,
    things: Vec<Box<dyn Any>>,
}

impl Shell {
    /// From now on the store is served.
    pub fn serve(hub: &Rc<Hub>) -> Rc<Self> {
        let shell = Rc::new(Self {
            hub: Rc::downgrade(hub),
            module: RefCell::default(),
            held: RefCell::default(),
            leaving: RefCell::default(),
            forever: RefCell::default(),
        });
        let carrier = Rc::downgrade(&shell);
        hub.serve_shell(move |effect| {
            if let Some(shell) = carrier.upgrade() {
                shell.carry(&effect);
            }
        });
        shell
    }

    fn carry(self: Rc<Self>, effect: &Effect) {
        match effect {
            Effect::LoadModule => spawn_local(async move {
                let loaded = BuyerModule::load().await.map_err(|error| error.to_string());
                let told = loaded.map(|module| drop(self.module.replace(Some(module))));
                self.tell(Action::Page(PageAction::Module(told)));
            }),
            Effect::Start { run, scenario } => spawn_local(self.start(*run, *scenario)),
            Effect::Stop(run) => {
                let is_held = self.held.borrow().run == Some(*run);
                // Dropping workers ends them; nothing may be borrowed then.
                let ended = is_held.then(|| self.held.take());
                if let Some(leaving) = ended.as_ref().and_then(|held| held.workers.as_ref()?.leaving()) {
                    drop(self.leaving.replace(Some(leaving)));
                }
                drop(ended);
            }
            // `runs` carry out the rest.
            _ => {}
        }
    }

    /// Tells the store.
    pub fn tell(&self, action: Action) {
        if let Some(hub) = self.hub.upgrade() {
            hub.dispatch(action);
        }
    }

    /// Keeps something until this run is over.
    pub fn hold(&self, run: RunId, thing: impl Any) {
        let mut held = self.held.borrow_mut();
        if held.run != Some(run) {
            *held = Held { run: Some(run), ..Held::default() };
        }
        held.things.push(Box::new(thing));
    }

    /// Keeps something as long as the page lives.
    pub fn keep(&self, thing: impl Any) {
        self.forever.borrow_mut().push(Box::new(thing));
    }

    /// The buyers' module was loaded for a run.
    pub fn set_module(&self, module: BuyerModule) {
        self.module.replace(Some(module));
    }

    /// The workers of this run, as long as they run.
    pub fn workers(&self, run: RunId) -> Option<Rc<Run>> {
        let held = self.held.borrow();
        held.workers.clone().filter(|_| held.run == Some(run))
    }

    /// Whether this run is still wanted.
    pub fn wants(&self, run: RunId) -> bool {
        self.hub.upgrade().is_some_and(|hub| hub.state().run.run.busy() == Some(run))
    }

    /// Starts real workers, when nobody else in this tab has any.
    async fn start(self: Rc<Self>, run: RunId, scenario: Scenario) {
        let turn = turn::here().await;
        // The button is disabled until the buyers' module is there.
        let Some(module) = self.module.borrow().clone().filter(|_| self.wants(run)) else { return };
        self.hold(run, turn);
        // Those of the run before go now at the latest.
        drop(self.leaving.take());
        let shell = self.clone();
        let workers = Run::start(scenario, Setup::default(), &module, move |progress| {
            shell.tell(Action::Run(match progress {
                Progress::Ready(count) => RunAction::Ready(run, count),
                Progress::Slow(buyers) => RunAction::Slow(run, buyers),
                Progress::Opened => RunAction::Opened(run, clock::now()),
                Progress::Failed(failure) => RunAction::Failed(run, failure),
                Progress::Finished(recording) => RunAction::Ended(run, recording),
            }));
        });
        self.held.borrow_mut().workers = Some(Rc::new(workers));
        self.tell(Action::Run(RunAction::Starting(run)));
    }
}
