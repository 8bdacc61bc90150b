//! The answer, readable from the back row, and why it is so; before the end, the question, or how it stands.

use super::{Shown, crowd, pace, shown, stubs};
use crate::present::{Same, Select, words};
use crate::program::Action as Did;
use crate::scenario::{Scenario, Speed};
use crate::store::State;
use crate::t;
use crate::text::{Lang, count, message, time};
use crate::trace::{Counted, Executor, Verdict};

/// The figures, in their order. They have their place before there are any, so that nothing jumps.
const FIGURES: [&str; 8] = ["sold", "oversold", "lost", "left", "sold_out", "elapsed", "wait", "peak"];

/// Makes the answer.
#[derive(Default)]
pub struct Answer;

/// The answer, or the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerModel {
    /// How it came out; `None` as long as that is open.
    pub outcome: Option<Outcome>,
    /// Whether more was sold already than there was.
    pub wrong_so_far: bool,
    /// The headline.
    pub headline: String,
    /// Why.
    pub why: String,
    /// The numbers.
    pub figures: Vec<Figure>,
    /// Who executed it, or will.
    pub badge: String,
    /// How many times faster than told it is played; `None` where it is as fast.
    pub speed: Option<String>,
    /// Whether the model agrees; `None` before the end.
    pub check: Option<Check>,
    /// Why its times say nothing, or little: in a word, and in a sentence.
    pub timing: Option<[String; 2]>,
}

/// How a run came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything adds up.
    Right,
    /// It adds up only because somebody never came to buy.
    Cut,
    /// It does not.
    Wrong,
}

impl Outcome {
    /// Its name in `data-verdict`, and its sign.
    pub const fn signs(self) -> (&'static str, &'static str) {
        match self {
            Self::Right => ("right", "✓"),
            Self::Cut => ("cut", "!"),
            Self::Wrong => ("wrong", "✕"),
        }
    }
}

/// One number of a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its name in `data-number`.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// What it means.
    pub what: String,
    /// The number, with its unit.
    pub value: String,
}

/// Whether the model agrees with a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Whether it was executed again and agrees.
    pub agrees: bool,
    /// Whether it was executed again and does not.
    pub disagrees: bool,
    /// The same in words.
    pub text: String,
    /// What was done.
    pub what: String,
}

impl Select for Answer {
    type Key = (Lang, Scenario, Executor, Shown, bool, bool, Option<u32>, Option<Same<Counted>>);
    type Model = AnswerModel;

    fn key(&self, state: &State) -> Self::Key {
        let known = state.run.run.known();
        let ended = known.is_some_and(|known| known.cursor.is_none());
        let busy = state.run.run.busy().is_some();
        // Of a lost update it speaks only where the run stands.
        let (executor, stands) = (state.shown_executor(), state.stands_at());
        (state.lang(), *state.scenario(), executor, shown(state), ended, busy, stands, crowd(state))
    }

    fn make(&mut self, state: &State) -> AnswerModel {
        let (lang, scenario, executor, _, ended, busy, _, crowd) = self.key(state);
        let known = state.run.run.known();
        match (crowd, known) {
            (Some(counted), _) => told(lang, &words::Answer::from(&*counted.0)),
            (None, Some(known)) if ended => told(lang, &words::Answer::from(&*known.run)),
            _ => {
                let so_far = state.run.run.follow().map(|follow| pace(state).told_of(&follow.verdict()));
                let sold = (busy || state.begun()).then(|| stubs::sold(state));
                let played = known.map(|known| match state.lost_here() {
                    Some(lost) => words::lost(lang, &known.run.trace.events, lost),
                    None => t!(lang, "outlook.played"),
                });
                open(lang, &scenario, executor, sold, so_far.as_ref(), played)
            }
        }
    }
}

