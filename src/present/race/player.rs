//! Playing a known run, and of very many buyers, which of them are drawn one by one.

use super::{Shown, shown};
use crate::present::explore::stands;
use crate::present::{Same, Select, words};
use crate::scenario::Scenario;
use crate::store::{Known, Run, Stage, State};
use crate::t;
use crate::text::{Lang, count, stamp};
use crate::timeline::{Pace, first_of_a_row};
use crate::trace::Judged;

/// Makes the player.
#[derive(Default)]
pub struct Player;

/// The controls that play a known run; disabled until one is known.
#[derive(Clone, Debug, PartialEq)]
pub struct PlayerModel {
    /// Their name.
    pub title: String,
    /// Whether a run is known.
    pub enabled: bool,
    /// How many events it has, and how many of them are shown.
    pub total: usize,
    /// How many of them are shown.
    pub index: usize,
    /// Whether time goes on by itself.
    pub playing: bool,
    /// How fast.
    pub rate: f64,
    /// How many events are shown once the first update is lost.
    pub lost: Option<usize>,
    /// What the buttons are called: to the beginning, one back, play or pause, one on, to the end.
    pub names: [String; 5],
    /// The names of slider, speed, and the way to the first lost update.
    pub scrub: String,
    /// The name of the choice of speed.
    pub rate_name: String,
    /// The name of the way to the first lost update.
    pub lost_name: String,
    /// While real workers run, the name of the way to the end of the same scenario, simulated.
    pub hurry: Option<String>,
    /// The name of the way to go on from here by hand, where that can be.
    pub by_hand: Option<String>,
    /// Which event was the last one shown.
    pub here: String,
}

impl Select for Player {
    type Key = (Lang, Shown, Option<Same<Judged>>, bool, u64, bool);
    type Model = PlayerModel;

    fn key(&self, state: &State) -> Self::Key {
        let known = state.run.run.known();
        let playing = known.is_some_and(Known::is_playing);
        let run = known.map(|known| Same(known.run.clone()));
        (state.lang(), shown(state), run, playing, state.play.rate.to_bits(), is_live(state))
    }

    fn make(&mut self, state: &State) -> PlayerModel {
        let live = is_live(state);
        let lang = state.lang();
        let known = state.run.run.known();
        let playing = known.is_some_and(Known::is_playing);
        let index = known.map_or(0, Known::index);
        let play = if playing { "player.pause" } else { "player.play" };
        PlayerModel {
            title: t!(lang, "player.title"),
            enabled: known.is_some(),
            total: known.map_or(0, |known| known.run.len()),
            index,
            playing,
            rate: state.play.rate,
            lost: known.and_then(|known| known.run.first_lost()),
            names: ["player.start", "player.prev", play, "player.next", "player.end"].map(|key| t!(lang, key)),
            scrub: t!(lang, "player.scrub"),
            rate_name: t!(lang, "player.rate"),
            lost_name: t!(lang, "player.lost"),
            hurry: live.then(|| t!(lang, "player.hurry")),
            by_hand: stands(state).filter(|_| !state.embedded()).map(|_| t!(lang, "player.by_hand")),
            here: known.map_or_else(|| t!(lang, "player.none"), |known| place(lang, known)),
        }
    }
}

/// Whether buyers run on real workers.
const fn is_live(state: &State) -> bool {
    matches!(&state.run.run, Run::Live(live) if matches!(live.stage, Stage::Running { .. }))
}

/// Which event was the last one shown, in words.
fn place(lang: Lang, known: &Known) -> String {
    let (run, index) = (&known.run, known.index());
    let buyers = run.trace.scenario.buyers.get();
    match index.checked_sub(1).and_then(|last| run.trace.events.get(last)) {
        None => t!(lang, "player.at_start", of = count(lang, run.len())),
        Some(event) => t!(
            lang,
            "player.at",
            at = count(lang, index),
            of = count(lang, run.len()),
            time = stamp(lang, Pace::of(run).told(event.at)),
            who = words::name(lang, event.buyer > buyers, event.buyer),
            what = words::event(lang, *event, known.follow.note(index - 1, *event))
        ),
    }
}

/// Makes the choice of lanes.
#[derive(Default)]
pub struct Crowd;

/// Of very many buyers, the first one of those in a row whose lanes are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrowdModel {
    /// What the lanes are.
    pub what: String,
    /// What is asked.
    pub label: String,
    /// The first one now.
    pub from: u32,
    /// The last that can be the first.
    pub last: u32,
    /// How many buyers there are.
    pub buyers: u32,
    /// Whether they are counted.
    pub enabled: bool,
}

impl Select for Crowd {
    type Key = (Lang, Scenario, u32, bool);
    type Model = CrowdModel;

    fn key(&self, state: &State) -> Self::Key {
        (state.lang(), *state.scenario(), state.play.from, state.run.run.crowd().is_some())
    }

    fn make(&mut self, state: &State) -> CrowdModel {
        let (lang, scenario, from, enabled) = self.key(state);
        let buyers = scenario.buyers.get();
        CrowdModel {
            what: t!(lang, "crowd.what", buyers = count(lang, buyers)),
            label: t!(lang, "crowd.from"),
            from,
            last: first_of_a_row(buyers, buyers),
            buyers,
            enabled,
        }
    }
}
