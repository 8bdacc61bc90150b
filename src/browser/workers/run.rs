//! One run, from the first worker's start to what the lanes hold at the end.
//!
//! It owns the kernel with its workers, the lanes, the watchman and the timer, and joins what they say: each report and
//! each tick changes the state, and what comes of it is told when nothing is borrowed any more, never from within a call
//! of the page. Dropping a [`Run`] drops all of that, which ends the workers; from then on nothing is told.

use super::BuyerModule;
use super::kernel::Kernel;
use super::lanes::Lanes;
use super::leaving::Leaving;
use super::life::{Life, News, Report, Stage};
use super::module::text_of;
use super::watchman::{Start, TICK, Watchman};
use crate::browser::shared::{Setup, Words};
use crate::program::{BuyerId, Micros, Record};
use crate::scenario::Scenario;
use crate::trace::{Cause, Event, Failure, Recording};
use gloo_timers::callback::Interval;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// How many workers are ended at once when a run is over ([`Leaving`]).
const AT_ONCE: usize = 16;

/// What the page is told while a run goes on.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// So many workers stand at the gate.
    Ready(u32),
    /// No worker has become ready for a second; these are still starting.
    Slow(Vec<BuyerId>),
    /// The gate is open.
    Opened,
    /// A buyer failed.
    Failed(Failure),
    /// Everybody has ended or failed.
    Finished(Rc<Recording>),
}

/// A run under way. Dropping it ends every worker at once.
pub struct Run {
    state: Rc<RefCell<State>>,
}

struct State {
    scenario: Scenario,
    life: Life,
    kernel: Kernel,
    lanes: Lanes,
    watchman: Watchman,
    /// Reports that nobody has heard; those of workers that could not be started wait here for the next report or tick.
    unheard: Vec<(BuyerId, Report)>,
    /// What is to be told as soon as nothing is borrowed.
    untold: Vec<Progress>,
    ticker: Option<Interval>,
    tell: Rc<dyn Fn(Progress)>,
}

impl Run {
    /// Starts one worker for each process; what happens is told through `tell`, never from within this call.
    pub fn start(scenario: Scenario, setup: Setup, module: &BuyerModule, tell: impl Fn(Progress) + 'static) -> Self {
        let processes = scenario.processes();
        let words = Words::prepare(&scenario, setup);
        let state = Rc::new(RefCell::new(State {
            scenario,
            life: Life::new(processes),
            kernel: Kernel::new(scenario, words.clone()),
            lanes: Lanes::new(words, processes),
            watchman: Watchman::new(scenario),
            unheard: Vec::new(),
            untold: Vec::new(),
            ticker: None,
            tell: Rc::new(tell),
        }));
        let ticked = Rc::downgrade(&state);
        state.borrow_mut().ticker = Some(Interval::new(TICK, move || happened(&ticked, None)));
        for who in 1..=processes {
            let reported = Rc::downgrade(&state);
            let report = move |who, report| happened(&reported, Some((who, report)));
            let mut state = state.borrow_mut();
            if let Err(error) = state.kernel.start(module, who, report) {
                // As if the worker had said so itself.
                state.unheard.push((who, Report::Failed(text_of(&error))));
            }
        }
        Self { state }
    }

    /// Time since the gate opened; 0 before.
    pub fn elapsed(&self) -> Micros {
        self.state.borrow().kernel.elapsed()
    }

    /// Appends the events recorded since the last call to `events`, each process's in its order. `seen` holds how many of
    /// each process's events are in already; empty at first. Meant for every frame: nothing is allocated when nothing is
    /// new.
    pub fn read_new_events(&self, seen: &mut Vec<u32>, events: &mut Vec<Event>) {
        self.state.borrow().lanes.read_new(seen, events);
    }

    /// Of a run that is over, those of its workers that are still to be ended: whoever keeps them lets them go a few at a time.
    pub fn leaving(&self) -> Option<Leaving> {
        let mut state = self.state.borrow_mut();
        let members = if state.is_finished() { state.kernel.dismiss() } else { Vec::new() };
        (!members.is_empty()).then(|| Leaving::new(members))
    }

