//! Lessons: every file can be read, every lesson's test of itself passes, what is wrong with a file is said exactly; and what
//! is handed in survives its way, or is told not to have.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/lessons.rs"]
mod support;

use oversold::engine::run_virtual;
use oversold::lesson::{Answer, HandIn, Lesson, Proof, Row, Standing, Task, cell, compare, judge, read, uncounted};
use oversold::model::explore::{Limits, explore};
use oversold::present::check::{Refusal, refused};
use oversold::scenario::{Choice, Scenario, Topic};
use oversold::text::Lang;
use oversold::trace::{Damage, Schedule, seal, unseal};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::rc::Rc;
use support::{lesson, source, value};

fn prove(scenario: &Scenario) -> Option<Proof> {
    let schedules = explore(scenario, Limits::default()).counted?.schedules;
    let [total, wrong] = [schedules.total, schedules.wrong].map(|number| number.to_string().parse().unwrap());
    Some(Proof { total, wrong })
}

fn lessons() -> Vec<Lesson> {
    Topic::ALL.iter().map(|(topic, _)| lesson(*topic)).collect()
}

#[test]
fn every_lesson_can_be_read() {
    for (lesson, (topic, name)) in lessons().iter().zip(Topic::ALL) {
        assert_eq!(lesson.topic, *topic);
        assert!(lesson.steps.len() >= 6, "{name} is short");
        for kind in ["predict", "run", "explain"] {
            assert!(lesson.steps.iter().any(|step| step.kind() == kind), "{name} has no step `{kind}`");
        }
        let acts = ["schedule", "repair", "order", "prove"];
        assert!(lesson.steps.iter().any(|step| acts.contains(&step.kind())), "{name}: nobody does anything");
    }
}

/// Each answer that a lesson says passes, passes, and each that it says fails, fails; every step has one that passes, and
/// every one that can fail has one that does.
#[test]
fn every_lesson_passes_its_own_test() {
    for lesson in lessons() {
        let name = lesson.topic.name();
        let mut seen: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
        for test in &lesson.tests {
            let place = format!("{name}, step {}, `{}`", test.step + 1, test.answer);
            let step = &lesson.steps[test.step];
            let mut work = HandIn::new(&lesson);
            work.answers[test.step] =
                Some(Answer::read(step, &test.answer).unwrap_or_else(|error| panic!("{place}: {error}")));
            let judged = judge(&lesson, &work, test.step, &prove);
            let met = match step.task {
                Task::Predict { .. } => judged.came_true.unwrap_or_else(|| panic!("{place}: nothing came of it")),
                _ => judged.standing == Standing::Done,
            };
            assert_eq!(met, test.met, "{place}: {judged:?}");
            seen.entry(test.step).or_default().push(test.met);
        }
        for (at, step) in lesson.steps.iter().enumerate() {
            let seen = seen.remove(&at).unwrap_or_default();
            assert!(seen.contains(&true), "{name}, step {}: no answer passes", at + 1);
            let can_fail = !matches!(step.task, Task::Run { .. } | Task::Prove { .. });
            assert!(!can_fail || seen.contains(&false), "{name}, step {}: no answer fails", at + 1);
        }
    }
}

/// Of the options of a choice exactly one comes true, in the run that is simulated.
#[test]
fn exactly_one_option_comes_true() {
    for lesson in lessons() {
        for (at, step) in lesson.steps.iter().enumerate() {
            let Task::Predict { prediction: oversold::lesson::Prediction::Choice(options), .. } = &step.task else {
                continue;
            };
            let facts = oversold::lesson::facts_of(&lesson, &HandIn::new(&lesson), at, &prove);
            let count = options.iter().filter(|option| option.when.holds(&facts) == Some(true)).count();
            assert_eq!(count, 1, "{}, step {}", lesson.topic.name(), at + 1);
        }
    }
}

