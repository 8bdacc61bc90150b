//! `workers`: real Web Workers, one a buyer, over one shared buffer. The machine decides who is next.
//!
//! Each run starts from fresh state: new workers, new instances of the module, a new buffer. A
//! [`Run`] owns them all, and dropping it ends them.

mod crew;
mod kernel;
mod lanes;
mod life;
mod module;
mod run;
mod watchman;

pub use module::{BuyerModule, ModuleError};
pub(super) use module::{addresses, text_of};
pub use run::{Progress, Run};
