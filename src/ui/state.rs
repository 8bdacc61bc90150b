//! Everything the page knows, and how it changes: a state, an action, a new state.

use super::crowd::Crowd;
use super::shown::{Finished, Shown};
use crate::browser::isolation::Obstacle;
use crate::browser::workers::BuyerModule;
use crate::engine::Sales;
use crate::program::{BuyerId, Dialect, Micros};
use crate::scenario::{Engine, Language, Link, MAX_WORKERS, Notice, Problem, Scenario, Theme, set, write};
use crate::timeline::Mark;
use crate::trace::{Damage, Event, Executor, Failure};
use std::rc::Rc;

/// How far the page is.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// The buyers' module is on its way.
    Loading,
    /// Ready, nothing has run yet, or the scenario changed since.
    Idle,
    /// Another frame of the page around this one is running; this one is next.
    Queued,
    /// Workers are starting.
    Starting {
        /// How many stand at the gate.
        ready: u32,
        /// Who has kept the others waiting for a second.
        slow: Vec<BuyerId>,
    },
    /// Buyers are running, or a simulated run is played for the first time.
    Running,
    /// A run that is known is played again.
    Replaying,
    /// A run has ended.
    Done,
    /// A run was cancelled.
    Cancelled,
    /// Nothing can run here; why.
    Failed(String),
}

impl Phase {
    /// The name in `data-state`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Idle => "idle",
            Self::Queued => "queued",
            Self::Starting { .. } => "starting",
            Self::Running => "running",
            Self::Replaying => "replaying",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed(_) => "failed",
        }
    }

    /// Whether a run is under way.
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Queued | Self::Starting { .. } | Self::Running)
    }
}

/// Which panel is open below the stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The script's output.
    #[default]
    Log,
    /// The timeline as a table.
    Table,
    /// The purchase as code.
    Code,
    /// The same scenario with many seeds.
    Chance,
}

/// The most notices that are kept.
const MOST_NOTICES: usize = 50;

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What the controls show and the address bar says.
    pub link: Link,
    /// What could not be used as given.
    pub notices: Vec<Notice>,
    /// Whether the reader's browser asks for Chinese.
    pub prefers_chinese: bool,
    /// Why workers cannot share memory here, if they cannot.
    pub obstacle: Option<Obstacle>,
    /// The buyers' module once it is there; before, and where it cannot be had, what is wrong.
    pub module: Result<BuyerModule, String>,
    /// How far the page is.
    pub phase: Phase,
    /// What the stage shows; nothing before the first run.
    pub shown: Option<Rc<Shown>>,
    /// The mark explained in words.
    pub selected: Option<Mark>,
    /// The open panel.
    pub tab: Tab,
    /// The buyer whose lines the log shows; all without one.
    pub filter: Option<BuyerId>,
    /// How the purchase is written in the code panel.
    pub dialect: Dialect,
    /// How fast a known run is played: 1 is the run's own time.
    pub rate: f64,
    /// The text of the recorded run that is shown, as the address bar carries it.
    pub recorded: Option<String>,
    /// Of very many buyers, the first one of those in a row whose lanes are drawn.
    pub from: BuyerId,
    /// The run with many seeds, as far as it is.
    pub chance: Option<Rc<Sales>>,
}

