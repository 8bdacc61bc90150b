//! What the stage draws: the timeline of what has happened, of the whole of a known run, or, faintly, of what is
//! expected; and how time goes on in it. The playhead itself is the stage's.

use super::{Shown, crowd, pace, shown};
use crate::engine::run_virtual;
use crate::present::{Same, Select};
use crate::program::{BuyerId, Micros};
use crate::scenario::{MAX_LANES, Scenario};
use crate::store::{Run, RunId, Stage, State};
use crate::text::Lang;
use crate::timeline::picture::Truth;
use crate::timeline::{Builder, Fate, Mark, Pace, Timeline, build, drawn, fate, horizon, told};
use crate::trace::{Counted, Executor, Judged, LostUpdate};
use std::rc::Rc;

/// The most buyers whose expected run is drawn before they run.
const MOST_EXPECTED: u32 = 200;

/// Makes the scene. It remembers timelines, so that none is laid out twice.
#[derive(Default)]
pub struct Scene {
    lanes: Lanes,
    expected: Option<(Scenario, Rc<Timeline>)>,
    chosen: Option<(Same<Counted>, u32, Rc<Timeline>)>,
}

/// What the stage draws.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneModel {
    /// The language of what stands in it.
    pub lang: Lang,
    /// What is run.
    pub scenario: Scenario,
    /// The lanes.
    pub timeline: Same<Timeline>,
    /// How everybody's task has ended as far as events are shown, by lane.
    pub fates: Vec<Fate>,
    /// Whether this has happened, or is only expected; and then, whether that may be told before somebody has guessed.
    pub truth: Truth,
    /// Whether a run is under way.
    pub running: bool,
    /// How time goes on.
    pub time: Time,
    /// Up to when the axis reaches.
    pub end: Micros,
    /// The mark that is explained.
    pub selected: Option<Mark>,
    /// The first lost update, where the run stands still at it.
    pub lost: Option<Lost>,
    /// The steps of which line or bar the reader points at.
    pub pointed: Rc<[usize]>,
    /// Very many buyers, counted: drawn above a few lanes.
    pub crowd: Option<Same<Counted>>,
    /// Whether it is for a lecture hall.
    pub large: bool,
    /// The theme, so that a change of it paints anew.
    pub theme: Option<&'static str>,
}

impl SceneModel {
    /// Whether this has happened.
    pub fn begun(&self) -> bool {
        self.truth == Truth::Happened
    }
}

/// An update that was lost: the buyers, and the instants in microseconds of the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost {
    /// When who wrote later had read.
    pub read: Micros,
    /// Whose write was lost, and when it was made.
    pub lost: (BuyerId, Micros),
    /// Who wrote over it, and when.
    pub write: (BuyerId, Micros),
}

fn lost_marks(run: &Judged, pace: Pace, lost: LostUpdate) -> Lost {
    let of = |index: usize| run.trace.events.get(index).map_or((0, 0), |event| (event.buyer, pace.told(event.at)));
    Lost { read: of(lost.read).1, lost: of(lost.lost), write: of(lost.write) }
}

/// How time goes on in a scene.
#[derive(Clone, Debug, PartialEq)]
pub enum Time {
    /// It does not: nothing has begun, or all is shown.
    Still,
    /// As it does for everybody.
    Live(Since),
    /// As it went on in a known run.
    Play(Play),
}

/// Since when a run goes on, and how fast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Since {
    /// The instant of the page's clock, in ms.
    pub opened_at: f64,
    /// How the run's own time becomes the scenario's.
    pub pace: Pace,
}

impl Since {
    /// How far it has come at an instant of the page's clock, in ms; in microseconds of the scenario.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "runs are shorter than 285 years")]
    pub fn until(self, now: f64) -> Micros {
        self.pace.told(((now - self.opened_at) * 1000.0).max(0.0) as u64)
    }
}

/// A known run that can be played.
#[derive(Clone, Debug, PartialEq)]
pub struct Play {
    /// Which.
    pub id: RunId,
    /// What is known of it.
    pub run: Same<Judged>,
    /// How many of its events are shown; `None` when it stands nowhere, and all of it is shown.
    pub index: Option<usize>,
    /// Whether time goes on by itself.
    pub playing: bool,
    /// How many of the scenario's microseconds pass in one of the page's.
    pub factor: f64,
    /// How the run's own time becomes the scenario's.
    pub pace: Pace,
}

impl Play {
    /// Where the playhead stands when so many events are shown, in microseconds of the scenario.
    pub fn time_of(&self, index: usize) -> Micros {
        self.pace.told(self.run.0.time_of(index))
    }

    /// How many events the playhead has passed at this instant, in microseconds of the scenario.
    pub fn passed(&self, at: Micros) -> usize {
        self.run.0.passed.partition_point(|passed| self.pace.told(*passed) <= at)
    }
}

