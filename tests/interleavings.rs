//! Small state spaces, written out by hand and counted exactly.
//!
//! A schedule is an order of the shared steps. A buyer who sees a ticket takes three: look (L), read
//! (R), write (W); one who sees none takes two: L and R.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::model::explore::{Limits, explore as explore_all};
use oversold::scenario::{Bounded, Fault, Guard, Scenario, Scope, Store};
use std::collections::BTreeMap;

fn scenario(guard: Guard, tickets: u32, buyers: u32) -> Scenario {
    Scenario { guard, tickets: Bounded::clamp(tickets), buyers: Bounded::clamp(buyers), ..Scenario::default() }
}

/// What was counted, as it is counted by hand.
#[derive(Debug, PartialEq)]
struct Exploration {
    schedules: u64,
    /// Without those that end in a deadlock: (sold, left in the record) -> number of schedules.
    outcomes: BTreeMap<(u32, u32), u64>,
    deadlocks: u64,
}

fn explore(guard: Guard, tickets: u32, buyers: u32) -> Exploration {
    found(&scenario(guard, tickets, buyers))
}

fn found(scenario: &Scenario) -> Exploration {
    let counted = explore_all(scenario, Limits::default()).counted.unwrap();
    let mut outcomes = BTreeMap::new();
    for share in counted.outcomes.iter().filter(|share| !share.outcome.deadlocked) {
        let sum = outcomes.entry((share.outcome.sold, share.outcome.left)).or_insert(0);
        *sum += u64::try_from(&share.schedules).unwrap();
    }
    let whole = |number| u64::try_from(number).unwrap();
    Exploration { schedules: whole(counted.schedules.total), outcomes, deadlocks: whole(counted.schedules.deadlocked) }
}

/// Outcomes as (sold, left in the record) -> number of schedules.
fn outcomes(pairs: &[((u32, u32), u64)]) -> BTreeMap<(u32, u32), u64> {
    pairs.iter().copied().collect()
}

/// Two unguarded buyers, one ticket.
///
/// Let a be the first to read. If b reads before a writes, both sell: the order is some merge of
/// `La Ra Wa` and `Lb Rb Wb` in which Ra and Rb both stand before Wa and Wb. There are C(6,3) = 20
/// merges of all six steps. Those in which one buyer's W comes before the other's R:
/// `Wa < Rb` means La Ra Wa all before Rb, with Lb anywhere before Rb: 4 places for Lb, then
/// Rb Wb: 4 merges; the same for `Wb < Ra`: 4. So 20 - 8 = 12 merges sell twice. In the other
/// cases the second buyer sees 0 and takes only L and R: `Wa < Rb`, 4 places for Lb: 4 schedules,
/// and 4 for the mirror image: 8 sell once. Together 20 schedules.
#[test]
fn two_unguarded_buyers() {
    let found = explore(Guard::None, 1, 2);
    let expected = Exploration { schedules: 20, outcomes: outcomes(&[((1, 0), 8), ((2, 0), 12)]), deadlocks: 0 };
    assert_eq!(found, expected);
}

/// No ticket: everybody looks and reads, nobody writes: C(4,2) = 6 merges of `L R` and `L R`.
#[test]
fn nothing_to_sell() {
    let found = explore(Guard::None, 0, 2);
    assert_eq!(found, Exploration { schedules: 6, outcomes: outcomes(&[((0, 0), 6)]), deadlocks: 0 });
}

/// Two tickets, two unguarded buyers: both always buy, 20 merges. The record ends at 0 only when
/// one wrote before the other read (4 + 4 merges, see above); else an update is lost and 1 is left.
#[test]
fn two_tickets_are_never_oversold_and_mostly_wrong() {
    let found = explore(Guard::None, 2, 2);
    assert_eq!(found.schedules, 20);
    assert_eq!(found.outcomes, outcomes(&[((2, 0), 8), ((2, 1), 12)]));
}

/// Three unguarded buyers, one ticket. The schedules in which all three sell are the merges of three
/// `L R W` in which every R stands before every W:
/// the W's in any order at the end, 3! = 6, behind a merge of three `L R`, 6!/(2!)^3 = 90: 540.
/// With L's also between the first R and the last R that is all: an L stands before its own R.
/// Exactly k buyers sell when k of them read before the first write; the remaining 3 - k read later,
/// see 0, and take only L and R.
/// k = 2: choose the pair (3). Their order is `R R` before `W W`; the third buyer's R stands after
/// the first W. Count merges of two `L R W` with both R before both W: 12 (see above), each a word
/// of 6; the third's R has a place after the first W, and its L anywhere before its R. In a word
/// with first W at place 5 of 6 (always, since both L and both R precede it), R can stand in the
/// gap after place 5 or after place 6. Gap 5: L has 6 places before it among the 5 letters; gap 6:
/// 7 places. So 13 per word: 3 * 12 * 13 = 468.
/// k = 1: choose the one who sells (3); word `L R W`; the other two read after W. Their steps
/// L1 R1, L2 R2 with R1 and R2 after W: the merges of the word with `L R` and `L R` in which W
/// comes before both R. Put R1, R2 after W, the L's anywhere before their own R. Order of R's: 2.
/// For `L R W Ra Rb`: La before Ra: 4 places; then Lb before Rb in a word of six letters with Rb
/// last: 6 places: 24. Twice: 48. So 3 * 48 = 144.
/// Together 540 + 468 + 144 = 1152 schedules.
#[test]
fn three_unguarded_buyers() {
    let found = explore(Guard::None, 1, 3);
    assert_eq!(found.outcomes, outcomes(&[((1, 0), 144), ((2, 0), 468), ((3, 0), 540)]));
    assert_eq!((found.schedules, found.deadlocks), (1152, 0));
}