/// What can happen to the page.
pub enum Action {
    /// A control, a preset: one parameter takes a value.
    Set(&'static str, String),
    /// Several parameters at once.
    Preset(&'static [(&'static str, &'static str)]),
    /// A notice was read.
    Dismiss(usize),
    /// The module arrived, or did not.
    Module(Result<BuyerModule, String>),
    /// The run waits for its turn.
    Queue,
    /// Workers are being started, or a simulated run begins to play.
    Start(Executor),
    /// So many workers are ready.
    Ready(u32),
    /// Nobody has become ready for a second.
    Slow(Vec<BuyerId>),
    /// The gate is open.
    Opened,
    /// A buyer failed.
    Failed(Failure),
    /// A frame of a run: its events so far, and the time.
    Frame(Rc<Vec<Event>>, Micros),
    /// The run is over.
    Finished(Rc<Finished>),
    /// A simulated run is known, and is played from its beginning.
    Play(Rc<Finished>),
    /// Of very many buyers, so many have ended.
    Counting(u32),
    /// Very many buyers are counted.
    Counted(Rc<Crowd>),
    /// Very many buyers: whose lanes are drawn.
    From(BuyerId),
    /// A recorded run was opened, with its text.
    Replay(Rc<Finished>),
    /// A recorded run could not be opened: what was given, and why.
    Refused(String, Damage),
    /// A file could not be opened: its name, and why.
    RefusedFile(String, Damage),
    /// So many milliseconds of playing have passed.
    Tick(f64),
    /// A known run shows so many of its events.
    Seek(usize),
    /// A known run shows so many events more, or fewer.
    Step(i32),
    /// Playing goes on, or pauses.
    Resume(bool),
    /// Another speed of playing.
    Rate(f64),
    /// The run was cancelled.
    Cancelled,
    /// Another mark is explained, or none.
    Select(Option<Mark>),
    /// Another panel.
    Open(Tab),
    /// Whose lines the log shows.
    Filter(Option<BuyerId>),
    /// The code panel in another language.
    Write(Dialect),
    /// The run with many seeds is so far.
    Chance(Option<Rc<Sales>>),
}

impl Action {
    /// Whether this tells how a run goes on.
    const fn is_news(&self) -> bool {
        matches!(
            self,
            Self::Ready(_)
                | Self::Slow(_)
                | Self::Opened
                | Self::Failed(_)
                | Self::Frame(..)
                | Self::Finished(_)
                | Self::Play(_)
                | Self::Counting(_)
                | Self::Counted(_)
        )
    }
}

impl State {
    /// The state in which the page opens.
    pub fn new(link: Link, notices: Vec<Notice>, prefers_chinese: bool, obstacle: Option<Obstacle>) -> Self {
        // Where no worker can run, there is no module to wait for.
        let phase = if obstacle.is_none() { Phase::Loading } else { Phase::Idle };
        Self {
            link,
            notices,
            prefers_chinese,
            obstacle,
            module: Err(String::new()),
            phase,
            shown: None,
            selected: None,
            tab: Tab::Log,
            filter: None,
            dialect: Dialect::Python,
            rate: 1.0,
            recorded: None,
            from: 1,
            chance: None,
        }
    }

    /// What the address bar says, without `?`: the query, and the hash of a recorded run.
    pub fn address(&self) -> String {
        let query = write(&self.link);
        match &self.recorded {
            Some(text) => format!("{query}#t={text}"),
            None => query,
        }
    }

    /// Whether time goes on by itself in a run that is known.
    pub fn is_playing(&self) -> bool {
        self.shown.as_ref().and_then(|shown| shown.cursor).is_some_and(|cursor| cursor.playing)
    }

    /// Whether a known run stands still within.
    pub fn is_paused(&self) -> bool {
        self.shown.as_ref().and_then(|shown| shown.cursor).is_some_and(|cursor| !cursor.playing)
    }

    /// Whether a run can be started now.
    pub fn can_run(&self) -> bool {
        let waits = matches!(self.phase, Phase::Idle | Phase::Replaying | Phase::Done | Phase::Cancelled);
        waits && (self.module.is_ok() || self.executor() == Executor::Virtual)
    }

    /// Who executed what is shown, or will execute the next run.
    pub fn shown_executor(&self) -> Executor {
        self.shown.as_ref().map_or_else(|| self.executor(), |shown| shown.executor)
    }

    /// The language of the texts, as `html lang` spells it.
    pub const fn lang(&self) -> &'static str {
        match self.link.page.lang {
            Language::Zh => "zh",
            Language::Auto if self.prefers_chinese => "zh",
            Language::En | Language::Auto => "en",
        }
    }

    /// The theme, when the link names one.
    pub const fn theme(&self) -> Option<&'static str> {
        match self.link.page.theme {
            Theme::Auto => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }

    /// Who will execute the next run.
    pub fn executor(&self) -> Executor {
        let too_many = self.link.scenario.buyers.get() > MAX_WORKERS;
        match self.link.page.engine {
            Engine::Virtual => Executor::Virtual,
            _ if self.obstacle.is_some() || too_many => Executor::Virtual,
            _ => Executor::Workers,
        }
    }

    /// Sets one parameter as a link would; what could not be used is shown, and given back.
    pub fn set(&mut self, name: &str, value: &str) -> Vec<Notice> {
        let before = self.link.scenario;
        let (link, notices) = set(&self.link, name, value);
        self.link = link;
        self.notices.retain(|notice| notice.parameter != name);
        self.notices.extend(notices.clone());
        // A page around this one may ask for ten thousand things that do not exist.
        let old = self.notices.len().saturating_sub(MOST_NOTICES);
        self.notices.drain(..old);
        // What the stage shows must be what the address bar says.
        if self.link.scenario != before && !self.phase.is_busy() {
            self.clear();
        }
        notices
    }

    fn clear(&mut self) {
        self.shown = None;
        self.selected = None;
        self.filter = None;
        self.recorded = None;
        self.chance = None;
        if matches!(self.phase, Phase::Done | Phase::Cancelled | Phase::Replaying) {
            self.phase = Phase::Idle;
        }
    }
}

impl State {
    /// The one place where the state changes.
    pub fn apply(&mut self, action: Action) {
        // What was still under way when a run was cancelled comes too late.
        if action.is_news() && !self.phase.is_busy() {
            return;
        }
        match action {
            Action::Set(name, value) => drop(self.set(name, &value)),
            Action::Preset(pairs) => pairs.iter().for_each(|(name, value)| drop(self.set(name, value))),
            Action::Dismiss(index) => {
                if index < self.notices.len() {
                    self.notices.remove(index);
                }
            }
            Action::Module(module) => {
                // A recorded run may be playing already; it needs no buyers.
                if self.phase == Phase::Loading {
                    self.phase = module.as_ref().map_or_else(|text| Phase::Failed(text.clone()), |_| Phase::Idle);
                }
                self.module = module;
            }
            Action::Queue => {
                self.clear();
                self.phase = Phase::Queued;
            }
            Action::Start(executor) => {
                self.clear();
                self.shown = Some(Rc::new(Shown::new(self.link.scenario, executor)));
                self.phase = match executor {
                    Executor::Workers => Phase::Starting { ready: 0, slow: Vec::new() },
                    Executor::Virtual | Executor::Replay => Phase::Running,
                };
            }
            Action::Ready(count) => {
                if let Phase::Starting { ready, slow } = &mut self.phase {
                    *ready = count;
                    slow.clear();
                }
            }
            Action::Slow(buyers) => {
                if let Phase::Starting { slow, .. } = &mut self.phase {
                    *slow = buyers;
                }
            }
            Action::Opened => self.phase = Phase::Running,
            Action::Failed(failure) => self.update_shown(|shown| shown.failures.push(failure)),
            Action::Frame(events, now) => self.update_shown(|shown| (shown.events, shown.now) = (events, now)),
            Action::Finished(finished) => {
                self.update_shown(|shown| shown.finish(finished));
                self.phase = Phase::Done;
            }
            Action::Play(finished) => {
                // Cancelled and started again, with another scenario, while this one was being written down.
                if self.shown.as_ref().is_some_and(|shown| shown.scenario == finished.trace.scenario) {
                    self.update_shown(|shown| shown.play(finished));
                }
            }
            Action::Counting(ended) => self.update_shown(|shown| shown.ended = ended),
            Action::Counted(crowd) => {
                self.update_shown(|shown| shown.crowd = Some(crowd));
                self.from = 1;
                self.phase = Phase::Done;
            }
            Action::From(buyer) => self.from = buyer,
            Action::Replay(finished) => self.replay(finished),
            Action::Refused(given, damage) => self.refuse(&given, &damage, false),
            Action::RefusedFile(name, damage) => self.refuse(&name, &damage, true),
            Action::Tick(millis) => self.tick(millis),
            Action::Seek(index) => {
                self.update_shown(|shown| shown.seek(index));
                self.follow_cursor();
            }
            Action::Step(by) => {
                self.update_shown(|shown| shown.step(by));
                self.follow_cursor();
            }
            Action::Resume(playing) => self.resume(playing),
            Action::Rate(rate) => self.rate = rate,
            Action::Cancelled => {
                self.phase = Phase::Cancelled;
                // What was not played has not been seen.
                self.update_shown(|shown| (shown.cursor, shown.finished) = (None, None));
            }
            Action::Select(mark) => self.selected = mark,
            Action::Open(tab) => self.tab = tab,
            Action::Filter(buyer) => self.filter = buyer,
            Action::Write(dialect) => self.dialect = dialect,
            Action::Chance(sales) => self.chance = sales,
        }
    }
}

/// Recorded runs, and playing.
impl State {
    fn replay(&mut self, finished: Rc<Finished>) {
        let scenario = finished.trace.scenario;
        self.forget_recordings();
        // A link that says nothing of the run, or the same, leaves nothing to tell.
        if self.link.scenario != scenario && self.link.scenario != Scenario::default() {
            let given = write(&Link { scenario: self.link.scenario, ..Link::default() });
            let used = write(&Link { scenario, ..Link::default() });
            self.notices.push(Notice::of_schedule(&given, Problem::Pinned, used));
        }
        self.clear();
        self.link.scenario = scenario;
        self.recorded.clone_from(&finished.schedule);
        let mut shown = Shown::new(scenario, finished.trace.executor);
        shown.play(finished);
        self.shown = Some(Rc::new(shown));
        self.phase = Phase::Replaying;
    }

