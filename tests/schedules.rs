//! Schedules that are found and played: each is a run like any other, and none is shorter than the shortest.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/played.rs"]
mod support;

use num_bigint::BigUint;
use oversold::engine::replay;
use oversold::model::explore::{Goal, Limits, Search, explore};
use oversold::model::{History, Moment};
use oversold::program::BuyerId;
use oversold::scenario::{Bounded, Fault, Guard, Scenario, Scope, Store};
use oversold::trace::{Schedule, check, judge};
use proptest::prelude::*;
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg32;
use std::collections::BTreeSet;
use support::{run, scenario};

fn search(scenario: &Scenario, goal: Goal) -> Search {
    let mut search = Search::new(scenario, &Moment::start(scenario), goal, 1_000_000);
    while search.advance(1000) {}
    assert!(!search.is_cut_off());
    search
}

/// How often a turn is taken from somebody who could have gone on.
fn preemptions(scenario: &Scenario, turns: &[BuyerId]) -> u32 {
    let (mut moment, mut last, mut count) = (Moment::start(scenario), 0, 0);
    for id in turns {
        count += u32::from(last != *id && moment.machine().is_enabled(last));
        assert!(moment.take(*id, &mut |_, _| ()), "{scenario:?}: {turns:?}");
        last = *id;
    }
    count
}

/// The best of all wrong schedules, each tried: preemptions, turns, who.
type Best = Option<(u32, usize, Vec<BuyerId>)>;

/// `most` is how many preemptions they have, at most.
fn try_all(moment: &Moment, (tickets, most): (u32, u32), so_far: &mut (u32, Vec<BuyerId>), best: &mut Best) {
    let machine = moment.machine();
    let enabled: Vec<BuyerId> = machine.enabled().collect();
    let last = so_far.1.last().copied().unwrap_or(0);
    if enabled.is_empty() {
        let wrong = machine.left().next().is_some() || moment.sold() + machine.memory().record.count != tickets;
        let found = (so_far.0, so_far.1.len(), so_far.1.clone());
        if wrong && best.as_ref().is_none_or(|best| found < *best) {
            *best = Some(found);
        }
        return;
    }
    let interrupts = enabled.contains(&last);
    for id in enabled {
        let mut next = moment.clone();
        let costs = u32::from(interrupts && id != last);
        if so_far.0 + costs > most {
            continue;
        }
        next.take(id, &mut |_, _| ());
        so_far.0 += costs;
        so_far.1.push(id);
        try_all(&next, (tickets, most), so_far, best);
        so_far.1.pop();
        so_far.0 -= costs;
    }
}

/// Of all schedules with so many preemptions at most; where there are wrong ones, as many are needed as it takes to find one.
fn is_the_best(scenario: &Scenario, most: u32) {
    let search = search(scenario, Goal::Wrong);
    if search.fewest().is_none() {
        let all = explore(scenario, Limits::default()).counted.unwrap().schedules;
        assert_eq!(all.wrong, BigUint::ZERO, "{scenario:?}");
    }
    let most = search.fewest().map_or(most, |(preemptions, _)| preemptions.max(most));
    let mut best = None;
    try_all(&Moment::start(scenario), (scenario.tickets.get(), most), &mut (0, Vec::new()), &mut best);
    assert_eq!(search.best(), best.as_ref().map(|(_, _, turns)| turns.clone()), "{scenario:?}");
    let cost = best.as_ref().map(|(preemptions, turns, _)| (*preemptions, u32::try_from(*turns).unwrap()));
    assert_eq!(search.fewest(), cost, "{scenario:?}");
    if let Some(turns) = search.best() {
        assert_eq!(Some(preemptions(scenario, &turns)), cost.map(|cost| cost.0));
        let (_, verdict) = run(scenario, &turns);
        assert!(!verdict.went_well(), "{scenario:?}: {turns:?}");
    }
}

/// The contract's example: one buyer is stopped before its write, a second one buys, and the third is too late.
#[test]
fn one_preemption_oversells() {
    let search = search(&scenario(Guard::None, 1, 3), Goal::Wrong);
    assert_eq!(search.fewest(), Some((1, 8)));
    assert_eq!(search.best().unwrap(), [1, 1, 2, 2, 2, 1, 3, 3]);
}

/// Every guard, store and fault there is, with one ticket.
fn everything(buyers: u32) -> impl Iterator<Item = Scenario> {
    let scopes = [Scope::GET, Scope::TASK, Scope::WRITE, Scope::READ].map(Guard::Lock);
    let guards = [Guard::None, Guard::Join, Guard::Cas, Guard::Pipe, Guard::Queue].into_iter().chain(scopes);
    let stores = guards.flat_map(|guard| [Store::Memory, Store::File].map(|store| (guard, store)));
    let faults = [(Fault::None, false), (Fault::KillHolder, false), (Fault::KillHolder, true)];
    stores.flat_map(move |(guard, store)| {
        faults.map(|(fault, robust)| Scenario { store, fault, robust, ..scenario(guard, 1, buyers) }.under(guard))
    })
}

