//! What a link can say: the run (a [`Scenario`]) and how the page shows it (a [`PageOptions`]).
//!
//! Every value here has been validated; the types cannot hold a bad one. The only ways in are
//! [`parse`], [`set()`] and the constructors of the bounded types, the only way out is [`write()`].
//! What parameters there are is said once, in [`table`].

mod bounded;
mod choice;
mod fault;
mod guard;
mod hash;
mod link;
mod mend;
mod notice;
mod page;
mod query;
mod scope;
mod speed;
pub mod table;

pub use bounded::Bounded;
pub use choice::Choice;
pub use fault::Fault;
pub use guard::{Guard, GuardName, Store};
pub use hash::{Carried, parse_hash};
pub use link::Link;
pub use notice::{Notice, Problem};
pub use page::{Engine, Language, PageOptions, Theme, Topic, View};
pub use query::{parse, set, write};
pub use scope::Scope;
pub use speed::Speed;

/// How many tickets exist at the start, 0 to 60 000.
pub type Tickets = Bounded<0, 60_000>;
/// How many buyers come, 1 to 1 000 000; real workers stop at [`MAX_WORKERS`].
pub type Buyers = Bounded<1, 1_000_000>;
/// A delay in milliseconds, 0 to 60 000.
pub type Millis = Bounded<0, 60_000>;
/// Jitter in percent of each delay, 0 to 100, uniform around it.
pub type Jitter = Bounded<0, 100>;

/// The most buyers that run as real workers.
pub const MAX_WORKERS: u32 = 100;

/// The most buyers of whom every event is kept and every lane drawn; more are counted row by row.
pub const MAX_LANES: u32 = 2000;

/// Everything that decides what happens in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Tickets in the record at the start.
    pub tickets: Tickets,
    /// Processes that come to buy one each.
    pub buyers: Buyers,
    /// What protects the record.
    pub guard: Guard,
    /// Where the record is kept.
    pub store: Store,
    /// How long searching waits for the network before the count is looked up.
    pub search: Millis,
    /// How long paying takes between reading the count and writing it: the race window.
    pub pay: Millis,
    /// How long the confirmation takes after the write.
    pub confirm: Millis,
    /// How far every delay may stray.
    pub jitter: Jitter,
    /// Divides every delay of a workers run, and the playback of a virtual one.
    pub speed: Speed,
    /// Decides jitter, and ties in virtual time.
    pub seed: u32,
    /// What is made to go wrong.
    pub fault: Fault,
    /// Whether the lock tells the next owner that the last one has died holding it, instead of staying locked for ever.
    pub robust: bool,
}

impl Scenario {
    /// The same with another guard, without what means nothing under it.
    #[must_use]
    pub fn under(self, guard: Guard) -> Self {
        let store = if guard.has_file() { self.store } else { Store::Memory };
        Self { guard, store, robust: self.robust && guard.scope().is_some(), ..self }
    }

    /// The most buyers of a run in virtual time. The compact form in which very many are kept knows neither files nor
    /// faults.
    pub fn most_buyers(&self) -> u32 {
        let most = self.guard.most_buyers();
        if self.store == Store::File || self.fault != Fault::None { most.min(MAX_LANES) } else { most }
    }

    /// How many processes run: the buyers, and the clerk where there is one, numbered after them.
    pub const fn processes(&self) -> u32 {
        self.buyers.get() + if self.guard.has_clerk() { 1 } else { 0 }
    }
}

impl Default for Scenario {
    /// The defaults of revision 1: one ticket, fifteen buyers, no guard.
    fn default() -> Self {
        Self {
            tickets: Bounded::clamp(table::TICKETS.default),
            buyers: Bounded::clamp(table::BUYERS.default),
            guard: Guard::None,
            store: Store::default(),
            search: Bounded::clamp(table::SEARCH.default),
            pay: Bounded::clamp(table::PAY.default),
            confirm: Bounded::clamp(table::CONFIRM.default),
            jitter: Bounded::clamp(table::JITTER.default),
            speed: Speed::ONE,
            seed: table::SEED.default,
            fault: Fault::default(),
            robust: false,
        }
    }
}
