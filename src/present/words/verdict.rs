//! What came of a run, and why, in sentences.

use super::people::who;
use crate::program::{Action as Did, Micros};
use crate::scenario::{Guard, Scenario};
use crate::t;
use crate::text::{Lang, count, plural, time};
use crate::timeline::Pace;
use crate::trace::{Counted, Deadlock, Event, Executor, Judged, LostUpdate, SameRead, Verdict};

/// The answer to a run, however it was recorded.
pub struct Answer<'a> {
    /// What was run.
    pub scenario: &'a Scenario,
    /// Who ran it.
    pub executor: Executor,
    /// How it went, with its times in the scenario's seconds.
    pub verdict: Verdict,
    /// Why it went wrong, if it did.
    pub why: Option<SameRead>,
    /// Who waits for whom, if nobody could go on.
    pub deadlock: Option<&'a Deadlock>,
    /// What happened, where it was kept.
    pub events: &'a [Event],
    /// Whether it was left before its end, so that others can still go on.
    pub open: bool,
    /// Whether the model admits every event; `None` where the events were not kept.
    pub checked: Option<bool>,
    /// For how long it was interrupted, in its own time; 0 when it was not.
    pub interrupted: Micros,
    /// In which steps the clock went, in the scenario's seconds; 0 where that is not known.
    pub clock_step: Micros,
}

impl<'a> From<&'a Judged> for Answer<'a> {
    fn from(run: &'a Judged) -> Self {
        Self {
            scenario: &run.trace.scenario,
            executor: run.trace.executor,
            verdict: Pace::of(run).told_of(&run.verdict),
            why: run.why,
            deadlock: run.deadlock.as_ref(),
            events: &run.trace.events,
            open: run.trace.open,
            checked: Some(run.checked.is_ok()),
            interrupted: run.interrupted,
            clock_step: Pace::of(run).told(run.clock_step),
        }
    }
}

impl<'a> From<&'a Counted> for Answer<'a> {
    fn from(run: &'a Counted) -> Self {
        Self {
            scenario: &run.census.scenario,
            executor: Executor::Virtual,
            verdict: run.verdict,
            why: run.why,
            deadlock: None,
            events: &[],
            open: false,
            checked: None,
            interrupted: 0,
            clock_step: 0,
        }
    }
}

/// The headline of a finished run.
pub fn verdict(lang: Lang, answer: &Answer<'_>) -> String {
    let v = &answer.verdict;
    let tickets = answer.scenario.tickets.get();
    let (sold, existed) = (count(lang, v.sold), count(lang, tickets));
    if let Some(deadlock) = answer.deadlock {
        let waiters = u32::try_from(deadlock.waiters.len()).unwrap_or(u32::MAX);
        let key = format!("verdict.deadlock.{}", plural(waiters));
        let who = who(lang, answer.scenario, deadlock.holder);
        return t!(lang, &key, who = who, n = count(lang, waiters), sold = sold);
    }
    if v.oversold > 0 {
        let key = format!("verdict.oversold.{}", plural(tickets));
        t!(lang, &key, sold = sold, existed = existed, oversold = count(lang, v.oversold))
    } else if answer.open {
        // Whoever has written and is not told yet is no contradiction.
        t!(lang, "verdict.running", sold = sold, existed = existed)
    } else if !v.consistent {
        t!(lang, "verdict.inconsistent", sold = sold, existed = existed, left = count(lang, v.left))
    } else if v.failed > 0 {
        let key = format!("verdict.failed.{}", plural(v.failed));
        t!(lang, &key, failed = count(lang, v.failed), sold = sold, left = count(lang, v.left))
    } else {
        let key = format!("verdict.right.{}", plural(tickets));
        t!(lang, &key, sold = sold, existed = existed, left = count(lang, v.left))
    }
}