    /// The record now.
    pub fn record(&self) -> Record {
        self.state.borrow().lanes.record()
    }
}

/// A report came, or else a tick: changes the state, then tells what came of it, when nothing is borrowed any more.
fn happened(state: &Weak<RefCell<State>>, report: Option<(BuyerId, Report)>) {
    let Some(alive) = state.upgrade() else { return };
    let (news, tell) = {
        let mut state = alive.borrow_mut();
        if state.is_finished() {
            return;
        }
        state.change(report);
        (core::mem::take(&mut state.untold), state.tell.clone())
    };
    // Only the run itself keeps it: whoever is told may drop the run, and hears no more then.
    drop(alive);
    for progress in news {
        if state.strong_count() > 0 {
            tell(progress);
        }
    }
}

impl State {
    /// A report, or else a tick.
    fn change(&mut self, report: Option<(BuyerId, Report)>) {
        let is_tick = report.is_none();
        self.unheard.extend(report);
        for (who, report) in core::mem::take(&mut self.unheard) {
            self.hear(who, report);
        }
        if is_tick {
            self.tick();
        }
        self.settle();
    }

    /// A worker said something.
    fn hear(&mut self, who: BuyerId, report: Report) {
        match self.life.hear(who, report) {
            Some(News::Ready) => {
                let ready = self.life.count(Stage::Ready).min(self.scenario.buyers.get());
                self.untold.push(Progress::Ready(ready));
            }
            Some(News::Ended) => self.kernel.admit_next(&self.life),
            Some(News::Died) => {
                self.kernel.bury(who, &self.lanes);
                self.kernel.admit_next(&self.life);
            }
            Some(News::Fails(cause)) => self.fail(&[who], &cause),
            None => {}
        }
    }

    /// The page's timer: whom does the watchman see?
    fn tick(&mut self) {
        if self.kernel.is_open() {
            let silent = self.watchman.silent(&self.life, &self.lanes);
            self.fail(&silent, &Cause::Silent);
            if let Some(holder) = self.watchman.missed(&self.life, &self.lanes) {
                self.fail(&self.life.at(Stage::Ready), &Cause::Stuck { holder });
            }
            return;
        }
        let starting = self.life.at(Stage::Starting);
        match self.watchman.starts(&self.life) {
            Start::Going => {}
            Start::Slow => self.untold.push(Progress::Slow(starting)),
            Start::GivenUp => self.fail(&starting, &Cause::DidNotStart("no answer".into())),
        }
    }

    /// These fail.
    fn fail(&mut self, all: &[BuyerId], cause: &Cause) {
        // Who waits in vain has done so since the last thing happened; how long it takes to notice is no part of the run.
        let noticed = self.life.failures().iter().map(|(at, _)| *at);
        let at = match cause {
            Cause::Stuck { .. } => noticed.fold(self.lanes.end(), Micros::max),
            _ => self.kernel.elapsed(),
        };
        for who in all {
            if let Some(failure) = self.life.fail(*who, cause.clone(), at) {
                self.kernel.bury(*who, &self.lanes);
                self.kernel.admit_next(&self.life);
                self.untold.push(Progress::Failed(failure));
            }
        }
    }

    /// Opens the gate once nobody is starting any more; ends the run once nobody runs.
    fn settle(&mut self) {
        if self.life.is_over() {
            let recording = self.lanes.recording(self.scenario, &self.life);
            self.untold.push(Progress::Finished(Rc::new(recording)));
            self.kernel.end_some(AT_ONCE);
            self.ticker = None;
        } else if self.life.all_started() && !self.kernel.is_open() {
            self.kernel.open(&self.life);
            self.untold.push(Progress::Opened);
        }
    }

    /// Whether nothing is left that could happen.
    const fn is_finished(&self) -> bool {
        self.ticker.is_none()
    }
}
