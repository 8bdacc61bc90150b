//! The views: everything that is not needed to press Run. Each is a folder, and a line in [`VIEWS`].
//!
//! The race is loaded as soon as the shell stands, every other view when it is opened: each has a split function, which
//! the build makes a WebAssembly module of its own, and puts roots over the same store into the elements it is given.

pub mod compare;
pub mod race;
pub mod share;
mod slot;

pub use slot::{Mounted, Opening, Slot};

use super::live::Store;
use crate::text::Lang;
use yew::prelude::*;

/// The panels below the stage, from left to right.
pub static VIEWS: &[View] = &[race::LOG, race::CODE, compare::COMPARE, race::TABLE, compare::MANY, compare::VARY];

/// A view that is opened by its tab.
pub struct View {
    /// Its name: in links where the contract knows it, and of its tab.
    pub name: &'static str,
    /// What its tab says.
    pub label: fn(Lang) -> String,
    /// How it is shown.
    pub show: Show,
}

/// How a view is shown.
pub enum Show {
    /// It comes with the race.
    With(fn(&Store) -> Html),
    /// It is loaded when it is opened, and puts a root of its own into an element.
    Apart(fn(Store, web_sys::Element) -> Opening),
}

/// The elements of the shell that the race fills.
#[derive(Clone, Default, PartialEq)]
pub struct Places {
    /// What could not be used as given.
    pub notices: NodeRef,
    /// Did it oversell?
    pub stage: NodeRef,
    /// What stands below; in a frame, the comparison where the link asks for it.
    pub panels: NodeRef,
    /// Copying the link, and sharing.
    pub share: NodeRef,
}
