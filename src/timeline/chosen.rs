//! Lanes of a few buyers out of very many.

use super::{Fate, MarkKind, Timeline, build};
use crate::program::BuyerId;
use crate::scenario::{Bounded, Scenario};
use crate::trace::{Census, Event};
use std::rc::Rc;

/// More events than one lane can have.
const EVENTS: usize = 64;

/// How many buyers in a row are drawn, besides the interesting ones.
const ROWS: u32 = 12;

/// Whose lanes are drawn: two who read the same value, who waited longest, and some in a row from a buyer on.
pub fn drawn(census: &Census, from: BuyerId) -> Timeline {
    let buyers = census.scenario.buyers.get();
    let from = first_of_a_row(buyers, from);
    let mut shown: Vec<BuyerId> = census.same().into_iter().flat_map(|(a, b)| [a, b]).collect();
    shown.extend(census.longest_wait());
    shown.extend(from..=(from + ROWS - 1).min(buyers));
    let mut once = Vec::new();
    for buyer in shown {
        if !once.contains(&buyer) {
            once.push(buyer);
        }
    }
    chosen(census, &once)
}

/// Where a row of lanes begins that begins at this buyer, if there are enough behind it.
pub fn first_of_a_row(buyers: u32, from: BuyerId) -> BuyerId {
    from.clamp(1, buyers.saturating_sub(ROWS - 1).max(1))
}

/// The lanes of these buyers, in this order; no strip.
fn chosen(census: &Census, buyers: &[BuyerId]) -> Timeline {
    let lanes = buyers.iter().enumerate().filter_map(|(index, buyer)| {
        // Each is laid out as if it were alone; what depends on the others stands in its row.
        let row = census.row(*buyer)?;
        let alone = Scenario { buyers: Bounded::clamp(1), ..census.scenario };
        let events: Vec<Event> = census.events(*buyer).into_iter().map(|event| Event { buyer: 1, ..event }).collect();
        let mut lane = Rc::unwrap_or_clone(build(&alone, &events, 0).lanes.pop()?);
        lane.buyer = *buyer;
        let oversold = row.sale() > census.scenario.tickets.get();
        if row.sale() > 0 {
            lane.fate = if oversold { Fate::Oversold } else { Fate::Bought };
        }
        for mark in &mut lane.marks {
            mark.buyer = *buyer;
            // Lane after lane: the order among all events is not kept.
            mark.event += index * EVENTS;
            match &mut mark.kind {
                MarkKind::Read { before, .. } => *before = row.before(),
                MarkKind::Bought { nth, oversold: is } => (*nth, *is) = (row.sale(), oversold),
                _ => {}
            }
        }
        Some(Rc::new(lane))
    });
    Timeline { lanes: lanes.collect(), strip: Rc::default(), sold: 0, end: census.end() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;

    #[test]
    fn lanes_are_those_of_the_whole() {
        let scenario = Scenario { buyers: Bounded::clamp(30), jitter: Bounded::clamp(90), ..Scenario::default() };
        let trace = run_virtual(&scenario);
        let mut census = Census::new(&scenario);
        for event in &trace.events {
            census.note(*event);
        }
        let whole = build(&scenario, &trace.events, 0);
        let some = chosen(&census, &[30, 2, 17]);
        assert_eq!(some.end, whole.end);
        for lane in &some.lanes {
            let other = &whole.lanes[lane.buyer as usize - 1];
            assert_eq!((lane.fate, lane.waited, &lane.spans), (other.fate, other.waited, &other.spans));
            let kinds =
                |lane: &super::super::Lane| -> Vec<MarkKind> { lane.marks.iter().map(|mark| mark.kind).collect() };
            assert_eq!(kinds(lane), kinds(other), "{}", lane.buyer);
        }
    }
}
