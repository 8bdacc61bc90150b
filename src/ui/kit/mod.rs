//! Components with properties and callbacks that know nothing of what the page is about.

pub mod choice;
pub mod copy;
pub mod dom;
pub mod folded;
pub mod following;
pub mod number;
pub mod qr;
