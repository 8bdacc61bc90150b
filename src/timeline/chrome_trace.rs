//! A timeline in the Trace Event Format, which Perfetto, speedscope and the Firefox Profiler open: one thread a
//! buyer, a counter for the record. Each wants something that the others do without: a category (Firefox), no stretch
//! outside of the one it begins in (speedscope).
//!
//! Format: "Trace Event Format", Google, 2016.

use super::{Activity, Fate, MarkKind, Stretch, Timeline};
use crate::program::Micros;
use serde::Serialize;
use std::cmp::Reverse;

/// The file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChromeTrace {
    /// Everything.
    pub trace_events: Vec<ChromeEvent>,
    /// The unit in which viewers show times.
    pub display_time_unit: &'static str,
}

/// One event of the format; its names are those of the format.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChromeEvent {
    /// What is shown.
    pub name: String,
    /// Category, by which viewers filter; some open no event without.
    pub cat: &'static str,
    /// Phase: `X` a stretch, `i` an instant, `C` a counter, `M` a name.
    pub ph: &'static str,
    /// When, in microseconds.
    pub ts: f64,
    /// How long, in microseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dur: Option<f64>,
    /// Process: always 1.
    pub pid: u32,
    /// Thread: the buyer.
    pub tid: u32,
    /// Scope of an instant: `t`, its thread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s: Option<&'static str>,
    /// Values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub args: Option<Args>,
}

/// Values of an event.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Args {
    /// The name of a thread.
    Name {
        /// The name.
        name: String,
    },
    /// The record's count.
    Count {
        /// The count.
        tickets: u32,
    },
}

/// All events are of one kind.
const CATEGORY: &str = "oversold";

/// Makes the file.
pub fn chrome_trace(timeline: &Timeline) -> ChromeTrace {
    let mut events = Vec::new();
    for lane in &timeline.lanes {
        let event = |name: &str, ph, at: Micros| ChromeEvent {
            name: name.to_owned(),
            cat: CATEGORY,
            ph,
            ts: float(at),
            dur: None,
            pid: 1,
            tid: lane.buyer,
            s: None,
            args: None,
        };
        let name =
            Args::Name { name: if lane.is_clerk { "clerk".to_owned() } else { format!("buyer {}", lane.buyer) } };
        events.push(ChromeEvent { args: Some(name), ..event("thread_name", "M", 0) });
        let stretch = |name: &str, stretch: Stretch| ChromeEvent {
            dur: Some(float(stretch.to.saturating_sub(stretch.from))),
            ..event(name, "X", stretch.from)
        };
        let mut stretches: Vec<(&str, Stretch)> = Vec::new();
        stretches.extend(lane.inside.map(|inside| ("get", inside)));
        stretches.extend(lane.spans.iter().map(|span| (activity(span.activity), span.stretch)));
        if let Some(held) = lane.holding {
            if stretches.iter().any(|(_, other)| overlap(held, *other)) {
                // The count in a pipe is put back within `get` but was taken before: it needs a thread of its own.
                let tid = u32::try_from(timeline.lanes.len()).unwrap_or(0) + lane.buyer;
                let name = Args::Name { name: format!("buyer {} has the count", lane.buyer) };
                events.push(ChromeEvent { tid, args: Some(name), ..event("thread_name", "M", 0) });
                events.push(ChromeEvent { tid, ..stretch("count", held) });
            } else {
                stretches.push(("lock", held));
            }
        }
        // What took no time ends, for some viewers, before it begins.
        stretches.retain(|(_, stretch)| stretch.from < stretch.to);
        // Outer stretches first: viewers nest them so.
        stretches.sort_by_key(|(_, stretch)| (stretch.from, Reverse(stretch.to)));
        events.extend(stretches.into_iter().map(|(name, extent)| stretch(name, extent)));
        for mark in &lane.marks {
            let text = match mark.kind {
                MarkKind::Look(record) => format!("look {}", record.count),
                MarkKind::Read { record, .. } => format!("read {}", record.count),
                MarkKind::Write { count, lost: true, .. } => format!("write {count} (update lost)"),
                MarkKind::Write { count, .. } => format!("write {count}"),
                MarkKind::Missed { found } => format!("missed, found {}", found.count),
                MarkKind::Received(record) => format!("receive {}", record.count),
                MarkKind::Sent(record) => format!("send {}", record.count),
                MarkKind::Asked { buy } => (if buy { "ask to buy" } else { "ask to look" }).to_owned(),
                MarkKind::Answered(record) => format!("answered {}", record.count),
                MarkKind::Served { client, .. } => format!("serve buyer {client}"),
                MarkKind::Replied { client, record } => format!("tell buyer {client} {}", record.count),
                MarkKind::Bought { .. } if lane.fate == Fate::Oversold => "bought (oversold)".to_owned(),
                MarkKind::Bought { .. } => "bought".to_owned(),
                MarkKind::SoldOut => "sold out".to_owned(),
                MarkKind::Failed | MarkKind::InVain => "failed".to_owned(),
                MarkKind::Inherited => "acquire (the last owner died)".to_owned(),
                MarkKind::Torn { length } => format!("read {length} bytes, no JSON"),
                MarkKind::Truncated => "truncate".to_owned(),
                MarkKind::Raised => "died of an error".to_owned(),
                MarkKind::Killed => "killed".to_owned(),
                MarkKind::Acquired | MarkKind::Released => continue,
            };
            events.push(ChromeEvent { s: Some("t"), ..event(&text, "i", mark.at) });
        }
    }
    events.extend(timeline.strip.iter().map(|change| ChromeEvent {
        name: "record".to_owned(),
        cat: CATEGORY,
        ph: "C",
        ts: float(change.at),
        dur: None,
        pid: 1,
        tid: 0,
        s: None,
        args: Some(Args::Count { tickets: change.record.count }),
    }));
    ChromeTrace { trace_events: events, display_time_unit: "ms" }
}

