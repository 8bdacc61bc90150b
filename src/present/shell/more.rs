//! The controls that nobody needs at first: chance, where the record is kept, what goes wrong. Their words come with the
//! race.

use super::groups::{Maker, Number, Radios};
use crate::scenario::table::{JITTER, SEED};
use crate::scenario::{Fault, Store};
use crate::text::t;

/// The controls that nobody needs at first.
#[derive(Clone, Debug, PartialEq)]
pub struct MoreModel {
    /// The name of chance.
    pub chance: String,
    /// Jitter and seed.
    pub numbers: Vec<Number>,
    /// Where the record is kept; whether it is folded out, and a sentence.
    pub store: (Radios, bool, String),
    /// What goes wrong; whether it is folded out.
    pub fault: (Radios, bool),
    /// What a lock does then, and a sentence about both.
    pub robust: (Radios, String),
}

impl MoreModel {
    /// Of this scenario; whether the next run is simulated.
    pub(super) fn new(make: &Maker<'_>, simulates: bool) -> Self {
        let (lang, scenario) = (make.lang, make.scenario);
        let has_file = scenario.guard.has_file();
        let store_hint = match (has_file, scenario.store) {
            (false, _) => t!(lang, "store.void"),
            (true, Store::Memory) => t!(lang, "store.memory"),
            (true, Store::File) if simulates => t!(lang, "store.simulated"),
            (true, Store::File) => t!(lang, "store.file"),
        };
        let fault_hint = match (scenario.fault, scenario.robust) {
            (Fault::None, false) => t!(lang, "fault.none"),
            (Fault::None, true) => t!(lang, "robust.what"),
            (Fault::KillHolder, false) => t!(lang, "fault.kill"),
            (Fault::KillHolder, true) => t!(lang, "fault.kill") + " " + &t!(lang, "robust.what"),
        };
        let robust = [("0", !scenario.robust), ("1", scenario.robust)].into_iter();
        Self {
            chance: t!(lang, "controls.more"),
            numbers: make.numbers(&[&JITTER, &SEED]),
            store: (
                make.radios("store", "store.title", scenario.store, !has_file),
                scenario.store == Store::File,
                store_hint,
            ),
            fault: (
                make.radios("fault", "fault.title", scenario.fault, false),
                scenario.fault != Fault::None || scenario.robust,
            ),
            robust: (make.options("robust", "robust.title", robust, scenario.guard.scope().is_none()), fault_hint),
        }
    }
}
