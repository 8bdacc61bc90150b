//! All that the page knows, and how it changes: state and action in, new state and effects out. Pure.
//!
//! The state is made of slices, each with an exhaustive `reduce` of its own: the link, what this page can do here, the
//! run, how it is played, what is open around it, the same scenario with many seeds, what the reader expects of it, how fast memory and file are. It holds causes and facts, never a
//! finished sentence. Whatever a run brings about carries the [`RunId`] it belongs to; what belongs to another run than
//! the present one is dropped. Effects are data; who carries them out tells what came of it by further actions.

mod effect;
mod guess;
mod hub;
mod id;
mod lack;
mod link;
mod many;
mod measured;
mod page;
mod panels;
mod play;
mod run;

pub use effect::{Cause, Effect, Form, Needs};
pub use guess::Guess;
pub use hub::{Hub, Subscription};
pub use id::{Plan, RunId};
pub use lack::{Arrival, Lack, Module, Obstacle, Part, Tried};
pub use link::{LinkAction, LinkSlice, Pairs, of_file, pairs};
pub use many::{Many, ManyAction};
pub use measured::{MeasureAction, Measured, Rates};
pub use page::{Page, PageAction};
pub use panels::{PanelAction, Panels, Place, Tab};
pub use play::{Play, PlayAction};
pub use run::{Course, Cursor, Known, Live, Phase, Run, RunAction, RunSlice, Stage};

use crate::scenario::{Carried, Engine, Link, MAX_WORKERS, Notice, Scenario, Store, Theme, View, write};
use crate::text::Lang;
use crate::trace::{Event, Executor, Failure, LostUpdate, lost_update};
use std::rc::Rc;

/// The page.
#[derive(Debug)]
pub struct State {
    /// What the controls show and the address bar says.
    pub link: LinkSlice,
    /// What this page can do here.
    pub page: Page,
    /// What runs, or has run.
    pub run: RunSlice,
    /// How a known run is played.
    pub play: Play,
    /// What is open around it.
    pub panels: Panels,
    /// The scenario with many seeds.
    pub many: Option<Many>,
    /// What the reader expects of a scenario.
    guessed: guess::Guessed,
    /// Memory against a file, on this machine.
    pub measured: Measured,
    /// What only the race can carry out, and was asked for before it came: in order.
    waiting: Vec<Effect>,
}

/// What can happen to the page, by slice.
#[derive(Clone, Debug)]
pub enum Action {
    /// To the link and its notices.
    Link(LinkAction),
    /// To what this page can do.
    Page(PageAction),
    /// To the run.
    Run(RunAction),
    /// To the playing of a known run.
    Play(PlayAction),
    /// To what is open.
    Panel(PanelAction),
    /// To the run with many seeds.
    Many(ManyAction),
    /// The reader guesses.
    Guess(Guess),
    /// To the measurement of memory against a file.
    Measure(MeasureAction),
}

/// What is known when the page opens.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// What the address says.
    pub link: Link,
    /// What of it could not be used.
    pub notices: Vec<Notice>,
    /// What the hash carries.
    pub carried: Carried,
    /// The language the reader's browser asks for.
    pub prefers: Lang,
    /// Why workers cannot share memory here, if they cannot.
    pub obstacle: Option<Obstacle>,
    /// Whether the page stands in a frame.
    pub framed: bool,
}

impl State {
    /// The state in which the page opens, and what has to be done first.
    pub fn open(opening: Opening) -> (Self, Vec<Effect>) {
        let Opening { link, notices, carried: Carried { recorded, handed_in }, prefers, obstacle, framed } = opening;
        let mut state = Self {
            page: Page::new(obstacle, framed, link.page.embed),
            // A recorded run plays by itself; where every schedule is explored, or a lesson leads, none is run.
            run: RunSlice::new(link.page.autorun && recorded.is_none() && !link.page.view.works_by_itself()),
            play: Play::default(),
            panels: Panels::new(link.page.view),
            many: None,
            guessed: None,
            measured: Measured::No,
            waiting: Vec::new(),
            link: LinkSlice { handed_in: handed_in.map(Into::into), ..LinkSlice::new(link, notices, prefers) },
        };
        let mut effects = Vec::new();
        if state.page.loads_module() {
            effects.push(Effect::LoadModule);
        }
        if let Some(text) = recorded {
            state.open_recorded(text, &mut effects);
        }
        let effects = state.hold_back(effects);
        (state, effects)
    }

