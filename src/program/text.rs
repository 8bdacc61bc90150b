//! The record as the text of `db.txt`: `{"count": 1}`.
//!
//! Only the count stands there. Who wrote it is known beside the file: a text that is whole is always the one that was
//! written last, since whatever was written before was emptied away or lies under it. A file has no atomic replacement.
//! Opening it for writing empties it, a shorter text over a longer one leaves the longer one's tail, and a reader in
//! between gets what is there.

use super::{BuyerId, Record};
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

const CHECKSUM: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);

/// What a reader found in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Text {
    /// A record.
    Whole(Record),
    /// No JSON: empty, or with the rest of a longer text behind it.
    Torn {
        /// How many bytes.
        length: u32,
        /// Their CRC-32 (ISO-HDLC), so that the model can tell whether they are the right ones.
        checksum: u32,
    },
}

impl Text {
    /// Reads the bytes of the file; `writer` is who wrote into it last, 0 before anybody did.
    pub fn read(bytes: &[u8], writer: BuyerId) -> Self {
        count(bytes).map_or_else(|| Self::torn(bytes), |count| Self::Whole(Record { count, writer }))
    }

    fn torn(bytes: &[u8]) -> Self {
        Self::Torn { length: u32::try_from(bytes.len()).unwrap_or(u32::MAX), checksum: CHECKSUM.checksum(bytes) }
    }

    /// The record, where it is one.
    pub const fn record(self) -> Option<Record> {
        match self {
            Self::Whole(record) => Some(record),
            Self::Torn { .. } => None,
        }
    }
}

/// The text of a count.
pub fn write(count: u32) -> String {
    let mut out = String::from("{\"count\": ");
    push(&mut out, count);
    out.push('}');
    out
}

/// A number in decimal. Formatting machinery would outweigh the rest of a buyer's module.
fn push(out: &mut String, number: u32) {
    if number > 9 {
        push(out, number / 10);
    }
    out.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or(0)));
}

/// Puts a text over the beginning of what is in the file.
pub fn overwrite(file: &mut Vec<u8>, text: &str) {
    let over = text.len().min(file.len());
    file.splice(..over, text.bytes());
}

/// The count, the inverse of [`write()`]; nothing for any other text.
pub fn count(bytes: &[u8]) -> Option<u32> {
    let (count, rest) = number(bytes.strip_prefix(b"{\"count\": ")?)?;
    (rest == b"}").then_some(count)
}

fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = bytes.split_at(digits);
    if digits == 0 || (digits > 1 && number[0] == b'0') {
        return None;
    }
    let add = |sum: u32, digit: &u8| sum.checked_mul(10)?.checked_add(u32::from(digit - b'0'));
    Some((number.iter().try_fold(0, add)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_survive_and_the_writer_is_whoever_wrote_last() {
        for (count, text) in
            [(1, "{\"count\": 1}"), (60_000, "{\"count\": 60000}"), (u32::MAX, "{\"count\": 4294967295}")]
        {
            assert_eq!(write(count), text);
            assert_eq!(Text::read(text.as_bytes(), 3), Text::Whole(Record { count, writer: 3 }));
        }
    }

    #[test]
    fn what_is_torn_is_told() {
        assert_eq!(Text::read(b"", 0), Text::Torn { length: 0, checksum: 0 });
        let mut file = write(10).into_bytes();
        overwrite(&mut file, &write(9));
        assert_eq!(file, b"{\"count\": 9}}");
        assert_eq!(Text::read(&file, 3).record(), None);
        assert_ne!(Text::read(&file, 3), Text::read(&file[..11], 3));
        let mut file = Vec::new();
        overwrite(&mut file, "{\"count\": 9}");
        assert_eq!(Text::read(&file, 0), Text::Whole(Record::initial(9)));
        for text in
            ["{}", "{\"count\": }", "{\"count\": 01}", "{\"count\": 4294967296}", "{\"count\": 1, \"writer\": 0}"]
        {
            assert_eq!(Text::read(text.as_bytes(), 1).record(), None, "{text}");
        }
    }
}
