//! Sentences: what marks, notices and verdicts say in the reader's language.

use super::shown::Answer;
use crate::browser::intl;
use crate::program::{Action as Did, Micros, Phase, Record, Text};
use crate::scenario::{Choice, Guard, Notice, Problem, Scenario, Scope};
use crate::timeline::{Activity, Mark, MarkKind, Span, Target};
use crate::trace::{Cause, Event, Executor, Failure};
use crate::ui::t::t;

/// The message of a key that is made at run time.
pub fn text(key: &str) -> String {
    t!(key)
}

/// A whole number.
pub fn count(lang: &str, value: u32) -> String {
    intl::number(lang, f64::from(value), 0)
}

/// A number with two decimals.
pub fn decimal(lang: &str, value: f64) -> String {
    intl::number(lang, value, 2)
}

/// A number of which only the size matters: whole, and to two digits.
pub fn large(lang: &str, value: f64) -> String {
    let unit = 10_f64.powf(value.max(1.0).log10().floor() - 1.0).max(0.1);
    intl::number(lang, (value / unit).round() * unit, u32::from(value < 10.0))
}

/// A share in percent, with one decimal.
pub fn percent(lang: &str, part: u32, of: u32) -> String {
    format!("{} %", intl::number(lang, f64::from(part) * 100.0 / f64::from(of.max(1)), 1))
}

/// An instant in seconds, to the tenth of a millisecond: `1.0023 s`.
#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
pub fn stamp(lang: &str, micros: Micros) -> String {
    format!("{} s", intl::number(lang, micros as f64 / 1e6, 4))
}

/// A time with its unit: `3.50 s`, `12.3 ms`, `40 µs`.
#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
pub fn time(lang: &str, micros: Micros) -> String {
    let value = micros as f64;
    match micros {
        0 => "0 s".to_owned(),
        1..1_000 => format!("{} µs", intl::number(lang, value, 0)),
        1_000..100_000 => format!("{} ms", intl::number(lang, value / 1e3, 1)),
        100_000..10_000_000 => format!("{} s", intl::number(lang, value / 1e6, 2)),
        _ => format!("{} s", intl::number(lang, value / 1e6, 1)),
    }
}

/// The headline of a finished run.
pub fn verdict(lang: &str, answer: &Answer<'_>) -> String {
    let v = answer.verdict;
    let tickets = answer.scenario.tickets.get();
    let (sold, existed) = (count(lang, v.sold), count(lang, tickets));
    if let Some(deadlock) = answer.deadlock {
        let waiters = u32::try_from(deadlock.waiters.len()).unwrap_or(u32::MAX);
        let key = format!("verdict.deadlock.{}", intl::plural(lang, waiters));
        let who = who(answer.scenario, deadlock.holder);
        return t!(&key, who = who, n = count(lang, waiters), sold = sold);
    }
    if v.oversold > 0 {
        let key = format!("verdict.oversold.{}", intl::plural(lang, tickets));
        t!(&key, sold = sold, existed = existed, oversold = count(lang, v.oversold))
    } else if !v.consistent {
        t!("verdict.inconsistent", sold = sold, existed = existed, left = count(lang, v.left))
    } else if v.failed > 0 {
        let key = format!("verdict.failed.{}", intl::plural(lang, v.failed));
        t!(&key, failed = count(lang, v.failed), sold = sold, left = count(lang, v.left))
    } else {
        let key = format!("verdict.right.{}", intl::plural(lang, tickets));
        t!(&key, sold = sold, existed = existed, left = count(lang, v.left))
    }
}

