//! `workers`: real Web Workers, one a buyer, over one shared buffer. The machine decides who is next.
//!
//! Each run starts from fresh state: new workers, new instances of the module, a new buffer. A
//! [`Run`] owns them all, and dropping it ends them.

mod crew;
mod kernel;
mod lanes;
mod leaving;
mod life;
mod module;
mod run;
mod watchman;

pub use leaving::Leaving;
pub(super) use module::text_of;
pub use module::{BuyerModule, ModuleError};
pub use run::{Progress, Run};