/// Why the run went as it did.
pub fn why(lang: Lang, answer: &Answer<'_>) -> String {
    let (v, scenario) = (&answer.verdict, answer.scenario);
    if let Some(same) = answer.why.filter(|_| v.lost_updates > 0) {
        let seen = count(lang, same.record.count);
        let put = count(lang, same.record.count.saturating_sub(1));
        let both = t!(lang, "why.same", first = same.first, second = same.second, seen = seen, put = put);
        let others = match same.others {
            0 => String::new(),
            n => {
                let key = format!("why.others.{}", plural(n));
                t!(lang, &key, n = count(lang, n))
            }
        };
        let torn = torn(lang, answer.events).map_or_else(String::new, |text| [lang.gap(), &*text].concat());
        return format!("{both}{others}{torn}");
    }
    if answer.open {
        return t!(lang, "why.open");
    }
    if answer.deadlock.is_some() {
        let deadlock = match scenario.guard {
            Guard::Pipe => t!(lang, "why.deadlock_pipe"),
            Guard::Queue => t!(lang, "why.deadlock_queue"),
            _ => t!(lang, "why.deadlock"),
        };
        // Who died of the file died with what the others wait for.
        return match torn(lang, answer.events) {
            Some(torn) => [&*torn, lang.gap(), &*deadlock].concat(),
            None => deadlock,
        };
    }
    let died = |how: Did| answer.events.iter().find(|event| event.action == how).map(|event| event.buyer);
    if let Some(text) = torn(lang, answer.events) {
        return text;
    }
    if let Some(killed) = died(Did::Killed) {
        let heir = answer.events.iter().find(|event| matches!(event.action, Did::Inherited(_)));
        return match heir {
            Some(heir) => t!(lang, "why.inherited", killed = killed, heir = heir.buyer),
            None => t!(lang, "why.killed", killed = killed),
        };
    }
    if !v.consistent && v.failed > 0 {
        return t!(lang, "why.died");
    }
    if v.failed > 0 {
        return t!(lang, "why.failed");
    }
    let mean = time(lang, v.wait_mean(scenario.buyers.get()));
    match scenario.guard {
        Guard::Lock(scope) if scope.covers_reading_and_writing() => {
            t!(lang, "why.lock", mean = mean, max = time(lang, v.wait_max))
        }
        Guard::Join => t!(lang, "why.join", mean = mean),
        Guard::Pipe => t!(lang, "why.pipe", mean = mean, max = time(lang, v.wait_max)),
        Guard::Queue => t!(lang, "why.queue", mean = mean, max = time(lang, v.wait_max)),
        Guard::Cas => {
            let form = if v.retries == 0 { "zero" } else { plural(v.retries) };
            let key = format!("why.cas.{form}");
            t!(lang, &key, n = count(lang, v.retries))
        }
        // Nobody could have got in between, nor will the next time.
        _ if scenario.buyers.get() == 1 => t!(lang, "why.alone"),
        _ if scenario.tickets.get() == 0 => t!(lang, "why.no_ticket"),
        _ => t!(lang, "why.luck"),
    }
}

/// An update that was lost: who lost what to whom.
pub fn lost(lang: Lang, events: &[Event], lost: LostUpdate) -> String {
    let at = |index: usize| events.get(index).copied();
    let (Some(read), Some(first), Some(second)) = (at(lost.read), at(lost.lost), at(lost.write)) else {
        return String::new();
    };
    let seen = if let Did::Read(record) = read.action { record.count } else { 0 };
    let put = |event: Event| event.action.put().map_or(0, |record| record.count);
    t!(
        lang,
        "why.lost",
        first = first.buyer,
        second = second.buyer,
        seen = count(lang, seen),
        put = count(lang, put(first)),
        over = count(lang, put(second))
    )
}

/// Why some died of what they read from the file, if some did.
fn torn(lang: Lang, events: &[Event]) -> Option<String> {
    let mut raised = events.iter().filter(|event| event.action == Did::Raised);
    let first = raised.next()?.buyer;
    let all = u32::try_from(raised.count()).map_or(u32::MAX, |others| others + 1);
    let key = format!("why.torn.{}", plural(all));
    Some(t!(lang, &key, first = first, n = count(lang, all)))
}

/// What will happen, before the first run.
pub fn outlook(lang: Lang, scenario: &Scenario, executor: Executor) -> String {
    let tickets = scenario.tickets.get();
    let key = format!("outlook.{}.{}", executor.name(), plural(tickets));
    t!(lang, &key, buyers = count(lang, scenario.buyers.get()), tickets = count(lang, tickets))
}
