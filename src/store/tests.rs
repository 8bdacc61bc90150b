//! The state by hand-written actions: what was once wrong, what waits, what is told. Random actions are in `tests/store.rs`.

mod faults;
mod history;
mod notices;
mod shown;
mod waiting;

use super::{Action, Effect, LinkAction, Module, Opening, PageAction, Part, Run, RunAction, RunId, State, pairs};
use crate::engine::run_virtual;
use crate::program::Action as Did;
use crate::scenario::{Scenario, parse};
use crate::trace::{Event, Executor, Judged, Recording, Schedule, Trace, seal};
use std::rc::Rc;

/// The state in which a link opens.
fn open(query: &str) -> State {
    open_as(Opening { link: parse(query).0, ..Opening::default() }).0
}

fn open_as(opening: Opening) -> (State, Vec<Effect>) {
    State::open(opening)
}

/// The same with everything loaded.
fn ready(query: &str) -> State {
    let mut state = open(query);
    state.reduce(Action::Page(PageAction::Module(Ok(()))));
    for part in Part::ALL {
        state.reduce(Action::Page(PageAction::Came(part, true)));
    }
    assert_eq!((&state.page.module, state.page.is_complete()), (&Module::Here, true));
    state
}

fn set(state: &mut State, name: &'static str, value: &'static str) -> Vec<Effect> {
    state.reduce(Action::Link(LinkAction::Set(pairs(&[(name, value)]))))
}

fn run(state: &mut State, action: RunAction) -> Vec<Effect> {
    state.reduce(Action::Run(action))
}

/// Presses Run; which run it is, and what is to be done for it.
fn press(state: &mut State) -> (RunId, Vec<Effect>) {
    let effects = run(state, RunAction::Run);
    (state.run.run.busy().unwrap(), effects)
}

/// What real workers would have left behind of a run that went as virtual time expects it.
fn recording(scenario: &Scenario) -> Rc<Recording> {
    let trace = run_virtual(scenario);
    let lane = |buyer: u32| trace.events.iter().copied().filter(|event| event.buyer == buyer).collect();
    let lanes = (1..=scenario.processes()).map(lane).collect();
    Rc::new(Recording { scenario: *scenario, lanes, last: trace.last, file: trace.file.clone(), failures: Vec::new() })
}

fn judged(trace: Trace, text: Option<String>, simulated: bool) -> Rc<Judged> {
    Rc::new(Judged::new(Rc::new(trace), text, simulated))
}

/// The text of a recorded run, and the run as it comes out of it.
fn recorded(query: &str) -> (String, Rc<Judged>) {
    let trace = run_virtual(&parse(query).0.scenario);
    let text = seal(&Schedule::of(&trace).unwrap().encode(), None);
    (text.clone(), judged(Trace { executor: Executor::Replay, ..trace }, Some(text), true))
}

/// Tells all of a run on real workers up to their end; what is asked for meanwhile.
fn tell_all(state: &mut State, id: RunId) -> Vec<Effect> {
    let Run::Preparing(plan) = state.run.run else { panic!("{:?}", state.run.run) };
    let recording = recording(&plan.scenario);
    let events: Vec<Event> = recording.lanes.concat();
    assert!(events.iter().any(|event| event.action == Did::Bought));
    let told = [
        RunAction::Starting(id),
        RunAction::Ready(id, plan.scenario.processes()),
        RunAction::Opened(id, 1000.0),
        RunAction::Happened(id, events),
        RunAction::Ended(id, recording),
    ];
    told.into_iter().flat_map(|action| run(state, action)).collect()
}

/// Whether what is on the stage is what the link says.
fn is_of_the_link(state: &State) -> bool {
    match &state.run.run {
        Run::Known(known) => known.run.trace.scenario == *state.scenario(),
        Run::Preparing(plan) | Run::Simulating(plan) | Run::Counting(plan, _) | Run::Cancelled(plan, _) => {
            plan.scenario == *state.scenario()
        }
        Run::Live(live) => live.plan.scenario == *state.scenario(),
        Run::Crowd(_, counted) => counted.census.scenario == *state.scenario(),
        Run::None | Run::Failed(_) => true,
    }
}
