//! `explore`: every schedule, counted exactly.
//!
//! A schedule is an order of shared steps, each with the local steps after it. Nobody enumerates them: buyers are
//! exchangeable, so states are far fewer than schedules, and where m buyers stand alike there are m ways to go on. Three ways
//! through the states: `forward` finds them, `backward` counts the schedules of those that are decided, and `outcomes`
//! adds up what the others come to.

mod alike;
mod backward;
mod canon;
mod explorer;
mod forward;
mod graph;
mod limbs;
mod outcome;
mod outcomes;
mod paths;
mod rules;
mod sample;
mod search;
mod state;
mod told;

pub use alike::{Alike, Kind};
pub use explorer::{Chance, Counted, Exploration, Explorer, Limits, Progress, Schedules, Share, explore, odds};
pub use graph::{Graph, Node, Way};
pub use outcome::Outcome;
pub use sample::sample;
pub use search::{Goal, Search};
