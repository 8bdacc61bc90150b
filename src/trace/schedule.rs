//! A recorded schedule: which buyer took the next turn, one choice after the other, pinned with the
//! parameters of its run; and its text, as the hash `#t=` carries it.
//!
//! ```text
//! text     = "1." base64url( form payload checksum )      without padding
//! form     = 0: the payload as it is, 1: deflated (RFC 1951)
//! checksum = CRC-32 (ISO-HDLC) of form and payload, little endian
//! payload  = flags, length and text of the scenario's query string, number of turns, turns, times
//! turns    = buyer - 1, plus the number of buyers (one more with a clerk) when the turn blocked; each in as few
//!            bits as the largest one needs, low bits first
//! times    = only when flag 1 is set: microseconds since the turn before, zigzag LEB128; with flag 2 one more: when
//!            it was seen that nobody can go on
//! flags    = sum of 1: there are times; 2: a deadlock; 4: left open, so somebody can still go on; not both of these
//! ```
//!
//! Numbers are LEB128. A run in virtual time needs no times: they follow from the parameters.

mod bytes;
mod text;

pub use bytes::{Bytes, put_number};
pub use text::{Damage, Sealed, is_fragile, seal, unseal};

use super::{Executor, Failure, Trace};
use crate::model::{History, Turn};
use crate::program::{Action, Micros, most_events_in_all};
use crate::scenario::{Link, MAX_LANES, Scenario, parse, write};

/// Flag: the times were measured, so they stand in the payload.
const TIMED: u8 = 1;

/// Flag: the run ends with everybody who is left waiting for a dead process.
const DEADLOCK: u8 = 2;

/// Flag: the run was left while somebody could still go on.
const OPEN: u8 = 4;

/// The latest time of a turn, in microseconds: about nine years, so that nobody's arithmetic with it
/// overflows.
const LATEST: Micros = 1 << 48;

/// Where a schedule ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Everybody has come to an end.
    All,
    /// Everybody who is left waits for a dead process.
    Deadlock,
    /// Somebody can still go on.
    Open,
}

/// Everything that is needed to run a run again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// What was run.
    pub scenario: Scenario,
    /// The choices.
    pub turns: Vec<Turn>,
    /// When each turn was taken, in microseconds since the gate opened, and at the end of a deadlock, when that was seen;
    /// `None` when the run was in virtual time.
    pub times: Option<Vec<Micros>>,
    /// Where it ends.
    pub end: End,
}

impl Schedule {
    /// The schedule of a run; `None` when a worker failed, for that is no choice. A death that the program brings about is
    /// a turn like any other, and a deadlock follows from the turns. Runs of more than [`MAX_LANES`] buyers keep no events,
    /// so there is no schedule of theirs, and none is read.
    pub fn of(trace: &Trace) -> Option<Self> {
        if !trace.failures.iter().all(Failure::is_stuck) {
            return None;
        }
        let turn = |event: &super::Event| Turn { buyer: event.buyer, blocked: event.action == Action::Waiting };
        let deadlock = !trace.failures.is_empty();
        let end = if trace.open {
            End::Open
        } else if deadlock {
            End::Deadlock
        } else {
            End::All
        };
        let count = trace.events.len() - trace.failures.len();
        let times = trace.events.iter().take(count + usize::from(deadlock)).map(|event| event.at).collect();
        Some(Self {
            scenario: trace.scenario,
            turns: trace.events.iter().take(count).map(turn).collect(),
            times: (trace.executor != Executor::Virtual).then_some(times),
            end,
        })
    }

    /// The schedule of what was played up to the present; its times are virtual, and follow from the delays.
    pub fn played(scenario: &Scenario, history: &History) -> Self {
        let machine = history.present().machine();
        let end = match (machine.left().next(), machine.enabled().next()) {
            (None, _) => End::All,
            (Some(_), None) => End::Deadlock,
            (Some(_), Some(_)) => End::Open,
        };
        Self { scenario: *scenario, turns: history.recorded(), times: None, end }
    }

    /// The payload.
    pub fn encode(&self) -> Vec<u8> {
        self.encoded(&write(&Link { scenario: self.scenario, ..Link::default() }))
    }