/// Why the run went as it did.
pub fn why(lang: &str, answer: &Answer<'_>) -> String {
    let (v, scenario) = (answer.verdict, answer.scenario);
    if let Some(same) = answer.why.filter(|_| v.lost_updates > 0) {
        let seen = count(lang, same.record.count);
        let put = count(lang, same.record.count.saturating_sub(1));
        let both = t!("why.same", first = same.first, second = same.second, seen = seen, put = put);
        let others = match same.others {
            0 => String::new(),
            n => {
                let key = format!("why.others.{}", intl::plural(lang, n));
                t!(&key, n = count(lang, n))
            }
        };
        let torn = torn(lang, answer.events).map_or_else(String::new, |text| format!(" {text}"));
        return format!("{both}{others}{torn}");
    }
    if answer.deadlock.is_some() {
        return match scenario.guard {
            Guard::Pipe => t!("why.deadlock_pipe"),
            Guard::Queue => t!("why.deadlock_queue"),
            _ => t!("why.deadlock"),
        };
    }
    let died = |how: Did| answer.events.iter().find(|event| event.action == how).map(|event| event.buyer);
    if let Some(text) = torn(lang, answer.events) {
        return text;
    }
    if let Some(killed) = died(Did::Killed) {
        let heir = answer.events.iter().find(|event| matches!(event.action, Did::Inherited(_)));
        return match heir {
            Some(heir) => t!("why.inherited", killed = killed, heir = heir.buyer),
            None => t!("why.killed", killed = killed),
        };
    }
    if !v.consistent && v.failed > 0 {
        return t!("why.died");
    }
    if v.failed > 0 {
        return t!("why.failed");
    }
    let mean = time(lang, v.wait_mean(scenario.buyers.get()));
    match scenario.guard {
        Guard::Lock(Scope::Get | Scope::Task) => t!("why.lock", mean = mean, max = time(lang, v.wait_max)),
        Guard::Join => t!("why.join", mean = mean),
        Guard::Pipe => t!("why.pipe", mean = mean, max = time(lang, v.wait_max)),
        Guard::Queue => t!("why.queue", mean = mean, max = time(lang, v.wait_max)),
        Guard::Cas => {
            let form = if v.retries == 0 { "zero".to_owned() } else { intl::plural(lang, v.retries) };
            let key = format!("why.cas.{form}");
            t!(&key, n = count(lang, v.retries))
        }
        _ => t!("why.luck"),
    }
}

/// Why some died of what they read from the file, if some did.
fn torn(lang: &str, events: &[Event]) -> Option<String> {
    let mut raised = events.iter().filter(|event| event.action == Did::Raised);
    let first = raised.next()?.buyer;
    let all = u32::try_from(raised.count()).map_or(u32::MAX, |others| others + 1);
    let key = format!("why.torn.{}", intl::plural(lang, all));
    Some(t!(&key, first = first, n = count(lang, all)))
}

/// What a guard does to the purchase, in one sentence.
pub fn guard(guard: Guard) -> String {
    match guard.scope() {
        Some(scope) => text(&format!("guard.lock.{}", scope.name())),
        None => text(&format!("guard.{}", guard.name().name())),
    }
}

/// What will happen, before the first run.
pub fn outlook(lang: &str, scenario: &Scenario, executor: Executor) -> String {
    let tickets = scenario.tickets.get();
    let key = format!("outlook.{}.{}", executor.name(), intl::plural(lang, tickets));
    t!(&key, buyers = count(lang, scenario.buyers.get()), tickets = count(lang, tickets))
}

/// What happened at a mark or in a span.
pub fn target(lang: &str, scenario: &Scenario, target: Target) -> String {
    match target {
        Target::Mark(found) => mark(lang, scenario, found),
        Target::Span(buyer, span) => self::span(lang, &who(scenario, buyer), span),
    }
}

