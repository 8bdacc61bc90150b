//! A run of very many buyers in a compact form: one row a buyer instead of a dozen events. It keeps
//! who read and wrote what and when; what it gives up is the order of events at one instant.

use super::{Event, SameRead, Verdict};
use crate::program::{Action, BuyerId, Micros, Phase, Record};
use crate::scenario::{Guard, Scenario, Scope};

/// No instant: this has not happened.
const NEVER: Micros = Micros::MAX;

/// What one buyer did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    started: Micros,
    looked: Micros,
    blocked: Micros,
    acquired: Micros,
    read: Micros,
    told: Micros,
    ended: Micros,
    glimpsed: Record,
    seen: Record,
    /// How many had read the same value before.
    before: u32,
    /// What its write replaced; its own number as the writer when it has not written.
    replaced: Record,
    put: u32,
    /// Which sale it was, from 1; 0 when it was none.
    sale: u32,
}

/// A run, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Census {
    /// What was run.
    pub scenario: Scenario,
    rows: Vec<Row>,
    /// What is counted while events come in; the rest follows from the rows.
    counted: Verdict,
    /// How many have written in order to buy.
    writes: u32,
    inside: u32,
    /// When the last buyer ended.
    end: Micros,
    /// The first two who read one value that both replaced, when there are such.
    same: Option<(BuyerId, BuyerId)>,
    /// By writer: how many have read that writer's value in order to buy.
    readers: Vec<u32>,
    /// By writer: the first buyer who has written after reading that writer's value.
    replacers: Vec<BuyerId>,
}

impl Census {
    /// Nobody has come yet.
    pub fn new(scenario: &Scenario) -> Self {
        let buyers = scenario.buyers.get();
        let nothing = Record { count: 0, writer: 0 };
        let row = |buyer| Row {
            started: NEVER,
            looked: NEVER,
            blocked: NEVER,
            acquired: NEVER,
            read: NEVER,
            told: NEVER,
            ended: NEVER,
            glimpsed: nothing,
            seen: nothing,
            before: 0,
            replaced: Record { count: 0, writer: buyer },
            put: 0,
            sale: 0,
        };
        Self {
            scenario: *scenario,
            rows: (1..=buyers).map(row).collect(),
            counted: Verdict { left: scenario.tickets.get(), ..Verdict::default() },
            writes: 0,
            inside: 0,
            end: 0,
            same: None,
            readers: vec![0; buyers as usize + 1],
            replacers: vec![0; buyers as usize + 1],
        }
    }

    /// Notes an event.
    #[allow(clippy::inline_always, reason = "the release is built for size; a simulation comes here at every turn")]
    #[inline(always)]
    pub fn note(&mut self, event: Event) {
        self.end = self.end.max(event.at);
        let Some(row) = self.rows.get_mut(event.buyer as usize - 1) else { return };
        match event.action {
            Action::Started => row.started = event.at,
            Action::Looked(record) => (row.looked, row.glimpsed) = (event.at, record),
            action if action.waits() && row.blocked == NEVER => row.blocked = event.at,
            action if action.takes() && row.acquired == NEVER => row.acquired = event.at,
            Action::Read(record) => {
                let readers = &mut self.readers[record.writer as usize];
                (row.read, row.seen, row.before) = (event.at, record, *readers);
                *readers += 1;
            }
            Action::Wrote { put, replaced } => {
                // All who write are told "bought" here, so this is the order of sales, as `Sales` has it.
                self.writes += 1;
                (row.put, row.replaced, row.sale) = (put.count, replaced, self.writes);
                self.counted.left = put.count;
                self.counted.lost_updates += u32::from(replaced != row.seen);
                let first = &mut self.replacers[row.seen.writer as usize];
                match *first {
                    0 => *first = event.buyer,
                    first => _ = self.same.get_or_insert((first, event.buyer)),
                }
            }
            Action::Bought => {
                self.counted.sold += 1;
                row.told = event.at;
            }
            Action::SoldOut => {
                self.counted.sold_out += 1;
                row.told = event.at;
            }
            action if action.enters() => {
                self.inside += 1;
                self.counted.peak_in_get = self.counted.peak_in_get.max(self.inside);
            }
            action if action.leaves() => self.inside -= 1,
            Action::Ended => row.ended = event.at,
            _ => {}
        }
    }

    /// The judgement, as [`judge`](super::judge) would give it over the events.
    pub fn verdict(&self) -> Verdict {
        let tickets = self.scenario.tickets.get();
        let mut verdict = self.counted;
        verdict.oversold = verdict.sold.saturating_sub(tickets);
        verdict.consistent = u64::from(verdict.sold) + u64::from(verdict.left) == u64::from(tickets);
        verdict.elapsed = self.end;
        for row in &self.rows {
            let [_, (from, to), ..] = row.stretches(&self.scenario);
            verdict.wait_total += u128::from(to - from);
            verdict.wait_max = verdict.wait_max.max(to - from);
        }
        verdict
    }

    /// When the last buyer ended, in microseconds.
    pub const fn end(&self) -> Micros {
        self.end
    }