impl Select for Scene {
    type Key = (
        (Lang, Scenario, Executor, Option<&'static str>),
        (Shown, Option<Same<Judged>>, Option<Same<Counted>>, bool, bool),
        (u32, Option<Mark>, u64, Option<u64>, bool, bool, Rc<[usize]>),
    );
    type Model = SceneModel;

    fn key(&self, state: &State) -> Self::Key {
        let known = state.run.run.known();
        let opened = match &state.run.run {
            Run::Live(live) => match live.stage {
                Stage::Running { opened_at } => Some(opened_at.to_bits()),
                Stage::Starting { .. } | Stage::Ended => None,
            },
            _ => None,
        };
        let large = state.link.link.page.present;
        (
            (state.lang(), *state.scenario(), state.executor(), state.theme()),
            (
                shown(state),
                known.map(|known| Same(known.run.clone())),
                crowd(state),
                known.is_some_and(crate::store::Known::is_playing),
                state.run.run.busy().is_some(),
            ),
            (
                state.play.from,
                state.play.selected,
                state.play.rate.to_bits(),
                opened,
                state.guess().is_some(),
                large,
                state.panels.pointed.clone(),
            ),
        )
    }

    fn make(&mut self, state: &State) -> SceneModel {
        let scenario = *state.scenario();
        let running = state.run.run.busy().is_some();
        let crowd = crowd(state);
        let pace = pace(state);
        let timeline = match (&crowd, state.run.run.known()) {
            (Some(counted), _) => self.chosen(counted, state.play.from),
            (None, Some(known)) => self.lanes.whole(&known.run),
            (None, None) if state.begun() => self.lanes.so_far(state).unwrap_or_default(),
            (None, None) => self.expected(&scenario),
        };
        let known = state.run.run.known();
        let time = match (&state.run.run, known) {
            (_, Some(known)) => Time::Play(Play {
                id: known.id,
                run: Same(known.run.clone()),
                index: known.cursor.map(|cursor| cursor.index),
                playing: known.is_playing(),
                // At rate 1 as fast as it went, or as the scenario asks for.
                factor: state.play.rate * scenario.speed.factor(),
                pace,
            }),
            (Run::Live(live), None) => match live.stage {
                Stage::Running { opened_at } => Time::Live(Since { opened_at, pace }),
                Stage::Starting { .. } | Stage::Ended => Time::Still,
            },
            _ => Time::Still,
        };
        // Lanes show the whole of a known run, outcomes what has happened in it so far.
        let fates = match known.filter(|known| known.cursor.is_some()) {
            Some(known) => known.follow.statuses().iter().map(fate).collect(),
            None => timeline.fates(),
        };
        let end = known.map_or_else(|| horizon(&scenario, &timeline, running), |known| pace.told(known.run.end()));
        SceneModel {
            lang: state.lang(),
            scenario,
            timeline: Same(timeline),
            fates,
            truth: match (state.begun(), state.guess()) {
                (true, _) => Truth::Happened,
                (false, Some(_)) => Truth::Expected,
                (false, None) => Truth::Unsaid,
            },
            running,
            time,
            end,
            selected: state.play.selected,
            lost: known.zip(state.lost_here()).map(|(known, lost)| lost_marks(&known.run, pace, lost)),
            pointed: state.panels.pointed.clone(),
            crowd,
            large: state.link.link.page.present,
            theme: state.theme(),
        }
    }
}

impl Scene {
    /// What virtual time expects of a scenario, as it will be drawn; nothing where there are too many buyers to draw.
    fn expected(&mut self, scenario: &Scenario) -> Rc<Timeline> {
        if let Some((_, timeline)) = self.expected.as_ref().filter(|(before, _)| before == scenario) {
            return timeline.clone();
        }
        let timeline = if scenario.buyers.get() > MOST_EXPECTED {
            Timeline::default()
        } else {
            build(scenario, &run_virtual(scenario).events, 0)
        };
        let timeline = Rc::new(timeline);
        self.expected = Some((*scenario, timeline.clone()));
        timeline
    }

    fn chosen(&mut self, counted: &Same<Counted>, from: u32) -> Rc<Timeline> {
        match &self.chosen {
            Some((before, first, timeline)) if before == counted && *first == from => timeline.clone(),
            _ => {
                let timeline = Rc::new(drawn(&counted.0.census, from));
                self.chosen = Some((counted.clone(), from, timeline.clone()));
                timeline
            }
        }
    }
}

/// Timelines of the run that is shown, each laid out once and then carried on.
#[derive(Default)]
pub struct Lanes {
    whole: Option<(Rc<Judged>, Rc<Timeline>)>,
    growing: Option<(Shown, Builder)>,
}

impl Lanes {
    /// All of a known run.
    fn whole(&mut self, run: &Rc<Judged>) -> Rc<Timeline> {
        match &self.whole {
            Some((before, timeline)) if Rc::ptr_eq(before, run) => timeline.clone(),
            _ => {
                let timeline = Rc::new(told(run));
                self.whole = Some((run.clone(), timeline.clone()));
                timeline
            }
        }
    }

    /// What has happened so far; `None` where nothing is kept of that.
    pub(super) fn so_far(&mut self, state: &State) -> Option<Rc<Timeline>> {
        if !state.begun() || state.scenario().buyers.get() > MAX_LANES {
            return None;
        }
        if let Some(known) = state.run.run.known().filter(|known| known.cursor.is_none()) {
            return Some(self.whole(&known.run));
        }
        let (now, events) = (shown(state), state.events());
        let carries_on = |(before, builder): &(Shown, Builder)| {
            (before.0, before.2) == (now.0, now.2) && builder.follow().len() <= events.len()
        };
        let mut builder = match self.growing.take().filter(carries_on) {
            Some((_, builder)) => builder,
            None => Builder::new(state.scenario(), pace(state)),
        };
        for event in &events[builder.follow().len()..] {
            builder.take(*event);
        }
        let timeline = builder.timeline(events.last().map_or(0, |event| event.at));
        self.growing = Some((now, builder));
        Some(Rc::new(timeline))
    }
}
