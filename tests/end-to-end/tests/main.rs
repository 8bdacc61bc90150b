//! End-to-end tests of the release build in real Chromium, real Firefox and, for the main paths, real WebKitGTK.
//!
//! `cargo xtask test --only e2e` runs them; one file a theme.

mod accessibility;
mod cancel;
mod crowd;
mod cures;
mod embed;
mod explore;
mod faults;
mod first;
mod frame;
mod hosting;
mod kept;
mod leaks;
mod learn;
mod limits;
mod links;
mod lock;
mod long;
mod modules;
mod outcomes;
mod page;
mod parts;
mod replay;
mod screen;
mod stale;
mod webkit;
