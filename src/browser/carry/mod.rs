//! Carries out what the store asks for, and tells it what came of it.
//!
//! The [`Shell`] does what is needed to press Run: it loads the buyers' module, and starts and ends real workers. The
//! [`runs`] do the rest. What keeps a run going is held under its id, and let go when the store says so.

mod counting;
mod export;
pub mod known;
pub mod runs;
mod shell;
mod watch;

pub use export::{open_file, save_form};
pub use known::{with_file, write_down};
pub use shell::Shell;
