//! What was done in a lesson as a text, as the hash `#h=` carries it.

use super::sealed;
use crate::lesson::HandIn;
use crate::trace::Damage;

/// The text of what was done.
pub async fn write_down(work: &HandIn) -> String {
    sealed::text_of(&work.encode()).await
}

/// What a text hands in.
///
/// # Errors
/// When the text is damaged, or makes no sense.
pub async fn open(text: &str) -> Result<HandIn, Damage> {
    HandIn::decode(&sealed::payload_of(text).await?).ok_or(Damage::Senseless)
}