/// Whether both go on at one time, and neither within the other.
const fn overlap(a: Stretch, b: Stretch) -> bool {
    (a.from < b.from && b.from < a.to && a.to < b.to) || (b.from < a.from && a.from < b.to && b.to < a.to)
}

const fn activity(activity: Activity) -> &'static str {
    match activity {
        Activity::Search => "search",
        Activity::Wait => "wait",
        Activity::Pay => "pay",
        Activity::Confirm => "confirm",
    }
}

#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
const fn float(micros: Micros) -> f64 {
    micros as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::scenario::{Bounded, Guard, Scenario, Store};
    use crate::timeline::build;

    /// On one thread a stretch lies within another or outside it, as the format wants it, and outer ones come first.
    #[test]
    fn stretches_nest_on_every_thread() {
        for guard in Guard::ALL {
            for store in [Store::Memory, Store::File] {
                let (buyers, jitter) = (Bounded::clamp(5), Bounded::clamp(60));
                let scenario = Scenario { buyers, store, jitter, ..Scenario::default() }.under(guard);
                let trace = run_virtual(&scenario);
                nests(&chrome_trace(&build(&scenario, &trace.events, 0)), &scenario);
            }
        }
    }

    fn nests(file: &ChromeTrace, scenario: &Scenario) {
        let stretches: Vec<&ChromeEvent> = file.trace_events.iter().filter(|event| event.ph == "X").collect();
        assert!(stretches.len() > 10, "{scenario:?}");
        assert!(stretches.iter().all(|stretch| stretch.dur > Some(0.0)), "a stretch of no time in {scenario:?}");
        for (i, a) in stretches.iter().enumerate() {
            for b in stretches[i + 1..].iter().filter(|b| b.tid == a.tid) {
                let (a_to, b_to) = (a.ts + a.dur.unwrap(), b.ts + b.dur.unwrap());
                let apart = a_to <= b.ts || b_to <= a.ts;
                assert!(apart || (a.ts <= b.ts && b_to <= a_to), "{a:?} and {b:?} in {scenario:?}");
            }
        }
    }
}
