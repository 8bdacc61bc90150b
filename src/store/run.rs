//! The run: none, being prepared, alive, known, or failed; never two of these at once.

mod begin;
mod known;
mod live;
mod phase;
mod recorded;

pub use known::{Cursor, Known};
pub use live::{Course, Live, Stage};
pub use phase::Phase;

use super::{Effect, Lack, Plan, RunId, State};
use crate::program::BuyerId;
use crate::scenario::Problem;
use crate::trace::{Counted, Damage, Event, Executor, Failure, Judged, Recording};
use std::rc::Rc;

/// The run that the page shows.
#[derive(Clone, Debug, Default)]
pub enum Run {
    /// Nothing has run, or the scenario changed since.
    #[default]
    None,
    /// It waits for its turn, or for what it needs.
    Preparing(Plan),
    /// It goes on, on real workers.
    Live(Live),
    /// It is being simulated.
    Simulating(Plan),
    /// Very many buyers are being counted; so many have ended.
    Counting(Plan, u32),
    /// It has ended, and all of it is known.
    Known(Known),
    /// Very many buyers have been counted.
    Crowd(RunId, Rc<Counted>),
    /// It was cancelled; what had happened by then, if it had begun.
    Cancelled(Plan, Option<Course>),
    /// It could not be started.
    Failed(Lack),
}

/// The run, and what is wanted of it.
#[derive(Clone, Debug)]
pub struct RunSlice {
    /// The run that the page shows.
    pub run: Run,
    /// Whether one is wanted as soon as one can be started.
    pub wanted: bool,
    /// The recorded run that is being opened, and its text.
    opening: Option<(RunId, Rc<str>)>,
    /// The run that is simulated in place of one that was under way, to its end.
    hurried: Option<RunId>,
    next: u32,
}

/// What can happen to it.
#[derive(Clone, Debug)]
pub enum RunAction {
    /// Run was pressed.
    Run,
    /// A run is wanted, now or as soon as the page is ready.
    Want,
    /// Cancel was pressed.
    Cancel,
    /// The end is wanted now: a run on real workers is ended, and the same scenario simulated.
    Hurry,
    /// Everything is there that it needs; whether the file is open to one process at a time.
    Prepared(RunId, bool),
    /// Something that it needs cannot be had.
    Lacks(RunId, Lack),
    /// Its workers are being started.
    Starting(RunId),
    /// So many workers are ready.
    Ready(RunId, u32),
    /// Nobody has become ready for a second; these are still starting.
    Slow(RunId, Vec<BuyerId>),
    /// The gate is open; when, in ms of the page's clock.
    Opened(RunId, f64),
    /// A buyer failed.
    Failed(RunId, Failure),
    /// This has happened since it was told last.
    Happened(RunId, Vec<Event>),
    /// Its workers have ended.
    Ended(RunId, Rc<Recording>),
    /// It is known, and has been judged.
    Judged(RunId, Rc<Judged>),
    /// Of very many buyers, so many have ended.
    Counting(RunId, u32),
    /// Very many buyers are counted.
    Counted(RunId, Rc<Counted>),
    /// The text of a recorded run is to be opened.
    Open(String),
    /// A recorded run was opened.
    Replayed(RunId, Rc<Judged>),
    /// A recorded run could not be opened: what was given, and why.
    Refused(RunId, String, Damage),
    /// The run that is shown is to be saved.
    Save(super::Form),
}

impl RunSlice {
    pub(super) const fn new(wanted: bool) -> Self {
        Self { run: Run::None, wanted, opening: None, hurried: None, next: 1 }
    }

    pub(super) const fn next_id(&mut self) -> RunId {
        let id = RunId(self.next);
        self.next += 1;
        id
    }

    /// Whether what is shown was simulated in place of a run on real workers, to its end.
    pub fn was_hurried(&self) -> bool {
        self.run.known().is_some_and(|known| self.hurried == Some(known.id))
    }

    /// No recorded run is shown any more, nor being opened.
    pub(super) fn forget_recorded(&mut self) {
        self.opening = None;
        if self.run.recorded().is_some() {
            self.run = Run::None;
        }
    }

    /// Whether this is the recorded run that is being opened.
    fn opens(&self, run: RunId) -> bool {
        self.opening.as_ref().is_some_and(|(opening, _)| *opening == run)
    }

