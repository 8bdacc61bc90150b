//! The store at work: takes actions one after the other, has their effects carried out, and says when something changed.
//!
//! An action that comes while another is being worked on waits its turn, so the state is never seen half changed.

use super::{Action, Effect, State};
use std::cell::{Cell, Ref, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

type Carrier = Rc<dyn Fn(Effect)>;
type Listener = Rc<dyn Fn()>;

/// The state, its queue, and who follows it.
pub struct Hub {
    state: RefCell<State>,
    queue: RefCell<VecDeque<Action>>,
    working: Cell<bool>,
    /// Who carries out what the shell can do by itself, and who all else.
    carriers: RefCell<[Option<Carrier>; 2]>,
    listeners: RefCell<Vec<(u32, Listener)>>,
    next: Cell<u32>,
}

/// Follows the store until dropped.
pub struct Subscription {
    hub: Weak<Hub>,
    id: u32,
}

impl Hub {
    /// A store with this state. Nobody carries out anything yet.
    pub fn new(state: State) -> Rc<Self> {
        Rc::new(Self {
            state: RefCell::new(state),
            queue: RefCell::default(),
            working: Cell::new(false),
            carriers: RefCell::new([None, None]),
            listeners: RefCell::default(),
            next: Cell::new(0),
        })
    }

    /// The state as it is now. To be given back before the next action.
    pub fn state(&self) -> Ref<'_, State> {
        self.state.borrow()
    }

    /// From now on `carry` does what the shell can do by itself.
    pub fn serve_shell(&self, carry: impl Fn(Effect) + 'static) {
        self.carriers.borrow_mut()[0] = Some(Rc::new(carry));
    }

    /// From now on `carry` does what the shell cannot.
    pub fn serve_runs(&self, carry: impl Fn(Effect) + 'static) {
        self.carriers.borrow_mut()[1] = Some(Rc::new(carry));
    }

    /// Carries out what the state asked for when it was made.
    pub fn carry_out(&self, effects: Vec<Effect>) {
        for effect in effects {
            let carrier = self.carriers.borrow()[usize::from(effect.needs_runs())].clone();
            if let Some(carry) = carrier {
                carry(effect);
            }
        }
    }

    /// Takes an action: at once, or when those before it are done.
    pub fn dispatch(&self, action: Action) {
        self.queue.borrow_mut().push_back(action);
        if self.working.replace(true) {
            return;
        }
        loop {
            let next = self.queue.borrow_mut().pop_front();
            if let Some(action) = next {
                let effects = self.state.borrow_mut().reduce(action);
                self.carry_out(effects);
                if !self.queue.borrow().is_empty() {
                    continue;
                }
                // Whoever follows hears of several actions in a row once.
                let listeners: Vec<Listener> = self.listeners.borrow().iter().map(|(_, tell)| tell.clone()).collect();
                for tell in listeners {
                    tell();
                }
            } else {
                break;
            }
        }
        self.working.set(false);
    }

    /// Calls `changed` after every change, until the subscription is dropped. Who asked first hears first.
    pub fn subscribe(self: &Rc<Self>, changed: impl Fn() + 'static) -> Subscription {
        let id = self.next.replace(self.next.get() + 1);
        self.listeners.borrow_mut().push((id, Rc::new(changed)));
        Subscription { hub: Rc::downgrade(self), id }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(hub) = self.hub.upgrade() {
            hub.listeners.borrow_mut().retain(|(id, _)| *id != self.id);
        }
    }
}
