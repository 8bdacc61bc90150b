//! Components with properties and callbacks that know nothing of what the page is about.

pub mod choice;
pub mod copy;
pub mod dom;
pub mod folded;
pub mod following;
pub mod in_sight;
pub mod menu;
pub mod number;
pub mod qr;
