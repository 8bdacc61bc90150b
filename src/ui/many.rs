//! One scenario with many seeds.

use super::slices::Slices;
use super::state::Action;
use crate::engine::{Sales, purchases};
use crate::scenario::{MAX_LANES, Scenario};
use std::cell::RefCell;
use std::rc::Rc;
use yew::Callback;

/// The most runs.
const RUNS: u32 = 10_000;

/// The most purchases in all runs together: some seconds.
const PURCHASES: u64 = 5_000_000;

/// How many runs a scenario gets: fewer when many buyers come; none when that would be too few to
/// tell anything.
pub fn runs(scenario: &Scenario) -> u32 {
    if scenario.buyers.get() > MAX_LANES {
        return 0;
    }
    u32::try_from(PURCHASES / purchases(scenario)).unwrap_or(RUNS).min(RUNS)
}

/// How long the page is busy at a time, in milliseconds: with what else is to do, less than a frame.
const SLICE: f64 = 12.0;

/// Starts; each slice tells how far it is.
pub fn start_many(scenario: Scenario, dispatch: &Callback<Action>) -> Slices {
    let all = runs(&scenario);
    let sales = Rc::new(RefCell::new(Sales::default()));
    let (counted, tell) = (sales.clone(), dispatch.clone());
    let work = move || {
        let mut sales = sales.borrow_mut();
        // About as long for many buyers as for few.
        let some = u32::try_from(1000 / purchases(&scenario)).unwrap_or(1).clamp(1, 50);
        let left = all - sales.runs;
        sales.add(&scenario, left.min(some));
        sales.runs < all
    };
    Slices::new(SLICE, work, move |_| tell.emit(Action::Chance(Some(Rc::new(counted.borrow().clone())))))
}