/// The file of a lesson with one thing changed.
fn with(from: &str, to: &str) -> String {
    let file = source(Topic::Race);
    assert!(file.contains(from), "{from}");
    file.replacen(from, to, 1)
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let kinds = "predict, run, schedule, repair, prove, order, explain";
    for (file, error) in [
        (
            with("id = \"race\"", "id = \"maths\""),
            "`id` is `maths`; allowed are race, lock, join, place, file, messages, cas".to_owned(),
        ),
        (with("place = 1", "place = 3"), "`place` is not 1, where the lesson stands among all".to_owned()),
        (with("revision = 1", "revision = 0"), "`revision` is no whole number from 1 to 999".to_owned()),
        (
            with("minutes = 10", "minute = 10"),
            "`minute` is unknown; there can be id, place, revision, minutes, title, about, steps, tests".to_owned(),
        ),
        (with("kind = \"predict\"", "kind = \"guess\""), format!("step 1: `kind` is `guess`; allowed are {kinds}")),
        (
            with("widget = \"number\"", "widget = \"dial\""),
            "step 1: `widget` is `dial`; allowed are number, choice, rank, bars".to_owned(),
        ),
        (
            with("truth = \"sold\"", "truth = \"price\""),
            "step 1: `truth` is `price`: there is no fact `price`".to_owned(),
        ),
        (
            with("truth = \"sold\"", "truth = \"turns\""),
            "step 1: `truth` is `turns`: `turns` is not known in this step".to_owned(),
        ),
        (
            with("truth = \"sold\"", "truth = \"wrong\""),
            "step 1: 15 buyers are too many here; allowed are 1 to 4".to_owned(),
        ),
        (
            with("scenario = \"speed=5\"", "scenario = \"speed=5000\""),
            "step 1: the scenario says speed=5000; allowed is 0.1–1000".to_owned(),
        ),
        (
            with("scenario = \"speed=5\"", "scenario = \"buyers=15&speed=5\""),
            "step 1: the scenario is written `speed=5`".to_owned(),
        ),
        (
            with("scenario = \"buyers=2\"", "scenario = \"buyers=5\""),
            "step 3: 5 buyers are too many here; allowed are 1 to 4".to_owned(),
        ),
        (with("to = \"buyers\"", "to = \"0\""), "step 1: nobody can choose from 0 to 0".to_owned()),
        (
            with("kind = \"run\"", "kind = \"run\"\nsays = []"),
            "step 2: `says` is unknown; there can be kind, since, title, text, after, hints, scenario, goal".to_owned(),
        ),
        (
            with("when = \"answer == sold\"", "when = \"answer = sold\""),
            "step 1: say 1: `when` is `answer = sold`: `=` means nothing in a formula".to_owned(),
        ),
        (
            with(
                "title = { en = \"One ticket, fifteen buyers\", zh",
                "title = { en = \"One ticket, fifteen buyers\", de",
            ),
            "title: `de` is unknown; there can be en, zh".to_owned(),
        ),
        (
            with("title = { en = \"One ticket, fifteen buyers\"", "title = { en = \"\""),
            "title: `en` has 0 letters, not 1 to 60".to_owned(),
        ),
        (with("step = 1", "step = 99"), "test 1: `step` is no whole number from 1 to 9".to_owned()),
        (with("minutes = 10", "minutes = 2.5"), "`minutes` is no whole number from 1 to 60".to_owned()),
        (with("minutes = 10", "minutes = 1979-05-27"), "`minutes` is no whole number from 1 to 60".to_owned()),
        (String::new(), "`id` is missing".to_owned()),
    ] {
        assert_eq!(read(&value(&file)).map(|_| ()), Err(error));
    }
}

/// What somebody has done of a lesson who has done all of it.
fn done(lesson: &Lesson) -> HandIn {
    let mut work = HandIn::new(lesson);
    "Ada Lovelace".clone_into(&mut work.name);
    for test in lesson.tests.iter().filter(|test| test.met) {
        work.answers[test.step] = Answer::read(&lesson.steps[test.step], &test.answer).ok();
    }
    work
}

fn standings(lesson: &Lesson, work: &HandIn) -> Vec<Standing> {
    (0..lesson.steps.len()).map(|at| judge(lesson, work, at, &prove).standing).collect()
}

#[test]
fn what_is_handed_in_survives_its_way() {
    for lesson in lessons() {
        let work = done(&lesson);
        assert_eq!(HandIn::decode(&work.encode()), Some(work.clone()));
        assert_eq!(standings(&lesson, &work), vec![Standing::Done; lesson.steps.len()], "{}", lesson.topic.name());
        assert!(uncounted(&lesson, &work, |_| true).is_empty());
        let empty = HandIn::new(&lesson);
        assert_eq!(standings(&lesson, &empty), vec![Standing::Open; lesson.steps.len()]);
    }
}

