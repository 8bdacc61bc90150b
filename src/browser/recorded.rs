//! Runs as texts: what the hash of a link and a saved file carry.

use super::compress::{deflate, inflate};
use crate::engine::replay;
use crate::trace::{Damage, Origin, Schedule, Trace, is_fragile, seal, unseal};

/// The text that replays a run; `None` when a worker failed.
pub async fn text_of(trace: &Trace) -> Option<String> {
    Some(write_down(&Schedule::of(trace)?).await)
}

/// The text of a schedule.
pub async fn write_down(schedule: &Schedule) -> String {
    let text = sealed(&schedule.encode()).await;
    if is_fragile(&text) { sealed(&schedule.encode_otherwise()).await } else { text }
}

async fn sealed(payload: &[u8]) -> String {
    seal(payload, deflate(payload).await.as_deref())
}

/// Runs a text again. `true` when its times are virtual.
///
/// # Errors
/// When the text is no schedule, or one of a run that cannot be.
pub async fn open(text: &str) -> Result<(Trace, bool), Damage> {
    let sealed = unseal(Origin::split(text).0)?;
    let payload =
        if sealed.deflated { inflate(&sealed.payload).await.ok_or(Damage::Senseless)? } else { sealed.payload };
    let schedule = Schedule::decode(&payload)?;
    let trace = replay(&schedule).map_err(|_| Damage::Senseless)?;
    Ok((trace, schedule.times.is_none()))
}