    /// The text of the recorded run that is being opened, if one is.
    pub const fn opening(&self) -> Option<&Rc<str>> {
        match &self.opening {
            Some((_, text)) => Some(text),
            None => None,
        }
    }

    /// The text of the recorded run that is shown, or will be: it stays in the address while its module is on its way.
    pub fn carried(&self) -> Option<&str> {
        self.opening().map(|text| &**text).or_else(|| self.run.recorded())
    }

    /// Whether something that belongs to this run is still of use.
    pub(super) fn awaits(&self, run: RunId) -> bool {
        self.run.busy() == Some(run) || self.opens(run)
    }
}

impl Run {
    /// The run that is under way, if one is.
    pub fn busy(&self) -> Option<RunId> {
        match self {
            Self::Preparing(plan) | Self::Simulating(plan) | Self::Counting(plan, _) => Some(plan.id),
            Self::Live(live) => Some(live.plan.id),
            // A simulated run is under way until it was played once.
            Self::Known(known) if known.is_first() => Some(known.id),
            _ => None,
        }
    }

    /// The run that is known, if it is.
    pub const fn known(&self) -> Option<&Known> {
        match self {
            Self::Known(known) => Some(known),
            _ => None,
        }
    }

    /// Very many buyers, once they are counted.
    pub const fn crowd(&self) -> Option<&Rc<Counted>> {
        match self {
            Self::Crowd(_, counted) => Some(counted),
            _ => None,
        }
    }

    /// The text of the recorded run that is shown, as the address bar carries it.
    pub fn recorded(&self) -> Option<&str> {
        self.known().filter(|known| known.recorded)?.run.recording.as_deref()
    }

    /// Who executes what is shown; `None` where nothing is.
    pub fn executor(&self) -> Option<Executor> {
        match self {
            Self::None | Self::Preparing(_) | Self::Failed(_) | Self::Cancelled(_, None) => None,
            Self::Live(live) => Some(live.plan.executor),
            Self::Simulating(plan) | Self::Counting(plan, _) | Self::Cancelled(plan, Some(_)) => Some(plan.executor),
            Self::Known(known) => Some(known.run.trace.executor),
            Self::Crowd(..) => Some(Executor::Virtual),
        }
    }

    /// Whether there is a run to show.
    pub const fn begun(&self) -> bool {
        !matches!(self, Self::None | Self::Preparing(_) | Self::Failed(_) | Self::Cancelled(_, None))
    }

    /// What has happened so far in what is shown.
    pub fn events(&self) -> &[Event] {
        match self {
            Self::Known(known) => known.run.trace.events.get(..known.index()).unwrap_or_default(),
            _ => self.course().map_or(&[], |course| &course.events),
        }
    }

    /// How far every process has come in what is shown.
    pub const fn follow(&self) -> Option<&crate::trace::Follow> {
        match self {
            Self::Known(known) => Some(&known.follow),
            _ => match self.course() {
                Some(course) => Some(&course.follow),
                None => None,
            },
        }
    }

    /// Who has failed so far.
    pub fn failures(&self) -> &[Failure] {
        match self {
            Self::Known(known) => &known.run.trace.failures,
            Self::Live(live) => &live.failures,
            _ => &[],
        }
    }

    const fn course(&self) -> Option<&Course> {
        match self {
            Self::Live(live) => Some(&live.course),
            Self::Cancelled(_, Some(course)) => Some(course),
            _ => None,
        }
    }

    /// A run on real workers, if it is this one.
    fn live(&mut self, run: RunId) -> Option<&mut Live> {
        match self {
            Self::Live(live) if live.plan.id == run => Some(live),
            _ => None,
        }
    }
}

