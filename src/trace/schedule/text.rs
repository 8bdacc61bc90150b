//! The text of a payload, as the hash `#t=` carries it: its form, and a checksum that tells whether anything was altered on
//! the way. What the payload means, [`super`] says.

use base64::DecodeError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

/// The only format so far.
const VERSION: &str = "1";

/// The longest text that may be deflated, in characters: what comes out of it is at most 1032 times
/// as long, so nobody can fill the memory with a link. Longer ones are written plainly.
const LONGEST_DEFLATED: usize = 20_000;

const CHECKSUM: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);

/// Why a text is no schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Not of the form `version.text`, or no base64url.
    NoSchedule,
    /// Of a format that this version does not know.
    Newer(String),
    /// Cut or altered: the checksum does not fit.
    Altered,
    /// The checksum fits, but the content makes no sense, or names a run that cannot be.
    Senseless,
    /// Nothing is known to be wrong with it, but it is deflated, and this browser cannot inflate.
    Packed,
    /// A saved run without a schedule: a worker failed in it.
    Unplayable,
}

/// The content of a text, as it came out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The payload, deflated or not.
    pub payload: Vec<u8>,
    /// Whether it is deflated.
    pub deflated: bool,
}

/// The text of a payload. The deflated form is used when it is shorter and not too long.
pub fn seal(payload: &[u8], deflated: Option<&[u8]>) -> String {
    let shorter = deflated.filter(|bytes| bytes.len() < payload.len() && bytes.len() < LONGEST_DEFLATED / 4 * 3 - 5);
    let mut bytes = vec![u8::from(shorter.is_some())];
    bytes.extend_from_slice(shorter.unwrap_or(payload));
    bytes.extend_from_slice(&CHECKSUM.checksum(&bytes).to_le_bytes());
    format!("{VERSION}.{}", URL_SAFE_NO_PAD.encode(bytes))
}

/// Whether chats and mails that look for links would cut a text: a link does not end so in their eyes.
pub fn is_fragile(text: &str) -> bool {
    text.ends_with(['-', '_'])
}

/// The payload of a text; also of one whose last letter was cut off because links do not end so.
///
/// # Errors
/// What is wrong with the text.
pub fn unseal(text: &str) -> Result<Sealed, Damage> {
    let read = open(text);
    if !matches!(read, Err(Damage::NoSchedule | Damage::Altered)) || text.len() > LONGEST_DEFLATED {
        return read;
    }
    ["-", "_"].into_iter().find_map(|cut| open(&[text, cut].concat()).ok()).map_or(read, Ok)
}

fn open(text: &str) -> Result<Sealed, Damage> {
    let (version, rest) = text.split_once('.').ok_or(Damage::NoSchedule)?;
    if version != VERSION {
        let is_number = !version.is_empty() && version.len() < 5 && version.bytes().all(|b| b.is_ascii_digit());
        return Err(if is_number { Damage::Newer(version.to_owned()) } else { Damage::NoSchedule });
    }
    let bytes = URL_SAFE_NO_PAD.decode(rest).map_err(|error| match error {
        DecodeError::InvalidByte(..) => Damage::NoSchedule,
        // The right letters, and not as many as there were.
        _ => Damage::Altered,
    })?;
    let (content, checksum) = bytes.split_last_chunk::<4>().ok_or(Damage::Altered)?;
    if CHECKSUM.checksum(content) != u32::from_le_bytes(*checksum) {
        return Err(Damage::Altered);
    }
    match content.split_first() {
        Some((0, payload)) => Ok(Sealed { payload: payload.to_vec(), deflated: false }),
        Some((1, payload)) if text.len() <= LONGEST_DEFLATED => {
            Ok(Sealed { payload: payload.to_vec(), deflated: true })
        }
        _ => Err(Damage::Senseless),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_refused_for_the_right_reason() {
        let text = seal(b"abc", None);
        assert_eq!(unseal(&text), Ok(Sealed { payload: b"abc".to_vec(), deflated: false }));
        assert_eq!(unseal(""), Err(Damage::NoSchedule));
        assert_eq!(unseal("abc"), Err(Damage::NoSchedule));
        assert_eq!(unseal("x.abc"), Err(Damage::NoSchedule));
        assert_eq!(unseal("1.ä"), Err(Damage::NoSchedule));
        assert_eq!(unseal("1."), Err(Damage::Altered));
        assert_eq!(unseal(&text.replacen('1', "2", 1)), Err(Damage::Newer("2".into())));
        let long = seal(&[7; 100], None);
        for end in 3..long.len() - 1 {
            assert_eq!(unseal(&long[..end]), Err(Damage::Altered), "cut at {end}");
        }
    }

    #[test]
    fn the_shorter_form_is_used() {
        let long = seal(&[7; 100], Some(&[1, 2, 3]));
        assert_eq!(unseal(&long), Ok(Sealed { payload: vec![1, 2, 3], deflated: true }));
        let short = seal(&[7; 3], Some(&[1, 2, 3]));
        assert_eq!(unseal(&short), Ok(Sealed { payload: vec![7; 3], deflated: false }));
    }
}
