//! The purchase as data: a short list of atomic [`Step`]s, and the one function that executes them.
//!
//! Between two steps any other buyer may run; within one nobody can. A guard is a way of
//! [compiling](compile) the same purchase: moving the lock is moving two steps. Every engine runs
//! the same program through the same [`step`]; they differ only in who decides what runs next.

mod action;
mod buyer;
mod code;
mod compile;
mod delays;
mod listing;
mod memory;
mod printed;
mod record;
mod step;
pub mod text;

pub use action::Action;
pub use buyer::{Buyer, Outcome, Recorder, step};
pub use code::{CodeError, decode, encode};
pub use compile::{compile, most_events, most_events_in_all};
pub use delays::{DELAYS, FILE_ACCESS, delay, delays};
pub use listing::{Dialect, Line, Part, line_of, listing, source};
pub use memory::{Acquisition, LocalMemory, Memory, QUEUE_CAPACITY, Request};
pub use printed::Printed;
pub use record::Record;
pub use step::{Phase, Step};
pub use text::Text;

/// A buyer's number: 1 is the first, 0 is nobody (the writer of the initial count).
pub type BuyerId = u32;

/// A span or point of time in whole microseconds.
pub type Micros = u64;
