//! The components of the page. Each takes props and tells what the reader did; none keeps state
//! that another one needs.

mod chrome;
mod controls;
mod field;
mod log;
mod notices;
mod panels;
mod presets;
mod run_bar;
mod stage;
mod steps;
mod stubs;
mod table;
mod timeline;
mod verdict;

pub use chrome::{Footer, Header};
pub use controls::Controls;
pub use notices::Notices;
pub use panels::Panels;
pub use presets::Presets;
pub use run_bar::RunBar;
pub use stage::Stage;