/// What happened at a mark.
pub fn mark(lang: &str, scenario: &Scenario, mark: Mark) -> String {
    let buyer = mark.buyer;
    let at = time(lang, mark.at);
    let text = match mark.kind {
        MarkKind::Look(record) => t!("mark.look", buyer = buyer, count = count(lang, record.count)),
        MarkKind::Read { record, .. } if buyer > scenario.buyers.get() => {
            t!("mark.clerk_read", count = count(lang, record.count), from = source(record))
        }
        MarkKind::Write { count: put, replaced, .. } if buyer > scenario.buyers.get() => {
            t!("mark.clerk_wrote", count = count(lang, put), replaced = count(lang, replaced.count))
        }
        MarkKind::Failed if buyer > scenario.buyers.get() => t!("mark.clerk_failed"),
        MarkKind::Killed if buyer > scenario.buyers.get() => t!("mark.clerk_killed"),
        MarkKind::Truncated if buyer > scenario.buyers.get() => t!("mark.clerk_truncated"),
        MarkKind::Read { record, before } => {
            let seen = t!("mark.read", buyer = buyer, count = count(lang, record.count), from = source(record));
            let others = match before {
                0 => t!("mark.read_first"),
                n => {
                    let key = format!("mark.read_same.{}", intl::plural(lang, n));
                    t!(&key, n = count(lang, n))
                }
            };
            format!("{seen}{others}")
        }
        MarkKind::Write { count: put, replaced, lost } => {
            let put = count(lang, put);
            if lost {
                t!(
                    "mark.lost",
                    buyer = buyer,
                    count = put,
                    replaced = count(lang, replaced.count),
                    from = source(replaced)
                )
            } else {
                t!("mark.write", buyer = buyer, count = put, replaced = count(lang, replaced.count))
            }
        }
        MarkKind::Missed { found } => {
            t!("mark.missed", buyer = buyer, count = count(lang, found.count), from = source(found))
        }
        MarkKind::Received(record) => {
            t!("mark.received", buyer = buyer, count = count(lang, record.count), from = source(record))
        }
        MarkKind::Sent(record) => t!("mark.sent", buyer = buyer, count = count(lang, record.count)),
        MarkKind::Asked { buy: false } => t!("mark.ask_look", buyer = buyer),
        MarkKind::Asked { buy: true } => t!("mark.ask_buy", buyer = buyer),
        MarkKind::Answered(record) => t!("mark.answered", buyer = buyer, count = count(lang, record.count)),
        MarkKind::Served { client, buy, waiting } => {
            let key = if buy { "mark.serve_buy" } else { "mark.serve_look" };
            let more = format!("mark.waiting.{}", intl::plural(lang, waiting));
            t!(key, client = client) + &t!(&more, n = count(lang, waiting))
        }
        MarkKind::Replied { client, record } => {
            t!("mark.replied", client = client, count = count(lang, record.count))
        }
        MarkKind::Bought { nth, oversold } => {
            let key = if oversold { "mark.oversold" } else { "mark.bought" };
            t!(key, buyer = buyer, nth = count(lang, nth), tickets = count(lang, scenario.tickets.get()))
        }
        MarkKind::SoldOut => t!("mark.sold_out", buyer = buyer),
        MarkKind::Acquired => t!("mark.acquired", buyer = buyer),
        MarkKind::Released => t!("mark.released", buyer = buyer),
        MarkKind::Failed => t!("mark.failed", buyer = buyer),
        MarkKind::Inherited => t!("mark.inherited", buyer = buyer),
        MarkKind::Torn { length: 0 } => t!("mark.torn_empty", buyer = buyer),
        MarkKind::Torn { length } => t!("mark.torn", buyer = buyer, length = count(lang, length)),
        MarkKind::Truncated => t!("mark.truncated", buyer = buyer),
        MarkKind::Raised => t!("mark.raised", buyer = buyer),
        MarkKind::Killed => t!("mark.killed", buyer = buyer),
    };
    t!("mark.at", time = at, text = text)
}

fn span(lang: &str, who: &str, span: Span) -> String {
    let name = activity(span.activity);
    let length = time(lang, span.stretch.to - span.stretch.from);
    t!("mark.span", who = who, activity = name, length = length)
}

/// Who a process is, at the beginning of a sentence.
fn who(scenario: &Scenario, id: u32) -> String {
    if id > scenario.buyers.get() { t!("who.clerk") } else { t!("who.buyer", buyer = id) }
}

/// Who a process is, in a list.
pub fn name(is_clerk: bool, id: u32) -> String {
    if is_clerk { t!("clerk") } else { t!("buyer", buyer = id) }
}

/// The name of an activity.
pub fn activity(activity: Activity) -> String {
    let key = match activity {
        Activity::Search => "activity.search",
        Activity::Wait => "activity.wait",
        Activity::Pay => "activity.pay",
        Activity::Confirm => "activity.confirm",
    };
    t!(key)
}

fn source(record: Record) -> String {
    match record.writer {
        0 => t!("mark.from_start"),
        writer => t!("mark.from_buyer", buyer = writer),
    }
}

/// What was wrong with a parameter, what is allowed, and what is used.
pub fn notice(notice: &Notice) -> String {
    let key = match notice.problem {
        Problem::NotAValue => "notice.not_a_value",
        Problem::OutOfRange => "notice.out_of_range",
        Problem::TooManyForWorkers => "notice.too_many",
        Problem::TooManyForGuard => "notice.too_many_for_guard",
        Problem::UnknownName => "notice.unknown",
        Problem::GivenTwice => "notice.twice",
        Problem::NoEffect => "notice.no_effect",
        Problem::NotBuiltYet => "notice.not_built",
        Problem::BadSchedule => "notice.schedule",
        Problem::NewerSchedule => "notice.newer",
        Problem::Pinned => "notice.pinned",
        Problem::UnknownHash => "notice.hash",
        Problem::BadFile => "notice.file",
    };
    let Notice { parameter, given, allowed, used, .. } = notice;
    // Of a run, an empty query says that every parameter has its default.
    let defaults = t!("notice.defaults");
    let or_defaults = |query: &String| if query.is_empty() { defaults.clone() } else { query.clone() };
    let is_run = parameter == "t" && notice.problem == Problem::Pinned;
    let used = if parameter == "t" { &or_defaults(used) } else { used };
    let (given, used) = if is_run { (&or_defaults(given), &or_defaults(used)) } else { (given, used) };
    t!(key, name = parameter, given = given, allowed = allowed, used = used)
}

