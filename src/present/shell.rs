//! What the shell shows: head, controls, the run bar, and the room for the race.

mod access;
mod controls;
mod groups;
mod head;
mod more;
mod run_bar;

pub use access::{Access, AccessModel, Found};
pub use controls::{Controls, ControlsModel};
pub use groups::{Item, Number, Radios, stop};
pub use head::{Head, HeadModel, Room, RoomModel};
pub use more::{More, MoreModel};
pub use run_bar::{RunBar, RunBarModel};