/// Under a class code the runs of one name do not fit another.
#[test]
fn a_friends_run_does_not_fit() {
    let lesson = lesson(Topic::Race);
    let mut work = done(&lesson);
    work.code = "OS-2026".to_owned();
    let at = lesson.steps.iter().position(|step| step.kind() == "run").unwrap();
    assert_eq!(standings(&lesson, &work)[at], Standing::Impossible, "a run without a code");
    let scenario = work.drawn(lesson.steps[at].scenario().unwrap());
    work.answers[at] = Schedule::of(&run_virtual(&scenario)).map(Box::new).map(Answer::Ran);
    assert_eq!(standings(&lesson, &work)[at], Standing::Done);
    work.name = "Charles Babbage".to_owned();
    assert_eq!(standings(&lesson, &work)[at], Standing::Impossible);
}

/// A run that was left open, that is of another scenario, or that nobody can have made, is none.
#[test]
fn what_cannot_have_happened_is_told() {
    let lesson = lesson(Topic::Race);
    let at = lesson.steps.iter().position(|step| step.kind() == "run").unwrap();
    let mut work = done(&lesson);
    let Some(Answer::Ran(schedule)) = work.answers[at].clone() else { panic!() };
    let mut other = schedule.clone();
    other.turns.pop();
    work.answers[at] = Some(Answer::Ran(other));
    assert_eq!(standings(&lesson, &work)[at], Standing::Impossible, "cut");
    let mut other = schedule.clone();
    other.scenario.tickets = oversold::scenario::Bounded::clamp(2);
    work.answers[at] = Some(Answer::Ran(other));
    assert_eq!(standings(&lesson, &work)[at], Standing::Impossible, "another scenario");
    let hand = lesson.steps.iter().position(|step| step.kind() == "schedule").unwrap();
    work.answers[hand] = Some(Answer::Played(vec![1, 1, 1, 1, 1]));
    assert_eq!(standings(&lesson, &work)[hand], Standing::Impossible, "a turn that is not there");
    work.answers[hand] = Some(Answer::Played(vec![1, 1]));
    assert_eq!(standings(&lesson, &work)[hand], Standing::Missed, "somebody can go on");
    work.answers[hand] = Some(Answer::Words("done".to_owned()));
    assert_eq!(standings(&lesson, &work)[hand], Standing::Impossible, "no answer to this step");
}

/// What was handed in before a lesson got more steps is judged by those that it had; whoever goes on with it finds the others
/// open, and nothing else lost.
#[test]
fn a_lesson_may_grow() {
    let newest = lesson(Topic::Place);
    let earlier = newest.edition(1).unwrap();
    assert_eq!((newest.revision, newest.steps.len(), earlier.steps.len()), (2, 11, 9));
    let mut work = HandIn::new(&earlier);
    work.answers[3] = Some(Answer::Counted);
    assert_eq!(judge(&earlier, &work, 3, &prove).standing, Standing::Done);
    let now = work.clone().brought_up(&newest).unwrap();
    assert_eq!((now.revision, now.answers.len(), now.answers[3].clone()), (2, 11, None));
    assert_eq!(judge(&newest, &now, 4, &prove).standing, Standing::Done);
    assert_eq!(now.clone().brought_up(&newest), Some(now));
    for revision in [0, 3] {
        assert_eq!(newest.edition(revision), None);
        assert_eq!(HandIn { revision, ..work.clone() }.brought_up(&newest), None);
    }
    work.answers.pop();
    assert_eq!(work.brought_up(&newest), None, "it has another number of steps");
}

#[test]
fn the_same_work_is_noticed() {
    let lesson = Rc::new(lesson(Topic::Race));
    let row = |name: &str, work: &HandIn| Row {
        lesson: lesson.clone(),
        work: HandIn { name: name.to_owned(), ..work.clone() },
        steps: Vec::new(),
        other_revision: false,
        same_as: Vec::new(),
        runs_of: Vec::new(),
    };
    let work = done(&lesson);
    let mut partly = work.clone();
    partly.answers[0] = Some(Answer::Number(0));
    let empty = HandIn::new(&lesson);
    let mut rows = vec![(1, row("a", &work)), (2, row("b", &partly)), (4, row("c", &work)), (5, row("d", &empty))];
    compare(&mut rows);
    let told: Vec<_> = rows.iter().map(|(_, row)| (row.same_as.clone(), row.runs_of.clone())).collect();
    let expected = [(vec![4], vec![2, 4]), (vec![], vec![1, 4]), (vec![1], vec![1, 2]), (vec![], vec![])];
    assert_eq!(told, expected);
}

