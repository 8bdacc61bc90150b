//! A run as files for other programs: JSON, which this page also opens again, and CSV.

use super::outcome::{RunResult, ScenarioEcho, VerdictEcho};
use super::{Cause, Origin, Trace};
use crate::program::{Action, Phase, Record};
use serde::Serialize;
use std::fmt::Write;

/// What names a file of this kind.
pub const FORMAT: &str = "oversold-run";

/// The form of the files that are written, and the newest that is read. Further fields make no newer one: whoever does not know
/// them leaves them aside.
pub const VERSION: u32 = 1;

/// A run as JSON. The schedule replays it; the events are for other programs, and are compared when
/// the file is opened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "engine, scenario, verdict and schedule are those of RunResult")]
pub struct RunFile {
    /// [`FORMAT`].
    pub format: &'static str,
    /// [`VERSION`].
    pub version: u32,
    pub engine: &'static str,
    pub scenario: ScenarioEcho,
    pub verdict: VerdictEcho,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<String>,
    /// For how many milliseconds it was interrupted.
    #[serde(rename = "interruptedMs", skip_serializing_if = "Option::is_none")]
    pub interrupted_ms: Option<f64>,
    /// Where and when, of a run on real workers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executed: Option<Origin>,
    /// Who failed, and how.
    pub failures: Vec<FailureEcho>,
    /// What happened, in order.
    pub events: Vec<EventEcho>,
}

/// A buyer who did not reach the end.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "see Failure")]
pub struct FailureEcho {
    pub buyer: u32,
    pub cause: &'static str,
    pub text: String,
}

/// One event; fields that its action does not have are absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EventEcho {
    /// Microseconds since the gate opened.
    pub at_us: f64,
    /// Who.
    pub buyer: u32,
    /// What: `started`, `paused`, `looked`, `waiting`, `acquired`, `released`, `entered`, `left`, `read`,
    /// `checked`, `wrote`, `missed`, `received`, `sent`, `askedToLook`, `askedToBuy`, `answered`,
    /// and of the clerk `served`, `replied`, `closed`; `loaded` (without a count: what was read is no JSON), `truncated`,
    /// `stored`, `raised`; `inherited`, `killed`, `spared`; `bought`, `soldOut`, `ended`, `failed`.
    pub action: &'static str,
    /// Of a pause: `search`, `pay` or `confirm`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<&'static str>,
    /// The count read, found, taken or written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Who had written what was read; 0 for the initial value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub writer: Option<u32>,
    /// The count that a write replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_count: Option<u32>,
    /// Who had written what a write replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_writer: Option<u32>,
    /// The number of an acquisition, of a taking out of the pipe, of a request to the clerk, or of an access to the file,
    /// from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Whom the clerk serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<u32>,
    /// Whether a check found a ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available: Option<bool>,
}

impl RunFile {
    /// The file of a run with its result.
    pub fn new(trace: &Trace, result: RunResult, executed: Option<Origin>) -> Self {
        let failure = |failure: &super::Failure| {
            let (cause, text) = match &failure.cause {
                Cause::DidNotStart(text) => ("didNotStart", text.clone()),
                Cause::Threw(text) => ("threw", text.clone()),
                Cause::Silent => ("silent", String::new()),
                Cause::Stuck { holder } => ("stuck", holder.to_string()),
            };
            FailureEcho { buyer: failure.buyer, cause, text }
        };
        Self {
            format: FORMAT,
            version: VERSION,
            engine: result.engine,
            scenario: result.scenario,
            verdict: result.verdict,
            schedule: result.schedule,
            interrupted_ms: result.interrupted_ms,
            executed,
            failures: trace.failures.iter().map(failure).collect(),
            events: echoes(trace),
        }
    }
}

/// Every event as plain fields.
#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
fn echoes(trace: &Trace) -> Vec<EventEcho> {
    let echo = |event: &super::Event| EventEcho { at_us: event.at as f64, buyer: event.buyer, ..action(event.action) };
    trace.events.iter().map(echo).collect()
}

fn action(action: Action) -> EventEcho {
    let plain = |action| EventEcho { action, ..EventEcho::default() };
    let seen =
        |action, record: Record| EventEcho { count: Some(record.count), writer: Some(record.writer), ..plain(action) };
    match action {
        Action::Started => plain("started"),
        Action::Paused(phase) => EventEcho { phase: Some(phase_name(phase)), ..plain("paused") },
        Action::Looked(record) | Action::Shown(record) => seen("looked", record),
        Action::Waiting => plain("waiting"),
        Action::Acquired(number) => EventEcho { number: Some(number), ..plain("acquired") },
        Action::Inherited(number) => EventEcho { number: Some(number), ..plain("inherited") },
        Action::Loaded { text, number } => {
            let found = text.record().map_or_else(|| plain("loaded"), |record| seen("loaded", record));
            EventEcho { number: Some(number), ..found }
        }
        Action::Truncated { number } => EventEcho { number: Some(number), ..plain("truncated") },
        Action::Stored { put, replaced, number } => EventEcho {
            replaced_count: Some(replaced.count),
            replaced_writer: Some(replaced.writer),
            number: Some(number),
            ..seen("stored", put)
        },
        Action::Raised => plain("raised"),
        Action::Killed => plain("killed"),
        Action::Spared => plain("spared"),
        Action::Released => plain("released"),
        Action::Entered => plain("entered"),
        Action::Left => plain("left"),
        Action::Read(record) => seen("read", record),
        Action::Checked { available } => EventEcho { available: Some(available), ..plain("checked") },
        Action::Wrote { put, replaced } => EventEcho {
            replaced_count: Some(replaced.count),
            replaced_writer: Some(replaced.writer),
            ..seen("wrote", put)
        },
        Action::Missed { found } => seen("missed", found),
        Action::Received { record, number } => EventEcho { number: Some(number), ..seen("received", record) },
        Action::Sent(record) => seen("sent", record),
        Action::Asked { buy, number } => {
            EventEcho { number: Some(number), ..plain(if buy { "askedToBuy" } else { "askedToLook" }) }
        }
        Action::Served { client, number, .. } => {
            EventEcho { client: Some(client), number: Some(number), ..plain("served") }
        }
        Action::Replied { client, record } => EventEcho { client: Some(client), ..seen("replied", record) },
        Action::Answered(record) => seen("answered", record),
        Action::Closed => plain("closed"),
        Action::Bought => plain("bought"),
        Action::SoldOut => plain("soldOut"),
        Action::Ended => plain("ended"),
        Action::Failed => plain("failed"),
    }
}

const fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Search => "search",
        Phase::Pay => "pay",
        Phase::Confirm => "confirm",
    }
}

/// A run as CSV (RFC 4180): one line an event, the fields of [`EventEcho`].
pub fn csv(trace: &Trace) -> String {
    let mut out =
        String::from("atUs,buyer,action,phase,count,writer,replacedCount,replacedWriter,number,available,client\r\n");
    for (event, echo) in trace.events.iter().zip(echoes(trace)) {
        let number = |value: Option<u32>| value.map_or_else(String::new, |value| value.to_string());
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "{},{},{},{},{},{},{},{},{},{},{}\r\n",
            event.at,
            echo.buyer,
            echo.action,
            echo.phase.unwrap_or_default(),
            number(echo.count),
            number(echo.writer),
            number(echo.replaced_count),
            number(echo.replaced_writer),
            number(echo.number),
            echo.available.map_or("", |available| if available { "true" } else { "false" }),
            number(echo.client),
        );
    }
    out
}