impl State {
    pub(super) fn reduce_run(&mut self, action: RunAction, effects: &mut Vec<Effect>) {
        match action {
            // Whoever asks for a run before the page is ready gets one when it is.
            RunAction::Want if self.loaded().is_none() => self.run.wanted = self.run.run.busy().is_none(),
            RunAction::Run | RunAction::Want => self.start(effects),
            RunAction::Cancel => self.cancel(),
            RunAction::Hurry => self.hurry(effects),
            RunAction::Prepared(run, exclusive) => {
                if let Run::Preparing(plan) = self.run.run
                    && plan.id == run
                {
                    self.page.exclusive = exclusive;
                    self.execute(plan, effects);
                }
            }
            RunAction::Lacks(run, _) if self.run.run.busy() != Some(run) => {}
            // Simulated, now and from now on, which is said: nobody presses Run twice.
            RunAction::Lacks(_, Lack::File(text)) => {
                self.page.no_file = Some(text);
                self.run.run = Run::None;
                self.start(effects);
            }
            RunAction::Lacks(_, lack) => self.run.run = Run::Failed(lack),
            RunAction::Starting(run) => {
                if let Run::Preparing(plan) = self.run.run
                    && plan.id == run
                {
                    self.run.run = Run::Live(Live::new(plan));
                }
            }
            RunAction::Ready(run, count) => self.with_live(run, |live| live.ready(count)),
            RunAction::Slow(run, buyers) => self.with_live(run, |live| live.slow(buyers)),
            RunAction::Opened(run, at) => self.with_live(run, |live| live.stage = Stage::Running { opened_at: at }),
            RunAction::Failed(run, failure) => self.with_live(run, |live| live.failures.push(failure)),
            RunAction::Happened(run, events) => self.with_live(run, |live| live.course.extend(events)),
            RunAction::Ended(run, recording) => {
                if let Some(live) = self.run.run.live(run) {
                    live.end();
                    effects.push(Effect::Judge { run, recording });
                }
            }
            RunAction::Judged(run, judged) => self.judged(run, judged, effects),
            RunAction::Counting(run, ended) => {
                if let Run::Counting(plan, so_far) = &mut self.run.run
                    && plan.id == run
                {
                    *so_far = ended;
                }
            }
            RunAction::Counted(run, counted) => {
                if self.run.run.busy() == Some(run) {
                    effects.push(Effect::Done(counted.result()));
                    self.run.run = Run::Crowd(run, counted);
                }
            }
            RunAction::Open(text) => self.open_recorded(text, effects),
            RunAction::Replayed(run, judged) => {
                if self.run.opens(run) {
                    effects.push(Effect::Done(judged.result()));
                    self.replay(run, judged);
                }
            }
            RunAction::Refused(run, given, damage) => {
                if self.run.opens(run) {
                    self.run.opening = None;
                    let problem = match damage {
                        Damage::Newer(_) => Problem::NewerSchedule,
                        Damage::Packed => Problem::PackedSchedule,
                        _ => Problem::BadSchedule,
                    };
                    self.link.refuse(&given, problem);
                }
            }
            RunAction::Save(form) => {
                if let Some(known) = self.run.run.known() {
                    effects.push(Effect::Save { run: known.run.clone(), form });
                }
            }
        }
    }

    fn with_live(&mut self, run: RunId, change: impl FnOnce(&mut Live)) {
        if let Some(live) = self.run.run.live(run) {
            change(live);
        }
    }

    fn cancel(&mut self) {
        self.run.wanted = false;
        let run = core::mem::take(&mut self.run.run);
        self.run.run = match run {
            Run::Preparing(plan) => Run::Cancelled(plan, None),
            Run::Live(live) => Run::Cancelled(live.plan, Some(live.course)),
            Run::Simulating(plan) | Run::Counting(plan, _) => Run::Cancelled(plan, Some(Course::new(&plan.scenario))),
            Run::Known(known) if known.is_first() => {
                let (id, scenario, executor) = (known.id, known.run.trace.scenario, known.run.trace.executor);
                // What was not played has not been seen.
                Run::Cancelled(Plan { id, scenario, executor }, Some(known.into_course()))
            }
            Run::Known(mut known) => {
                known.pause();
                Run::Known(known)
            }
            other => other,
        };
    }

    /// A run on real workers is known, or a simulated one, which is played from its beginning.
    fn judged(&mut self, run: RunId, judged: Rc<Judged>, effects: &mut Vec<Effect>) {
        let known = match &self.run.run {
            Run::Live(live) if live.plan.id == run => Known::ended(run, judged),
            // All of it is shown, as that was asked for.
            Run::Simulating(plan) if plan.id == run && self.run.hurried == Some(run) => Known::ended(run, judged),
            Run::Simulating(plan) if plan.id == run => Known::simulated(run, judged),
            _ => return,
        };
        effects.push(Effect::Done(known.run.result()));
        self.run.run = Run::Known(known);
    }
}
