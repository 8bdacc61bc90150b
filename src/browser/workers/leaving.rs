//! The workers of a run that is over. They have nothing left to do, and to end one takes the machine a millisecond or two: so
//! very many of them go a few at a time, or the page would be late with its frames.

use super::crew::Member;
use gloo_timers::callback::Interval;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// How many go at a time.
const SOME: usize = 2;

/// How far apart, in ms.
const EVERY: u32 = 20;

/// Workers that are ended a few at a time; dropping it ends all who are left.
pub struct Leaving {
    _state: Rc<RefCell<State>>,
}

struct State {
    members: Vec<Member>,
    /// Nothing once nobody is left.
    timer: Option<Interval>,
}

impl Leaving {
    pub(super) fn new(members: Vec<Member>) -> Self {
        let state = Rc::new(RefCell::new(State { members, timer: None }));
        let ticked: Weak<RefCell<State>> = Rc::downgrade(&state);
        let tick = move || {
            if let Some(state) = ticked.upgrade() {
                let mut state = state.borrow_mut();
                let left = state.members.len().saturating_sub(SOME);
                state.members.truncate(left);
                if left == 0 {
                    state.timer = None;
                }
            }
        };
        state.borrow_mut().timer = Some(Interval::new(EVERY, tick));
        Self { _state: state }
    }
}