    /// What was said about the last recording says nothing about the next.
    fn forget_recordings(&mut self) {
        let said = [Problem::BadSchedule, Problem::NewerSchedule, Problem::Pinned, Problem::BadFile];
        self.notices.retain(|notice| !said.contains(&notice.problem));
    }

    fn refuse(&mut self, given: &str, damage: &Damage, is_file: bool) {
        let problem = match damage {
            _ if is_file => Problem::BadFile,
            Damage::Newer(_) => Problem::NewerSchedule,
            Damage::NoSchedule | Damage::Altered | Damage::Senseless => Problem::BadSchedule,
        };
        self.forget_recordings();
        let used = write(&Link { scenario: self.link.scenario, ..Link::default() });
        self.notices.push(Notice::of_schedule(given, problem, used));
    }

    fn tick(&mut self, millis: f64) {
        let Some(shown) = &self.shown else { return };
        // A simulated run is played at the scenario's speed; a measured one in the time it took.
        let factor = if shown.is_simulated() { shown.scenario.speed.factor() } else { 1.0 };
        let micros = millis * 1000.0 * factor * self.rate;
        let mut goes_on = true;
        self.update_shown(|shown| goes_on = shown.advance(micros));
        if !goes_on {
            self.follow_cursor();
        }
    }

    /// Playing on from the end begins at the beginning.
    fn resume(&mut self, playing: bool) {
        self.update_shown(|shown| {
            if shown.cursor.is_none() {
                shown.seek(0);
            }
            if let Some(cursor) = &mut shown.cursor {
                cursor.playing = playing;
            }
        });
        self.follow_cursor();
    }

    /// A run that is played up to its end is done; one that stands within is being replayed.
    fn follow_cursor(&mut self) {
        let Some((finished, cursor)) = self.shown.as_ref().and_then(|s| s.finished.clone().zip(s.cursor)) else {
            return;
        };
        if cursor.index == finished.passed.len() {
            self.update_shown(|shown| shown.finish(finished));
            self.phase = Phase::Done;
        } else if self.phase != Phase::Running {
            self.phase = Phase::Replaying;
        }
    }
}

impl State {
    fn update_shown(&mut self, update: impl FnOnce(&mut Shown)) {
        if let Some(shown) = &mut self.shown {
            update(Rc::make_mut(shown));
        }
    }
}