#[test]
fn no_schedule_is_shorter() {
    // All of them.
    for (guard, most) in [
        (Guard::None, 4),
        (Guard::Lock(Scope::WRITE), 3),
        (Guard::Lock(Scope::READ), 3),
        (Guard::Lock(Scope::GET), 4),
        (Guard::Lock(Scope::TASK), 4),
        (Guard::Join, 4),
        (Guard::Cas, 3),
        (Guard::Pipe, 4),
        (Guard::Queue, 2),
    ] {
        for buyers in 1..=most {
            for tickets in 0..3 {
                is_the_best(&scenario(guard, tickets, buyers), u32::MAX);
            }
        }
    }
    for scenario in everything(2) {
        is_the_best(&scenario, u32::MAX);
    }
    // There are too many of these to try all: those that would be shorter, or as short, are tried. Through the queue nobody
    // needs to be interrupted, since all wait for the clerk: there are too many with four.
    let is_endless = |scenario: &Scenario| scenario.guard == Guard::Queue && scenario.fault == Fault::None;
    for scenario in everything(3).chain(everything(4).filter(|scenario| !is_endless(scenario))) {
        for tickets in 0..3 {
            is_the_best(&Scenario { tickets: Bounded::clamp(tickets), ..scenario }, 0);
        }
    }
}

/// Two hundred buyers have more states than anybody can look at, but one preemption is enough.
#[test]
fn many_buyers_need_no_more() {
    let search = search(&scenario(Guard::None, 1, 200), Goal::Wrong);
    assert_eq!(search.fewest(), Some((1, 3 + 3 + 2 * 198)));
    assert_eq!(search.best().unwrap()[..8], [1, 1, 2, 2, 2, 1, 3, 3]);
}

#[test]
fn other_goals() {
    let scenario = scenario(Guard::None, 1, 4);
    let all = search(&scenario, Goal::AllSold);
    assert_eq!(all.fewest(), Some((3, 12)));
    let (_, verdict) = run(&scenario, &all.best().unwrap());
    assert_eq!((verdict.sold, verdict.oversold), (4, 3));
    let right = search(&scenario, Goal::Right);
    assert_eq!(right.fewest(), Some((0, 9)));
    assert!(run(&scenario, &right.best().unwrap()).1.went_well());
    assert_eq!(search(&scenario, Goal::Deadlock).best(), None);
    let killed = Scenario { fault: Fault::KillHolder, ..scenario.under(Guard::Lock(Scope::GET)) };
    let (trace, _) = run(&killed, &search(&killed, Goal::Deadlock).best().unwrap());
    assert_eq!(trace.failures.len(), 3);
}

/// The next ones: as few preemptions, no two alike, the shorter ones first, the best among them.
#[test]
fn there_are_others() {
    let scenario = scenario(Guard::None, 1, 3);
    let search = search(&scenario, Goal::Wrong);
    let all: Vec<_> = std::iter::once(search.best().unwrap()).chain(search.others(9)).collect();
    // The one who was interrupted writes before the third comes, or after.
    assert_eq!(all, [vec![1, 1, 2, 2, 2, 1, 3, 3], vec![1, 1, 2, 2, 2, 3, 3, 1]]);
    for turns in &all {
        assert_eq!(preemptions(&scenario, turns), 1);
        assert!(!run(&scenario, turns).1.is_right());
    }
    let longer: Vec<_> = self::search(&self::scenario(Guard::None, 2, 4), Goal::Wrong).others(12).collect();
    let turns: Vec<usize> = longer.iter().map(Vec::len).collect();
    assert_eq!(turns, [11, 11, 11, 12]);
    assert_eq!(longer.iter().collect::<BTreeSet<_>>().len(), longer.len());
}

/// What a click does. Numbers are taken modulo how much there is to choose from.
#[derive(Clone, Copy, Debug)]
enum Click {
    Take(usize),
    /// Of somebody who may not be able to.
    Try(u32),
    Undo,
    Redo,
    Restart,
    Jump(usize),
}

fn click() -> impl Strategy<Value = Click> {
    prop_oneof![
        8 => any::<usize>().prop_map(Click::Take),
        1 => (0..7_u32).prop_map(Click::Try),
        3 => Just(Click::Undo),
        3 => Just(Click::Redo),
        1 => Just(Click::Restart),
        2 => any::<usize>().prop_map(Click::Jump),
    ]
}

/// The same clicks, without what makes them smaller again when something fails.
fn drawn(random: &mut Pcg32) -> Click {
    let number = random.next_u32() as usize;
    match random.next_u32() % 18 {
        0..8 => Click::Take(number),
        8 => Click::Try(random.next_u32() % 7),
        9..12 => Click::Undo,
        12..15 => Click::Redo,
        15 => Click::Restart,
        _ => Click::Jump(number),
    }
}

