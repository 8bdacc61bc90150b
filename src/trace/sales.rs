//! Which sales are covered by a ticket and which are oversold: decided here, once, for every view.
//!
//! The rule, which the page states: in the order of their writes the first confirmed sales are covered, as many as there are
//! tickets; those after them are oversold. A write that is never confirmed is no sale. Whoever confirms later than others who
//! wrote after it takes its place among them all the same, and theirs move on by one.

use super::Event;
use crate::program::{Action, BuyerId};
use crate::scenario::Scenario;

/// The sales of a run as far as it has been heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sales {
    tickets: u32,
    /// How many have written in order to buy.
    writes: u32,
    /// By process: which of these writes is its own, from 1; 0 is none.
    written: Vec<u32>,
    /// Whom the clerk serves, so that its write is that buyer's; 0 is nobody.
    client: BuyerId,
    /// Who has confirmed, in the order of their writes.
    sold: Vec<BuyerId>,
}

impl Sales {
    /// Nothing has been sold.
    pub(super) fn new(scenario: &Scenario) -> Self {
        let written = vec![0; scenario.processes() as usize + 1];
        Self { tickets: scenario.tickets.get(), writes: 0, written, client: 0, sold: Vec::new() }
    }

    /// Hears the next event. Gives where among the sales a new one stands; it and those after it have other numbers now.
    pub(super) fn hear(&mut self, event: Event) -> Option<usize> {
        match event.action {
            Action::Served { client, .. } => self.client = client,
            Action::Replied { .. } => self.client = 0,
            Action::Wrote { .. } | Action::Stored { .. } => {
                self.write(if self.client == 0 { event.buyer } else { self.client });
            }
            // Who only looked puts back into the pipe what another had written.
            Action::Sent(record) if record.writer == event.buyer => self.write(event.buyer),
            Action::Bought => return Some(self.confirm(event.buyer)),
            _ => {}
        }
        None
    }

    fn write(&mut self, buyer: BuyerId) {
        if let Some(written) = self.written.get_mut(buyer as usize) {
            self.writes += 1;
            *written = self.writes;
        }
    }

    fn confirm(&mut self, buyer: BuyerId) -> usize {
        // While real workers run, the clerk's write can be heard after what it brings about.
        if self.place(buyer) == 0 {
            self.write(buyer);
        }
        let own = self.place(buyer);
        let at = self.sold.iter().rposition(|other| self.place(*other) < own).map_or(0, |before| before + 1);
        self.sold.insert(at, buyer);
        at
    }

    fn place(&self, buyer: BuyerId) -> u32 {
        self.written.get(buyer as usize).copied().unwrap_or(0)
    }

    /// Who was told "bought", in the order of their writes.
    pub fn sold(&self) -> &[BuyerId] {
        &self.sold
    }

    /// Whether the sale with this number, from 1, has no ticket.
    pub const fn is_oversold(&self, nth: u32) -> bool {
        nth > self.tickets
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Record;
    use crate::trace::{Follow, Told};

    const fn wrote(buyer: BuyerId) -> Event {
        let [put, replaced] = [Record { count: 0, writer: buyer }, Record { count: 1, writer: 0 }];
        Event { at: 0, buyer, action: Action::Wrote { put, replaced } }
    }

    const fn bought(buyer: BuyerId) -> Event {
        Event { at: 0, buyer, action: Action::Bought }
    }

    fn told(events: &[Event]) -> Vec<Told> {
        let scenario = Scenario { buyers: crate::scenario::Bounded::clamp(3), ..Scenario::default() };
        Follow::after(&scenario, events).statuses().iter().map(|status| status.told).collect()
    }

    #[test]
    fn the_first_to_write_has_the_ticket_whoever_confirms_first() {
        let sale = |nth| Told::Bought { nth, oversold: nth > 1 };
        let events = [wrote(2), wrote(3), wrote(1), bought(1), bought(3), bought(2)];
        assert_eq!(told(&events[..4]), [sale(1), Told::Nothing, Told::Nothing]);
        assert_eq!(told(&events[..5]), [sale(2), Told::Nothing, sale(1)]);
        assert_eq!(told(&events), [sale(3), sale(1), sale(2)]);
    }

    #[test]
    fn a_write_that_is_never_confirmed_takes_no_ticket() {
        let events = [wrote(2), wrote(1), bought(1)];
        assert_eq!(told(&events)[0], Told::Bought { nth: 1, oversold: false });
    }

    #[test]
    fn the_clerk_writes_for_whom_it_serves() {
        let scenario = Scenario { guard: crate::scenario::Guard::Queue, ..Scenario::default() };
        let mut sales = Sales::new(&scenario);
        let clerk = |action| Event { at: 0, buyer: scenario.processes(), action };
        for client in [7, 4] {
            sales.hear(clerk(Action::Served { client, buy: true, number: 1 }));
            sales.hear(Event { buyer: scenario.processes(), ..wrote(1) });
            sales.hear(clerk(Action::Replied { client, record: Record::initial(1) }));
        }
        assert_eq!([4, 7].map(|buyer| sales.hear(bought(buyer))), [Some(0), Some(0)]);
        assert_eq!(sales.sold(), [7, 4]);
    }
}
