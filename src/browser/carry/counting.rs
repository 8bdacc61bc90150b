//! Long simulations, a slice at a time: very many buyers, and one scenario with many seeds.

use super::shell::Shell;
use crate::browser::slices::Slices;
use crate::engine::{Sales, Simulation, purchases, runs};
use crate::scenario::Scenario;
use crate::store::{Action, ManyAction, RunAction, RunId};
use crate::trace::{Census, Counted};
use std::cell::RefCell;
use std::rc::Rc;

/// How many turns are taken between two looks at the clock.
const TURNS: u32 = 10_000;

/// How long the page is busy at a time while buyers are counted, in milliseconds: short enough to press Cancel.
const COUNTING: f64 = 30.0;

/// After how many slices it is told how far the counting is.
const TOLD: u32 = 5;

/// How long the page is busy at a time with many seeds, in milliseconds: with what else is to do, less than a frame.
const SELLING: f64 = 12.0;

/// Counts very many buyers; every now and then it tells how far it is, and at last the result.
pub(super) fn count(shell: &Rc<Shell>, run: RunId, scenario: Scenario) -> Slices {
    let counting = Rc::new(RefCell::new(Some((Simulation::new(&scenario), Census::new(&scenario)))));
    let (counted, tell) = (counting.clone(), shell.clone());
    let work =
        move || counting.borrow_mut().as_mut().is_some_and(|(simulation, census)| simulation.advance(TURNS, census));
    let mut slices = 0_u32;
    Slices::new(COUNTING, work, move |more| {
        slices += 1;
        if more && slices.is_multiple_of(TOLD) {
            let ended = counted.borrow().as_ref().map_or(0, |(simulation, _)| simulation.ended());
            tell.tell(Action::Run(RunAction::Counting(run, ended)));
        } else if more {
            // Telling draws the page anew, which takes longer than a slice.
        } else if let Some((_, census)) = counted.take() {
            tell.tell(Action::Run(RunAction::Counted(run, Rc::new(Counted::new(census)))));
        }
    })
}

/// Simulates a scenario with many seeds; each slice tells how far it is.
pub(super) fn many(shell: &Rc<Shell>, series: RunId, scenario: Scenario) -> Slices {
    let all = runs(&scenario);
    let sales = Rc::new(RefCell::new(Sales::default()));
    let (counted, tell) = (sales.clone(), shell.clone());
    let work = move || {
        let mut sales = sales.borrow_mut();
        // About as long for many buyers as for few.
        let some = u32::try_from(1000 / purchases(&scenario)).unwrap_or(1).clamp(1, 50);
        let left = all - sales.runs;
        sales.add(&scenario, left.min(some));
        sales.runs < all
    };
    Slices::new(SELLING, work, move |_| {
        tell.tell(Action::Many(ManyAction::Sold(series, Rc::new(counted.borrow().clone()))));
    })
}