/// Before the end: what will happen, or with `sold`, what has happened so far, and how that stands. `played` when the run
/// is known and played: what is said of where it stands.
fn open(
    lang: Lang,
    scenario: &Scenario,
    executor: Executor,
    sold: Option<u32>,
    so_far: Option<&Verdict>,
    played: Option<String>,
) -> AnswerModel {
    let headline = sold.map_or_else(
        || t!(lang, "verdict.question"),
        |sold| {
            let existed = count(lang, scenario.tickets.get());
            t!(lang, "verdict.running", sold = count(lang, sold), existed = existed)
        },
    );
    let why = match (played, sold) {
        (Some(said), _) => said,
        (None, Some(_)) => words::outlook(lang, scenario, executor),
        (None, None) => words::outlook(lang, scenario, executor) + &t!(lang, "outlook.press"),
    };
    let values = so_far.map_or_else(|| FIGURES.map(|_| "–".to_owned()), |verdict| values(lang, scenario, verdict));
    AnswerModel {
        outcome: None,
        wrong_so_far: sold.is_some_and(|sold| sold > scenario.tickets.get()),
        headline,
        why,
        figures: FIGURES.into_iter().zip(values).map(|(name, value)| figure(lang, name, value)).collect(),
        badge: message(lang, &format!("executor.{}", executor.name())),
        speed: speed(lang, scenario),
        check: None,
        timing: None,
    }
}

fn told(lang: Lang, answer: &words::Answer<'_>) -> AnswerModel {
    let v = &answer.verdict;
    let mut values = values(lang, answer.scenario, v);
    let timing = timing(lang, answer, &mut values);
    let mut figures: Vec<Figure> =
        FIGURES.into_iter().zip(values).map(|(name, value)| figure(lang, name, value)).collect();
    // Who waits in vain has not failed; the contract counts both together.
    for (name, number) in [("failed", v.failed.saturating_sub(v.stuck)), ("in_vain", v.stuck)] {
        if number > 0 {
            figures.push(figure(lang, name, count(lang, number)));
        }
    }
    let key = match answer.checked {
        Some(true) => "checked.yes",
        None => "checked.counted",
        Some(false) if v.failed > 0 => "checked.cut",
        Some(false) => "checked.no",
    };
    AnswerModel {
        outcome: match (v.is_right(), v.failed) {
            _ if answer.open => (v.oversold > 0).then_some(Outcome::Wrong),
            (true, 0) => Some(Outcome::Right),
            (true, _) => Some(Outcome::Cut),
            (false, _) => Some(Outcome::Wrong),
        },
        wrong_so_far: false,
        headline: words::verdict(lang, answer),
        why: words::why(lang, answer),
        figures,
        badge: message(lang, &format!("executor.{}", answer.executor.name())),
        speed: speed(lang, answer.scenario),
        check: Some(Check {
            agrees: answer.checked == Some(true),
            disagrees: key == "checked.no",
            text: t!(lang, key),
            what: t!(lang, "checked.what"),
        }),
        timing,
    }
}

/// Why the times of a run say nothing, or little; those that are shorter than the clock can tell say so themselves.
fn timing(lang: Lang, answer: &words::Answer<'_>, values: &mut [String]) -> Option<[String; 2]> {
    if answer.interrupted > 0 {
        let span = time(lang, answer.interrupted);
        return Some([t!(lang, "timing.interrupted_short", time = span), t!(lang, "timing.interrupted", time = span)]);
    }
    let v = &answer.verdict;
    let clock = words::Clock::new(answer.scenario, answer.clock_step);
    // Where nobody waited, that is no matter of the clock.
    let has_waited = answer.events.iter().any(|event| event.action == Did::Waiting);
    let mean = v.wait_mean(answer.scenario.buyers.get());
    let mut is_coarse = false;
    for (name, span, counts) in [("elapsed", v.elapsed, true), ("wait", mean, has_waited)] {
        let place = FIGURES.iter().position(|figure| *figure == name).and_then(|place| values.get_mut(place));
        if let Some(value) = place.filter(|_| counts && clock.is_coarse_for(span)) {
            is_coarse = true;
            *value = clock.said(lang, span);
        }
    }
    let step = time(lang, answer.clock_step);
    is_coarse.then(|| [t!(lang, "timing.coarse_short", step = step), t!(lang, "timing.coarse", step = step)])
}

/// Times are the scenario's at any speed, so a speed is said.
fn speed(lang: Lang, scenario: &Scenario) -> Option<String> {
    (scenario.speed != Speed::ONE).then(|| t!(lang, "executor.speed", speed = scenario.speed))
}

