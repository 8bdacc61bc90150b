//! Engines that need no browser. Each decides whose turn it is, and nothing else: turns are taken by
//! [`crate::model::Machine`], and the steps themselves executed by [`crate::program::step`], as they are in real workers.

mod agenda;
mod bag;
mod compare;
mod draws;
mod explored;
mod log;
mod many;
mod replay;
mod sink;
mod sweep;
mod virtual_time;

pub use compare::{Runs, Spread, compare, compare_many, once, variants};
pub use explored::{Explored, Shortest};
pub use many::{Sales, purchases, runs};
pub use replay::{Impossible, replay};
pub use sink::Sink;
pub use sweep::{Axis, Point, Sweep};
pub use virtual_time::{Simulation, events_of, run_virtual};
