//! The only home of web-sys and js-sys: shared memory, workers, clock, address bar, isolation.
//!
//! Every worker, timer and listener is owned by a value whose `Drop` ends it.

mod ask;
pub mod buyer;
pub mod clock;
pub mod compress;
pub mod db;
pub mod embed;
pub mod events;
pub mod files;
pub mod intl;
pub mod isolation;
pub mod link;
pub mod measure;
pub mod prepared;
pub mod probe;
pub mod recorded;
pub mod shared;
pub mod style;
pub mod surface;
pub mod turn;
pub mod workers;
