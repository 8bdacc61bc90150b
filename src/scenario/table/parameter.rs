//! One parameter of a link: a row of the contract's table, and all that follows from it.
//!
//! A row is plain data with a few functions that find the value in a [`Link`]; reading a text, spelling, and what a
//! notice says is allowed are the same for every row.

use super::Kind;
use crate::scenario::{Choice, Guard, GuardName, Link, Notice, Problem, Scope};

/// What a parameter describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The link itself.
    Link,
    /// The run: it is part of the scenario.
    Run,
    /// The page around the run.
    Page,
}

/// One row of the table.
#[derive(Clone, Copy)]
pub struct Parameter {
    /// Its name in a link.
    pub name: &'static str,
    /// What values it has.
    pub kind: Kind,
    /// The value where a link says nothing; of names the first.
    pub default: u32,
    /// The values that a slider offers, ascending; none where there is no slider.
    pub stops: &'static [u32],
    /// The unit shown behind a value: `ms`, `×`, `%`, or nothing.
    pub unit: &'static str,
    /// What it describes.
    pub about: About,
    /// The guards under which it means something; `None` for all.
    pub(super) guards: Option<fn(Guard) -> bool>,
    /// The value in a link; `None` where the link has none.
    pub(super) get: fn(&Link) -> Option<u32>,
    /// Puts a value that [`Kind::read`] gave into a link.
    pub(super) set: fn(&mut Link, u32),
}

impl Parameter {
    /// A row with nothing special to it, from which others differ.
    pub(super) const PLAIN: Self = Self {
        name: "",
        kind: Kind::Flag,
        default: 0,
        stops: &[],
        unit: "",
        about: About::Run,
        guards: None,
        get: |_| None,
        set: |_, _| (),
    };

    /// The value in a link; `None` where the link has none, as without a lock there is no scope.
    pub fn value(&self, link: &Link) -> Option<u32> {
        (self.get)(link)
    }

    /// The value in a link as the link spells it.
    pub fn text(&self, link: &Link) -> Option<String> {
        self.value(link).map(|value| self.kind.spell(value))
    }

    /// What is allowed, ready to show: `0–60000`, `none, lock, join`.
    pub fn allowed(&self) -> String {
        let names = match self.kind {
            // All placements would be a long list.
            Kind::Scope => Scope::NAMED.into_iter().map(Choice::name).chain(["A-B"]).collect(),
            _ => self.kind.names(),
        };
        self.kind.range().map_or_else(|| names.join(", "), |[min, max]| format!("{min}–{max}"))
    }

    /// The names of the guards under which it means something; empty when it always does.
    pub fn guards(&self) -> Vec<&'static str> {
        let Some(counts) = self.guards else { return Vec::new() };
        let all = GuardName::ALL.iter().filter(|(guard, _)| counts(Guard::new(*guard, Scope::GET)));
        all.map(|(_, name)| *name).collect()
    }

    /// Where among the stops of the slider the one nearest to a value is.
    pub fn nearest_stop(&self, value: u32) -> usize {
        (0..self.stops.len()).min_by_key(|place| self.stops[*place].abs_diff(value)).unwrap_or(0)
    }

    /// Reads a text into a link. What cannot be used leaves the link as it is, and is told.
    pub(in crate::scenario) fn read(&self, link: &mut Link, given: &str) -> Option<Notice> {
        let notice = |problem, allowed, used| {
            Some(Notice::new(self.name, given, problem, allowed, Option::unwrap_or_default(used)))
        };
        if self.guards.is_some_and(|counts| !counts(link.scenario.guard)) {
            // Whoever says what is so anyway has not been misunderstood.
            let used = self.text(link);
            let allowed = || format!("guard={}", self.guards().join(", "));
            return if used.as_deref() == Some(given) { None } else { notice(Problem::NoEffect, allowed(), used) };
        }
        match self.kind.understand(given) {
            Ok(value) => {
                (self.set)(link, value);
                None
            }
            Err(Some(nearest)) => {
                (self.set)(link, nearest);
                notice(Problem::OutOfRange, self.allowed(), self.text(link))
            }
            Err(None) => notice(Problem::NotAValue, self.allowed(), self.text(link)),
        }
    }
}
