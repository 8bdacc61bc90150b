//! One buyer's own list of events in the shared buffer.
//!
//! Only its buyer writes it, so recording needs no lock and no message. An event is written first
//! and then published by raising the length, so the page reads whole events only.

use super::words::{join, pack, split, unpack};
use super::{Words, layout};
use crate::program::{Action, BuyerId, Phase, Text};
use crate::trace::Event;

/// The lane as its buyer sees it.
#[derive(Debug)]
pub struct Lane {
    words: Words,
    base: u32,
    room: u32,
    length: u32,
    beat: i32,
    everything: bool,
}

impl Lane {
    /// The lane of this buyer.
    pub fn new(words: &Words, buyer: BuyerId) -> Self {
        let (base, room, everything) = (words.lane(buyer), words.room(), words.recording());
        Self { words: words.clone(), base, room, length: 0, beat: 0, everything }
    }

    /// Appends an event, stamped with the time now. A full lane takes no more.
    pub fn record(&mut self, action: Action) {
        if self.length == self.room || !(self.everything || is_outcome(action)) {
            return;
        }
        let (code, a, b) = encode(action);
        let code = code | number(action) << CODE_BITS;
        let (high, low) = split(self.words.elapsed());
        let at = self.base + layout::LANE_EVENTS + self.length * layout::EVENT;
        for (i, value) in (0..).zip([code, a, b, high, low]) {
            self.words.store_u32(at + i, value);
        }
        self.length += 1;
        self.words.store_u32(self.base + layout::LANE_LENGTH, self.length);
    }

    /// Shows the page that this buyer is alive.
    pub fn beat(&mut self) {
        self.beat = self.beat.wrapping_add(1);
        self.words.store(self.base + layout::LANE_BEAT, self.beat);
    }
}

/// The lane as the page sees it.
#[derive(Debug)]
pub struct LaneReader<'a> {
    words: &'a Words,
    buyer: BuyerId,
    base: u32,
    room: u32,
}

impl<'a> LaneReader<'a> {
    /// The lane of this buyer, where each lane has room for so many events.
    pub const fn new(words: &'a Words, buyer: BuyerId, room: u32) -> Self {
        Self { words, buyer, base: layout::lane(buyer, room), room }
    }

