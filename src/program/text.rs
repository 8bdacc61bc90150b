//! The record as the text of `db.txt`: `{"count": 1}`, and once somebody has written it, `{"count": 0, "writer":    3}`.
//!
//! The writer stands there for the same reason as in the record's word: a read names the write it saw. It always takes the
//! same room, so that only the count decides how long a text is. A file has no atomic replacement. Opening it for writing empties it, a shorter text over a longer one leaves the longer one's tail,
//! and a reader in between gets what is there.

use super::Record;
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

const CHECKSUM: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);

/// Room for the writer's number: real workers and buyers with lanes have at most four digits.
const ROOM: usize = 4;

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
    /// Reads the bytes of the file.
    pub fn read(bytes: &[u8]) -> Self {
        parse(bytes).map_or_else(|| Self::torn(bytes), Self::Whole)
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

/// The text of a record.
pub fn write(record: Record) -> String {
    let mut out = String::from("{\"count\": ");
    push(&mut out, record.count);
    if record.writer > 0 {
        out.push_str(", \"writer\": ");
        let mut writer = String::new();
        push(&mut writer, record.writer);
        for _ in writer.len()..ROOM {
            out.push(' ');
        }
        out.push_str(&writer);
    }
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

/// The inverse of [`write`]; nothing for any other text.
fn parse(bytes: &[u8]) -> Option<Record> {
    let (count, rest) = number(bytes.strip_prefix(b"{\"count\": ")?)?;
    if rest == b"}" {
        return Some(Record::initial(count));
    }
    let (writer, rest) = number(rest.strip_prefix(b", \"writer\": ")?.trim_ascii_start())?;
    (rest == b"}" && writer > 0).then_some(Record { count, writer })
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
    fn records_survive() {
        for (count, writer, text) in [
            (1, 0, "{\"count\": 1}"),
            (0, 3, "{\"count\": 0, \"writer\":    3}"),
            (60_000, 1_000_001, "{\"count\": 60000, \"writer\": 1000001}"),
            (u32::MAX, u32::MAX, "{\"count\": 4294967295, \"writer\": 4294967295}"),
        ] {
            let record = Record { count, writer };
            assert_eq!(write(record), text);
            assert_eq!(Text::read(text.as_bytes()), Text::Whole(record));
        }
    }

    #[test]
    fn what_is_torn_is_told() {
        assert_eq!(Text::read(b""), Text::Torn { length: 0, checksum: 0 });
        let long = write(Record { count: 10, writer: 12 });
        let mut file = long.into_bytes();
        overwrite(&mut file, &write(Record { count: 9, writer: 3 }));
        assert_eq!(file, b"{\"count\": 9, \"writer\":    3}}");
        assert_eq!(Text::read(&file).record(), None);
        assert_ne!(Text::read(&file), Text::read(&file[..28]));
        let mut file = Vec::new();
        overwrite(&mut file, "{\"count\": 9}");
        assert_eq!(Text::read(&file), Text::Whole(Record::initial(9)));
        for text in
            ["{}", "{\"count\": }", "{\"count\": 01}", "{\"count\": 4294967296}", "{\"count\": 1, \"writer\": 0}"]
        {
            assert_eq!(Text::read(text.as_bytes()).record(), None, "{text}");
        }
    }
}
