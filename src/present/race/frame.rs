//! What only a frame has: how many lanes there are, since not all may fit, and a run to be handed in.

use crate::present::{Same, Select, words};
use crate::scenario::Link;
use crate::store::State;
use crate::t;
use crate::text::{Lang, message};
use crate::trace::Judged;

/// Makes what only a frame has.
#[derive(Default)]
pub struct Frame;

/// What only a frame has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameModel {
    /// The language in which hidden lanes are counted.
    pub lang: Lang,
    /// How many lanes there are.
    pub lanes: u32,
    /// What is handed in, once a run has ended and can be replayed.
    pub hand_in: Option<HandIn>,
}

/// A run to be handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandIn {
    /// What the button says.
    pub label: String,
    /// How it came out, why, and who executed it, line by line.
    pub said: String,
    /// The query and hash of exactly this run, in a tab of its own.
    pub address: String,
}

impl Select for Frame {
    type Key = (Lang, Option<Same<Judged>>, bool, Link);
    type Model = FrameModel;

    fn key(&self, state: &State) -> Self::Key {
        let known = state.run.run.known();
        let ended = known.is_some_and(|known| known.cursor.is_none());
        (state.lang(), known.map(|known| Same(known.run.clone())), ended, state.link.link)
    }

    fn make(&mut self, state: &State) -> FrameModel {
        let (lang, run, ended, link) = self.key(state);
        let run = run.filter(|Same(run)| ended && run.recording.is_some());
        let hand_in = run.map(|Same(run)| {
            let answer = words::Answer::from(&*run);
            let executor = message(lang, &format!("executor.{}", answer.executor.name()));
            let said = [words::verdict(lang, &answer), words::why(lang, &answer), executor].join("\n");
            HandIn { label: t!(lang, "embed.hand_in"), said, address: state.own_tab_with_run() }
        });
        FrameModel { lang, lanes: link.scenario.processes(), hand_in }
    }
}
