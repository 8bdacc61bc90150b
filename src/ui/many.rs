//! Many runs with many seeds, a slice at a time, so that the page stays alive meanwhile.

use super::state::Action;
use crate::browser::clock;
use crate::engine::Sales;
use crate::scenario::Scenario;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use yew::Callback;

/// How many runs.
pub const RUNS: u32 = 10_000;

/// How long one slice may take, in milliseconds: less than a frame.
const SLICE: f64 = 10.0;

/// Runs under way. Dropping it ends them.
pub struct Many {
    _timer: Rc<RefCell<Option<Timeout>>>,
}

impl Many {
    /// Starts; each slice tells how far it is.
    pub fn start(scenario: Scenario, dispatch: &Callback<Action>) -> Self {
        let timer = Rc::default();
        slice(scenario, Sales::default(), dispatch.clone(), &timer);
        Self { _timer: timer }
    }
}

fn slice(scenario: Scenario, mut sales: Sales, dispatch: Callback<Action>, timer: &Rc<RefCell<Option<Timeout>>>) {
    let weak: Weak<_> = Rc::downgrade(timer);
    let next = Timeout::new(0, move || {
        let begun = clock::now();
        while sales.runs < RUNS && clock::now() - begun < SLICE {
            sales.add(&scenario, (RUNS - sales.runs).min(10));
        }
        // Before the news: whoever hears it may drop us.
        if let Some(timer) = weak.upgrade().filter(|_| sales.runs < RUNS) {
            slice(scenario, sales.clone(), dispatch.clone(), &timer);
        }
        dispatch.emit(Action::Chance(Some(Rc::new(sales))));
    });
    timer.replace(Some(next));
}
