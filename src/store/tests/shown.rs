//! How much of a run is shown at first: all of a recording, or up to where its link says; and the end of a slow run, at once.

use super::super::{Action, Effect, PlayAction, Run, RunAction};
use super::{judged, open, press, ready, run};
use crate::engine::run_virtual;
use crate::scenario::{Problem, Scenario};
use crate::store::State;
use crate::trace::Executor;

/// Whoever does not want to wait gets the same scenario simulated, all of it shown; the workers are ended, and what they
/// still say is nobody's.
#[test]
fn the_end_can_be_had_at_once() {
    let mut state = ready("guard=join");
    let (slow, _) = press(&mut state);
    assert_eq!(run(&mut state, RunAction::Hurry), [], "nobody runs yet");
    run(&mut state, RunAction::Starting(slow));
    run(&mut state, RunAction::Opened(slow, 0.0));
    let scenario = *state.scenario();
    let effects = run(&mut state, RunAction::Hurry);
    let [Effect::Stop(stopped), Effect::Simulate { run: fast, scenario: simulated }] = effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!((stopped, simulated), (slow, scenario));
    assert_eq!(run(&mut state, RunAction::Happened(slow, Vec::new())), []);
    let known = judged(run_virtual(&scenario), None, true);
    run(&mut state, RunAction::Judged(fast, known));
    let shown = state.run.run.known().unwrap();
    assert_eq!((shown.id, shown.cursor, shown.run.trace.executor), (fast, None, Executor::Virtual));
    assert!(state.run.was_hurried());
    // The next one is not.
    press(&mut state);
    assert!(!state.run.was_hurried());
}

/// A recording of the default scenario, opened by a link.
fn opened(query: &str) -> State {
    let mut state = open(query);
    let effects = run(&mut state, RunAction::Open("1.text".to_owned()));
    let id = match (&effects[..], &state.waiting[..]) {
        ([Effect::Open { run, .. }], _) | (_, [Effect::Open { run, .. }]) => *run,
        other => panic!("{other:?}"),
    };
    let known = judged(run_virtual(&Scenario::default()), Some("1.text".to_owned()), false);
    run(&mut state, RunAction::Replayed(id, known));
    state
}

#[test]
fn a_recording_stands_still_at_its_end_or_where_the_link_says() {
    for (query, index, playing) in
        [("", 180, false), ("at=7", 7, false), ("at=0", 0, false), ("at=180", 180, false), ("autorun=1", 0, true)]
    {
        let state = opened(query);
        let known = state.run.run.known().unwrap();
        assert_eq!((known.index(), known.is_playing()), (index, playing), "{query}");
        assert!(state.link.notices.is_empty(), "{query}: {:?}", state.link.notices);
    }
    // Behind its end is its end, and that is said.
    let state = opened("at=181");
    assert_eq!(state.run.run.known().unwrap().index(), 180);
    let [notice] = &state.link.notices[..] else { panic!("{:?}", state.link.notices) };
    assert_eq!((&*notice.parameter, notice.problem, &*notice.used), ("at", Problem::OutOfRange, "180"));
}

/// From one decisive event to the next, and back the same way; at both ends it stays.
#[test]
fn steps_go_from_mark_to_mark() {
    let mut state = opened("at=0");
    let at = |state: &State| state.run.run.known().unwrap().index();
    let mut there = vec![0];
    while at(&state) < 180 {
        state.reduce(Action::Play(PlayAction::Mark(1)));
        there.push(at(&state));
    }
    assert!(there.is_sorted_by(|a, b| a < b));
    let Run::Known(known) = &state.run.run else { panic!("not known") };
    let decisive = known.run.trace.events.iter().filter(|event| event.action.is_decisive()).count();
    // Everybody reads, writes and is told; then the end, which is no mark.
    assert_eq!((decisive, there.len()), (45, 47));
    let mut back = vec![180];
    while at(&state) > 0 {
        state.reduce(Action::Play(PlayAction::Mark(-1)));
        back.push(at(&state));
    }
    back.reverse();
    assert_eq!(back, there);
    state.reduce(Action::Play(PlayAction::Mark(-1)));
    assert_eq!(at(&state), 0);
}
