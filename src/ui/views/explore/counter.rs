//! What is known of the odds of moments: each kind of moments is counted once, at once where that is brief, else a slice at a
//! time, and kept as long as the scenario stays.

use super::work;
use crate::browser::slices::Slices;
use crate::model::Moment;
use crate::model::explore::{Alike, Exploration, Explorer, Kind, Limits};
use crate::scenario::Scenario;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// How far the odds of a moment are counted: they are counted anew at each turn.
const LIMITS: Limits = Limits { states: 400_000, bytes: 1 << 27 };

/// The most kinds that are kept.
const KEPT: usize = 5_000;

/// See the module.
pub struct Counter {
    scenario: Scenario,
    alike: RefCell<Alike>,
    found: BTreeMap<Kind, Exploration>,
    work: Option<Slices>,
}

impl Counter {
    /// Of this scenario nothing is known yet.
    pub fn new(scenario: &Scenario) -> Self {
        Self { scenario: *scenario, alike: RefCell::new(Alike::new(scenario)), found: BTreeMap::new(), work: None }
    }

    /// What was counted from a moment on.
    pub fn get(&self, moment: &Moment) -> Option<&Exploration> {
        self.found.get(&self.alike.borrow_mut().kind(moment))
    }

    /// Something has been counted.
    pub fn hear(&mut self, kind: Kind, found: Exploration) {
        self.found.insert(kind, found);
    }

    /// Has these moments counted, the first of them first; whatever was under way for others ends.
    pub fn count(&mut self, moments: &[Moment], tell: impl Fn(Kind, Exploration) + 'static) {
        if self.found.len() > KEPT {
            self.found.clear();
        }
        let mut open: Vec<(Kind, Explorer)> = Vec::new();
        for (at, moment) in moments.iter().enumerate() {
            let kind = self.alike.get_mut().kind(moment);
            if self.found.contains_key(&kind) || open.iter().any(|(other, _)| *other == kind) {
                continue;
            }
            let mut explorer = Explorer::from(&self.scenario, moment, LIMITS);
            if at == 0 && work::is_brief(&mut explorer) {
                self.found.insert(kind, explorer.found());
            } else {
                open.push((kind, explorer));
            }
        }
        self.work = (!open.is_empty()).then(|| work::each(open, tell));
    }
}