    /// The same in other words, whose text ends in another way: what the scenario's query need not say it says.
    pub fn encode_otherwise(&self) -> Vec<u8> {
        let query = write(&Link { scenario: self.scenario, ..Link::default() });
        self.encoded(&["r=1&", &query].concat())
    }

    fn encoded(&self, query: &str) -> Vec<u8> {
        let end = match self.end {
            End::All => 0,
            End::Deadlock => DEADLOCK,
            End::Open => OPEN,
        };
        let mut out = vec![end | if self.times.is_some() { TIMED } else { 0 }];
        put_number(&mut out, query.len() as u64);
        out.extend_from_slice(query.as_bytes());
        put_number(&mut out, self.turns.len() as u64);
        let buyers = self.scenario.processes();
        let choices = self.turns.iter().map(|turn| turn.buyer - 1 + if turn.blocked { buyers } else { 0 });
        pack(&mut out, choices, width(&self.scenario));
        let mut before = 0;
        for at in self.times.iter().flatten() {
            put_number(&mut out, zigzag(at.cast_signed().wrapping_sub(before)));
            before = at.cast_signed();
        }
        out
    }

    /// The inverse of [`Schedule::encode`].
    ///
    /// # Errors
    /// When the payload makes no sense.
    pub fn decode(payload: &[u8]) -> Result<Self, Damage> {
        Self::read(&mut Bytes::new(payload)).ok_or(Damage::Senseless)
    }

    fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        let flags = bytes.take(1)?[0];
        let end = match flags & !TIMED {
            0 => End::All,
            DEADLOCK => End::Deadlock,
            OPEN => End::Open,
            _ => return None,
        };
        let length = usize::try_from(bytes.number()?).ok()?;
        let (link, notices) = parse(core::str::from_utf8(bytes.take(length)?).ok()?);
        if !notices.is_empty() || link.page != Link::default().page {
            return None;
        }
        let scenario = link.scenario;
        if scenario.buyers.get() > MAX_LANES {
            return None;
        }
        let (buyers, width) = (scenario.processes(), width(&scenario));
        let count = usize::try_from(bytes.number()?).ok()?;
        // No run has more turns, and a choice of one needs no bits: so many would only take memory.
        if count as u64 > most_events_in_all(&scenario) {
            return None;
        }
        let packed = count.checked_mul(width as usize)?.div_ceil(8);
        let turns = unpack(bytes.take(packed)?, count, width).map(|choice| {
            let blocked = choice >= buyers;
            let buyer = if blocked { choice - buyers } else { choice };
            (buyer < buyers).then_some(Turn { buyer: buyer + 1, blocked })
        });
        let turns = turns.collect::<Option<Vec<Turn>>>()?;
        let seen = usize::from(end == End::Deadlock);
        let times = if flags & TIMED == 0 { None } else { Some(read_times(bytes, count + seen)?) };
        bytes.is_empty().then_some(Self { scenario, turns, times, end })
    }
}

fn read_times(bytes: &mut Bytes<'_>, count: usize) -> Option<Vec<Micros>> {
    let mut before = 0_i64;
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        before = before.checked_add(unzigzag(bytes.number()?))?;
        times.push(u64::try_from(before).ok().filter(|at| *at <= LATEST)?);
    }
    Some(times)
}

/// How many bits a choice has. Only under some guards a turn can be one that blocked.
fn width(scenario: &Scenario) -> u32 {
    let choices = scenario.processes() * if scenario.guard.can_block() { 2 } else { 1 };
    u32::BITS - (choices - 1).leading_zeros()
}

#[allow(clippy::cast_possible_truncation, reason = "the low eight bits are meant")]
fn pack(out: &mut Vec<u8>, choices: impl Iterator<Item = u32>, width: u32) {
    let (mut held, mut bits) = (0_u64, 0);
    for choice in choices {
        held |= u64::from(choice) << bits;
        bits += width;
        while bits >= 8 {
            out.push(held as u8);
            (held, bits) = (held >> 8, bits - 8);
        }
    }
    if bits > 0 {
        out.push(held as u8);
    }
}