    /// How many events are complete.
    pub fn len(&self) -> u32 {
        self.words.load_u32(self.base + layout::LANE_LENGTH).min(self.room)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A number that changes while the buyer is alive.
    pub fn beat(&self) -> i32 {
        self.words.load(self.base + layout::LANE_BEAT)
    }

    /// Appends the events from index `seen` on, and moves it behind them. The length is loaded once: what is published
    /// meanwhile is left for the next time.
    pub fn read(&self, seen: &mut u32, events: &mut Vec<Event>) {
        let len = self.len();
        if *seen < len {
            events.extend((*seen..len).filter_map(|i| self.event(i)));
            *seen = len;
        }
    }

    /// The event that was recorded last.
    pub fn last(&self) -> Option<Event> {
        self.event(self.len().checked_sub(1)?)
    }

    /// The events from index `from` on.
    pub fn events_from(&self, from: u32) -> Vec<Event> {
        let (mut seen, mut events) = (from, Vec::new());
        self.read(&mut seen, &mut events);
        events
    }

    fn event(&self, i: u32) -> Option<Event> {
        let at = self.base + layout::LANE_EVENTS + i * layout::EVENT;
        let word = |offset| self.words.load_u32(at + offset);
        let (code, number) = (word(0) & ((1 << CODE_BITS) - 1), word(0) >> CODE_BITS);
        let action = decode(code, number, word(1), word(2))?;
        Some(Event { at: join(word(3), word(4)), buyer: self.buyer, action })
    }
}

/// Events that are needed to count sales and measure time.
const fn is_outcome(action: Action) -> bool {
    action.is_last() || matches!(action, Action::Started | Action::Bought | Action::SoldOut)
}

/// Bits of an event's first word that say what it is; the others count accesses to the file.
const CODE_BITS: u32 = 8;

const fn number(action: Action) -> u32 {
    match action {
        Action::Loaded { number, .. } | Action::Truncated { number } | Action::Stored { number, .. } => number,
        _ => 0,
    }
}

fn encode(action: Action) -> (u32, u32, u32) {
    let word = |record| pack(record).cast_unsigned();
    match action {
        Action::Started => (0, 0, 0),
        Action::Paused(phase) => (1, phase as u32, 0),
        Action::Looked(record) => (2, word(record), 0),
        Action::Waiting => (3, 0, 0),
        Action::Acquired(number) => (4, number, 0),
        Action::Released => (5, 0, 0),
        Action::Entered => (6, 0, 0),
        Action::Left => (7, 0, 0),
        Action::Read(record) => (8, word(record), 0),
        Action::Checked { available } => (9, u32::from(available), 0),
        Action::Wrote { put, replaced } => (10, word(put), word(replaced)),
        Action::Bought => (11, 0, 0),
        Action::SoldOut => (12, 0, 0),
        Action::Ended => (13, 0, 0),
        Action::Failed => (14, 0, 0),
        Action::Missed { found } => (15, word(found), 0),
        Action::Received { record, number } => (16, word(record), number),
        Action::Sent(record) => (17, word(record), 0),
        Action::Shown(record) => (18, word(record), 0),
        Action::Asked { buy, number } => (19, u32::from(buy), number),
        Action::Answered(record) => (20, word(record), 0),
        Action::Served { client, buy, number } => (21, client << 1 | u32::from(buy), number),
        Action::Replied { client, record } => (22, client, word(record)),
        Action::Closed => (23, 0, 0),
        Action::Inherited(number) => (24, number, 0),
        Action::Loaded { text: Text::Whole(record), .. } => (25, word(record), 0),
        Action::Loaded { text: Text::Torn { length, checksum }, .. } => (26, length, checksum),
        Action::Truncated { .. } => (27, 0, 0),
        Action::Stored { put, replaced, .. } => (28, word(put), word(replaced)),
        Action::Raised => (29, 0, 0),
        Action::Killed => (30, 0, 0),
        Action::Spared => (31, 0, 0),
    }
}

fn decode(code: u32, number: u32, a: u32, b: u32) -> Option<Action> {
    let record = |word: u32| unpack(word.cast_signed());
    Some(match code {
        0 => Action::Started,
        1 => Action::Paused(*Phase::ALL.get(a as usize)?),
        2 => Action::Looked(record(a)),
        3 => Action::Waiting,
        4 => Action::Acquired(a),
        5 => Action::Released,
        6 => Action::Entered,
        7 => Action::Left,
        8 => Action::Read(record(a)),
        9 => Action::Checked { available: a != 0 },
        10 => Action::Wrote { put: record(a), replaced: record(b) },
        11 => Action::Bought,
        12 => Action::SoldOut,
        13 => Action::Ended,
        14 => Action::Failed,
        15 => Action::Missed { found: record(a) },
        16 => Action::Received { record: record(a), number: b },
        17 => Action::Sent(record(a)),
        18 => Action::Shown(record(a)),
        19 => Action::Asked { buy: a != 0, number: b },
        20 => Action::Answered(record(a)),
        21 => Action::Served { client: a >> 1, buy: a & 1 != 0, number: b },
        22 => Action::Replied { client: a, record: record(b) },
        23 => Action::Closed,
        24 => Action::Inherited(a),
        25 => Action::Loaded { text: Text::Whole(record(a)), number },
        26 => Action::Loaded { text: Text::Torn { length: a, checksum: b }, number },
        27 => Action::Truncated { number },
        28 => Action::Stored { put: record(a), replaced: record(b), number },
        29 => Action::Raised,
        30 => Action::Killed,
        31 => Action::Spared,
        _ => return None,
    })
}