fn figure(lang: Lang, name: &'static str, value: String) -> Figure {
    let label = message(lang, &format!("number.{name}.name"));
    Figure { name, label, what: message(lang, &format!("number.{name}.what")), value }
}

/// The numbers as texts, in the order of [`FIGURES`].
fn values(lang: Lang, scenario: &Scenario, v: &Verdict) -> [String; FIGURES.len()] {
    [
        count(lang, v.sold),
        count(lang, v.oversold),
        count(lang, v.lost_updates),
        count(lang, v.left),
        count(lang, v.sold_out),
        time(lang, v.elapsed),
        time(lang, v.wait_mean(scenario.buyers.get())),
        count(lang, v.peak_in_get),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::program::Micros;
    use crate::scenario::parse;
    use crate::trace::{Judged, Trace};
    use std::rc::Rc;

    fn told_of(trace: Trace) -> AnswerModel {
        for catalogue in [crate::catalogue!("race"), crate::catalogue!("runs")] {
            crate::text::add(catalogue);
        }
        told(Lang::En, &words::Answer::from(&Judged::new(Rc::new(trace), None, true)))
    }

    /// A run that was left before its end has no verdict, unless more was sold already than there was.
    #[test]
    fn who_can_go_on_has_not_been_correct() {
        let whole = run_virtual(&parse("buyers=2").0.scenario);
        for (left, outcome, headline) in [
            (whole.events.len(), Some(Outcome::Wrong), "2 people were told"),
            (whole.events.len() / 2, None, "0 sold so far, 1 existed"),
        ] {
            let mut trace = Trace { open: true, ..whole.clone() };
            trace.events.truncate(left);
            let model = told_of(trace);
            assert_eq!(model.outcome, outcome);
            assert!(model.headline.starts_with(headline), "{}", model.headline);
            assert_eq!(outcome.is_none(), model.why.contains("can still go on"), "{}", model.why);
        }
    }

    /// Where it could not go wrong, that is no luck.
    #[test]
    fn luck_is_what_could_have_been_otherwise() {
        for (query, why) in [("buyers=1", "One buyer alone"), ("tickets=0", "no ticket")] {
            let model = told_of(run_virtual(&parse(query).0.scenario));
            assert!(model.why.contains(why) && !model.why.contains("run it again"), "{query}: {}", model.why);
        }
    }

    /// What is told of a run on real workers by a clock in such steps, in microseconds: elapsed, mean wait, and why.
    fn told_by(query: &str, clock_step: Micros) -> (String, String, Option<[String; 2]>) {
        crate::text::add(crate::catalogue!("race"));
        let scenario = parse(query).0.scenario;
        let mut trace = Trace { executor: Executor::Workers, ..run_virtual(&scenario) };
        for event in &mut trace.events {
            event.at = scenario.speed.shorten(event.at);
        }
        let run = Judged { clock_step, ..Judged::new(Rc::new(trace), None, false) };
        let model = told(Lang::En, &words::Answer::from(&run));
        let value = |name| model.figures.iter().find(|figure| figure.name == name).unwrap().value.clone();
        (value("elapsed"), value("wait"), model.timing)
    }

    #[test]
    fn what_a_coarse_clock_cannot_tell_is_told_as_such() {
        let (elapsed, wait, why) = told_by("speed=1000&guard=lock&buyers=3", 16_000);
        assert!(elapsed.starts_with("about 5.50 s") && wait.starts_with("about"), "{elapsed}, {wait}");
        assert!(why.unwrap()[1].contains("steps of 16.0 s"));
        // Nobody waits for anything: that is no matter of the clock.
        let (elapsed, wait, _) = told_by("speed=1000&search=0&pay=0&confirm=0&buyers=3", 100_000);
        assert_eq!((&*elapsed, &*wait), ("too short to tell", "0 s"));
        for (query, step) in [("guard=lock", 100_000), ("speed=1000&guard=lock", 5), ("speed=1000&guard=lock", 0)] {
            let (elapsed, _, why) = told_by(query, step);
            assert!(!elapsed.starts_with("about") && why.is_none(), "{query}: {elapsed}");
        }
    }
}
