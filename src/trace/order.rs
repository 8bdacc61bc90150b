//! From each buyer's own list of events to one order for all.
//!
//! Real clocks cannot order two accesses a microsecond apart, but the values can: a read names
//! the write it saw, a write names the write it replaced, an acquisition carries its number, and so
//! does a taking out of the pipe, a request to the clerk, and an access to the file. Under join the gate opens for a buyer
//! when the one before is gone.
//! So the order is built from facts, and clocks only choose among what the facts allow: of all
//! buyers whose next event is possible now, the one with the earliest time comes next.
//! (A topological sort of the reads-from and replaced-by relations; cf. Lamport, "Time, Clocks,
//! and the Ordering of Events in a Distributed System", 1978.)

use super::Event;
use crate::program::{Action, BuyerId, QUEUE_CAPACITY, Record};

/// Events in one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordered {
    /// All events.
    pub events: Vec<Event>,
    /// Whether the facts allowed a full order. If not, what follows the last explained event is
    /// in order of time: a lane was cut off by a failure, or there is a bug to be shown.
    pub explained: bool,
}

/// Merges the lanes of all buyers; `initial` is the record before the run, `joined` whether each starts when the one
/// before is gone.
pub fn order(lanes: &[Vec<Event>], initial: Record, joined: bool) -> Ordered {
    let mut merge = Merge::new(lanes, initial, joined);
    let total: usize = lanes.iter().map(Vec::len).sum();
    let mut events = Vec::with_capacity(total);
    while let Some(lane) = merge.earliest_possible() {
        events.push(merge.take(lane));
    }
    let explained = events.len() == total;
    if !explained {
        let mut rest = Vec::new();
        for event in merge.rest() {
            insert_by_time(&mut rest, event);
        }
        events.extend(rest);
    }
    Ordered { events, explained }
}

/// Puts an event behind all that happened before it or at the same instant. New events are mostly
/// the latest, so this is cheaper than sorting.
pub fn insert_by_time(events: &mut Vec<Event>, event: Event) {
    let at = events.partition_point(|earlier| earlier.at <= event.at);
    events.insert(at, event);
}

/// How far each lane is merged, and the shared state that the merged events led to.
struct Merge<'a> {
    lanes: &'a [Vec<Event>],
    next: Vec<usize>,
    joined: bool,
    record: Record,
    /// Reads not merged yet, by the writer of the value they saw: nobody may replace it before.
    unread: Vec<usize>,
    acquisitions: u32,
    /// The lane that has the lock, or the count.
    holder: Option<usize>,
    /// Accesses to the file; where there is one, what is read from it is known by their numbers.
    accesses: u32,
    has_file: bool,
    /// Requests put into the clerk's queue, and taken out.
    asked: u32,
    served: u32,
    /// By lane: the answer that waits in its buyer's pipe.
    answers: Vec<Option<Record>>,
    /// How many have ended or failed.
    gone: usize,
    /// Whether the fault has struck.
    struck: bool,
}

impl<'a> Merge<'a> {
    fn new(lanes: &'a [Vec<Event>], initial: Record, joined: bool) -> Self {
        let next = vec![0; lanes.len()];
        let mut merge = Self {
            lanes,
            next,
            joined,
            record: initial,
            unread: Vec::new(),
            acquisitions: 0,
            holder: None,
            accesses: 0,
            has_file: lanes.iter().flatten().any(|event| matches!(event.action, Action::Loaded { .. })),
            asked: 0,
            served: 0,
            answers: vec![None; lanes.len()],
            gone: 0,
            struck: false,
        };
        for record in lanes.iter().flatten().filter_map(|event| read_of(event.action)) {
            *merge.unread_of(record.writer) += 1;
        }
        merge
    }

    /// Each buyer writes at most once, so the writer names the value.
    fn unread_of(&mut self, writer: BuyerId) -> &mut usize {
        let writer = writer as usize;
        if self.unread.len() <= writer {
            self.unread.resize(writer + 1, 0);
        }
        &mut self.unread[writer]
    }

    fn head(&self, lane: usize) -> Option<Event> {
        self.lanes[lane].get(self.next[lane]).copied()
    }

    fn earliest_possible(&self) -> Option<usize> {
        let heads = (0..self.lanes.len()).filter_map(|lane| Some((lane, self.head(lane)?)));
        heads
            .filter(|(lane, event)| self.possible(*lane, *event))
            .min_by_key(|(_, event)| event.at)
            .map(|(lane, _)| lane)
    }

