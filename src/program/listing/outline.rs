//! Which steps of a buyer are written in which function. A pure cut of the program, wherever the lock stands in it.
//!
//! `search` is what comes from the first pause to where the count is shown; `get` the rest up to where it ends, but for
//! taking and giving the lock on its way in and out, which `task` does. Both branches of `get` end alike, in `task`; where
//! they do not, since only a buyer has the lock there, what differs is written in the branches.

use crate::program::{Phase, Step};

/// The functions of a buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Search,
    Get,
    Task,
}

/// A buyer's steps, as indices into the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    /// Of `task`, before it calls `search`.
    pub before: Vec<usize>,
    pub search: Vec<usize>,
    /// Of `task`, between its calls.
    pub between: Vec<usize>,
    /// Up to the check.
    pub get: Vec<usize>,
    pub check: usize,
    pub bought: Vec<usize>,
    pub sold_out: Vec<usize>,
    /// Where `task` calls `get`: entering and leaving it.
    pub call: Vec<usize>,
    /// Of `task`, behind its call of `get`, by line: the steps of both branches.
    pub after: Vec<[usize; 2]>,
    /// The end of the process, of both branches.
    pub ends: Vec<usize>,
}

impl Outline {
    /// Cuts a program; `None` when it is none of a buyer.
    pub(super) fn of(program: &[Step]) -> Option<Self> {
        let find = |wanted: fn(&Step) -> bool| program.iter().position(wanted);
        let first = find(|step| *step == Step::Pause(Phase::Search))?;
        let enter = find(|step| *step == Step::Enter)?;
        let check = find(|step| matches!(step, Step::Check { .. }))?;
        let Step::Check { sold_out } = *program.get(check)? else { return None };
        let end = sold_out + program.get(sold_out..)?.iter().position(|step| *step == Step::End)?;
        let leaves: Vec<usize> = (check..=end).filter(|at| program[*at] == Step::Leave).collect();
        let &[left, left_sold_out] = leaves.as_slice() else { return None };

        let shows =
            |step: &Step| matches!(step, Step::Look | Step::Parse { look: true } | Step::Show | Step::Send { .. });
        let shown = first + program.get(first..enter)?.iter().rposition(shows)?;
        let is_lock = |at: &usize| matches!(program[*at], Step::Acquire | Step::Release);
        let (between, early): (Vec<usize>, Vec<usize>) = (shown + 1..enter).partition(is_lock);

        let (tail, tail_sold_out) = (left + 1..sold_out - 1, left_sold_out + 1..end);
        let is_same = program[tail.clone()] == program[tail_sold_out.clone()];
        let own = |tail: &core::ops::Range<usize>| if is_same { 0..0 } else { tail.clone() };
        Some(Self {
            before: (0..first).collect(),
            search: (first..=shown).collect(),
            between,
            get: early.into_iter().chain(enter + 1..check).collect(),
            check,
            bought: (check + 1..left).chain(own(&tail)).collect(),
            sold_out: (sold_out..left_sold_out).chain(own(&tail_sold_out)).collect(),
            call: vec![enter, left, left_sold_out],
            after: if is_same { tail.zip(tail_sold_out).map(|(a, b)| [a, b]).collect() } else { Vec::new() },
            ends: vec![sold_out - 1, end],
        })
    }

    /// Whether this step is written in this function.
    pub(super) fn has(&self, function: Function, program: &[Step], wanted: Step) -> bool {
        let is_wanted = |at: &usize| program.get(*at) == Some(&wanted);
        let any = |parts: &[&Vec<usize>]| parts.iter().any(|part| part.iter().any(is_wanted));
        match function {
            Function::Search => any(&[&self.search]),
            Function::Get => any(&[&self.get, &self.bought, &self.sold_out]),
            Function::Task => any(&[&self.before, &self.between]) || self.after.iter().flatten().any(is_wanted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::compile;
    use crate::scenario::{Fault, Guard, Scenario, Store};

    #[test]
    fn every_step_of_a_buyer_has_one_place() {
        for guard in Guard::ALL {
            for (store, fault) in [(Store::Memory, Fault::None), (Store::File, Fault::KillHolder)] {
                let program = compile(&Scenario { store, fault, ..Scenario::default() }.under(guard));
                let outline = Outline::of(&program).unwrap();
                let parts = [&outline.before, &outline.search, &outline.between, &outline.get, &outline.bought];
                let mut steps: Vec<usize> = parts.into_iter().flatten().copied().collect();
                steps.extend(outline.sold_out.iter().chain(&outline.call).chain(outline.after.iter().flatten()));
                steps.extend(&outline.ends);
                steps.push(outline.check);
                steps.sort_unstable();
                let last = steps.last().copied().unwrap();
                assert_eq!(steps, (0..=last).collect::<Vec<_>>(), "{guard:?}");
                let rest = program.get(last + 1);
                assert!(rest.is_none_or(|step| matches!(step, Step::Serve { .. })), "{guard:?}: {rest:?}");
            }
        }
    }
}
