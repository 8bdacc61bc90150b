//! Sequences of actions that once led the page astray.

use super::super::{Action, Effect, Lack, LinkAction, Phase, PlayAction, Run, RunAction, pairs};
use super::{is_of_the_link, judged, open, press, ready, recorded, recording, run, set, tell_all};
use crate::engine::run_virtual;
use crate::scenario::{Bounded, Carried, Engine, Problem, Theme};
use crate::store::{Needs, Opening, PageAction, Part};
use crate::trace::Executor;
use std::rc::Rc;

type End = fn(&mut crate::store::State) -> Vec<Effect>;

/// A run is over before anybody could judge it: what comes of it later is nobody's.
#[test]
fn what_belongs_to_a_run_that_is_over_is_dropped() {
    let ends: [End; 2] = [|state| run(state, RunAction::Cancel), |state| set(state, "guard", "lock")];
    for end in ends {
        let mut state = open("");
        set(&mut state, "speed", "20");
        state.reduce(Action::Page(PageAction::Module(Ok(()))));
        let (first, effects) = press(&mut state);
        assert!(matches!(effects[..], [Effect::Start { .. }]), "{effects:?}");
        // Nobody is there who could judge it.
        assert_eq!(tell_all(&mut state, first), []);
        assert_eq!(state.phase(), Phase::Running);
        assert_eq!(end(&mut state), [Effect::Stop(first)]);

        let (second, effects) = press(&mut state);
        assert!(second > first);
        assert_eq!(effects, [Effect::Start { run: second, scenario: *state.scenario() }]);
        let handed = state.reduce(Action::Page(PageAction::Came(Part::Runs, true)));
        assert_eq!(handed, [], "the first run's");

        let before = state.run.run.clone();
        let late =
            judged(Rc::unwrap_or_clone(recording(&crate::scenario::Scenario::default())).into_trace(), None, false);
        for action in
            [RunAction::Judged(first, late), RunAction::Starting(first), RunAction::Lacks(first, Lack::Incomplete)]
        {
            assert_eq!(run(&mut state, action), []);
        }
        assert_eq!(format!("{:?}", state.run.run), format!("{before:?}"));

        let effects = tell_all(&mut state, second);
        let [Effect::Judge { run: id, recording }] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(*id, second);
        let known = judged((**recording).clone().into_trace(), None, false);
        let effects = run(&mut state, RunAction::Judged(second, known.clone()));
        assert_eq!(effects, [Effect::Stop(second), Effect::Done(known.result())]);
        assert!(state.run.run.known().is_some() && is_of_the_link(&state));
    }
}

/// A change of the scenario leaves nothing of another one on the stage, however far a run is.
#[test]
fn the_stage_shows_what_the_address_bar_says() {
    for query in ["engine=virtual", "engine=virtual&buyers=3000", ""] {
        let mut state = ready(query);
        let (id, _) = press(&mut state);
        assert_eq!(set(&mut state, "lang", "zh"), []);
        assert_eq!(state.run.run.busy(), Some(id), "{query}");
        assert_eq!(set(&mut state, "tickets", "2"), [Effect::Stop(id)], "{query}");
        assert_eq!((state.run.run.busy(), state.phase()), (None, Phase::Idle));
    }
}

/// A recorded run has more buyers than real workers can be: it stays as it is, whatever is set next to it.
#[test]
fn a_recorded_run_stays_when_the_theme_changes() {
    let (text, run_of_150) = recorded("buyers=150");
    let mut opening = Opening { carried: Carried::recorded(&*text), ..Opening::default() };
    opening.link.page.engine = Engine::Workers;
    let (mut state, _) = super::open_as(opening);
    let effects = state.reduce(Action::Page(PageAction::Came(Part::Runs, true)));
    let [Effect::Open { run: id, .. }] = effects[..] else { panic!("{effects:?}") };
    let effects = run(&mut state, RunAction::Replayed(id, run_of_150.clone()));
    assert_eq!(effects, [Effect::Done(run_of_150.result())]);
    let told: Vec<_> = state.link.notices.iter().map(|notice| (&*notice.parameter, notice.problem)).collect();
    assert_eq!(told, [("engine", Problem::TooFewWorkers)]);

    assert_eq!(set(&mut state, "theme", "dark"), []);
    assert_eq!((state.scenario().buyers.get(), state.link.link.page.theme), (150, Theme::Dark));
    assert!(Rc::ptr_eq(&state.run.run.known().unwrap().run, &run_of_150));
    assert_eq!(state.address(), format!("buyers=150&theme=dark#t={text}"));
    assert_eq!(state.exact_address(), Some(state.address()));

    set(&mut state, "buyers", "149");
    assert!(matches!(state.run.run, Run::None));
    assert_eq!(state.address(), "buyers=149&theme=dark");
}

