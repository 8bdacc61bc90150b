//! Messages between lanes: from the instant a request was put into the queue to the instant the clerk
//! took it out, and from the clerk's answer to the instant its client took that.

use super::{MarkKind, Timeline};
use crate::program::{BuyerId, Micros};

/// One message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// Who sent it, and when.
    pub from: (BuyerId, Micros),
    /// Who took it, and when.
    pub to: (BuyerId, Micros),
    /// Whether it is about buying; else about looking.
    pub buy: bool,
    /// Whether it is the clerk's answer.
    pub is_answer: bool,
}

/// All messages that have been taken, in the order in which the clerk took or sent them. The clerk serves
/// each client's requests in their order, so the n-th one of each kind belong together.
pub fn messages(timeline: &Timeline) -> Vec<Message> {
    let Some(clerk) = timeline.lanes.iter().find(|lane| lane.is_clerk) else { return Vec::new() };
    let nth = |client: BuyerId, n: usize, wanted: fn(&MarkKind) -> bool| {
        let lane = timeline.lanes.get((client as usize).checked_sub(1)?)?;
        lane.marks.iter().filter(|mark| wanted(&mark.kind)).nth(n).copied()
    };
    let mut served = vec![0; timeline.lanes.len() + 1];
    let mut buying = false;
    let mut messages = Vec::new();
    for mark in &clerk.marks {
        match mark.kind {
            MarkKind::Served { client, buy, .. } => {
                buying = buy;
                let n = served.get(client as usize).copied().unwrap_or(0);
                if let Some(asked) = nth(client, n, |kind| matches!(kind, MarkKind::Asked { .. })) {
                    let (from, to) = ((client, asked.at), (clerk.buyer, mark.at));
                    messages.push(Message { from, to, buy, is_answer: false });
                }
            }
            MarkKind::Replied { client, .. } => {
                let Some(n) = served.get_mut(client as usize) else { continue };
                if let Some(answered) = nth(client, *n, |kind| matches!(kind, MarkKind::Answered(_))) {
                    let (from, to) = ((clerk.buyer, mark.at), (client, answered.at));
                    // Between taking a request out and answering it the clerk serves nobody else.
                    messages.push(Message { from, to, buy: buying, is_answer: true });
                }
                *n += 1;
            }
            _ => {}
        }
    }
    messages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::scenario::{Bounded, Guard, Scenario};
    use crate::timeline::build;

    fn of(guard: Guard, buyers: u32) -> Vec<Message> {
        let scenario = Scenario { guard, buyers: Bounded::clamp(buyers), ..Scenario::default() };
        messages(&build(&scenario, &run_virtual(&scenario).events, 0))
    }

    #[test]
    fn one_buyer_asks_twice_and_is_answered_twice() {
        let expected = [
            Message { from: (1, 1_000_000), to: (2, 1_000_000), buy: false, is_answer: false },
            Message { from: (2, 1_000_000), to: (1, 1_000_000), buy: false, is_answer: true },
            Message { from: (1, 1_000_000), to: (2, 1_000_000), buy: true, is_answer: false },
            Message { from: (2, 2_000_000), to: (1, 2_000_000), buy: true, is_answer: true },
        ];
        assert_eq!(of(Guard::Queue, 1), expected);
    }

    #[test]
    fn every_request_and_every_answer_arrives_after_it_was_sent() {
        let all = of(Guard::Queue, 9);
        assert_eq!(all.len(), 36);
        assert!(all.iter().all(|message| message.from.1 <= message.to.1));
        assert_eq!(all.iter().filter(|message| message.is_answer && message.buy).count(), 9);
        assert_eq!(of(Guard::Lock(crate::scenario::Scope::GET), 9), []);
    }
}
