//! End-to-end tests of the release build in real Chromium, real Firefox and, for the main paths, real WebKitGTK.
//!
//! `cargo xtask test --only e2e` runs them; one file a theme.

mod accessibility;
mod cancel;
mod clocks;
mod crowd;
mod cures;
mod element;
mod elsewhere;
mod embed;
mod explore;
mod faults;
mod first;
mod frame;
mod gallery;
mod history;
mod hosting;
mod hosts;
mod kept;
mod leaks;
mod learn;
mod limits;
mod links;
mod lock;
mod long;
mod looks;
mod modules;
mod odd;
mod outcomes;
mod page;
mod parts;
mod platform;
mod replay;
mod screen;
mod stale;
mod versions;
mod webkit;
