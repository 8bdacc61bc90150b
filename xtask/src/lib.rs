//! `cargo xtask`: what a person types in this repository.
//!
//! - [`commands`]: one module per command, `serve`, `dist`, `test`, `bench`, `pictures`, and `stamp` for Trunk;
//! - [`tools`]: finds the programs a command needs, or installs them once into the user's cache;
//! - [`server`]: the static server behind `serve`, also used by the end-to-end tests;
//! - [`packed`], [`sizes`]: the compressed forms of what is in `dist/`, and what it weighs;
//! - [`policy`]: the Content-Security-Policy of the page;
//! - [`markup`]: texts in HTML and XML;
//! - [`lessons`], [`scorm`]: the lessons' files; lessons as packages for learning platforms;
//! - [`project`], [`process`]: where things are, how children run.

pub mod commands;
pub mod lessons;
pub mod markup;
pub mod packed;
pub mod policy;
pub mod process;
pub mod project;
pub mod scorm;
pub mod server;
pub mod sizes;
pub mod tools;
