//! What buyers share: one `SharedArrayBuffer`, seen as 32-bit words.
//!
//! All access is through `Atomics`, which are sequentially consistent (ECMAScript, "Memory
//! Model"): the race is one of logic, between a load and a later exchange, never undefined.

mod handle;
mod lane;
mod layout;
mod memory;
mod mutex;
mod page;
mod pipe;
mod queue;
mod words;

pub use handle::Handle;
pub use lane::{Lane, LaneReader};
pub use memory::SharedMemory;
pub use mutex::Mutex;
pub use page::Setup;
pub use pipe::Pipe;
pub use queue::Queue;
pub use words::Words;