    fn possible(&self, lane: usize, event: Event) -> bool {
        match event.action {
            Action::Started if self.joined && lane > 0 => self.is_gone(lane - 1),
            Action::Looked(_) | Action::Read(_) if self.has_file => true,
            Action::Loaded { number, .. } | Action::Truncated { number } | Action::Stored { number, .. } => {
                number == self.accesses + 1
            }
            Action::Looked(record) | Action::Read(record) => record == self.record,
            Action::Wrote { replaced, .. } => {
                let unread = self.unread.get(replaced.writer as usize);
                replaced == self.record && unread.is_none_or(|reads| *reads == 0)
            }
            Action::Missed { found } => found == self.record,
            Action::Acquired(number) | Action::Inherited(number) => {
                self.holder.is_none() && number == self.acquisitions + 1
            }
            Action::Received { record, number } => {
                self.holder.is_none() && number == self.acquisitions + 1 && record == self.record
            }
            Action::Asked { number, .. } => {
                number == self.asked + 1 && self.asked.wrapping_sub(self.served) < QUEUE_CAPACITY
            }
            Action::Served { number, .. } => number == self.served + 1 && number <= self.asked,
            Action::Answered(record) => self.answers.get(event.buyer as usize - 1) == Some(&Some(record)),
            // The fault strikes whoever comes first.
            Action::Spared => self.struck,
            // The clerk is the last to go.
            Action::Closed => self.gone + 1 == self.lanes.len(),
            _ => true,
        }
    }

    /// Whether the last that is known of a lane is merged, and was the end of it.
    fn is_gone(&self, lane: usize) -> bool {
        self.head(lane).is_none() && self.lanes[lane].last().is_some_and(|event| event.action.is_last())
    }

    fn take(&mut self, lane: usize) -> Event {
        let event = self.lanes[lane][self.next[lane]];
        self.next[lane] += 1;
        if let Some(record) = read_of(event.action) {
            *self.unread_of(record.writer) -= 1;
        }
        match event.action {
            Action::Wrote { put, .. } => self.record = put,
            Action::Acquired(number) | Action::Inherited(number) | Action::Received { number, .. } => {
                (self.holder, self.acquisitions) = (Some(lane), number);
            }
            Action::Sent(record) => (self.holder, self.record) = (None, record),
            Action::Loaded { number, .. } | Action::Truncated { number } => self.accesses = number,
            Action::Stored { put, number, .. } => (self.record, self.accesses) = (put, number),
            Action::Asked { number, .. } => self.asked = number,
            Action::Served { number, .. } => self.served = number,
            Action::Replied { client, record } => {
                if let Some(answer) = self.answers.get_mut((client as usize).wrapping_sub(1)) {
                    *answer = Some(record);
                }
            }
            Action::Answered(_) => self.answers[event.buyer as usize - 1] = None,
            Action::Released => self.holder = None,
            action if action.is_last() => {
                self.gone += 1;
                self.struck |= action == Action::Killed;
                // A robust lock goes on; any other is never taken again.
                self.holder.take_if(|holder| *holder == lane);
            }
            _ => {}
        }
        event
    }

    fn rest(&self) -> impl Iterator<Item = Event> + '_ {
        self.lanes.iter().zip(&self.next).flat_map(|(lane, next)| lane[*next..].iter().copied())
    }
}

fn read_of(action: Action) -> Option<Record> {
    match action {
        Action::Looked(record) | Action::Read(record) | Action::Missed { found: record } => Some(record),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(at: u64, buyer: u32, action: Action) -> Event {
        Event { at, buyer, action }
    }

    const ONE: Record = Record::initial(1);

    /// Buyer 2 read the initial 1 although its clock says that it read after buyer 1 wrote.
    #[test]
    fn values_overrule_clocks() {
        let put = Record { count: 0, writer: 1 };
        let lanes = [
            vec![at(1, 1, Action::Read(ONE)), at(3, 1, Action::Wrote { put, replaced: ONE })],
            vec![at(4, 2, Action::Read(ONE))],
            vec![at(2, 3, Action::Looked(put))],
        ];
        let ordered = order(&lanes, ONE, false);
        assert!(ordered.explained);
        let buyers: Vec<u32> = ordered.events.iter().map(|event| event.buyer).collect();
        assert_eq!(buyers, [1, 2, 1, 3]);
    }

    #[test]
    fn acquisitions_come_in_the_order_of_their_numbers() {
        let lanes = [
            vec![at(5, 1, Action::Acquired(2)), at(6, 1, Action::Released)],
            vec![at(5, 2, Action::Acquired(1)), at(7, 2, Action::Released)],
        ];
        let ordered = order(&lanes, ONE, false);
        assert!(ordered.explained);
        let buyers: Vec<u32> = ordered.events.iter().map(|event| event.buyer).collect();
        assert_eq!(buyers, [2, 2, 1, 1]);
    }

    /// Buyer 2 started when buyer 1 had ended, whatever their clocks say.
    #[test]
    fn joined_buyers_come_one_after_the_other() {
        let lanes = [
            vec![at(1, 1, Action::Started), at(5, 1, Action::Ended)],
            vec![at(4, 2, Action::Started), at(6, 2, Action::Ended)],
        ];
        let buyers = |joined| order(&lanes, ONE, joined).events.iter().map(|event| event.buyer).collect::<Vec<_>>();
        assert_eq!((buyers(false), buyers(true)), (vec![1, 2, 1, 2], vec![1, 1, 2, 2]));
    }

    #[test]
    fn a_value_nobody_wrote_is_not_explained() {
        let lanes = [vec![at(1, 1, Action::Read(Record { count: 9, writer: 4 })), at(2, 1, Action::Ended)]];
        let ordered = order(&lanes, ONE, false);
        assert!(!ordered.explained);
        assert_eq!(ordered.events, lanes[0]);
    }
}
