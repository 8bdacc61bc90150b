//! How fast stateright goes through every state of the unguarded shop: `name states seconds`, one line a case.
//! The cases come as `name buyers labelled|symmetric`, from `cargo xtask bench`.
//!
//! The same model as ours: a turn is one access to the shared count, with all that follows until the next. stateright's
//! own way of telling that buyers are exchangeable is to sort them. Both then find the same number of states, which the
//! bench compares.

use stateright::{Checker, Model, Property, Representative};
use std::time::Instant;

/// One of the shop's buyers, before a shared step or at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Buyer {
    /// Will read the count, to print it.
    Looks,
    /// Will read the count, to decide by it.
    Reads,
    /// Will write one less than it has read.
    Writes(u32),
    /// Was told "bought".
    Bought,
    /// Was told "sold out".
    SoldOut,
}

/// The shared count and everybody.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct State {
    count: u32,
    buyers: Vec<Buyer>,
}

impl Representative for State {
    fn representative(&self) -> Self {
        let mut sorted = self.clone();
        sorted.buyers.sort_unstable();
        sorted
    }
}

/// One ticket, and so many who want it.
struct Shop {
    buyers: usize,
}

const TICKETS: u32 = 1;

impl Model for Shop {
    type State = State;
    type Action = usize;

    fn init_states(&self) -> Vec<State> {
        vec![State { count: TICKETS, buyers: vec![Buyer::Looks; self.buyers] }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<usize>) {
        let is_left = |buyer: &Buyer| !matches!(buyer, Buyer::Bought | Buyer::SoldOut);
        actions.extend((0..self.buyers).filter(|at| is_left(&state.buyers[*at])));
    }

    fn next_state(&self, state: &State, at: usize) -> Option<State> {
        let mut next = state.clone();
        next.buyers[at] = match state.buyers[at] {
            Buyer::Looks => Buyer::Reads,
            Buyer::Reads if state.count == 0 => Buyer::SoldOut,
            Buyer::Reads => Buyer::Writes(state.count),
            Buyer::Writes(seen) => {
                next.count = seen - 1;
                Buyer::Bought
            }
            Buyer::Bought | Buyer::SoldOut => return None,
        };
        Some(next)
    }

    /// One that always holds, so that every state is visited.
    fn properties(&self) -> Vec<Property<Self>> {
        vec![Property::always("no ticket is made", |_, state: &State| state.count <= TICKETS)]
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for case in arguments.chunks_exact(3) {
        let [name, buyers, kind] = case else { continue };
        let shop = Shop { buyers: buyers.parse().unwrap_or(1) };
        let begun = Instant::now();
        let checker = shop.checker().threads(1);
        let states = if kind == "symmetric" {
            checker.symmetry().spawn_dfs().join().unique_state_count()
        } else {
            checker.spawn_bfs().join().unique_state_count()
        };
        println!("{name} {states} {}", begun.elapsed().as_secs_f64());
    }
}