    /// Two buyers who read one value and both replaced it; `None` when no update was lost.
    pub const fn same(&self) -> Option<(BuyerId, BuyerId)> {
        self.same
    }

    /// The same with the value, and how many more read it and wrote.
    pub fn same_read(&self) -> Option<SameRead> {
        // In the order in which they wrote.
        let (first, second) = self.same?;
        let record = self.row(first)?.seen;
        let alike = self.rows.iter().filter(|row| row.sale > 0 && row.seen == record).count();
        let others = u32::try_from(alike.saturating_sub(2)).unwrap_or(u32::MAX);
        let before = |buyer| self.row(buyer).map(Row::before);
        let (first, second) = if before(first) < before(second) { (first, second) } else { (second, first) };
        Some(SameRead { record, first, second, others, lost_at: None })
    }

    /// The row of a buyer.
    pub fn row(&self, buyer: BuyerId) -> Option<&Row> {
        self.rows.get((buyer as usize).checked_sub(1)?)
    }

    /// All rows, by buyer.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The buyer who was blocked longest; `None` when nobody was.
    pub fn longest_wait(&self) -> Option<BuyerId> {
        let waited = |row: &Row| {
            let [_, (from, to), ..] = row.stretches(&self.scenario);
            to - from
        };
        let (buyer, most) = (1..).zip(self.rows.iter().map(waited)).max_by_key(|(_, waited)| *waited)?;
        (most > 0).then_some(buyer)
    }

    /// The events of a buyer, as a trace would have them, without those that take no time and change
    /// nothing.
    pub fn events(&self, buyer: BuyerId) -> Vec<Event> {
        let Some(row) = self.row(buyer) else { return Vec::new() };
        let mut events = Vec::new();
        let mut put = |at: Micros, action| {
            if at != NEVER {
                events.push(Event { at, buyer, action });
            }
        };
        let scope = self.scenario.guard.scope();
        // At this place of the purchase.
        let lock = |put: &mut dyn FnMut(Micros, Action), at: u8| {
            if scope.map(Scope::from) == Some(at) {
                put(row.blocked, Action::Waiting);
                put(row.acquired, Action::Acquired(1));
            }
        };
        let unlock = |put: &mut dyn FnMut(Micros, Action), at: u8, when: Micros| {
            if scope.map(Scope::to) == Some(at) {
                put(when, Action::Released);
            }
        };
        put(row.started, Action::Started);
        let taken_at = |at: u8, otherwise: Micros| {
            if scope.map(Scope::from) == Some(at) { row.acquired } else { otherwise }
        };
        lock(&mut put, 0);
        put(taken_at(0, row.started), Action::Paused(Phase::Search));
        unlock(&mut put, 1, row.looked);
        lock(&mut put, 1);
        put(row.looked, Action::Looked(row.glimpsed));
        unlock(&mut put, 2, row.looked);
        // Around the call of `get`, or within it.
        if scope.is_some_and(|scope| scope.covers(2, Scope::LAST)) {
            lock(&mut put, 2);
            put(row.read, Action::Entered);
        } else {
            put(row.looked, Action::Entered);
            lock(&mut put, 2);
        }
        put(row.read, Action::Read(row.seen));
        unlock(&mut put, 3, row.read);
        lock(&mut put, 3);
        put(taken_at(3, row.read), Action::Paused(Phase::Pay));
        // A lock that is taken behind paying is waited for when that is over.
        let paid = if scope.is_some_and(|scope| scope.from() >= 4) { row.came_to_lock(row.told) } else { row.told };
        put(paid, Action::Checked { available: row.sale > 0 });
        if row.sale > 0 {
            unlock(&mut put, 4, paid);
            lock(&mut put, 4);
            let written = Record { count: row.put, writer: buyer };
            let at = if scope.map(Scope::from) == Some(5) { row.came_to_lock(row.told) } else { row.told };
            put(at, Action::Wrote { put: written, replaced: row.replaced });
            unlock(&mut put, 5, at);
            lock(&mut put, 5);
            put(row.told, Action::Bought);
            put(row.told, Action::Paused(Phase::Confirm));
        } else {
            unlock(&mut put, 4, row.told);
            unlock(&mut put, 5, row.told);
            put(row.told, Action::SoldOut);
        }
        put(row.ended, Action::Left);
        unlock(&mut put, Scope::LAST, row.ended);
        put(row.ended, Action::Ended);
        events
    }
}

impl Row {
    /// From when to when the buyer was searching, blocked, paying and confirming. Empty stretches have
    /// the same beginning and end.
    pub fn stretches(&self, scenario: &Scenario) -> [(Micros, Micros); 4] {
        let or = |at: Micros, other: Micros| if at == NEVER { other } else { at };
        let (end, scope) = (self.ended, scenario.guard.scope());
        let from = scope.map(Scope::from);
        let begun = if from == Some(0) { or(self.acquired, end) } else { self.started };
        let looked = or(self.looked, end);
        let search = (begun, if from == Some(1) { self.came_to_lock(looked) } else { looked });
        let wait = if scenario.guard == Guard::Join {
            (0, self.started)
        } else if self.blocked == NEVER {
            (0, 0)
        } else {
            (self.blocked, or(self.acquired, end))
        };
        // A lock that is taken behind paying is waited for when that is over.
        let paid = if from >= Some(4) { self.came_to_lock(self.told) } else { self.told };
        let pay = (if from == Some(3) { or(self.acquired, end) } else { self.read }, or(paid, end));
        let confirm = if self.sale > 0 { (self.told, end) } else { (0, 0) };
        [search, wait, pay, confirm]
    }

