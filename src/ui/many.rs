//! One scenario with many seeds.

use super::slices::Slices;
use super::state::Action;
use crate::engine::Sales;
use crate::scenario::Scenario;
use std::cell::RefCell;
use std::rc::Rc;
use yew::Callback;

/// How many runs.
pub const RUNS: u32 = 10_000;

/// How long the page is busy at a time, in milliseconds: with what else is to do, less than a frame.
const SLICE: f64 = 12.0;

/// Starts; each slice tells how far it is.
pub fn start_many(scenario: Scenario, dispatch: &Callback<Action>) -> Slices {
    let sales = Rc::new(RefCell::new(Sales::default()));
    let (counted, tell) = (sales.clone(), dispatch.clone());
    let work = move || {
        let mut sales = sales.borrow_mut();
        let left = RUNS - sales.runs;
        sales.add(&scenario, left.min(10));
        sales.runs < RUNS
    };
    Slices::new(SLICE, work, move |_| tell.emit(Action::Chance(Some(Rc::new(counted.borrow().clone())))))
}
