//! Oversold: a ticket shop that sells one ticket fifteen times, and what each cure costs.
//!
//! The map of the house. One straight line leads through it:
//!
//! ```text
//! Scenario ──compile──▶ Program ──engine──▶ Trace ──judge──▶ Verdict
//! (what the user set,    (the steps every      (what happened:    └─layout─▶ Timeline
//!  = the link)            buyer executes)       events in order)
//! ```
//!
//! All rooms but `browser` are pure: no browser, no clock, no randomness but the seed's.
//! `ARCHITECTURE.md` says who may know whom; `tests/rooms.rs` enforces it.

pub mod engine;
pub mod lesson;
pub mod model;
pub mod present;
pub mod program;
pub mod scenario;
pub mod store;
pub mod text;
pub mod timeline;
pub mod trace;

#[cfg(target_arch = "wasm32")]
pub mod browser;
