//! The one value that buyers share.

use super::BuyerId;

/// The ticket record: the count together with who wrote it.
///
/// The writer makes every value distinct, so a read tells *which* write it saw and an exchange
/// tells which write it replaced. It protects nothing: nobody compares it before writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Record {
    /// Tickets left, as far as the record knows.
    pub count: u32,
    /// The buyer who wrote it; 0 for the initial value.
    pub writer: BuyerId,
}

impl Record {
    /// The record before anybody wrote.
    pub const fn initial(count: u32) -> Self {
        Self { count, writer: 0 }
    }
}
