//! One run: its workers, its buffer, its timer; from the first worker's start to what the lanes hold at the end.

use super::BuyerModule;
use super::crew::{Member, Report};
use super::module::text_of;
use super::watch::{SILENT, STUCK, Start, TICK, Watch};
use crate::browser::shared::{Setup, Words};
use crate::program::{Action, BuyerId, Micros, Record};
use crate::scenario::{Guard, Scenario};
use crate::trace::{Cause, Event, Failure, Recording, dead_holder, holds};
use gloo_timers::callback::Interval;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

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
    /// Everybody has ended or failed, and no worker is left.
    Finished(Rc<Recording>),
}

/// A run under way. Dropping it ends every worker at once.
pub struct Run {
    state: Rc<RefCell<State>>,
}

/// How far a buyer's worker has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Starting,
    Ready,
    Ended,
    /// Its program let it die.
    Dead,
    Failed,
}

struct State {
    scenario: Scenario,
    words: Words,
    /// By buyer: its worker, until it is dead.
    members: Vec<Option<Member>>,
    stages: Vec<Stage>,
    /// With the time at which each was noticed.
    failures: Vec<(Micros, Failure)>,
    watch: Watch,
    opened: bool,
    finished: bool,
    ticker: Option<Interval>,
    tell: Rc<dyn Fn(Progress)>,
}

impl Run {
    /// Starts one worker for each buyer; what happens is told through `tell`, never from within
    /// this call.
    pub fn start(scenario: Scenario, setup: Setup, module: &BuyerModule, tell: impl Fn(Progress) + 'static) -> Self {
        let buyers = scenario.processes();
        let state = Rc::new(RefCell::new(State {
            scenario,
            words: Words::prepare(&scenario, setup),
            members: Vec::new(),
            stages: vec![Stage::Starting; buyers as usize],
            failures: Vec::new(),
            watch: Watch::new(buyers),
            opened: false,
            finished: false,
            ticker: None,
            tell: Rc::new(tell),
        }));
        let ticked = Rc::downgrade(&state);
        state.borrow_mut().ticker = Some(Interval::new(TICK, move || with(&ticked, State::tick)));
        for buyer in 1..=buyers {
            let reported = Rc::downgrade(&state);
            let report = move |buyer, report| with(&reported, |state| state.report(buyer, report));
            let words = state.borrow().words.clone();
            let member = match Member::start(module, &words, buyer, report) {
                Ok(member) => Some(member),
                Err(error) => {
                    // Told at the next tick, as if the worker had said so itself.
                    state.borrow_mut().fail(buyer, Cause::DidNotStart(text_of(&error)), 0);
                    None
                }
            };
            state.borrow_mut().members.push(member);
        }
        Self { state }
    }

    /// Time since the gate opened; 0 before.
    pub fn elapsed(&self) -> Micros {
        let state = self.state.borrow();
        if state.opened { state.words.elapsed() } else { 0 }
    }

    /// Appends the events recorded since the last call to `events`, each buyer's in its order.
    /// `seen` holds how many of each buyer's events are in already.
    pub fn read_new_events(&self, seen: &mut Vec<u32>, events: &mut Vec<Event>) {
        let state = self.state.borrow();
        seen.resize(state.stages.len(), 0);
        for (buyer, seen) in (1..).zip(seen.iter_mut()) {
            let lane = state.words.reader(buyer);
            events.extend(lane.events_from(*seen));
            *seen = lane.len().max(*seen);
        }
    }

    /// The record now.
    pub fn record(&self) -> Record {
        self.state.borrow().words.record()
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let mut state = self.state.borrow_mut();
        state.words.stop();
        state.release();
    }
}

/// Changes the state, then tells what came of it, when nothing is borrowed any more.
fn with(state: &Weak<RefCell<State>>, change: impl FnOnce(&mut State) -> Vec<Progress>) {
    let Some(state) = state.upgrade() else { return };
    let (news, tell) = {
        let mut state = state.borrow_mut();
        if state.finished {
            return;
        }
        let mut news = change(&mut state);
        news.extend(state.settle());
        (news, state.tell.clone())
    };
    for progress in news {
        tell(progress);
    }
}

impl State {
    /// A worker said something.
    fn report(&mut self, buyer: BuyerId, report: Report) -> Vec<Progress> {
        let stage = self.stages[buyer as usize - 1];
        match (stage, report) {
            (Stage::Starting, Report::Ready) => {
                self.stages[buyer as usize - 1] = Stage::Ready;
                vec![Progress::Ready(self.count(Stage::Ready).min(self.scenario.buyers.get()))]
            }
            (Stage::Ready, Report::Ended) => {
                self.stages[buyer as usize - 1] = Stage::Ended;
                self.admit_next();
                Vec::new()
            }
            (Stage::Ready, Report::Dead) => {
                self.stages[buyer as usize - 1] = Stage::Dead;
                self.bury(buyer);
                self.admit_next();
                Vec::new()
            }
            (Stage::Starting, Report::Failed(text)) => self.fail_now(buyer, Cause::DidNotStart(text)),
            (Stage::Ready, Report::Failed(text)) => self.fail_now(buyer, Cause::Threw(text)),
            _ => Vec::new(),
        }
    }

