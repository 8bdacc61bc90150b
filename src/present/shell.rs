//! What the shell shows: head, presets, controls, the run bar, the room for the race, and the foot.

mod access;
mod controls;
mod groups;
mod head;
mod more;
mod presets;
mod run_bar;

pub use access::{Access, AccessModel, Found};
pub use controls::{Controls, ControlsModel};
pub use groups::{Item, Number, Radios, stop};
pub use head::{Foot, FootModel, Head, HeadModel, Room, RoomModel};
pub use more::{More, MoreModel};
pub use presets::{Preset, Presets, PresetsModel};
pub use run_bar::{RunBar, RunBarModel};
