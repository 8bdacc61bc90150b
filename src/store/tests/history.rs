//! Back and forward in the history of the page: the link of that place is what is on the page.

use super::super::{Action, Effect, LinkAction, Opening, PanelAction, Place, Run, RunAction, RunId};
use super::{open, press, ready, recorded, run, set};
use crate::present::Address;
use crate::scenario::{parse, parse_hash};
use crate::store::State;

fn go(state: &mut State, query: &str, hash: &str) -> Vec<Effect> {
    state.reduce(Action::Link(LinkAction::Went(parse(query).0, hash.to_owned())))
}

/// Whether what an action makes of the address is a step.
fn steps(state: &mut State, act: impl FnOnce(&mut State)) -> bool {
    let before = Address::of(state);
    act(state);
    Address::of(state).is_step_from(&before)
}

#[test]
fn views_lessons_and_their_steps_are_steps_and_nothing_else_is() {
    let mut state = open("");
    assert!(!steps(&mut state, |state| drop(set(state, "guard", "lock"))));
    assert!(!steps(&mut state, |state| drop(set(state, "theme", "dark"))));
    assert!(steps(&mut state, |state| drop(state.reduce(Action::Panel(PanelAction::Show(Place("learn")))))));
    assert!(!steps(&mut state, |state| drop(set(state, "lesson", "race.3"))), "where the reader has come to");
    assert!(!steps(&mut state, |state| drop(set(state, "buyers", "2"))), "what runs in it");
    assert!(steps(&mut state, |state| drop(set(state, "lesson", "race.4"))));
    assert!(steps(&mut state, |state| drop(set(state, "lesson", "lock"))));
    assert!(!steps(&mut state, |state| drop(set(state, "lesson", "lock.1"))));
    assert!(steps(&mut state, |state| drop(set(state, "view", "timeline"))));
    assert!(!steps(&mut state, |state| drop(set(state, "lesson", "race.2"))), "no lesson is open");
}

#[test]
fn what_stood_there_is_there_again_but_language_and_colours() {
    let mut state = ready("guard=lock&lang=en");
    state.reduce(Action::Panel(PanelAction::Show(Place("compare"))));
    for (name, value) in [("lang", "zh"), ("theme", "dark"), ("buyers", "3")] {
        set(&mut state, name, value);
    }
    assert_eq!(go(&mut state, "guard=lock&lang=en", ""), []);
    assert_eq!((state.panels.view, &*state.address()), (Place::RACE, "guard=lock&lang=zh&theme=dark"));
}

#[test]
fn a_run_ends_only_where_another_scenario_stands() {
    let mut state = ready("guard=lock");
    let (id, _) = press(&mut state);
    assert_eq!(go(&mut state, "guard=lock&view=compare", ""), []);
    assert_eq!(state.run.run.busy(), Some(id));
    assert_eq!(go(&mut state, "", ""), [Effect::Stop(id)]);
    assert!(matches!(state.run.run, Run::None));
}

/// From a run of one's own back to the recording, and forward again.
#[test]
fn a_recording_comes_and_goes_with_its_hash() {
    let (text, known) = recorded("buyers=3");
    let mut state = ready("buyers=3");
    let effects = go(&mut state, "buyers=3", &format!("#t={text}"));
    let [Effect::Open { run: id, .. }] = effects[..] else { panic!("{effects:?}") };
    run(&mut state, RunAction::Replayed(id, known));
    assert_eq!(state.address(), format!("buyers=3#t={text}"));
    assert_eq!(go(&mut state, "buyers=3", ""), []);
    assert_eq!(state.address(), "buyers=3");
}

/// Whoever reloads, or copies the address, while the page is on its way, has the recording still.
#[test]
fn a_recording_is_in_the_address_while_it_is_being_opened() {
    let (text, known) = recorded("buyers=3");
    let carried = parse_hash(&format!("t={text}")).0;
    let (mut state, _) = State::open(Opening { link: parse("buyers=3").0, carried, ..Opening::default() });
    let address = format!("buyers=3#t={text}");
    assert_eq!(state.address(), address);
    assert_eq!(go(&mut state, "buyers=3", &format!("t={text}")), [], "it is opened twice");
    assert!(!steps(&mut state, |state| drop(state.reduce(Action::Run(RunAction::Replayed(RunId(1), known))))));
    assert_eq!(state.address(), address);
    // Gone back before it was there: it does not come any more.
    let (mut state, _) = State::open(Opening { carried: parse_hash(&format!("t={text}")).0, ..Opening::default() });
    go(&mut state, "", "");
    assert_eq!(state.address(), "");
}
