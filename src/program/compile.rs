//! Scenario -> steps. Here a guard is nothing but where a few steps stand.

use super::{Phase, Step};
use crate::scenario::{Guard, Scope};

/// The program every buyer executes under this guard.
///
/// Guards that this version does not have compile to the unguarded purchase; a validated
/// scenario never asks for them.
pub fn compile(guard: Guard) -> Vec<Step> {
    let scope = guard.scope();
    let around = |part: Scope, step: Step| (scope == Some(part)).then_some(step);
    let mut steps = Vec::new();

    // search
    steps.extend(around(Scope::Task, Step::Acquire));
    steps.extend([Step::Pause(Phase::Search), Step::Look]);

    // get
    steps.extend(around(Scope::Get, Step::Acquire));
    steps.push(Step::Enter);
    steps.extend(around(Scope::Read, Step::Acquire));
    steps.push(Step::Read);
    steps.extend(around(Scope::Read, Step::Release));
    steps.push(Step::Pause(Phase::Pay));
    let check = steps.len();
    steps.push(Step::Check { sold_out: 0 });

    // if seen > 0
    steps.extend(around(Scope::Write, Step::Acquire));
    steps.push(Step::Write);
    steps.extend(around(Scope::Write, Step::Release));
    steps.extend([Step::Bought, Step::Pause(Phase::Confirm)]);
    steps.extend(leave(scope));

    // else
    steps[check] = Step::Check { sold_out: steps.len() };
    steps.push(Step::SoldOut);
    steps.extend(leave(scope));
    steps
}

/// The end of `get` and of the process, the same in both branches.
fn leave(scope: Option<Scope>) -> Vec<Step> {
    let mut steps = vec![Step::Leave];
    if matches!(scope, Some(Scope::Get | Scope::Task)) {
        steps.push(Step::Release);
    }
    steps.push(Step::End);
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use Phase::{Confirm, Pay, Search};
    use Step::{Acquire, Bought, Check, End, Enter, Leave, Look, Pause, Read, Release, SoldOut, Write};

    #[test]
    fn unguarded() {
        let expected = [
            Pause(Search),
            Look,
            Enter,
            Read,
            Pause(Pay),
            Check { sold_out: 11 },
            Write,
            Bought,
            Pause(Confirm),
            Leave,
            End,
            SoldOut,
            Leave,
            End,
        ];
        assert_eq!(compile(Guard::None), expected);
        assert_eq!(compile(Guard::Join), expected, "join changes who starts when, not the program");
    }

    #[test]
    fn lock_around_get() {
        let expected = [
            Pause(Search),
            Look,
            Acquire,
            Enter,
            Read,
            Pause(Pay),
            Check { sold_out: 13 },
            Write,
            Bought,
            Pause(Confirm),
            Leave,
            Release,
            End,
            SoldOut,
            Leave,
            Release,
            End,
        ];
        assert_eq!(compile(Guard::Lock(Scope::Get)), expected);
    }

    #[test]
    fn moving_the_scope_moves_two_steps() {
        let without_lock: Vec<Step> = compile(Guard::None).into_iter().map(unaddressed).collect();
        for scope in [Scope::Get, Scope::Task, Scope::Write, Scope::Read] {
            let rest: Vec<Step> = compile(Guard::Lock(scope))
                .into_iter()
                .filter(|step| !matches!(step, Acquire | Release))
                .map(unaddressed)
                .collect();
            assert_eq!(rest, without_lock, "{scope:?}");
        }
        let place = |scope| compile(Guard::Lock(scope)).iter().position(|step| *step == Acquire);
        assert_eq!(place(Scope::Task), Some(0));
        assert_eq!(place(Scope::Get), Some(2));
        assert_eq!(place(Scope::Read), Some(3));
        assert_eq!(place(Scope::Write), Some(6));
    }

    fn unaddressed(step: Step) -> Step {
        match step {
            Check { .. } => Check { sold_out: 0 },
            other => other,
        }
    }
}
