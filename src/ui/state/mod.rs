//! Everything the page knows, and how it changes: a state, an action, a new state.

mod action;
mod phase;
mod playing;

pub use action::Action;
pub use phase::{Phase, Tab};

use super::shown::Shown;
use super::t::t;
use crate::browser::isolation::Obstacle;
use crate::browser::workers::BuyerModule;
use crate::engine::Sales;
use crate::program::{BuyerId, Dialect};
use crate::scenario::{Engine, Language, Link, MAX_WORKERS, Notice, Store, Theme, set, write};
use crate::timeline::Mark;
use crate::trace::Executor;
use std::rc::Rc;

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
    /// Why real workers cannot have a file here, if they cannot: what the browser said, or what it lacks.
    pub no_file: Option<String>,
    /// Whether the browser opens the file for one process at a time; known once it was used.
    pub exclusive: bool,
    /// The buyers' module once it is there; before, and where it cannot be had, what is wrong.
    pub module: Result<BuyerModule, String>,
    /// Whether the buyers' module is loaded for a run only, not before.
    pub light: bool,
    /// Whether the page's second module is there; `None` while it is on its way.
    pub later: Option<bool>,
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

impl State {
    /// The state in which the page opens.
    pub fn new(link: Link, notices: Vec<Notice>, prefers_chinese: bool, obstacle: Option<Obstacle>) -> Self {
        Self {
            light: link.page.embed,
            tab: Tab::of(link.page.view),
            link,
            notices,
            prefers_chinese,
            obstacle,
            no_file: None,
            exclusive: false,
            module: Err(String::new()),
            later: None,
            phase: Phase::Loading,
            shown: None,
            selected: None,
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
        !self.phase.is_busy() && !matches!(self.phase, Phase::Loading) && self.loaded() == Some(Ok(()))
    }

    /// Whether everything is there that the next run needs; a sentence that says what is wrong, where it cannot be had.
    pub fn loaded(&self) -> Option<Result<(), String>> {
        match (self.later, self.executor(), &self.module) {
            (Some(false), ..) => Some(Err(t!("status.incomplete"))),
            // The second module puts the file in place.
            (None, Executor::Workers, _) if self.link.scenario.store == Store::File => None,
            (None, Executor::Virtual | Executor::Replay, _) => None,
            (Some(true), Executor::Virtual | Executor::Replay, _) | (_, Executor::Workers, Ok(_)) => Some(Ok(())),
            (later, Executor::Workers, Err(_)) if self.light => later.map(|_| Ok(())),
            (_, Executor::Workers, Err(text)) => (!text.is_empty()).then(|| Err(t!("status.failed", text = text))),
        }
    }

    /// What was on its way may be there now. A recorded run that is playing needs nothing more.
    fn go_on_loading(&mut self) {
        if self.phase == Phase::Loading
            && let Some(loaded) = self.loaded()
        {
            self.phase = loaded.map_or_else(Phase::Failed, |()| Phase::Idle);
        }
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
            _ if self.link.scenario.store == Store::File && self.no_file.is_some() => Executor::Virtual,
            _ => Executor::Workers,
        }
    }

    /// Sets parameters as a link would; what could not be used is shown, and given back.
    pub fn set(&mut self, pairs: &[(&str, &str)]) -> Vec<Notice> {
        let (before, view) = (self.link.scenario, self.link.page.view);
        let (link, notices) = set(&self.link, pairs);
        self.link = link;
        if self.link.page.view != view {
            self.tab = Tab::of(self.link.page.view);
        }
        self.notices.retain(|notice| pairs.iter().all(|(name, _)| notice.parameter != *name));
        self.notices.extend(notices.clone());
        // A page around this one may ask for ten thousand things that do not exist.
        let old = self.notices.len().saturating_sub(MOST_NOTICES);
        self.notices.drain(..old);
        self.go_on_loading();
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
    /// The one place where the state changes. Gives back what the second module knows how to do
    /// ([`State::apply_later`]).
    pub fn apply(&mut self, action: Action) -> Option<Action> {
        // What was still under way when a run was cancelled comes too late.
        if action.is_news() && !self.phase.is_busy() {
            return None;
        }
        match action {
            Action::Set(name, value) => drop(self.set(&[(name, &value)])),
            Action::Preset(pairs) => drop(self.set(pairs)),
            Action::Dismiss(index) => {
                if index < self.notices.len() {
                    self.notices.remove(index);
                }
            }
            Action::Module(module) => {
                self.module = module;
                self.go_on_loading();
            }
            Action::Later(true) => {
                self.later = Some(true);
                self.go_on_loading();
            }
            Action::Later(false) => {
                self.later = Some(false);
                self.phase = Phase::Failed(t!("status.incomplete"));
            }
            Action::Queue => {
                self.clear();
                self.phase = Phase::Queued;
            }
            Action::NoFile(text) => {
                self.no_file = Some(text);
                self.phase = Phase::Idle;
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
            Action::Cancelled => {
                self.phase = Phase::Cancelled;
                // What was not played has not been seen.
                self.update_shown(|shown| (shown.cursor, shown.finished) = (None, None));
            }
            action => return Some(action),
        }
        None
    }
}

impl State {
    fn update_shown(&mut self, update: impl FnOnce(&mut Shown)) {
        if let Some(shown) = &mut self.shown {
            update(Rc::make_mut(shown));
        }
    }
}
