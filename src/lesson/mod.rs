//! Lessons: predict, run, see why, make it happen by hand, repair, prove, say why; and what is handed in of them.
//!
//! A lesson is data (`www/lessons`, one file each, [`read`]); what is true of a step is a formula over facts
//! ([`Expression`]), never a number typed in. Answers are judged by executing what they carry again ([`judge`]), here as in
//! what was handed in ([`HandIn`]): nothing is believed that can be computed.

mod answer;
mod attempt;
mod data;
mod expression;
mod facts;
mod hand_in;
mod judge;
mod ordered;
mod proofs;
mod read;
mod sheet;
mod value;

pub use answer::{Answer, MOST_TURNS, MOST_WORDS};
pub use attempt::Attempt;
pub use data::{Choice, Explanation, Lesson, Prediction, Ranked, Said, Say, SelfTest, Step, Task};
pub use expression::Expression;
pub use facts::{Fact, Facts, Source};
pub use hand_in::{HandIn, MOST_CODE, MOST_NAME};
pub use judge::{Judged, Prover, Standing, Truth, facts_of, judge, said, truth_of, uncounted};
pub use ordered::{moved, shuffled};
pub use proofs::{Proof, Proofs};
pub use read::read;
pub use sheet::{MOST_OTHERS, Row, cell, compare};
pub use value::{Table, Value};

/// The most steps of a lesson.
pub const MOST_STEPS: usize = 20;
