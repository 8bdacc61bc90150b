//! What is asked for before it can be done: it waits, in order, and is done once.

use super::super::{
    Action, Effect, Form, LinkAction, ManyAction, Module, Obstacle, PageAction, Part, Phase, Run, RunAction, pairs,
};
use super::{judged, open, open_as, press, ready, recorded, recording, run, tell_all};
use crate::scenario::{Carried, parse};
use crate::store::{Cause, Needs, Opening, RunId, State};
use crate::trace::Judged;
use std::rc::Rc;

fn page(state: &mut State, action: PageAction) -> Vec<Effect> {
    state.reduce(Action::Page(action))
}

#[test]
fn what_the_shell_cannot_do_waits_in_order() {
    let (text, _) = recorded("buyers=3");
    let (mut state, effects) = open_as(Opening { carried: Carried::recorded(&*text), ..Opening::default() });
    assert_eq!(effects, [Effect::LoadModule]);
    assert_eq!(page(&mut state, PageAction::Hello), []);
    let asked = LinkAction::Asked(pairs(&[("buyers", "many"), ("colour", "red")]));
    assert_eq!(state.reduce(Action::Link(asked)), []);
    assert_eq!(state.reduce(Action::Many(ManyAction::Start)), []);
    assert_eq!(state.reduce(Action::Many(ManyAction::Stop)), []);

    let handed = page(&mut state, PageAction::Came(Part::Runs, true));
    let [open, ready, unknown, no_value, many, stop] = &handed[..] else { panic!("{handed:?}") };
    assert!(matches!(open, Effect::Open { text: waited, .. } if *waited == text));
    assert_eq!(*ready, Effect::TellReady);
    for (effect, name) in [(unknown, "colour"), (no_value, "buyers")] {
        assert!(
            matches!(effect, Effect::TellError(Cause::Parameter(notice)) if notice.parameter == name),
            "{effect:?}"
        );
    }
    let Effect::Many { run: series, .. } = *many else { panic!("{many:?}") };
    assert_eq!(*stop, Effect::StopMany(series));
    // Once.
    assert_eq!(page(&mut state, PageAction::Came(Part::Runs, true)), []);
}

/// A run on real workers that is judged as soon as somebody is there to judge it.
#[test]
fn the_end_of_a_run_waits_to_be_judged() {
    let mut state = open("speed=20");
    page(&mut state, PageAction::Module(Ok(())));
    let (id, _) = press(&mut state);
    assert_eq!(tell_all(&mut state, id), []);
    page(&mut state, PageAction::Hello);
    let handed = page(&mut state, PageAction::Came(Part::Runs, true));
    let recording = recording(state.scenario());
    assert_eq!(handed, [Effect::Judge { run: id, recording }, Effect::TellReady]);
    assert_eq!(run(&mut state, RunAction::Save(Form::Json)), [], "nothing is known yet");
    let Effect::Judge { recording, .. } = &handed[0] else { panic!() };
    let known = judged((**recording).clone().into_trace(), None, false);
    run(&mut state, RunAction::Judged(id, known.clone()));
    assert_eq!(run(&mut state, RunAction::Save(Form::Csv)), [Effect::Save { run: known, form: Form::Csv }]);
}

/// Where nothing will come that could carry it out, nothing is handed out.
#[test]
fn what_waits_for_a_part_that_does_not_come_is_dropped() {
    for lacking in [PageAction::Came(Part::Race, false), PageAction::Came(Part::Runs, false)] {
        let mut state = open("");
        page(&mut state, PageAction::Hello);
        assert_eq!(page(&mut state, lacking), []);
        assert_eq!(state.phase(), Phase::Failed);
        assert_eq!(page(&mut state, PageAction::Came(Part::Runs, true)), []);
    }
}

/// What shows a run may come long before what carries it out, which is what is waited for.
#[test]
fn nobody_is_asked_who_only_shows() {
    let mut state = open("engine=virtual");
    page(&mut state, PageAction::Hello);
    for part in [Part::Race, Part::Around] {
        assert_eq!(page(&mut state, PageAction::Came(part, true)), []);
        assert_eq!((state.phase(), state.page.is_complete()), (Phase::Loading, false));
    }
    assert_eq!(page(&mut state, PageAction::Came(Part::Runs, true)), [Effect::TellReady]);
    assert_eq!((state.phase(), state.page.is_complete()), (Phase::Idle, true));
}

/// Run cannot be pressed before the page can run; who asks for it gets it later, once.
#[test]
fn a_run_that_is_wanted_starts_when_it_can() {
    let mut state = open("");
    assert_eq!(run(&mut state, RunAction::Run), []);
    assert_eq!(state.phase(), Phase::Loading);
    assert_eq!(run(&mut state, RunAction::Want), []);
    assert_eq!(run(&mut state, RunAction::Want), []);
    let effects = page(&mut state, PageAction::Module(Ok(())));
    let first = state.run.run.busy().unwrap();
    assert_eq!(effects, [Effect::Start { run: first, scenario: *state.scenario() }]);
    assert!(!state.run.wanted);
    // Not one more when that one ends, or something is set.
    assert_eq!(run(&mut state, RunAction::Want), []);
    assert_eq!(run(&mut state, RunAction::Cancel), [Effect::Stop(first)]);
    assert_eq!(super::set(&mut state, "guard", "lock"), []);
    assert!(matches!(state.run.run, Run::None));
}

