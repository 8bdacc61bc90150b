//! One module per command. Each has the arguments, with the help a person reads, and `run`.

pub mod bench;
pub mod dist;
pub mod pictures;
pub mod serve;
pub mod soak;
pub mod stamp;
pub mod test;
