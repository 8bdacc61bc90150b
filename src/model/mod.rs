//! The model: all processes of a scenario at once, before anybody has decided who runs next.
//!
//! [`Machine`] is the one place that knows who can go on, how a turn is taken and who waits for whom. Engines decide whose
//! turn it is; a recorded schedule, or a trace to be checked, tells it; a [`History`] is played; [`explore`] counts all.

pub mod explore;
mod history;
mod machine;
mod moment;
mod turn;
mod waits;

pub use history::History;
pub use machine::Machine;
pub use moment::Moment;
pub use turn::{Observer, Turn, TurnEnd};
pub use waits::Wait;