/// The page around a frame asks for one run after the other.
#[test]
fn a_run_can_be_wanted_again_and_again() {
    let mut state = ready("engine=virtual");
    for _ in 0..3 {
        let effects = run(&mut state, RunAction::Want);
        let id = state.run.run.busy().unwrap();
        assert_eq!(effects, [Effect::Simulate { run: id, scenario: *state.scenario() }]);
        assert_eq!(run(&mut state, RunAction::Cancel), [Effect::Stop(id)]);
    }
}

#[test]
fn a_link_with_autorun_runs_by_itself_but_plays_what_was_recorded() {
    let mut state = open("autorun=1&engine=virtual");
    let effects = page(&mut state, PageAction::Came(Part::Runs, true));
    assert!(matches!(effects[..], [Effect::Simulate { .. }]), "{effects:?}");

    let (text, judged) = recorded("buyers=3");
    let link = parse("autorun=1&engine=virtual").0;
    let (mut state, _) = open_as(Opening { link, carried: Carried::recorded(&*text), ..Opening::default() });
    let effects = page(&mut state, PageAction::Came(Part::Runs, true));
    let [Effect::Open { run: id, .. }] = effects[..] else { panic!("{effects:?}") };
    run(&mut state, RunAction::Replayed(id, judged));
    assert_eq!(state.phase(), Phase::Replaying);
}

/// In a frame, everything that a run needs is got when it is its turn.
#[test]
fn a_run_in_a_frame_gets_what_it_needs_first() {
    let link = parse("embed=1").0;
    let (mut state, effects) = open_as(Opening { link, framed: true, ..Opening::default() });
    assert_eq!(effects, [], "the module is loaded for a run only");
    assert_eq!(run(&mut state, RunAction::Want), []);
    let effects = page(&mut state, PageAction::Came(Part::Runs, true));
    let [Effect::Prepare { run: id, needs, .. }] = effects[..] else { panic!("{effects:?}") };
    assert_eq!((needs, state.phase()), (Needs { turn: true, module: true, file: false }, Phase::Queued));
    page(&mut state, PageAction::Module(Ok(())));
    assert_eq!(state.page.module, Module::Here);
    let effects = run(&mut state, RunAction::Prepared(id, false));
    assert!(matches!(effects[..], [Effect::Start { run, .. }] if run == id), "{effects:?}");
    assert_eq!(run(&mut state, RunAction::Cancel), [Effect::Stop(id)]);
    assert_eq!(run(&mut state, RunAction::Starting(id)), []);
    assert!(matches!(state.run.run, Run::Cancelled(..)));
}

/// A page on which a recording of three buyers is being opened; as which run, and what comes of it.
fn opening() -> (State, RunId, Rc<Judged>) {
    let (text, judged) = recorded("buyers=3");
    let opening =
        Opening { carried: Carried::recorded(text), obstacle: Some(Obstacle::Sandboxed), ..Opening::default() };
    let (mut state, effects) = open_as(opening);
    assert_eq!(effects, [], "nobody needs the buyers' module");
    let effects = page(&mut state, PageAction::Came(Part::Runs, true));
    let [Effect::Open { run, .. }] = effects[..] else { panic!("{effects:?}") };
    (state, run, judged)
}

/// A run that is asked for after a recording is not displaced by it.
#[test]
fn a_recording_that_comes_late_is_not_shown() {
    let (mut state, opening, judged) = opening();
    let (id, _) = press(&mut state);
    assert!(id > opening);
    assert_eq!(run(&mut state, RunAction::Replayed(opening, judged)), []);
    assert_eq!(state.run.run.busy(), Some(id));
    assert_eq!(state.address(), "");
}

/// Nor is what the reader, or the page around, has set meanwhile.
#[test]
fn a_recording_that_comes_late_changes_no_control() {
    let (mut state, opening, judged) = opening();
    assert_eq!(state.reduce(Action::Link(LinkAction::Set(pairs(&[("lang", "zh"), ("tickets", "5")])))), []);
    assert_eq!(run(&mut state, RunAction::Replayed(opening, judged)), []);
    assert_eq!((state.phase(), state.scenario().tickets.get(), state.scenario().buyers.get()), (Phase::Idle, 5, 15));

    // What is no part of the run leaves it on its way.
    let (mut state, opening, judged) = self::opening();
    assert_eq!(state.reduce(Action::Link(LinkAction::Set(pairs(&[("lang", "zh")])))), []);
    assert!(matches!(run(&mut state, RunAction::Replayed(opening, judged))[..], [Effect::Done(_)]));
    assert_eq!(state.scenario().buyers.get(), 3);
}