    /// When it came to the lock; when this was, where it never came.
    fn came_to_lock(&self, otherwise: Micros) -> Micros {
        self.blocked.min(self.acquired).min(otherwise)
    }

    /// How many had read the same value before.
    pub const fn before(&self) -> u32 {
        self.before
    }

    /// Which sale it was, from 1; 0 when it was none.
    pub const fn sale(&self) -> u32 {
        self.sale
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::scenario::{Bounded, MAX_LANES};
    use crate::timeline::build;
    use crate::trace::sales::Sales;

    fn census(scenario: &Scenario) -> (Census, crate::trace::Trace) {
        let trace = run_virtual(scenario);
        let mut census = Census::new(scenario);
        for event in &trace.events {
            census.note(*event);
        }
        (census, trace)
    }

    /// What is made of rows is what is made of events: spans, marks, fates.
    #[test]
    fn lanes_of_rows_are_those_of_events() {
        // The others never come as a crowd.
        let late = Guard::Lock(Scope::new(5, 6).unwrap());
        for guard in Guard::ALL.into_iter().chain([late]).filter(|guard| guard.most_buyers() > MAX_LANES) {
            let scenario =
                Scenario { guard, buyers: Bounded::clamp(9), jitter: Bounded::clamp(80), ..Scenario::default() };
            let (census, trace) = census(&scenario);
            let whole = build(&scenario, &trace.events, 0);
            for lane in &whole.lanes {
                let events = census.events(lane.buyer);
                let own = build(&scenario, &events, 0);
                let own = &own.lanes[lane.buyer as usize - 1];
                assert_eq!(own.spans, lane.spans, "{guard:?} {}", lane.buyer);
                assert_eq!(own.inside, lane.inside, "{guard:?} {}", lane.buyer);
                let kinds = |lane: &crate::timeline::Lane| -> Vec<(Micros, core::mem::Discriminant<_>)> {
                    let lock = |mark: &&crate::timeline::Mark| {
                        !matches!(mark.kind, crate::timeline::MarkKind::Released | crate::timeline::MarkKind::Acquired)
                    };
                    lane.marks.iter().filter(lock).map(|mark| (mark.at, core::mem::discriminant(&mark.kind))).collect()
                };
                assert_eq!(kinds(own), kinds(lane), "{guard:?} {}", lane.buyer);
            }
            let mut sales = Sales::new(&scenario);
            for event in &trace.events {
                sales.hear(*event);
            }
            let sold: Vec<u32> = sales.sold().iter().filter_map(|buyer| Some(census.row(*buyer)?.sale())).collect();
            assert_eq!(sold, (1..).take(sold.len()).collect::<Vec<_>>(), "{guard:?}");
            assert_eq!(census.end(), whole.end);
            assert_eq!(census.verdict(), crate::trace::judge(&trace), "{guard:?}");
        }
    }

    /// A million who wait for a minute each, one after the other, wait for longer than fits into 64 bits.
    #[test]
    fn waiting_is_counted_however_long() {
        let buyers = Bounded::clamp(1_000_000);
        let scenario = Scenario { guard: Guard::Join, buyers, ..Scenario::default() };
        let mut census = Census::new(&scenario);
        for (buyer, at) in (1..=1_000_000).zip((0..).step_by(60_000_000)) {
            census.note(Event { at, buyer, action: Action::Started });
        }
        let verdict = census.verdict();
        assert_eq!(verdict.wait_total, 60_000_000 * (999_999 * 1_000_000 / 2));
        assert_eq!(verdict.wait_mean(1_000_000), 999_999 * 60_000_000 / 2);
        assert_eq!(census.longest_wait(), Some(1_000_000));
    }

    #[test]
    fn the_first_two_who_lost_an_update() {
        let (none, trace) = census(&Scenario::default());
        let (first, second) = none.same().unwrap();
        let wrote: Vec<BuyerId> = trace
            .events
            .iter()
            .filter(|event| matches!(event.action, Action::Wrote { .. }))
            .map(|event| event.buyer)
            .collect();
        assert_eq!([first, second], wrote[..2]);
        // They are told in the order in which they read, as from the events.
        let (same, events) = (none.same_read().unwrap(), crate::trace::first_same_read(&trace).unwrap());
        assert_eq!((same.first, same.second, same.others), (events.first, events.second, events.others));
        let (lock, _) = census(&Scenario { guard: Guard::Lock(Scope::GET), ..Scenario::default() });
        assert_eq!(lock.same(), None);
        assert!(lock.longest_wait().is_some());
        assert_eq!(none.longest_wait(), None);
    }
}
