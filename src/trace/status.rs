//! How one process stands, as far as its own events tell: where it is, what it is doing, what it has.
//!
//! What a process has seen, been told and waited for depends on nobody else's events, except which sale its own is; who
//! waits for whom is [`Follow`](super::Follow)'s to say.

use super::Event;
use crate::program::{Action, Micros, Phase, Record, Step};

/// How one process stands after some events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// Where it stands.
    pub place: Place,
    /// Since when it stands there, in microseconds; 0 before the gate.
    pub since: Micros,
    /// What it is doing.
    pub doing: Doing,
    /// For how long it was blocked on the guard in all, without a wait that goes on, in microseconds. An idle clerk waits
    /// for no guard, so of the clerk this is 0.
    pub waited: Micros,
    /// What it holds that others may wait for.
    pub held: Option<Held>,
    /// Whether it is inside `get`.
    pub inside: bool,
    /// What it has read last in order to buy, or was given out of the pipe or by the clerk.
    pub seen: Option<Record>,
    /// What it was told.
    pub told: Told,
    /// Whether this is the clerk.
    pub is_clerk: bool,
    /// The step it comes to next.
    next: usize,
}

/// Where a process stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the gate.
    Outside,
    /// At this step of the program. Whoever sleeps stands at its pause, whoever waits at the lock. Who was given up because
    /// it would wait for ever stands there still.
    At(usize),
    /// It has ended.
    Ended,
    /// It has died.
    Dead,
}

/// What a process is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// It goes on at its next turn, or has not started, or is gone.
    Going,
    /// It lets time pass.
    Pausing {
        /// For what.
        phase: Phase,
        /// Since when.
        since: Micros,
    },
    /// It is blocked: the lock taken, the pipe empty, the queue full, no answer, and of the clerk no request.
    Waiting {
        /// Since when.
        since: Micros,
    },
    /// It was given up while it was blocked.
    GivenUp {
        /// Since when it had been blocked.
        since: Micros,
    },
}

/// What others may wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which it is.
    pub what: Holding,
    /// Since when.
    pub since: Micros,
}

/// What a process can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// The lock.
    Lock,
    /// The count, taken out of the pipe.
    Count,
}

/// What a buyer was told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// Nothing yet.
    #[default]
    Nothing,
    /// "bought".
    Bought {
        /// Its number among the sales in the order of their writes, counted from 1.
        nth: u32,
        /// Whether no ticket was left to sell.
        oversold: bool,
    },
    /// "sold out".
    SoldOut,
}

impl Status {
    /// Before the gate; `first` is the step it comes to.
    pub(super) const fn outside(first: usize, is_clerk: bool) -> Self {
        Self {
            place: Place::Outside,
            since: 0,
            doing: Doing::Going,
            waited: 0,
            held: None,
            inside: false,
            seen: None,
            told: Told::Nothing,
            is_clerk,
            next: first,
        }
    }

    /// Whether it has started, and neither ended nor died.
    pub const fn is_running(&self) -> bool {
        matches!(self.place, Place::At(_)) && !self.is_dead()
    }

    /// Whether it has ended or died, or was given up.
    pub const fn is_over(&self) -> bool {
        matches!(self.place, Place::Ended) || self.is_dead()
    }

    /// Whether it has died, or was given up.
    pub const fn is_dead(&self) -> bool {
        matches!((self.place, self.doing), (Place::Dead, _) | (_, Doing::GivenUp { .. }))
    }

    /// Whether it was given up because what it waits for would never come.
    pub const fn waits_in_vain(&self) -> bool {
        matches!(self.doing, Doing::GivenUp { .. })
    }

    /// Since when it has been blocked on the guard, in microseconds; `None` when it is not.
    pub const fn blocked_since(&self) -> Option<Micros> {
        match self.doing {
            Doing::Waiting { since } if !self.is_clerk => Some(since),
            _ => None,
        }
    }

    /// For how long it has been blocked on the guard in all at the instant `now`.
    pub fn waited_until(&self, now: Micros) -> Micros {
        self.waited + self.blocked_since().map_or(0, |since| now.saturating_sub(since))
    }

    /// Whether a write of its that replaces this value loses an update: it has not read it.
    pub fn loses(&self, replaced: Record) -> bool {
        self.seen != Some(replaced)
    }

    /// Hears its next event. `joined`: the guard is the gate; `robust`: a dead owner's lock is freed.
    pub(super) fn hear(&mut self, program: &[Step], Event { at, action, .. }: Event, joined: bool, robust: bool) {
        // Whatever it was doing ends with its next event.
        self.waited = self.waited_until(at);
        let waited_in_vain = action == Action::Failed && matches!(self.doing, Doing::Waiting { .. });
        // Whoever starts late was blocked until then, since the gate opened.
        if joined && action == Action::Started {
            self.waited += at;
        }
        if action.takes() {
            let what = if matches!(action, Action::Received { .. }) { Holding::Count } else { Holding::Lock };
            self.held = Some(Held { what, since: at });
        } else if action.gives() || (robust && action.is_death()) {
            self.held = None;
        }
        self.inside = (self.inside || action.enters()) && !action.leaves();
        if let Action::Read(record) | Action::Received { record, .. } | Action::Answered(record) = action {
            self.seen = Some(record);
        }
        self.doing = match (action, self.doing) {
            (Action::Paused(phase), _) => Doing::Pausing { phase, since: at },
            (Action::Failed, Doing::Waiting { since }) => Doing::GivenUp { since },
            _ if action.waits() => Doing::Waiting { since: at },
            _ => Doing::Going,
        };
        if !waited_in_vain {
            let place = self.moved(program, action);
            if place != self.place {
                (self.place, self.since) = (place, at);
            }
        }
    }

    /// Where an action brings it. Values play no part, so this works on what is still going on.
    fn moved(&mut self, program: &[Step], action: Action) -> Place {
        let shown = match action {
            Action::Started | Action::Waiting => self.next,
            Action::Ended => return Place::Ended,
            action if action.is_death() => return Place::Dead,
            Action::Paused(_) => {
                self.next += 1;
                return Place::At(self.next - 1);
            }
            _ => program.get(self.next).and_then(|step| jump(*step, action)).unwrap_or(self.next + 1),
        };
        self.next = shown;
        Place::At(shown)
    }
}

/// Where a step that did this continues, if not at the next one.
const fn jump(step: Step, action: Action) -> Option<usize> {
    match (step, action) {
        (Step::Check { sold_out }, Action::Checked { available: false }) => Some(sold_out),
        (Step::Swap { retry }, Action::Missed { .. }) => Some(retry),
        (Step::Serve { buy, .. }, Action::Served { buy: true, .. }) => Some(buy),
        (Step::Serve { close, .. }, Action::Closed) => Some(close),
        (Step::Reply { next }, Action::Replied { .. }) => Some(next),
        _ => None,
    }
}
