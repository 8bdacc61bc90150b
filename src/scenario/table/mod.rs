//! The one table of parameters: section "The link" of the contract as data.
//!
//! A parameter is one row. Reading a link, writing it, setting, what notices say is allowed, and the sliders of the page
//! follow from the rows; the table in `docs/link.md` is compared with them. Only what several parameters decide
//! together, how many buyers can come, stands elsewhere: in [`Link::fit`](super::Link).

mod kind;
mod page;
mod parameter;
mod run;

pub use kind::Kind;
pub use page::{AT, AUTORUN, EMBED, ENGINE, LANG, LESSON, PRESENT, THEME, VIEW};
pub use parameter::{About, Parameter};
pub use run::{
    BUYERS, CONFIRM, FAULT, GUARD, JITTER, PAY, REVISION, ROBUST, SCOPE, SEARCH, SEED, SPEED, STORE, TICKETS,
};

/// Every parameter, in the order in which links are written and read. The guard stands before what depends on it.
pub static TABLE: [&Parameter; 23] = [
    &REVISION, &TICKETS, &BUYERS, &GUARD, &SCOPE, &STORE, &SEARCH, &PAY, &CONFIRM, &JITTER, &SPEED, &SEED, &FAULT,
    &ROBUST, &ENGINE, &VIEW, &LESSON, &LANG, &THEME, &EMBED, &PRESENT, &AT, &AUTORUN,
];

/// Every name, ready to show.
pub(super) fn names() -> String {
    TABLE.map(|row| row.name).join(", ")
}