/// What somebody plays, beside each moment of it as a run comes to it in which nothing is ever taken back.
struct Played {
    history: History,
    moments: Vec<Moment>,
    turns: Vec<BuyerId>,
    at: usize,
}

impl Played {
    fn new(history: History) -> Self {
        Self { moments: vec![history.present().clone()], history, turns: Vec::new(), at: 0 }
    }

    /// That turn, as a run takes it which has come from the beginning to where this stands.
    fn took(&mut self, id: BuyerId) {
        self.turns.truncate(self.at);
        self.moments.truncate(self.at + 1);
        let mut next = self.moments[self.at].clone();
        assert!(next.take(id, &mut |_, _| ()));
        self.turns.push(id);
        self.moments.push(next);
        self.at += 1;
    }

    fn click(&mut self, click: Click) {
        match click {
            Click::Take(number) => {
                let enabled: Vec<BuyerId> = self.moments[self.at].machine().enabled().collect();
                if !enabled.is_empty() {
                    let id = enabled[number % enabled.len()];
                    assert!(self.history.take(id));
                    self.took(id);
                }
            }
            Click::Try(id) => {
                let can = self.moments[self.at].machine().is_enabled(id);
                assert_eq!(self.history.take(id), can);
                if can {
                    self.took(id);
                }
            }
            Click::Undo => {
                assert_eq!(self.history.undo(), self.at > 0);
                self.at = self.at.saturating_sub(1);
            }
            Click::Redo => {
                assert_eq!(self.history.redo(), self.at < self.turns.len());
                self.at = (self.at + 1).min(self.turns.len());
            }
            Click::Restart => {
                self.history.restart();
                self.at = 0;
            }
            Click::Jump(number) => {
                self.at = number % (self.turns.len() + 1);
                assert!(self.history.jump(self.at));
            }
        }
        assert!(!self.history.jump(self.turns.len() + 1));
        assert_eq!((self.history.turns(), self.history.at()), (&self.turns[..], self.at));
        assert!(self.history.present() == &self.moments[self.at], "after {click:?}: {:?}", self.turns);
    }
}

/// A scenario in which somebody plays.
fn played() -> impl Strategy<Value = Scenario> {
    let guard = prop::sample::select(Guard::ALL.to_vec());
    (guard, 0..3_u32, 1..5_u32, any::<[bool; 3]>()).prop_map(|(guard, tickets, buyers, [file, kill, robust])| {
        let store = if file { Store::File } else { Store::Memory };
        let fault = if kill { Fault::KillHolder } else { Fault::None };
        Scenario { store, fault, robust, ..scenario(guard, tickets, buyers) }.under(guard)
    })
}

/// Within a recorded run, after so many steps.
fn within(scenario: &Scenario, before: usize) -> History {
    let recorded = Schedule::of(&oversold::engine::run_virtual(scenario)).unwrap();
    History::within(scenario, &recorded.turns[..before.min(recorded.turns.len())]).unwrap()
}

/// How many clicks each of the games has that are, together, a million clicks long.
const CLICKS: u32 = 2500;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is clicked: what stands there is what a fresh run of the same turns comes to, and its text replays.
    #[test]
    fn clicks_never_disagree_with_a_fresh_replay(
        scenario in played(),
        before in 0..12_usize,
        clicks in prop::collection::vec(click(), 1..80),
    ) {
        let fresh = within(&scenario, before);
        let mut game = Played::new(fresh.clone());
        for click in clicks {
            game.click(click);
            let again = fresh.clone().with(&game.turns[..game.at]).unwrap();
            prop_assert_eq!(game.history.present(), again.present());
        }
        let history = &game.history;
        let schedule = Schedule::played(&scenario, history);
        let trace = replay(&Schedule::decode(&schedule.encode()).unwrap()).unwrap();
        prop_assert_eq!(check(&trace), Ok(()));
        let verdict = judge(&trace);
        prop_assert_eq!(verdict.sold, history.present().sold());
        prop_assert_eq!(trace.last, history.present().machine().memory().record);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000_000 / CLICKS))]

    /// A million clicks.
    #[test]
    fn a_million_clicks_never_disagree_with_a_fresh_replay(
        scenario in played(),
        before in 0..12_usize,
        seed in any::<u64>(),
    ) {
        let mut game = Played::new(within(&scenario, before));
        let mut random = Pcg32::seed_from_u64(seed);
        for _ in 0..CLICKS {
            game.click(drawn(&mut random));
        }
    }
}

/// Where nothing is wrong, there is nothing to find.
#[test]
fn a_right_guard_has_no_wrong_schedule() {
    let scenario = scenario(Guard::Lock(Scope::GET), 1, 5);
    assert_eq!(explore(&scenario, Limits::default()).counted.unwrap().schedules.wrong, 0_u32.into());
    assert_eq!(search(&scenario, Goal::Wrong).fewest(), None);
}
