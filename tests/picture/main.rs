//! The picture of a timeline: exact shapes of runs written by hand, and what holds for the shapes of every run.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod by_hand;
mod every_run;
mod exact;
mod growing;
mod sides;
mod told;
