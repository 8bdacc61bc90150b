//! Very many buyers, simulated: counted row by row instead of event by event.

use super::slices::Slices;
use super::state::Action;
use crate::browser::events;
use crate::engine::Simulation;
use crate::program::BuyerId;
use crate::scenario::Scenario;
use crate::timeline::{Timeline, chosen};
use crate::trace::{Census, Executor, RunResult, SameRead, Verdict};
use std::cell::RefCell;
use std::rc::Rc;
use yew::Callback;

/// How many turns are taken between two looks at the clock.
const TURNS: u32 = 10_000;

/// How long the page is busy at a time, in milliseconds: short enough to press Cancel.
const SLICE: f64 = 30.0;

/// After how many slices it is told how far the counting is.
const TOLD: u32 = 5;

/// How many buyers in a row are drawn, besides the interesting ones.
const ROWS: u32 = 12;

/// A run of very many buyers, counted.
#[derive(Debug)]
pub struct Crowd {
    /// What every buyer did.
    pub census: Census,
    /// How it went.
    pub verdict: Verdict,
    /// Why it went wrong, if it did.
    pub why: Option<SameRead>,
}

/// Each counting is another: a million rows are not compared at every drawing of the page.
impl PartialEq for Crowd {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Crowd {
    /// The result for machines.
    pub fn result(&self) -> RunResult {
        RunResult::new(Executor::Virtual, &self.census.scenario, &self.verdict, None)
    }

    /// Whose lanes are drawn: two who read the same value, who waited longest, and some in a row from
    /// a buyer on.
    pub fn drawn(&self, from: BuyerId) -> Timeline {
        let buyers = self.census.scenario.buyers.get();
        let from = first_of_a_row(buyers, from);
        let mut shown: Vec<BuyerId> = self.census.same().into_iter().flat_map(|(a, b)| [a, b]).collect();
        shown.extend(self.census.longest_wait());
        shown.extend(from..=(from + ROWS - 1).min(buyers));
        let mut once = Vec::new();
        for buyer in shown {
            if !once.contains(&buyer) {
                once.push(buyer);
            }
        }
        chosen(&self.census, &once)
    }
}

/// Where a row of lanes begins that begins at this buyer, if there are enough behind it.
pub fn first_of_a_row(buyers: u32, from: BuyerId) -> BuyerId {
    from.clamp(1, buyers.saturating_sub(ROWS - 1).max(1))
}

struct Counting {
    simulation: Simulation,
    census: Census,
}

/// Starts counting; each slice tells how far it is, the last one the result.
pub fn start_crowd(scenario: Scenario, dispatch: &Callback<Action>) -> Slices {
    let counting = Counting { simulation: Simulation::new(&scenario), census: Census::new(&scenario) };
    let counting = Rc::new(RefCell::new(Some(counting)));
    let (counted, tell) = (counting.clone(), dispatch.clone());
    let work = move || {
        counting.borrow_mut().as_mut().is_some_and(|Counting { simulation, census }| simulation.advance(TURNS, census))
    };
    let mut slices = 0_u32;
    Slices::new(SLICE, work, move |more| {
        slices += 1;
        if more && slices.is_multiple_of(TOLD) {
            let ended = counted.borrow().as_ref().map_or(0, |counting| counting.simulation.ended());
            tell.emit(Action::Counting(ended));
        } else if more {
            // Telling draws the page anew, which takes longer than a slice.
        } else if let Some(Counting { census, .. }) = counted.take() {
            let verdict = census.verdict();
            let crowd = Rc::new(Crowd { why: census.same_read(), verdict, census });
            let result = crowd.result();
            tell.emit(Action::Counted(crowd));
            events::dispatch_done(&result);
        }
    })
}
