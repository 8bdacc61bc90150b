//! Notices are facts, told in whatever language is spoken.

use super::super::{Action, LinkAction, RunAction, of_file, pairs};
use super::{judged, open, press, ready, recorded, run, set};
use crate::engine::run_virtual;
use crate::present::words;
use crate::scenario::{Problem, parse};
use crate::store::{Effect, Opening, State};
use crate::text::{Lang, add};
use crate::trace::Damage;

#[test]
fn a_notice_reads_in_the_language_of_the_page() {
    for catalogue in [crate::catalogue!("shell"), crate::catalogue!("race"), crate::catalogue!("runs")] {
        add(catalogue);
    }
    let mut state = open("lang=en");
    set(&mut state, "buyers", "4o");
    let facts = state.link.notices.clone();
    let english = words::notice(state.lang(), &facts[0]);
    for part in ["buyers", "4o", "1–1000000", "15"] {
        assert!(english.contains(part), "{english}");
    }
    set(&mut state, "lang", "zh");
    assert_eq!((&state.link.notices, state.lang()), (&facts, Lang::Zh));
    let chinese = words::notice(state.lang(), &state.link.notices[0]);
    assert_ne!(english, chinese);
    for part in ["buyers", "4o", "1–1000000", "15"] {
        assert!(chinese.contains(part), "{chinese}");
    }
    assert!(!chinese.contains("notice."), "{chinese}");
}

#[test]
fn notices_of_a_recording_last_until_the_next_one() {
    let mut state = ready("engine=virtual&guard=lock");
    let problems = |state: &State| -> Vec<Problem> { state.link.notices.iter().map(|n| n.problem).collect() };
    let refuse = |state: &mut State, damage| {
        let effects = run(state, RunAction::Open("1.x".into()));
        let [Effect::Open { run: id, .. }] = effects[..] else { panic!("{effects:?}") };
        assert_eq!(run(state, RunAction::Refused(id, "1.x".into(), damage)), []);
    };
    refuse(&mut state, Damage::Altered);
    assert_eq!(problems(&state), [Problem::BadSchedule]);
    refuse(&mut state, Damage::Newer("2".into()));
    assert_eq!(problems(&state), [Problem::NewerSchedule]);
    refuse(&mut state, Damage::Packed);
    assert_eq!(problems(&state), [Problem::PackedSchedule]);
    state.reduce(Action::Link(LinkAction::RefusedFile("a.json".into(), of_file(&Damage::Packed))));
    assert_eq!(problems(&state), [Problem::PackedSchedule], "a file is not blamed either");
    state.reduce(Action::Link(LinkAction::RefusedFile("a.json".into(), of_file(&Damage::Senseless))));
    assert_eq!(problems(&state), [Problem::AlteredFile]);
    for (damage, problem) in [
        (Damage::Altered, Problem::AlteredFile),
        (Damage::Newer("2".into()), Problem::NewerFile),
        (Damage::Unplayable, Problem::UnplayableFile),
        (Damage::NoSchedule, Problem::BadFile),
    ] {
        state.reduce(Action::Link(LinkAction::RefusedFile("a.json".into(), of_file(&damage))));
        assert_eq!(problems(&state), [problem]);
    }
    assert_eq!(state.link.notices[0].used, "guard=lock");
    let (text, other) = recorded("buyers=3");
    let effects = state.reduce(Action::Link(LinkAction::Hash(format!("#t={text}"))));
    let [Effect::Open { run: id, .. }] = effects[..] else { panic!("{effects:?}") };
    run(&mut state, RunAction::Replayed(id, other));
    assert_eq!(problems(&state), [Problem::Pinned]);
    assert_eq!((&*state.link.notices[0].given, &*state.link.notices[0].used), ("guard=lock", "buyers=3"));
    // The same text again is the run that is shown.
    assert_eq!(state.reduce(Action::Link(LinkAction::Hash(format!("#t={text}")))), []);
    state.reduce(Action::Link(LinkAction::Dismiss(7)));
    state.reduce(Action::Link(LinkAction::Dismiss(0)));
    assert_eq!(problems(&state), []);
}

/// Who executed a run goes with its text, also into the address; what cannot be read is told.
#[test]
fn a_recording_keeps_its_origin() {
    let (text, _) = recorded("buyers=3");
    for (origin, problems) in [("Firefox-153_20261129T0612Z", vec![]), ("yesterday", vec![Problem::UnknownHash])] {
        let mut state = ready("engine=virtual");
        let effects = state.reduce(Action::Link(LinkAction::Hash(format!("#t={text}&by={origin}"))));
        let [Effect::Open { run: id, text: opened }] = &effects[..] else { panic!("{effects:?}") };
        let known = judged(run_virtual(&parse("buyers=3").0.scenario), Some(opened.clone()), false);
        run(&mut state, RunAction::Replayed(*id, known));
        assert_eq!(state.link.notices.iter().map(|notice| notice.problem).collect::<Vec<_>>(), problems);
        assert_eq!(state.address(), format!("buyers=3&engine=virtual#t={text}&by={origin}"));
        let shown = state.run.run.known().unwrap();
        assert_eq!(shown.run.result().schedule, Some(text.clone()), "the result has the schedule alone");
        assert_eq!(shown.run.origin.as_ref().unwrap().is_ok(), problems.is_empty());
    }
}

/// The page around this one may ask for anything: it is told, and the latest are kept.
#[test]
fn notices_do_not_grow_without_end() {
    let mut state = open("");
    for index in 0..120 {
        let name = format!("name{index}");
        state.reduce(Action::Link(LinkAction::Asked(vec![(name.into(), "1".into())])));
    }
    assert_eq!(state.link.notices.len(), 50);
    assert_eq!(state.link.notices[49].parameter, "name119");
}

/// While a run is under way the page around this one changes nothing.
#[test]
fn nothing_is_set_from_outside_during_a_run() {
    let mut state = ready("engine=virtual");
    let (id, _) = press(&mut state);
    let asked = LinkAction::Asked(pairs(&[("guard", "lock")]));
    assert_eq!(state.reduce(Action::Link(asked.clone())), [Effect::TellError(crate::store::Cause::Busy)]);
    assert_eq!((state.address(), state.run.run.busy()), ("engine=virtual".into(), Some(id)));
    let known = judged(run_virtual(state.scenario()), None, true);
    run(&mut state, RunAction::Judged(id, known));
    run(&mut state, RunAction::Cancel);
    assert_eq!(state.reduce(Action::Link(asked)), []);
    assert_eq!(state.address(), "guard=lock&engine=virtual");
}

/// A lesson that there is not: another one is opened, which is said as long as that one is open.
#[test]
fn another_lesson_than_was_asked_for_is_said() {
    let (link, notices) = parse("view=learn&lesson=plase");
    let (mut state, _) = State::open(Opening { link, notices, ..Opening::default() });
    let told = |state: &State| state.link.notices.iter().filter(|notice| notice.parameter == "lesson").count();
    assert_eq!(told(&state), 1);
    for (lesson, left) in [("race.1", 1), ("race.2", 1), ("lock.1", 0)] {
        set(&mut state, "lesson", lesson);
        assert_eq!(told(&state), left, "{lesson}");
    }
}
