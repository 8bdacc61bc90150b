//! Trace -> what is drawn, as plain data: lanes, spans, marks, and the record's strip.
//!
//! [`Timeline`] knows time but no pixels; [`Viewport`] knows how time becomes CSS px. Painting, the
//! table for screen readers and the tooltips are all made from the same two values.

mod build;
mod chosen;
mod chrome_trace;
mod density;
mod hit;
mod horizon;
mod marks;
mod messages;
mod pace;
pub mod picture;
mod svg;
mod ticks;
mod viewport;
mod wheel;

pub use build::{Builder, build, told};
pub use chosen::{drawn, first_of_a_row};
pub use chrome_trace::{ChromeTrace, chrome_trace};
pub use density::{Density, LAYERS, density};
pub use hit::{Target, hit, step_mark};
pub use horizon::{expected_end, horizon};
pub use marks::fate;
pub use messages::{Message, messages};
pub use pace::Pace;
pub use svg::{alone, elements, svg};
pub use ticks::{Tick, ticks};
pub use viewport::Viewport;
pub use wheel::{Unit, zoom_of};

use crate::program::{BuyerId, Micros, Record};
use std::rc::Rc;

/// A whole run, or as much of it as has happened. Copies share what they have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// One lane a buyer, in the order of their numbers, and the clerk's after them where there is one.
    pub lanes: Vec<Rc<Lane>>,
    /// The record's values over time; the first is the initial one, at 0.
    pub strip: Rc<Vec<Change>>,
    /// Tickets sold so far.
    pub sold: u32,
    /// The end of what is shown.
    pub end: Micros,
}

impl Timeline {
    /// The spans in which somebody stands at one of these steps: index of the lane, and of the span in it.
    pub fn spans_at(&self, steps: &[usize]) -> impl Iterator<Item = (usize, usize)> {
        let is_there = |span: &Span| span.step.is_some_and(|step| steps.contains(&step));
        let lanes = self.lanes.iter().enumerate();
        lanes.flat_map(move |(at, lane)| {
            lane.spans.iter().enumerate().filter(move |(_, span)| is_there(span)).map(move |(span, _)| (at, span))
        })
    }

    /// The instants that one of these steps did: index of the lane, and when.
    pub fn marks_at(&self, steps: &[usize]) -> impl Iterator<Item = (usize, Micros)> {
        let is_there = |mark: &&Mark| mark.step.is_some_and(|step| steps.contains(&step));
        let lanes = self.lanes.iter().enumerate();
        lanes.flat_map(move |(at, lane)| lane.marks.iter().filter(is_there).map(move |mark| (at, mark.at)))
    }
}

/// What one buyer did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane {
    /// Who.
    pub buyer: BuyerId,
    /// Whether this is the clerk, who serves the buyers.
    pub is_clerk: bool,
    /// Stretches of time, in order, not overlapping.
    pub spans: Vec<Span>,
    /// Instants, in order.
    pub marks: Vec<Mark>,
    /// The stretch inside `get`.
    pub inside: Option<Stretch>,
    /// The last stretch for which the lock was held, or the count.
    pub holding: Option<Stretch>,
    /// How it ended.
    pub fate: Fate,
    /// Time blocked on the guard so far.
    pub waited: Micros,
    /// When it started and ended.
    pub life: Option<Stretch>,
    /// Whether it has ended or died, or was given up.
    pub is_over: bool,
}

impl Timeline {
    /// How everybody's task ended, by lane.
    pub fn fates(&self) -> Vec<Fate> {
        self.lanes.iter().map(|lane| lane.fate).collect()
    }
}

/// From one instant to another, which for what still goes on is the end of the timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// Its beginning.
    pub from: Micros,
    /// Its end.
    pub to: Micros,
}

/// A stretch of one activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// What the buyer does.
    pub activity: Activity,
    /// How long.
    pub stretch: Stretch,
    /// At which step of the program the buyer stands meanwhile; `None` before the gate.
    pub step: Option<usize>,
}

/// What takes a buyer's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// Searching for tickets.
    Search,
    /// Blocked on the guard.
    Wait,
    /// Paying: the race window.
    Pay,
    /// Waiting for the confirmation.
    Confirm,
}

/// How a buyer's task ended. What it was told counts, whatever became of it later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// Not yet.
    #[default]
    Open,
    /// Got a ticket that existed.
    Bought,
    /// Was told "bought" when all tickets had been sold.
    Oversold,
    /// Was told "sold out".
    SoldOut,
    /// Did not reach the end, and was told nothing.
    Failed,
    /// Waits for what a dead process holds, and would wait for ever.
    InVain,
    /// Served others to the end; of the clerk.
    Closed,
}

/// Something that happened in an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Micros,
    /// Who.
    pub buyer: BuyerId,
    /// What.
    pub kind: MarkKind,
    /// Index of its event in the trace.
    pub event: usize,
    /// Which step of the program did it; `None` where that was none, before the gate.
    pub step: Option<usize>,
}

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Looked the count up while searching.
    Look(Record),
    /// Read the record in order to buy.
    Read {
        /// What it saw.
        record: Record,
        /// How many others had read the very same value before.
        before: u32,
    },
    /// Wrote the record.
    Write {
        /// The new count.
        count: u32,
        /// What it replaced.
        replaced: Record,
        /// Whether it replaced a value its writer had not read: an update is lost.
        lost: bool,
    },
    /// Wanted to write and found that somebody else had.
    Missed {
        /// What it found.
        found: Record,
    },
    /// Took the count out of the pipe.
    Received(Record),
    /// Put the count into the pipe.
    Sent(Record),
    /// Put a request into the clerk's queue.
    Asked {
        /// Whether to buy; else only to look.
        buy: bool,
    },
    /// Was given the clerk's answer.
    Answered(Record),
    /// The clerk took a request out of the queue.
    Served {
        /// Whose.
        client: BuyerId,
        /// Whether it was to buy.
        buy: bool,
        /// How many others were in the queue then.
        waiting: u32,
    },
    /// The clerk answered.
    Replied {
        /// Whom.
        client: BuyerId,
        /// What it had read.
        record: Record,
    },
    /// Was told "bought", as the n-th, counted from 1.
    Bought {
        /// Its number among the sales, in the order of their writes.
        nth: u32,
        /// Whether no ticket was left to sell.
        oversold: bool,
    },
    /// Was told "sold out".
    SoldOut,
    /// Took the lock after waiting, or at once.
    Acquired,
    /// Took the robust lock, and was told that its last owner had died with it.
    Inherited,
    /// Gave the lock back.
    Released,
    /// Read the file and found no JSON in it.
    Torn {
        /// How many bytes it found.
        length: u32,
    },
    /// Opened the file for writing, which emptied it.
    Truncated,
    /// Died of the error that the file held no JSON.
    Raised,
    /// Died of the fault.
    Killed,
    /// Did not start, died, or went silent.
    Failed,
    /// Was given up because what it waits for would never come.
    InVain,
}

/// The record took a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Micros,
    /// The value.
    pub record: Record,
    /// Whether the write that made it lost another's update.
    pub lost: bool,
}
