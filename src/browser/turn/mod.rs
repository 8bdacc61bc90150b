//! Taking turns: who wants to run waits in a queue, first come, first served, and whoever holds the turn has it to itself.
//!
//! Two queues, for two reaches: [`take`] is shared by all pages of this origin, [`here`] is within this tab. A turn is a
//! value; dropping it gives it back, and whoever stops waiting leaves the queue.

mod here;
mod locks;

pub use here::{Here, Waiting, here};
pub use locks::{FILE, FRAMES, Turn, take};
