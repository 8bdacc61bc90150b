//! `ways`: how many ways lead through a system of exchangeable processes, exactly, and to which ends.
//!
//! It knows no shop and no program: a process stands at a place that has a number, what all share has a number too, and what a
//! turn leads to is asked of a [`Source`], once for each pair of them. Nobody enumerates ways: where m processes stand alike
//! there are m ways to go on. Three ways through the states: `forward` finds them, `backward` counts the ways of those that
//! are decided, and `outcomes` adds up what the others come to; a [`Count`] goes through these in slices. A [`Draw`] draws
//! single ways from all.
//!
//! It is a crate of its own for one reason: the page is built for size, and this is compiled for speed.

mod backward;
mod count;
mod draw;
mod end;
mod forward;
mod large;
mod limbs;
mod outcomes;
pub mod state;
mod table;
mod told;

pub use count::{Count, Limits, Progress};
pub use draw::Draw;
pub use end::End;
pub use outcomes::Part;
pub use table::{CLERK, CLERK_ALONE, FIRST, Facts, LocalId, Move, OUTSIDE, SharedId, Source, Standing, Table};
