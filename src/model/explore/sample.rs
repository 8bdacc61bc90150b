//! Schedules drawn from all of them, each as likely as the other.

use super::rules::{Rules, Turns};
use crate::model::Moment;
use crate::program::BuyerId;
use crate::scenario::Scenario;
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg32;
use std::cell::RefCell;
use std::rc::Rc;
use ways::{Draw, Limits, LocalId, Move, Progress, SharedId, Source, Table};

/// Draws schedules, when it has worked through all states.
#[derive(Debug)]
pub struct Sampler {
    start: Moment,
    turns: Asked,
    draw: Draw,
}

impl Sampler {
    /// Of the schedules from a moment on.
    pub fn new(scenario: &Scenario, start: &Moment, limits: Limits) -> Self {
        let mut rules = Rules::new(scenario);
        let first = rules.state(start);
        let Rules { table, turns } = rules;
        let turns = Asked(Rc::new(RefCell::new(turns)));
        let draw = Draw::new(table, Box::new(turns.clone()), &first, limits);
        Self { start: start.clone(), turns, draw }
    }

    /// Works through about so many states. Goes on as long as it has not finished.
    pub fn advance(&mut self, budget: usize) -> Progress {
        self.draw.advance(budget)
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        self.draw.progress()
    }

    /// A schedule, drawn by a seed. `None` as long as it has not finished, and where there are too many states.
    pub fn draw(&mut self, seed: u64) -> Option<Vec<BuyerId>> {
        let mut random = Pcg32::seed_from_u64(seed);
        #[allow(clippy::cast_precision_loss, reason = "a share of 2^53, with all digits that it has room for")]
        let way = self.draw.draw(&mut || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64)?;
        let known = self.turns.0.borrow();
        let (mut moment, mut turns) = (self.start.clone(), Vec::with_capacity(way.len()));
        for who in way {
            let alike = known.enabled(moment.machine()).filter(|(_, stands)| *stands == who);
            let alike: Vec<BuyerId> = alike.map(|(id, _)| id).collect();
            let id = *alike.get(usize::try_from(random.next_u64() % (alike.len() as u64).max(1)).ok()?)?;
            moment.take(id, &mut |_, _| ());
            turns.push(id);
        }
        Some(turns)
    }
}

/// What tells the turns, while it also tells where processes stand.
#[derive(Clone, Debug)]
struct Asked(Rc<RefCell<Turns>>);

impl Source for Asked {
    fn ask(&mut self, table: &mut Table, who: LocalId, shared: SharedId) -> Option<Move> {
        self.0.borrow_mut().ask(table, who, shared)
    }
}
