//! Keeps the address bar in line with the page, and hears when the reader goes back or forward, or puts another hash there.
//!
//! Browsers refuse more than about a hundred changes in a few seconds. A change that was refused is made later, so the
//! address never stays behind.

use super::link;
use crate::present::Address;
use crate::scenario::parse;
use crate::store::{Action, Hub, LinkAction, Subscription};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// How long to wait after a refusal, in ms.
const PATIENCE: u32 = 1000;

/// Follows the store until dropped.
pub struct AddressBar {
    _bar: Rc<Bar>,
    _subscription: Subscription,
    _listener: Option<EventListener>,
}

struct Bar {
    hub: Weak<Hub>,
    /// What it says; `None` where the reader has changed it, or a change was refused.
    says: RefCell<Option<Address>>,
    again: Cell<Option<Timeout>>,
}

impl AddressBar {
    /// The address says what is on the page from now on.
    pub fn new(hub: &Rc<Hub>) -> Self {
        let bar = Rc::new(Bar { hub: Rc::downgrade(hub), says: RefCell::default(), again: Cell::default() });
        bar.follow();
        let follower = bar.clone();
        let subscription = hub.subscribe(move || follower.follow());
        let hearer = bar.clone();
        let listener = link::on_move(move || hearer.hear());
        Self { _bar: bar, _subscription: subscription, _listener: listener }
    }
}

impl Bar {
    fn follow(self: &Rc<Self>) {
        let Some(hub) = self.hub.upgrade() else { return };
        let state = hub.state();
        let now = Address::of(&state);
        if self.says.borrow().as_ref() == Some(&now) {
            return;
        }
        // The history of a frame is that of the page around it, which Back should leave at once.
        let steps = !state.page.framed && self.says.borrow().as_ref().is_some_and(|before| now.is_step_from(before));
        if link::say(&state.address(), steps) {
            self.says.replace(Some(now));
        } else {
            let bar = Rc::downgrade(self);
            self.again.set(Some(Timeout::new(PATIENCE, move || {
                if let Some(bar) = bar.upgrade() {
                    bar.follow();
                }
            })));
        }
    }

    fn hear(self: &Rc<Self>) {
        // Whatever comes of it, the address bar says again what is on the page.
        self.says.replace(None);
        if let Some(hub) = self.hub.upgrade() {
            hub.dispatch(Action::Link(LinkAction::Went(parse(&link::query()).0, link::hash())));
        }
    }
}
