//! Engines that need no browser. Each decides who takes the next step, and nothing else: the steps
//! themselves are executed by [`crate::program::step`], as they are in real workers.

mod agenda;
mod bag;
mod compare;
mod draws;
mod explore;
mod log;
mod many;
mod replay;
mod sink;
mod sweep;
mod virtual_time;

pub use compare::{Runs, Spread, compare, compare_many, variants};
pub use explore::{Exploration, explore};
pub use many::{Sales, purchases};
pub use replay::{Impossible, replay};
pub use sink::Sink;
pub use sweep::{Axis, Point, Sweep};
pub use virtual_time::{Simulation, events_of, run_virtual};