    /// The page's timer: who is silent, who waits for ever?
    fn tick(&mut self) -> Vec<Progress> {
        if !self.opened {
            let ready = self.count(Stage::Ready);
            let starting = self.at(Stage::Starting);
            return match self.watch.tick_start(ready) {
                Start::Going => Vec::new(),
                Start::Slow => vec![Progress::Slow(starting)],
                Start::GivenUp => {
                    let text = "no answer";
                    starting.into_iter().flat_map(|b| self.fail_now(b, Cause::DidNotStart(text.into()))).collect()
                }
            };
        }
        let mut news = Vec::new();
        for buyer in self.at(Stage::Ready) {
            let lane = self.words.reader(buyer);
            let sign = lane.beat().wrapping_add(lane.len().cast_signed());
            if self.watch.is_silent(buyer, sign) {
                news.extend(self.fail_now(buyer, Cause::Silent));
            }
        }
        news.extend(self.end_if_stuck());
        news
    }

    /// Where everybody who is left waits for what a dead process holds, nobody can go on.
    fn end_if_stuck(&mut self) -> Vec<Progress> {
        let running = self.at(Stage::Ready);
        let recorded = (1..=self.scenario.processes()).map(|buyer| self.words.reader(buyer).len()).sum();
        let quiet = self.watch.standstill(recorded);
        let waiting =
            |buyer: &BuyerId| matches!(self.events(*buyer).last(), Some(Event { action: Action::Waiting, .. }));
        if quiet < STUCK || !running.iter().all(waiting) {
            return Vec::new();
        }
        let dead = self.at(Stage::Dead).into_iter().chain(self.at(Stage::Failed));
        let dead: Vec<(BuyerId, Vec<Event>)> = dead.map(|buyer| (buyer, self.events(buyer))).collect();
        let known = dead_holder(&self.scenario, &dead);
        // A worker may have died just after it had taken the lock, and before it could write that down.
        let suspected = self.failures.last().map(|(_, failure)| failure.buyer).filter(|_| quiet >= SILENT);
        let Some(holder) = known.or(suspected) else { return Vec::new() };
        let at = self.words.elapsed();
        running.into_iter().flat_map(|buyer| self.fail_and_tell(buyer, Cause::Stuck { holder }, at)).collect()
    }

    fn events(&self, buyer: BuyerId) -> Vec<Event> {
        self.words.reader(buyer).events_from(0)
    }

    fn fail_now(&mut self, buyer: BuyerId, cause: Cause) -> Vec<Progress> {
        let at = if self.opened { self.words.elapsed() } else { 0 };
        self.fail_and_tell(buyer, cause, at)
    }

    fn fail_and_tell(&mut self, buyer: BuyerId, cause: Cause, at: Micros) -> Vec<Progress> {
        self.fail(buyer, cause.clone(), at);
        self.admit_next();
        vec![Progress::Failed(Failure { buyer, cause })]
    }

    fn fail(&mut self, buyer: BuyerId, cause: Cause, at: Micros) {
        self.stages[buyer as usize - 1] = Stage::Failed;
        self.failures.push((at, Failure { buyer, cause }));
        self.bury(buyer);
    }

    /// Ends the worker of a dead process, and does for it what the kernel would do: it will ask the clerk nothing more,
    /// and a robust lock that it has is freed.
    fn bury(&mut self, buyer: BuyerId) {
        if let Some(member) = self.members.get_mut(buyer as usize - 1) {
            *member = None;
        }
        if buyer <= self.scenario.buyers.get() {
            self.words.leave_for_the_dead();
        }
        if self.scenario.robust && holds(&self.events(buyer)) {
            self.words.bury_owner();
        }
    }

    /// Opens the gate once nobody is starting any more; ends the run once nobody runs.
    fn settle(&mut self) -> Vec<Progress> {
        if self.count(Stage::Starting) > 0 {
            return Vec::new();
        }
        let mut news = Vec::new();
        if !self.opened && self.count(Stage::Ready) > 0 {
            self.opened = true;
            if self.scenario.guard == Guard::Join {
                self.admit_next();
            } else {
                self.words.open_gate(self.scenario.processes());
            }
            news.push(Progress::Opened);
        }
        if self.count(Stage::Ready) == 0 {
            self.finished = true;
            let recording = self.recording();
            self.release();
            news.push(Progress::Finished(Rc::new(recording)));
        }
        news
    }

    /// Under join, the first of those who are left runs, and the others wait at the gate; once it is gone, the next one
    /// may start. Whoever dies at the gate opens it to nobody.
    fn admit_next(&self) {
        if self.opened
            && self.scenario.guard == Guard::Join
            && let Some(first) = self.at(Stage::Ready).first()
        {
            self.words.open_gate(*first);
        }
    }

    fn recording(&self) -> Recording {
        let lanes = 1..=self.scenario.processes();
        Recording {
            scenario: self.scenario,
            lanes: lanes.map(|buyer| self.words.reader(buyer).events_from(0)).collect(),
            last: self.words.record(),
            file: None,
            failures: self.failures.clone(),
        }
    }

    /// Ends all workers and the timer. The buffer stays readable.
    fn release(&mut self) {
        self.members.clear();
        self.ticker = None;
    }

    fn at(&self, stage: Stage) -> Vec<BuyerId> {
        (1..).zip(&self.stages).filter(|(_, at)| **at == stage).map(|(buyer, _)| buyer).collect()
    }

    fn count(&self, stage: Stage) -> u32 {
        self.stages.iter().map(|at| u32::from(*at == stage)).sum()
    }
}
