//! Everything the page knows, and how it changes: a state, an action, a new state.

use super::shown::{Finished, Shown};
use crate::browser::isolation::Obstacle;
use crate::browser::workers::BuyerModule;
use crate::program::{BuyerId, Micros};
use crate::scenario::{Engine, Language, Link, MAX_WORKERS, Notice, Theme, set};
use crate::timeline::Mark;
use crate::trace::{Event, Executor, Failure};
use std::rc::Rc;

/// How far the page is.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// The buyers' module is on its way.
    Loading,
    /// Ready, nothing has run yet, or the scenario changed since.
    Idle,
    /// Workers are starting.
    Starting {
        /// How many stand at the gate.
        ready: u32,
        /// Who has kept the others waiting for a second.
        slow: Vec<BuyerId>,
    },
    /// Buyers are running, or a simulated run is played.
    Running,
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
            Self::Starting { .. } => "starting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed(_) => "failed",
        }
    }

    /// Whether a run is under way.
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Starting { .. } | Self::Running)
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
    /// The purchase as steps.
    Steps,
}

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
    /// The buyers' module, once it is there.
    pub module: Option<BuyerModule>,
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
    /// The run was cancelled.
    Cancelled,
    /// Another mark is explained, or none.
    Select(Option<Mark>),
    /// Another panel.
    Open(Tab),
    /// Whose lines the log shows.
    Filter(Option<BuyerId>),
}

impl Action {
    /// Whether this tells how a run goes on.
    const fn is_news(&self) -> bool {
        matches!(
            self,
            Self::Ready(_) | Self::Slow(_) | Self::Opened | Self::Failed(_) | Self::Frame(..) | Self::Finished(_)
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
            module: None,
            phase,
            shown: None,
            selected: None,
            tab: Tab::Log,
            filter: None,
        }
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

    fn change(&mut self, pairs: &[(&'static str, &str)]) {
        let before = self.link.scenario;
        for (name, value) in pairs {
            let (link, notices) = set(&self.link, name, value);
            self.link = link;
            // A control that is set again has nothing left to say about what it was given before.
            self.notices.retain(|notice| notice.parameter != *name);
            self.notices.extend(notices);
        }
        // What the stage shows must be what the address bar says.
        if self.link.scenario != before && !self.phase.is_busy() {
            self.clear();
        }
    }

    fn clear(&mut self) {
        self.shown = None;
        self.selected = None;
        self.filter = None;
        if matches!(self.phase, Phase::Done | Phase::Cancelled) {
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
            Action::Set(name, value) => self.change(&[(name, &value)]),
            Action::Preset(pairs) => self.change(pairs),
            Action::Dismiss(index) => {
                if index < self.notices.len() {
                    self.notices.remove(index);
                }
            }
            Action::Module(Ok(module)) => {
                self.module = Some(module);
                self.phase = Phase::Idle;
            }
            Action::Module(Err(text)) => self.phase = Phase::Failed(text),
            Action::Start(executor) => {
                self.clear();
                self.shown = Some(Rc::new(Shown::new(self.link.scenario, executor)));
                self.phase = match executor {
                    Executor::Workers => Phase::Starting { ready: 0, slow: Vec::new() },
                    Executor::Virtual => Phase::Running,
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
            Action::Cancelled => self.phase = Phase::Cancelled,
            Action::Select(mark) => self.selected = mark,
            Action::Open(tab) => self.tab = tab,
            Action::Filter(buyer) => self.filter = buyer,
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
