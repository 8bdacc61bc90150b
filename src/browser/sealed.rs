//! Payloads as texts that a hash can carry, and back: deflated by the browser where that is shorter.

use super::compress::{deflate, inflate};
use crate::trace::{Damage, seal, unseal};

/// The text of a payload.
pub async fn text_of(payload: &[u8]) -> String {
    seal(payload, deflate(payload).await.as_deref())
}

/// The payload of a text.
///
/// # Errors
/// When the text is damaged, or none of ours; or the browser cannot inflate.
pub async fn payload_of(text: &str) -> Result<Vec<u8>, Damage> {
    let sealed = unseal(text)?;
    if sealed.deflated { inflate(&sealed.payload).await } else { Ok(sealed.payload) }
}
