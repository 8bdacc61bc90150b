//! A timeline in the Trace Event Format, which Perfetto opens: one thread a
//! buyer, a counter for the record.
//!
//! Format: "Trace Event Format", Google, 2016.

use super::{Activity, Fate, MarkKind, Timeline};
use crate::program::Micros;
use serde::Serialize;

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

/// Makes the file.
pub fn chrome_trace(timeline: &Timeline) -> ChromeTrace {
    let mut events = Vec::new();
    for lane in &timeline.lanes {
        let event = |name: &str, ph, at: Micros| ChromeEvent {
            name: name.to_owned(),
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
        let stretch = |name: &str, stretch: super::Stretch| ChromeEvent {
            dur: Some(float(stretch.to.saturating_sub(stretch.from))),
            ..event(name, "X", stretch.from)
        };
        // Outer stretches first: viewers nest them so.
        events.extend(lane.holding.map(|held| stretch("lock", held)));
        events.extend(lane.inside.map(|inside| stretch("get", inside)));
        events.extend(lane.spans.iter().map(|span| stretch(activity(span.activity), span.stretch)));
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
                MarkKind::Failed => "failed".to_owned(),
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
