//! What a mark or a stretch of the timeline stands for, in sentences.

use super::people::who;
use crate::program::Record;
use crate::scenario::Scenario;
use crate::t;
use crate::text::{Lang, count, plural, stamp, time};
use crate::timeline::{Activity, Mark, MarkKind, Span, Target};

/// What happened at a mark or in a span.
pub fn target(lang: Lang, scenario: &Scenario, target: Target) -> String {
    match target {
        Target::Mark(found) => mark(lang, scenario, found),
        Target::Span(buyer, span) => self::span(lang, &who(lang, scenario, buyer), span),
    }
}

/// What happened at a mark.
pub fn mark(lang: Lang, scenario: &Scenario, mark: Mark) -> String {
    let buyer = mark.buyer;
    let at = stamp(lang, mark.at);
    let text = match mark.kind {
        MarkKind::Look(record) => t!(lang, "mark.look", buyer = buyer, count = count(lang, record.count)),
        MarkKind::Read { record, .. } if buyer > scenario.buyers.get() => {
            t!(lang, "mark.clerk_read", count = count(lang, record.count), from = source(lang, record))
        }
        MarkKind::Write { count: put, replaced, .. } if buyer > scenario.buyers.get() => {
            t!(lang, "mark.clerk_wrote", count = count(lang, put), replaced = count(lang, replaced.count))
        }
        MarkKind::Failed if buyer > scenario.buyers.get() => t!(lang, "mark.clerk_failed"),
        MarkKind::Killed if buyer > scenario.buyers.get() => t!(lang, "mark.clerk_killed"),
        MarkKind::Truncated if buyer > scenario.buyers.get() => t!(lang, "mark.clerk_truncated"),
        MarkKind::Read { record, before } => {
            let seen =
                t!(lang, "mark.read", buyer = buyer, count = count(lang, record.count), from = source(lang, record));
            let others = match before {
                0 => t!(lang, "mark.read_first"),
                n => {
                    let key = format!("mark.read_same.{}", plural(n));
                    t!(lang, &key, n = count(lang, n))
                }
            };
            format!("{seen}{others}")
        }
        MarkKind::Write { count: put, replaced, lost } => {
            let put = count(lang, put);
            if lost {
                t!(
                    lang,
                    "mark.lost",
                    buyer = buyer,
                    count = put,
                    replaced = count(lang, replaced.count),
                    from = source(lang, replaced)
                )
            } else {
                t!(lang, "mark.write", buyer = buyer, count = put, replaced = count(lang, replaced.count))
            }
        }
        MarkKind::Missed { found } => {
            t!(lang, "mark.missed", buyer = buyer, count = count(lang, found.count), from = source(lang, found))
        }
        MarkKind::Received(record) => {
            t!(lang, "mark.received", buyer = buyer, count = count(lang, record.count), from = source(lang, record))
        }
        MarkKind::Sent(record) => t!(lang, "mark.sent", buyer = buyer, count = count(lang, record.count)),
        MarkKind::Asked { buy: false } => t!(lang, "mark.ask_look", buyer = buyer),
        MarkKind::Asked { buy: true } => t!(lang, "mark.ask_buy", buyer = buyer),
        MarkKind::Answered(record) => t!(lang, "mark.answered", buyer = buyer, count = count(lang, record.count)),
        MarkKind::Served { client, buy, waiting } => {
            let key = if buy { "mark.serve_buy" } else { "mark.serve_look" };
            let more = format!("mark.waiting.{}", plural(waiting));
            t!(lang, key, client = client) + &t!(lang, &more, n = count(lang, waiting))
        }
        MarkKind::Replied { client, record } => {
            t!(lang, "mark.replied", client = client, count = count(lang, record.count))
        }
        MarkKind::Bought { nth, oversold } => {
            let key = if oversold { "mark.oversold" } else { "mark.bought" };
            t!(lang, key, buyer = buyer, nth = count(lang, nth), tickets = count(lang, scenario.tickets.get()))
        }
        MarkKind::SoldOut => t!(lang, "mark.sold_out", buyer = buyer),
        MarkKind::Acquired => t!(lang, "mark.acquired", buyer = buyer),
        MarkKind::Released => t!(lang, "mark.released", buyer = buyer),
        MarkKind::Failed => t!(lang, "mark.failed", buyer = buyer),
        MarkKind::InVain => t!(lang, "mark.in_vain", buyer = buyer),
        MarkKind::Inherited => t!(lang, "mark.inherited", buyer = buyer),
        MarkKind::Torn { length: 0 } => t!(lang, "mark.torn_empty", buyer = buyer),
        MarkKind::Torn { length } => t!(lang, "mark.torn", buyer = buyer, length = count(lang, length)),
        MarkKind::Truncated => t!(lang, "mark.truncated", buyer = buyer),
        MarkKind::Raised => t!(lang, "mark.raised", buyer = buyer),
        MarkKind::Killed => t!(lang, "mark.killed", buyer = buyer),
    };
    t!(lang, "mark.at", time = at, text = text)
}

fn span(lang: Lang, who: &str, span: Span) -> String {
    let name = activity(lang, span.activity);
    let length = time(lang, span.stretch.to - span.stretch.from);
    t!(lang, "mark.span", who = who, activity = name, length = length)
}

/// The name of an activity.
pub fn activity(lang: Lang, activity: Activity) -> String {
    let key = match activity {
        Activity::Search => "activity.search",
        Activity::Wait => "activity.wait",
        Activity::Pay => "activity.pay",
        Activity::Confirm => "activity.confirm",
    };
    t!(lang, key)
}

fn source(lang: Lang, record: Record) -> String {
    match record.writer {
        0 => t!(lang, "mark.from_start"),
        writer => t!(lang, "mark.from_buyer", buyer = writer),
    }
}
