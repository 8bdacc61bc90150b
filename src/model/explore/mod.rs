//! `explore`: every schedule, counted exactly.
//!
//! A schedule is an order of shared steps, each with the local steps after it. Nobody enumerates them: buyers are
//! exchangeable, so states are far fewer than schedules, and where m buyers stand alike there are m ways to go on. The crate
//! `ways` counts them; here is what it counts: where buyers stand (`canon`), what their turns lead to (`rules`), and what
//! the numbers mean.

mod alike;
mod canon;
mod explorer;
mod graph;
mod outcome;
mod paths;
mod rules;
mod sample;
mod search;

pub use alike::{Alike, Kind};
pub use explorer::{Chance, Counted, Exploration, Explorer, Schedules, Share, explore, odds};
pub use graph::{Graph, Node, Way};
pub use outcome::Outcome;
pub use sample::Sampler;
pub use search::{Goal, Search};
pub use ways::{Limits, Progress};