/// What a buyer prints at an event, or does silently.
pub fn event(lang: &str, event: Event) -> String {
    let n = |value| count(lang, value);
    let key = match event.action {
        Did::Looked(record) => return t!("log.left", n = n(record.count)),
        Did::Read(record) => return t!("log.read", n = n(record.count)),
        Did::Wrote { put, replaced } => return t!("log.wrote", n = n(put.count), old = n(replaced.count)),
        Did::Stored { put, replaced, .. } => return t!("log.stored", n = n(put.count), old = n(replaced.count)),
        Did::Loaded { text: Text::Whole(record), .. } => return t!("log.loaded", n = n(record.count)),
        Did::Loaded { text: Text::Torn { length, .. }, .. } => return t!("log.loaded_torn", length = n(length)),
        Did::Truncated { .. } => "log.truncated",
        Did::Raised => "log.raised",
        Did::Killed => "log.killed",
        Did::Spared => "log.spared",
        Did::Inherited(_) => "log.inherited",
        Did::Missed { found } => return t!("log.missed", n = n(found.count)),
        Did::Received { record, .. } => return t!("log.received", n = n(record.count)),
        Did::Sent(record) => return t!("log.sent", n = n(record.count)),
        Did::Shown(record) => return t!("log.left", n = n(record.count)),
        Did::Asked { buy: false, .. } => "log.ask_look",
        Did::Asked { buy: true, .. } => "log.ask_buy",
        Did::Answered(record) => return t!("log.answered", n = n(record.count)),
        Did::Served { client, buy, .. } => {
            return t!(if buy { "log.serve_buy" } else { "log.serve_look" }, client = client);
        }
        Did::Replied { client, record } => return t!("log.replied", client = client, n = n(record.count)),
        Did::Closed => "log.closed",
        Did::Waiting => "log.waiting",
        Did::Acquired(_) => "log.acquired",
        Did::Released => "step.release",
        Did::Bought => "log.bought",
        Did::SoldOut => "log.sold_out",
        Did::Failed => "log.failed",
        Did::Started => "step.start",
        Did::Paused(Phase::Search) => "activity.search",
        Did::Paused(Phase::Pay) => "activity.pay",
        Did::Paused(Phase::Confirm) => "activity.confirm",
        Did::Entered => "step.enter",
        Did::Left => "step.leave",
        Did::Checked { .. } => "step.checked",
        Did::Ended => "step.end",
    };
    t!(key)
}

/// Who died by the program itself, and how.
pub fn deaths(scenario: &Scenario, events: &[Event]) -> Vec<String> {
    let death = |(i, event): (usize, &Event)| match event.action {
        Did::Killed => Some(t!("death.killed", who = who(scenario, event.buyer))),
        Did::Raised => {
            let own = events[..i].iter().rev().find(|before| before.buyer == event.buyer);
            let is_empty = own.is_some_and(|before| match before.action {
                Did::Loaded { text: Text::Torn { length, .. }, .. } => length == 0,
                _ => false,
            });
            // As Python's json says it.
            let error = if is_empty { "Expecting value: line 1 column 1 (char 0)" } else { "Extra data" };
            Some(t!("death.raised", who = who(scenario, event.buyer), error = error))
        }
        _ => None,
    };
    events.iter().enumerate().filter_map(death).collect()
}

/// Who failed, and why.
pub fn failure(scenario: &Scenario, failure: &Failure) -> String {
    let who = who(scenario, failure.buyer);
    match &failure.cause {
        Cause::DidNotStart(text) => t!("failure.start", who = who, text = text),
        Cause::Threw(text) => t!("failure.threw", who = who, text = text),
        Cause::Silent => t!("failure.silent", who = who),
        Cause::Stuck { holder } => {
            let key = match scenario.guard {
                Guard::Pipe => "failure.stuck_pipe",
                Guard::Queue => "failure.stuck_queue",
                _ => "failure.stuck",
            };
            t!(key, who = who, holder = name(*holder > scenario.buyers.get(), *holder))
        }
    }
}