/// A lock around `get`: each buyer is `L` and then one block, since nobody gets in between acquire
/// and release. What can still move is the second buyer's L among the first one's five shared
/// steps `L A R W U`: it stands before its own block, anywhere in 6 places if the first buyer's
/// block comes first. Each of the two orders of blocks gives 6 placements, but a buyer that
/// finds the lock taken does not step, so there is nothing else to count: 2 * 6 = 12.
#[test]
fn a_lock_around_get_never_oversells() {
    let found = explore(Guard::Lock(Scope::GET), 1, 2);
    assert_eq!(found, Exploration { schedules: 12, outcomes: outcomes(&[((1, 0), 12)]), deadlocks: 0 });
}

/// A lock around the whole task: the order of the two blocks is all there is.
#[test]
fn a_lock_around_the_task_leaves_two_schedules() {
    let found = explore(Guard::Lock(Scope::TASK), 1, 2);
    assert_eq!(found, Exploration { schedules: 2, outcomes: outcomes(&[((1, 0), 2)]), deadlocks: 0 });
}

/// Compare-and-swap: a buyer is `L R W`, or `L R W R` when its swap comes too late: it then reads 0.
/// Both read before either swaps: the two `L R` merge in 4!/(2! 2!) = 6 ways, then one of two swaps,
/// and the other's miss and second read follow: 2 * 6 = 12. One reads only after the other's swap: its L
/// stands in one of 4 places of `L R W`, its R at the end: 2 * 4 = 8. Together 20, and nothing is lost.
#[test]
fn compare_and_swap_never_oversells() {
    let found = explore(Guard::Cas, 1, 2);
    assert_eq!(found, Exploration { schedules: 20, outcomes: outcomes(&[((1, 0), 20)]), deadlocks: 0 });
}

/// Through the pipe: each buyer takes the count out and puts it back twice, to look and to buy, and nobody
/// gets in between taking and putting. Two such blocks each merge in 4!/(2! 2!) = 6 ways.
#[test]
fn the_pipe_never_oversells() {
    let found = explore(Guard::Pipe, 1, 2);
    assert_eq!(found, Exploration { schedules: 6, outcomes: outcomes(&[((1, 0), 6)]), deadlocks: 0 });
}

/// Join leaves one schedule, with any number of buyers.
#[test]
fn join_leaves_one_schedule() {
    for buyers in 1..=6 {
        let found = explore(Guard::Join, 1, buyers);
        assert_eq!(found, Exploration { schedules: 1, outcomes: outcomes(&[((1, 0), 1)]), deadlocks: 0 });
    }
}

/// The two scopes that are too small oversell in some schedules, and in some they do not.
#[test]
fn small_scopes_are_too_small() {
    for scope in [Scope::WRITE, Scope::READ] {
        let found = explore(Guard::Lock(scope), 1, 2);
        assert_eq!(found.deadlocks, 0);
        assert!(found.outcomes[&(2, 0)] > 0, "{scope:?}: {found:?}");
        assert!(found.outcomes[&(1, 0)] > 0, "{scope:?}: {found:?}");
    }
}

/// Two unguarded buyers and a file: `L P R W` becomes look, read, truncate, store (L R T S), four accesses; what is read
/// in one is understood at once. Without deaths there are merges of two `L R T S`, or `L R` for who sees none; a read or
/// look between the other's T and S finds the file empty, and its buyer dies of it.
///
/// Both read before either truncates: `L R` and `L R` merge in 6 ways, `T S` and `T S` in 6, but an L may also stand
/// later only before its own R, so that is all: 36 schedules sell twice, and write `0` over `0`.
/// One, a, has read and written before b reads. b's R stands after a's S, with L before it at one of 5 places among
/// `L R T S`: but at the place between T and S it dies: 4 schedules sell once (b: sold out), and 1 in which b dies
/// looking: sold 1, nothing more. Or b's R stands between T and S: b dies reading, its L before it among `L R T`: 4
/// places, at the last of which (behind T) it dies looking already and does not come to R: that is the one counted. So 3.
/// Each for a and b: 8 sell once with both told, 2 die looking, 6 die reading.
#[test]
fn two_buyers_and_a_file() {
    let scenario = Scenario { store: Store::File, ..scenario(Guard::None, 1, 2) };
    let found = found(&scenario);
    let expected = Exploration { schedules: 52, outcomes: outcomes(&[((1, 0), 16), ((2, 0), 36)]), deadlocks: 0 };
    assert_eq!(found, expected);
}

/// Whoever takes the lock first dies with it, so the other waits for ever: `L A R K` (K: killed) and then nobody moves. The
/// other's L stands anywhere, also behind K: 5 places; and the same the other way round: 10 schedules, all dead.
#[test]
fn a_dead_holder_locks_everybody_out() {
    let scenario = Scenario { fault: Fault::KillHolder, ..scenario(Guard::Lock(Scope::GET), 1, 2) };
    let found = found(&scenario);
    assert_eq!(found, Exploration { schedules: 10, outcomes: BTreeMap::new(), deadlocks: 10 });
}

/// A robust lock is free again: the other's L stands in one of the same 5 places, then it buys.
#[test]
fn a_robust_lock_survives_its_holder() {
    let scenario = Scenario { fault: Fault::KillHolder, robust: true, ..scenario(Guard::Lock(Scope::GET), 1, 2) };
    let found = found(&scenario);
    assert_eq!(found, Exploration { schedules: 10, outcomes: outcomes(&[((1, 0), 10)]), deadlocks: 0 });
}
