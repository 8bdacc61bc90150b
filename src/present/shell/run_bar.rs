//! Run and Cancel, and how far the run is.

use crate::present::Select;
use crate::scenario::MAX_LANES;
use crate::store::{Lack, Phase, Run, Stage, State};
use crate::t;
use crate::text::{Lang, count};

/// Makes the run bar.
#[derive(Default)]
pub struct RunBar;

/// The one big button, and a word on how far the run is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunBarModel {
    /// Whether a run is under way, so that the button ends it.
    pub busy: bool,
    /// Whether the button loads the page anew, because something is lacking.
    pub renews: bool,
    /// What the button says.
    pub label: String,
    /// Whether it can be pressed.
    pub enabled: bool,
    /// How far the run is.
    pub status: String,
    /// The name of the way to the controls, where there is no room for them.
    pub settings: String,
}

impl Select for RunBar {
    type Key = (Lang, Phase, bool, bool, bool, Option<Lack>, String);
    type Model = RunBarModel;

    fn key(&self, state: &State) -> Self::Key {
        let recorded = state.run.run.recorded().is_some();
        // The status is short, and says all that matters of a run that starts or is counted.
        let status = status(state);
        (state.lang(), state.phase(), state.can_run(), recorded, state.page.is_incomplete(), state.lack(), status)
    }

    fn make(&mut self, state: &State) -> RunBarModel {
        let (lang, phase, enabled, .., lack, status) = self.key(state);
        let busy = state.run.run.busy().is_some();
        let renews = !busy && lack.is_some_and(|lack| lack.is_of_the_page());
        let key = match (busy, phase) {
            (true, _) => "run.cancel",
            _ if renews => "run.renew",
            (false, _) if state.run.run.recorded().is_some() => "run.own",
            (false, Phase::Done) => "run.again",
            (false, _) => "run.start",
        };
        RunBarModel { busy, renews, label: t!(lang, key), enabled, status, settings: t!(lang, "controls.settings") }
    }
}

fn lacks(lang: Lang, lack: &Lack) -> String {
    match lack {
        Lack::Incomplete => t!(lang, "status.incomplete"),
        Lack::Module(text) | Lack::File(text) => t!(lang, "status.failed", text = text),
    }
}

fn status(state: &State) -> String {
    let (lang, buyers) = (state.lang(), state.scenario().buyers.get());
    let paused = state.run.run.known().is_some_and(|known| known.cursor.is_some_and(|cursor| !cursor.playing));
    match state.phase() {
        // The recorded run played; another one cannot start.
        Phase::Idle | Phase::Replaying | Phase::Done if !state.can_run() => match state.lack() {
            Some(lack) => lacks(lang, &lack),
            None => t!(lang, "status.loading"),
        },
        Phase::Loading => t!(lang, "status.loading"),
        Phase::Idle => t!(lang, "status.idle"),
        Phase::Queued => t!(lang, "status.queued"),
        Phase::Starting => starting(lang, buyers, state),
        Phase::Running if buyers > MAX_LANES => {
            let ended = if let Run::Counting(_, ended) = state.run.run { ended } else { 0 };
            t!(lang, "status.counting", ended = count(lang, ended), buyers = count(lang, buyers))
        }
        Phase::Running | Phase::Replaying if paused => t!(lang, "status.paused"),
        Phase::Running => t!(lang, "status.running"),
        Phase::Replaying => t!(lang, "status.replaying"),
        // Left before its end, it stands where it was left.
        Phase::Done if state.run.run.known().is_some_and(|known| known.run.trace.open) => t!(lang, "status.paused"),
        Phase::Done if state.run.was_hurried() => t!(lang, "status.hurried"),
        Phase::Done => t!(lang, "status.done"),
        Phase::Cancelled => t!(lang, "status.cancelled"),
        Phase::Failed => state.lack().map_or_else(String::new, |lack| lacks(lang, &lack)),
    }
}

fn starting(lang: Lang, buyers: u32, state: &State) -> String {
    let Run::Live(live) = &state.run.run else { return String::new() };
    let Stage::Starting { ready, slow } = &live.stage else { return String::new() };
    if slow.is_empty() {
        return t!(lang, "status.starting", ready = ready, buyers = buyers);
    }
    let names: Vec<String> = slow.iter().take(5).map(ToString::to_string).collect();
    let names = names.join(", ") + if slow.len() > 5 { ", …" } else { "" };
    t!(lang, "status.slow", ready = ready, buyers = buyers, names = names)
}