    /// The one place where the state changes. Gives what is to be carried out, in order.
    pub fn reduce(&mut self, action: Action) -> Vec<Effect> {
        let mut effects = Vec::new();
        let (busy, many) = (self.run.run.busy(), self.many.as_ref().map(|many| many.id));
        match action {
            Action::Link(action) => self.reduce_link(action, &mut effects),
            Action::Page(action) => self.reduce_page(action, &mut effects),
            Action::Run(action) => self.reduce_run(action, &mut effects),
            Action::Play(action) => self.reduce_play(action),
            Action::Panel(action) => self.reduce_panels(action),
            Action::Many(action) => self.reduce_many(action, &mut effects),
            Action::Guess(guess) => self.reduce_guess(guess),
            Action::Measure(action) => self.reduce_measured(action, &mut effects),
        }
        if self.run.wanted && self.can_run() {
            self.reduce_run(RunAction::Run, &mut effects);
        }
        // Whatever kept it going is ended, whichever way it came to an end.
        if let Some(ended) = busy.filter(|run| self.run.run.busy() != Some(*run)) {
            effects.insert(0, Effect::Stop(ended));
        }
        if let Some(ended) = many.filter(|series| self.many.as_ref().map(|many| many.id) != Some(*series)) {
            effects.push(Effect::StopMany(ended));
        }
        self.hold_back(effects)
    }

    /// What the shell cannot carry out waits until somebody is there who can; what belongs to a run that is over by then is
    /// dropped.
    fn hold_back(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        if self.page.is_incomplete() {
            self.waiting.clear();
            effects.into_iter().filter(|effect| !effect.needs_runs()).collect()
        } else if self.page.has(Part::Runs) {
            let mut all: Vec<Effect> = core::mem::take(&mut self.waiting);
            all.retain(|effect| effect.run().is_none_or(|run| self.run.awaits(run)));
            all.extend(effects);
            all
        } else {
            let (later, now) = effects.into_iter().partition(Effect::needs_runs);
            self.waiting.extend::<Vec<Effect>>(later);
            now
        }
    }
}

/// What follows from the state.
impl State {
    /// The scenario of the controls.
    pub const fn scenario(&self) -> &Scenario {
        &self.link.link.scenario
    }

    /// The language of the texts.
    pub const fn lang(&self) -> Lang {
        self.link.lang()
    }

    /// The theme, when the link names one.
    pub const fn theme(&self) -> Option<&'static str> {
        match self.link.link.page.theme {
            Theme::Auto => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }

    /// Whether the page stands in somebody else's, without the site's chrome.
    pub const fn embedded(&self) -> bool {
        self.page.embedded
    }

    /// What the address bar says, without `?`: the query, and the hash of a recorded run, also while that is being opened.
    pub fn address(&self) -> String {
        let query = write(&self.link.link);
        match (self.run.carried(), self.handed_in()) {
            (_, Some(text)) => format!("{query}#h={text}"),
            (Some(text), _) => format!("{query}#t={text}"),
            _ => query,
        }
    }

    /// The same, and the hash of the run that is shown, where it can be replayed.
    pub fn address_with_run(&self) -> String {
        match self.run.run.known().and_then(|known| known.run.recording.as_ref()) {
            Some(text) => format!("{}#t={text}", write(&self.link.link)),
            None => self.address(),
        }
    }

    /// The text of what was handed in, where that is looked at, or gone on with.
    pub fn handed_in(&self) -> Option<&Rc<str>> {
        self.link.handed_in.as_ref().filter(|_| matches!(self.view(), View::Check | View::Learn))
    }

    /// The address of exactly the run that is shown; `None` when none is known, or it cannot be replayed.
    pub fn exact_address(&self) -> Option<String> {
        let text = self.run.run.known()?.run.recording.as_ref()?;
        let mut link = self.link.link;
        link.page.at = self.stands_at();
        Some(format!("{}#t={text}", write(&link)))
    }

    /// How many events of a known run are shown, while it stands still before its end.
    pub fn stands_at(&self) -> Option<u32> {
        let cursor = self.run.run.known()?.cursor.filter(|cursor| !cursor.playing)?;
        u32::try_from(cursor.index).ok()
    }

