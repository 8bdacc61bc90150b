//! Somebody at work on a lesson: what is tried, what becomes the answer, and what stays.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/lessons.rs"]
mod support;

use oversold::engine::run_virtual;
use oversold::lesson::{Answer, Attempt, Fact, HandIn, Proof, Standing};
use oversold::model::explore::{Limits, explore};
use oversold::scenario::{Scenario, Scope, Topic};
use oversold::trace::Schedule;
use std::rc::Rc;
use support::lesson;

/// The steps of the lesson of the race, by what is done in them.
const PREDICT: usize = 0;
const RUN: usize = 1;
const BY_HAND: usize = 2;
const PROVE: usize = 3;
const REPAIR: usize = 6;

fn attempt(at: usize) -> Attempt {
    let mut attempt = Attempt::new(Rc::new(lesson(Topic::Race)), None);
    attempt.open(at);
    attempt
}

fn play(attempt: &mut Attempt, turns: &[u32]) -> bool {
    let mut is_other = false;
    for taken in 1..=turns.len() {
        is_other |= attempt.answer(Answer::Played(turns[..taken].to_vec()));
    }
    is_other
}

fn count(attempt: &mut Attempt) {
    for scenario in attempt.uncounted() {
        let schedules = explore(&scenario, Limits::default()).counted.unwrap().schedules;
        let [total, wrong] = [schedules.total, schedules.wrong].map(|number| number.to_string().parse().unwrap());
        attempt.counted(&scenario, Some(Proof { total, wrong }));
    }
}

fn run_of(scenario: &Scenario) -> Schedule {
    Schedule::of(&run_virtual(scenario)).unwrap()
}

#[test]
fn the_steps_are_what_this_test_takes_them_for() {
    let lesson = lesson(Topic::Race);
    let kinds = [PREDICT, RUN, BY_HAND, PROVE, REPAIR].map(|at| lesson.steps[at].kind());
    assert_eq!(kinds, ["predict", "run", "schedule", "prove", "repair"]);
}

/// As long as somebody can go on nothing is missed, and what is missed is no answer.
#[test]
fn by_hand_only_the_end_counts() {
    let mut attempt = attempt(BY_HAND);
    assert!(!play(&mut attempt, &[1, 1, 1, 2]));
    assert_eq!((attempt.failed(), attempt.given()), (0, None));
    assert!(!play(&mut attempt, &[1, 1, 1, 2, 2]));
    assert_eq!((attempt.failed(), attempt.given(), attempt.trial().standing), (1, None, Standing::Missed));
    assert!(play(&mut attempt, &[1, 1, 2, 2, 2, 1]));
    assert_eq!((attempt.failed(), attempt.standing(BY_HAND), attempt.done()), (1, Standing::Done, 1));
}

/// Whatever is tried afterwards.
#[test]
fn what_was_done_stays_done() {
    let mut by_hand = attempt(BY_HAND);
    play(&mut by_hand, &[1, 1, 2, 2, 2, 1]);
    let answer = by_hand.given().cloned();
    assert!(!play(&mut by_hand, &[1, 1, 1, 2, 2]));
    assert_eq!((by_hand.standing(BY_HAND), by_hand.trial().standing), (Standing::Done, Standing::Missed));
    by_hand.open(PROVE);
    by_hand.open(BY_HAND);
    assert_eq!((by_hand.given().cloned(), by_hand.trial().standing, by_hand.failed()), (answer, Standing::Done, 0));

    let mut repair = attempt(REPAIR);
    for (scope, tried, stands, failed) in [
        (Scope::READ, Standing::Missed, Standing::Missed, 1),
        (Scope::GET, Standing::Done, Standing::Done, 1),
        (Scope::WRITE, Standing::Missed, Standing::Done, 2),
    ] {
        repair.answer(Answer::Placed(scope));
        count(&mut repair);
        assert_eq!(
            (repair.trial().standing, repair.standing(REPAIR), repair.failed()),
            (tried, stands, failed),
            "{scope:?}"
        );
    }
    assert_eq!(repair.given(), Some(&Answer::Placed(Scope::GET)));
}

