//! The only home of web-sys and js-sys: shared memory, workers, clock, address bar, isolation.
//!
//! Every worker, timer and listener is owned by a value whose `Drop` ends it.

pub mod address;
mod ask;
mod breath;
pub mod buyer;
pub mod carry;
pub mod clock;
pub mod clock_step;
pub mod compress;
pub mod db;
pub mod embed;
pub mod events;
pub mod files;
pub mod frames;
pub mod handed_in;
pub mod isolation;
pub mod keys;
pub mod lessons;
pub mod link;
pub mod measure;
mod object_url;
pub mod overflow;
pub mod prepared;
pub mod probe;
pub mod progress;
pub mod race;
pub mod recorded;
pub mod renew;
pub mod root;
pub mod sealed;
pub mod shared;
pub mod slices;
pub mod style;
pub mod surface;
pub mod tally;
pub mod turn;
pub mod workers;