#[test]
fn no_spreadsheet_executes_a_cell() {
    for (text, expected) in [
        ("Ada", "Ada"),
        ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
        ("+1", "'+1"),
        (" -1", "' -1"),
        ("@SUM", "'@SUM"),
        ("\t=1", "\"'\t=1\""),
        ("＝1", "'＝1"),
        ("a,b", "\"a,b\""),
        ("a\"b", "\"a\"\"b\""),
        ("a\r\n=1", "\"a\r\n=1\""),
    ] {
        assert_eq!(cell(text), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    /// Whatever is altered in a payload, with the checksum made anew: nobody panics, and no grade gets better by chance.
    #[test]
    fn altered_work_is_never_better(edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4), cut in any::<Option<prop::sample::Index>>()) {
        thread_local! {
            static WORK: (Lesson, HandIn, Vec<u8>) = {
                let lesson = lesson(Topic::Race);
                // Nothing is done but what was missed.
                let mut work = HandIn::new(&lesson);
                for test in lesson.tests.iter().filter(|test| !test.met) {
                    work.answers[test.step] = Answer::read(&lesson.steps[test.step], &test.answer).ok();
                }
                let payload = work.encode();
                (lesson, work, payload)
            };
        }
        WORK.with(|(lesson, work, payload)| {
            let mut bytes = payload.clone();
            for (at, value) in &edits {
                let at = at.index(bytes.len());
                bytes[at] = *value;
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            let text = seal(&bytes, None);
            let Some(read) = HandIn::decode(&unseal(&text).unwrap().payload) else { return Ok(()) };
            let lesson = if read.topic == lesson.topic { lesson } else { return Ok(()) };
            for at in 0..lesson.steps.len() {
                let (before, now) = (judge(lesson, work, at, &prove), judge(lesson, &read, at, &prove));
                // An answer that is another one by now may be right; one that is the same is judged the same.
                if read.answers.get(at) == work.answers.get(at) && read.code == work.code {
                    prop_assert_eq!(before.standing, now.standing);
                }
            }
            Ok(())
        })?;
    }

    /// Whatever is altered in the text of what was handed in of any lesson, it is refused with a sentence, or says the very
    /// same: a grade is never better.
    #[test]
    fn altered_texts_are_refused(which in 0..Topic::ALL.len(), edits in prop::collection::vec((any::<prop::sample::Index>(), "[A-Za-z0-9._-]"), 1..6), cut in any::<prop::sample::Index>()) {
        thread_local! {
            static WORK: Vec<(HandIn, String)> = {
                let of = |lesson: &Lesson| {
                    let work = done(lesson);
                    let text = seal(&work.encode(), None);
                    (work, text)
                };
                oversold::text::add(oversold::catalogue!("check"));
                lessons().iter().map(of).collect()
            };
        }
        WORK.with(|all| {
            let (work, text) = &all[which];
            let mut letters: Vec<char> = text.chars().collect();
            for (at, letter) in &edits {
                let at = at.index(letters.len());
                letters[at] = letter.chars().next().unwrap();
            }
            let altered: String = letters.iter().collect();
            let cut: String = letters[..cut.index(letters.len())].iter().collect();
            for text in [altered, cut] {
                let read = unseal(&text).and_then(|sealed| HandIn::decode(&sealed.payload).ok_or(Damage::Senseless));
                match read {
                    Ok(read) => prop_assert_eq!(&read, work),
                    Err(damage) => {
                        for lang in Lang::ALL {
                            let said = refused(lang, &Refusal::Damaged(damage.clone()));
                            prop_assert!(said.len() > 10 && !said.contains("check.") && !said.contains("%{"), "{}", said);
                        }
                    }
                }
            }
            Ok(())
        })?;
    }

    /// Any text is a hand-in, or refused.
    #[test]
    fn any_text_is_refused_or_read(text in "1\\.[A-Za-z0-9_-]{0,80}") {
        if let Ok(sealed) = unseal(&text) {
            let _ = HandIn::decode(&sealed.payload);
        }
    }
}