#[test]
fn what_depends_on_all_schedules_waits_for_them() {
    let mut attempt = attempt(PROVE);
    assert!(attempt.uncounted().is_empty(), "nobody has asked");
    assert!(attempt.answer(Answer::Counted));
    assert_eq!((attempt.trial().standing, attempt.failed(), attempt.uncounted().len()), (Standing::Uncounted, 0, 1));
    count(&mut attempt);
    assert_eq!((attempt.trial().standing, attempt.uncounted().len()), (Standing::Done, 0));
}

/// A run counts after its prediction, and only that of its step.
#[test]
fn a_run_waits_for_its_prediction() {
    let mut attempt = attempt(RUN);
    let scenario = *attempt.step().unwrap().scenario().unwrap();
    assert_eq!(attempt.waits_for(), Some(PREDICT));
    assert!(!attempt.ran(run_of(&scenario)));
    attempt.open(PREDICT);
    assert!(!attempt.answer(Answer::Number(16)), "there are fifteen");
    assert!(attempt.answer(Answer::Number(1)));
    assert!(!attempt.ran(run_of(&scenario)), "nothing runs in this step");
    attempt.open(RUN);
    assert_eq!(attempt.waits_for(), None);
    assert!(!attempt.ran(run_of(&Scenario { seed: 2, ..scenario })));
    assert!(attempt.ran(run_of(&scenario)));
    assert_eq!(attempt.done(), 2);
}

/// A name that is mistyped and mended costs no run.
#[test]
fn another_name_loses_nothing() {
    let mut attempt = attempt(PREDICT);
    attempt.answer(Answer::Number(1));
    attempt.sign("Ada", "OS");
    attempt.open(RUN);
    let scenario = attempt.work().drawn(attempt.step().unwrap().scenario().unwrap());
    assert!(attempt.ran(run_of(&scenario)));
    attempt.sign("Adah", "OS");
    assert_eq!((attempt.strangers(), attempt.done()), (1, 1));
    attempt.sign("Ada", "OS");
    assert_eq!((attempt.strangers(), attempt.done()), (0, 2));
    attempt.begin_anew();
    assert_eq!((attempt.done(), &*attempt.work().name, &*attempt.work().code, attempt.at()), (0, "", "", 0));
}

#[test]
fn what_was_done_elsewhere_is_gone_on_with() {
    let mut elsewhere = attempt(PREDICT);
    elsewhere.answer(Answer::Number(3));
    let work = elsewhere.work().clone();
    let mut here = attempt(BY_HAND);
    assert!(!here.go_on(None));
    for other in [
        HandIn { topic: Topic::Lock, ..work.clone() },
        HandIn { revision: 99, ..work.clone() },
        HandIn { answers: Vec::new(), ..work.clone() },
    ] {
        assert!(!here.go_on(Some(other)));
        assert_eq!((here.at(), here.done()), (BY_HAND, 0));
    }
    assert!(here.go_on(Some(work)));
    assert_eq!((here.at(), here.done()), (RUN, 1));
}

/// What is said of all schedules is compared when they have been counted in the next step, which waits for it.
#[test]
fn a_count_waits_for_its_prediction() {
    let lesson = Rc::new(lesson(Topic::Place));
    let (predict, prove) = (3, 4);
    assert_eq!([predict, prove].map(|at| lesson.steps[at].kind()), ["predict", "prove"]);
    let mut attempt = Attempt::new(lesson, None);
    attempt.open(prove);
    assert_eq!((attempt.predicted(), attempt.waits_for()), (Some(predict), Some(predict)));
    attempt.open(predict);
    assert!(attempt.answer(Answer::Chosen(0)));
    count(&mut attempt);
    assert_eq!((attempt.trial().came_true, attempt.is_shown(predict)), (Some(false), false));
    attempt.open(prove);
    assert_eq!(attempt.waits_for(), None);
    assert!(attempt.answer(Answer::Counted));
    assert_eq!((attempt.standing(prove), attempt.is_shown(predict)), (Standing::Done, true));
    let wrong = Fact::named("wrong").and_then(|wrong| attempt.facts(predict).get(wrong));
    assert!(wrong.is_some_and(|wrong| wrong > 0.0), "{wrong:?}");
}
