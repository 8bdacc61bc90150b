//! The parts of the page: what is on it as a function of the state, and what the reader does there
//! as an [`Action`](super::state::Action). Most are plain functions; a component is only what keeps
//! something of its own (the timeline its view), or what must not be built anew in every frame.
//! Components are structs rather than functions with hooks: the hooks weigh 30 KB.

mod chance;
mod chrome;
mod code;
mod compare;
mod controls;
mod copy;
mod counts;
mod crowd;
mod deadlock;
mod field;
mod file;
mod folded;
mod keep;
mod log;
mod more;
mod notices;
mod panels;
mod player;
mod presets;
mod qr;
mod run_bar;
mod share;
mod stage;
mod stubs;
mod sweep;
mod table;
mod timeline;
mod verdict;

pub use chrome::{footer, header};
pub use compare::Compare;
pub use controls::controls;
pub use more::more_controls;
pub use notices::{mark, notices};
pub use panels::{Panels, PanelsProps};
pub use presets::presets;
pub use run_bar::run_bar;
pub use share::share;
pub use stage::{Stage, stage};
