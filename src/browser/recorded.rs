//! Runs as texts: what the hash of a link and a saved file carry.

use super::sealed;
use crate::engine::replay;
use crate::trace::{Damage, Origin, Schedule, Trace, is_fragile};

/// The text that replays a run; `None` when a worker failed.
pub async fn text_of(trace: &Trace) -> Option<String> {
    Some(write_down(&Schedule::of(trace)?).await)
}

/// The text of a schedule.
pub async fn write_down(schedule: &Schedule) -> String {
    let text = sealed::text_of(&schedule.encode()).await;
    if is_fragile(&text) { sealed::text_of(&schedule.encode_otherwise()).await } else { text }
}

/// Runs a text again. `true` when its times are virtual.
///
/// # Errors
/// When the text is no schedule, or one of a run that cannot be.
pub async fn open(text: &str) -> Result<(Trace, bool), Damage> {
    let schedule = Schedule::decode(&sealed::payload_of(Origin::split(text).0).await?)?;
    let trace = replay(&schedule).map_err(|_| Damage::Senseless)?;
    Ok((trace, schedule.times.is_none()))
}
