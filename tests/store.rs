//! What holds of the state after any actions in any order.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/visit.rs"]
mod visit;

use oversold::scenario::{Scenario, parse};
use oversold::store::{Action, Effect, Part, Run, RunAction, RunId, State};
use proptest::prelude::*;
use visit::{Visit, visit};

/// What was seen of a page so far.
#[derive(Default)]
struct Seen {
    /// The latest run on the stage, and the latest series.
    run: Option<RunId>,
    series: Option<RunId>,
    /// What is kept going, as whoever does that knows.
    going: Option<RunId>,
}

/// Which run is on the stage, and of what.
fn shown(state: &State) -> Option<(RunId, Scenario)> {
    match &state.run.run {
        Run::None | Run::Failed(_) => None,
        Run::Preparing(plan) | Run::Simulating(plan) | Run::Counting(plan, _) | Run::Cancelled(plan, _) => {
            Some((plan.id, plan.scenario))
        }
        Run::Live(live) => Some((live.plan.id, live.plan.scenario)),
        Run::Known(known) => Some((known.id, known.run.trace.scenario)),
        Run::Crowd(id, counted) => Some((*id, counted.census.scenario)),
    }
}

impl Seen {
    fn check(&mut self, before: Option<RunId>, visit: &Visit, effects: &[Effect]) -> Result<(), TestCaseError> {
        let state = &visit.state;
        let busy = state.run.run.busy();
        // What is under way is kept going by one run at a time; whatever ends is stopped, and nothing else.
        for effect in effects {
            match effect {
                Effect::Start { run, .. } | Effect::Simulate { run, .. } | Effect::Count { run, .. } => {
                    prop_assert_eq!(self.going, None, "{:?} begins", run);
                    prop_assert_eq!(busy, Some(*run));
                    self.going = Some(*run);
                }
                Effect::Stop(run) => {
                    prop_assert_eq!(before, Some(*run));
                    self.going = self.going.filter(|going| going != run);
                }
                _ => {}
            }
        }
        let stops = effects.iter().filter(|effect| matches!(effect, Effect::Stop(_))).count();
        let ended = before.is_some() && before != busy;
        prop_assert_eq!(stops, usize::from(ended));
        // The numbers of runs rise.
        if let Some((id, scenario)) = shown(state) {
            prop_assert!(self.run <= Some(id), "{:?} after {:?}", id, self.run);
            self.run = Some(id);
            prop_assert_eq!(scenario, *state.scenario());
        }
        if let Some(many) = &state.many {
            prop_assert!(self.series <= Some(many.id));
            self.series = Some(many.id);
            prop_assert_eq!(many.scenario, *state.scenario());
        }
        // Only who is there is asked for anything.
        if !state.page.has(Part::Runs) {
            prop_assert!(!effects.iter().any(Effect::needs_runs), "{:?}", effects);
        }
        prop_assert_eq!(state.run.run.follow().map_or(0, oversold::trace::Follow::len), state.events().len());
        prop_assert!(state.link.notices.len() <= 50);
        // The address says what the controls show.
        let address = state.address();
        let (query, hash) = address.split_once('#').unwrap_or((&address, ""));
        prop_assert_eq!(parse(query), (state.link.link, Vec::new()));
        prop_assert_eq!(hash.strip_prefix("t="), state.run.carried());
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_leads_the_page_astray((opening, moves) in visit()) {
        let mut visit = Visit::new(opening);
        let (mut seen, opened) = (Seen::default(), visit.handed.clone());
        seen.check(None, &visit, &opened)?;
        for next in moves {
            let Some(action) = visit.action(next) else { continue };
            let before = visit.state.run.run.busy();
            let effects = visit.act(action);
            seen.check(before, &visit, &effects)?;
        }
    }

    /// Cancel ends whatever goes on, and nothing that is told later brings it back.
    #[test]
    fn what_is_cancelled_stays_so((opening, moves) in visit(), late in prop::collection::vec((any::<prop::sample::Index>(), 0..8_usize), 0..6)) {
        let mut visit = Visit::new(opening);
        for next in moves {
            if let Some(action) = visit.action(next) {
                visit.act(action);
            }
        }
        visit.act(Action::Run(RunAction::Cancel));
        prop_assert_eq!(visit.state.run.run.busy(), None);
        let before = shown(&visit.state).map(|(id, _)| id);
        for (which, what) in late {
            let Some(action) = visit.action(visit::Move::Tell(which, what)) else { continue };
            // A recording that is still on its way is no part of what was cancelled.
            if !matches!(action, Action::Run(RunAction::Replayed(..))) {
                visit.act(action);
                prop_assert_eq!(visit.state.run.run.busy(), None);
                prop_assert_eq!(shown(&visit.state).map(|(id, _)| id), before);
            }
        }
    }
}