#[allow(clippy::cast_possible_truncation, reason = "a choice has at most 12 bits")]
fn unpack(bytes: &[u8], count: usize, width: u32) -> impl Iterator<Item = u32> + '_ {
    let (mut held, mut bits, mut bytes) = (0_u64, 0, bytes.iter());
    (0..count).map(move |_| {
        while bits < width {
            held |= u64::from(bytes.next().copied().unwrap_or(0)) << bits;
            bits += 8;
        }
        let choice = held & ((1 << width) - 1);
        (held, bits) = (held >> width, bits - width);
        choice as u32
    })
}

/// Small numbers for small differences of either sign.
const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

const fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -((number & 1).cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Bounded, Guard, Scope};

    #[test]
    fn a_schedule_written_by_hand() {
        let scenario = Scenario { buyers: Bounded::clamp(2), guard: Guard::Lock(Scope::GET), ..Scenario::default() };
        let turn = |buyer, blocked| Turn { buyer, blocked };
        let turns = vec![turn(1, false), turn(2, false), turn(2, true), turn(1, false)];
        let schedule = Schedule { scenario, turns, times: Some(vec![0, 5, 3, 300]), end: End::All };
        let mut expected = vec![TIMED, 19];
        expected.extend_from_slice(b"buyers=2&guard=lock");
        // Four choices of two bits: 0, 1, 3, 0; differences 0, +5, -2, +297.
        expected.extend_from_slice(&[4, 0b00_11_01_00, 0, 10, 3, 0xd2, 0x04]);
        assert_eq!(schedule.encode(), expected);
        assert_eq!(Schedule::decode(&expected), Ok(schedule));
    }

    /// Some that look for links in a text leave out its last letter when it is no letter.
    #[test]
    fn a_text_whose_end_was_cut_is_read() {
        let mut ends = [0; 2];
        for (number, tickets) in (0..400).zip(0..) {
            let scenario = Scenario { tickets: Bounded::clamp(tickets), ..Scenario::default() };
            let turns = vec![Turn { buyer: 1 + number % 15, blocked: false }; 1 + number as usize % 7];
            let schedule = Schedule { scenario, turns, times: None, end: End::Open };
            let text = seal(&schedule.encode(), None);
            for (count, end) in ends.iter_mut().zip(['-', '_']) {
                if let Some(cut) = text.strip_suffix(end) {
                    *count += 1;
                    assert_eq!(unseal(cut), unseal(&text));
                }
            }
            let otherwise = seal(&schedule.encode_otherwise(), None);
            assert_eq!(Schedule::decode(&unseal(&otherwise).unwrap().payload), Ok(schedule));
            assert!(!is_fragile(&text) || otherwise != text);
        }
        assert!(ends.iter().all(|count| *count > 0), "{ends:?}");
    }

    #[test]
    fn what_no_run_can_be_is_refused() {
        let mut late = vec![TIMED, 8];
        late.extend_from_slice(b"buyers=1");
        late.extend_from_slice(&[1]);
        put_number(&mut late, zigzag(1 << 60));
        assert_eq!(Schedule::decode(&late), Err(Damage::Senseless), "later than any run");
        let mut many = vec![0, 14];
        many.extend_from_slice(b"buyers=1000000");
        put_number(&mut many, 0);
        assert_eq!(Schedule::decode(&many), Err(Damage::Senseless), "more than have lanes");
    }

    /// A single buyer's turns need no bits, two buyers' one each: many of them are short, but no run has so many.
    #[test]
    fn more_turns_than_a_run_can_have_need_no_memory() {
        for (query, bytes) in [("buyers=1", 0), ("buyers=2", 1 << 21), ("buyers=1&guard=queue", 1 << 22)] {
            let mut many = vec![0, u8::try_from(query.len()).unwrap()];
            many.extend_from_slice(query.as_bytes());
            put_number(&mut many, 1 << 24);
            many.resize(many.len() + bytes, 0);
            assert_eq!(Schedule::decode(&many), Err(Damage::Senseless), "{query}");
        }
    }

    #[test]
    fn a_million_turns_that_are_not_there_need_no_memory() {
        let mut bytes = vec![0, 0];
        put_number(&mut bytes, 1 << 60);
        assert_eq!(Schedule::decode(&bytes), Err(Damage::Senseless));
    }
}