#[test]
fn a_step_back_shows_one_event_fewer_and_pauses() {
    let mut state = ready("engine=virtual");
    let (id, _) = press(&mut state);
    let simulated = judged(run_virtual(state.scenario()), None, true);
    run(&mut state, RunAction::Judged(id, simulated));
    let mut play = |action| {
        state.reduce(Action::Play(action));
        let known = state.run.run.known().unwrap();
        assert_eq!(known.follow.len(), known.index());
        (known.index(), known.is_playing(), known.run.len())
    };
    let (index, playing, len) = play(PlayAction::Passed(id, 40));
    assert_eq!((index, playing), (40, true));
    assert_eq!(play(PlayAction::Step(-1)), (39, false, len));
    // A playhead that has not heard of it moves nothing.
    assert_eq!(play(PlayAction::Passed(id, 41)), (39, false, len));
    assert_eq!(play(PlayAction::Step(-100)), (0, false, len));
    assert_eq!(play(PlayAction::Resume(true)), (0, true, len));
    assert_eq!(play(PlayAction::Seek(7)), (7, true, len));
    assert_eq!(play(PlayAction::Show(usize::MAX)), (len, false, len));
    assert_eq!(play(PlayAction::Step(-1)), (len - 1, false, len));
    assert_eq!(play(PlayAction::Step(1)), (len, false, len));
    // Paused in the instant in which it ended: it stays at its end. Played again it begins at the beginning.
    assert_eq!(play(PlayAction::Resume(false)), (len, false, len));
    assert_eq!(play(PlayAction::Resume(true)), (0, true, len));
}

/// Whichever way a run ends, what keeps it going is ended.
#[test]
fn every_end_of_a_run_stops_it() {
    let ends: [End; 6] = [
        |state| run(state, RunAction::Cancel),
        |state| state.reduce(Action::Page(PageAction::Came(Part::Race, false))),
        |state| state.reduce(Action::Page(PageAction::Came(Part::Runs, false))),
        |state| {
            let id = state.run.run.busy().unwrap();
            run(state, RunAction::Lacks(id, Lack::Module("gone".into())))
        },
        |state| set(state, "seed", "9"),
        |state| {
            let (text, other) = recorded("buyers=3");
            let effects = state.reduce(Action::Link(LinkAction::Hash(format!("#t={text}"))));
            let [Effect::Open { run: id, .. }] = effects[..] else { panic!("{effects:?}") };
            run(state, RunAction::Replayed(id, other))
        },
    ];
    for (index, end) in ends.into_iter().enumerate() {
        for query in ["", "engine=virtual", "engine=virtual&buyers=2500"] {
            let mut state = ready(query);
            let (id, _) = press(&mut state);
            let effects = end(&mut state);
            assert_eq!(effects.first(), Some(&Effect::Stop(id)), "{index} {query}");
            let stops = effects.iter().filter(|effect| matches!(effect, Effect::Stop(_))).count();
            assert_eq!((stops, state.run.run.busy()), (1, None), "{index} {query}");
        }
    }
    // A simulated run goes on until it was played, and is stopped once.
    let mut state = ready("engine=virtual");
    let (id, _) = press(&mut state);
    let known = judged(run_virtual(state.scenario()), None, true);
    assert_eq!(run(&mut state, RunAction::Judged(id, known.clone())), [Effect::Done(known.result())]);
    assert_eq!(state.reduce(Action::Play(PlayAction::Passed(id, known.len()))), [Effect::Stop(id)]);
    assert_eq!(state.reduce(Action::Play(PlayAction::Resume(true))), []);
    assert_eq!((state.phase(), state.run.run.executor()), (Phase::Replaying, Some(Executor::Virtual)));
}

/// No file for real workers: the same press simulates one, and what lacks is said; the next press need not try again.
#[test]
fn without_a_file_the_run_is_simulated_at_once() {
    let mut state = ready("store=file");
    let (id, effects) = press(&mut state);
    assert!(matches!(effects[..], [Effect::Prepare { needs: Needs { file: true, .. }, .. }]), "{effects:?}");
    let effects = run(&mut state, RunAction::Lacks(id, Lack::File("createSyncAccessHandle".into())));
    let next = state.run.run.busy().unwrap();
    assert_ne!(next, id);
    let simulates = Effect::Simulate { run: next, scenario: *state.scenario() };
    assert_eq!(effects, [Effect::Stop(id), simulates]);
    assert_eq!(state.page.no_file.as_deref(), Some("createSyncAccessHandle"));
    run(&mut state, RunAction::Cancel);
    let (last, effects) = press(&mut state);
    assert_eq!(effects, [Effect::Simulate { run: last, scenario: *state.scenario() }]);
}

/// What cannot be read leaves the value as it was.
#[test]
fn a_value_that_is_none_changes_nothing() {
    let mut state = open("");
    set(&mut state, "buyers", "40");
    assert_eq!(set(&mut state, "buyers", "4o"), []);
    assert_eq!(state.scenario().buyers, Bounded::clamp(40));
    let [notice] = &state.link.notices[..] else { panic!("{:?}", state.link.notices) };
    assert_eq!((&*notice.parameter, &*notice.given, notice.problem), ("buyers", "4o", Problem::NotAValue));
    assert_eq!((&*notice.allowed, &*notice.used), ("1–1000000", "40"));
    // Said once, and no longer than it is true.
    state.reduce(Action::Link(LinkAction::Set(pairs(&[("buyers", "4o")]))));
    assert_eq!(state.link.notices.len(), 1);
    set(&mut state, "buyers", "41");
    assert_eq!(state.link.notices, []);
}
