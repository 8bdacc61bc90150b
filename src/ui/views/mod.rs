//! The views: everything that is not needed to press Run. Each is a folder, and a line in [`VIEWS`].
//!
//! The race is loaded as soon as the shell stands, every other view when it is opened: each has a split function, which
//! the build makes a WebAssembly module of its own. The race puts roots over the same store into the elements it is given,
//! the others give what is drawn in the place of their panel.

pub mod check;
pub mod compare;
pub mod explore;
pub mod learn;
pub mod race;
pub mod share;
mod slot;

pub use slot::{Mounted, Open, Opening, Slot};

use super::live::Store;
use crate::text::Lang;
use yew::prelude::*;

/// The views, in the order of the navigation.
pub static VIEWS: &[View] = &[race::RACE, compare::COMPARE, explore::EXPLORE, learn::LEARN, check::CHECK];

/// A view: what the navigation calls it, and the panels of which it consists.
pub struct View {
    /// Its name: in links where the contract knows it.
    pub name: &'static str,
    /// What the navigation says.
    pub label: fn(Lang) -> String,
    /// Its panels, of which one is open; without tabs where there is one alone.
    pub panels: &'static [Panel],
    /// Whether the navigation leads to it also where it is not open.
    pub is_listed: bool,
}

/// One panel of a view.
pub struct Panel {
    /// Its name.
    pub name: &'static str,
    /// What its tab says.
    pub label: fn(Lang) -> String,
    /// Loads it, when it is opened.
    pub open: fn(Store) -> Opening,
}

/// The elements of the shell that the race fills.
#[derive(Clone, Default, PartialEq)]
pub struct Places {
    /// The way to every view.
    pub nav: NodeRef,
    /// The examples.
    pub presets: NodeRef,
    /// What an access to the record costs, beside where it is kept.
    pub access: NodeRef,
    /// The controls that nobody needs at first.
    pub others: NodeRef,
    /// Which of them are not as at first.
    pub differs: NodeRef,
    /// What could not be used as given.
    pub notices: NodeRef,
    /// Did it oversell?
    pub stage: NodeRef,
    /// The panels of the open view; in a frame, the comparison where the link asks for it.
    pub panels: NodeRef,
    /// What is real, and the way to the gallery.
    pub foot: NodeRef,
    /// Copying the link, and sharing.
    pub share: NodeRef,
}