    /// The first lost update, where a known run stands still at it.
    pub fn lost_here(&self) -> Option<LostUpdate> {
        let known = self.run.run.known()?;
        let lost = known.run.first_lost().filter(|lost| self.stands_at() == u32::try_from(*lost).ok())?;
        lost_update(&known.run.trace.events, lost - 1)
    }

    /// The address of the same thing in a tab of its own.
    pub fn own_tab(&self) -> String {
        let mut link = self.link.link;
        link.page.embed = false;
        let query = write(&link);
        self.run.run.recorded().map_or_else(|| query.clone(), |text| format!("{query}#t={text}"))
    }

    /// The address of the run that is shown, in a tab of its own; of its scenario alone, where there is none or it cannot
    /// be replayed.
    pub fn own_tab_with_run(&self) -> String {
        match self.run.run.known().and_then(|known| known.run.recording.as_ref()) {
            Some(text) => {
                let mut link = self.link.link;
                link.page.embed = false;
                format!("{}#t={text}", write(&link))
            }
            None => self.own_tab(),
        }
    }

    /// Who will execute the next run.
    pub fn executor(&self) -> Executor {
        let Link { scenario, page } = &self.link.link;
        match page.engine {
            Engine::Virtual => Executor::Virtual,
            _ if self.page.obstacle.is_some() || scenario.buyers.get() > MAX_WORKERS => Executor::Virtual,
            _ if scenario.store == Store::File && self.page.no_file.is_some() => Executor::Virtual,
            _ => Executor::Workers,
        }
    }

    /// Who executed what is shown, or will execute the next run.
    pub fn shown_executor(&self) -> Executor {
        self.run.run.executor().unwrap_or_else(|| self.executor())
    }

    /// What has happened so far in what is shown.
    pub fn events(&self) -> &[Event] {
        self.run.run.events()
    }

    /// Who has failed so far in what is shown.
    pub fn failures(&self) -> &[Failure] {
        self.run.run.failures()
    }

    /// Whether there is a run to show.
    pub const fn begun(&self) -> bool {
        self.run.run.begun()
    }

    /// Whether everything is there that the next run needs; what is lacking, where it cannot be had; `None` while it is
    /// on its way.
    pub fn loaded(&self) -> Option<Result<(), Lack>> {
        let here = self.page.has(Part::Runs);
        match (self.executor(), &self.page.module) {
            _ if self.page.is_incomplete() => Some(Err(Lack::Incomplete)),
            // The file is put in place by what carries out runs.
            (Executor::Workers, _) if !here && self.scenario().store == Store::File => None,
            (Executor::Workers, Module::Here) => Some(Ok(())),
            (Executor::Workers, _) if self.page.embedded => here.then_some(Ok(())),
            (Executor::Workers, Module::Missing(text)) => Some(Err(Lack::Module(text.clone()))),
            (Executor::Workers, Module::Coming) => None,
            (Executor::Virtual | Executor::Replay, _) => here.then_some(Ok(())),
        }
    }

    /// How far the page is.
    pub fn phase(&self) -> Phase {
        match self.run.run.phase() {
            Some(phase) => phase,
            None => match self.loaded() {
                None => Phase::Loading,
                Some(Ok(())) => Phase::Idle,
                Some(Err(_)) => Phase::Failed,
            },
        }
    }

    /// Why nothing can run, where nothing can.
    pub fn lack(&self) -> Option<Lack> {
        match &self.run.run {
            Run::Failed(lack) => Some(lack.clone()),
            _ => self.loaded()?.err(),
        }
    }

    /// Whether a run can be started now.
    pub fn can_run(&self) -> bool {
        self.run.run.busy().is_none() && self.loaded() == Some(Ok(()))
    }

    /// Which view of the contract is open.
    pub fn view(&self) -> View {
        self.link.link.page.view
    }

    /// The reader sees another run, or none: what was chosen in the last one means nothing any more.
    fn forget_choices(&mut self) {
        self.play.selected = None;
        self.play.from = 1;
        self.panels.filter = None;
        self.panels.more = 0;
        self.many = None;
    }
}

#[cfg(test)]
mod tests;
