//! Drives the release build in real browsers: the harness of the end-to-end tests and of the bench.
//!
//! `cargo xtask test` and `cargo xtask bench` build the page, find browsers and drivers, and say where
//! they are in the environment (see [`browser::Kind`]). Each browser has a driver and a fresh profile, each test
//! in it a server, and so an origin, of its own; every error on its console fails the test that saw it.

pub mod browser;
pub mod console;
mod harness;
pub mod host;
pub mod page;
mod pool;
pub mod release;
pub mod run;
pub mod wait;
mod webkit;

pub use browser::{Browser, Kind, Storage};
pub use harness::{Test, main};
pub use page::Page;
pub use run::{each_browser, each_browser_on, each_browser_with, in_webkit, step};
pub use wait::wait_for;
