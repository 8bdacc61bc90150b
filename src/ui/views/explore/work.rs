//! Explorations and searches, a slice at a time; what is small is done at once.

use crate::browser::slices::Slices;
use crate::model::explore::{Exploration, Explorer, Goal, Progress, Sampler, Search};
use crate::program::BuyerId;
use std::cell::RefCell;
use std::rc::Rc;

/// How long the page is busy at a time, in milliseconds: with what else is to do, less than a frame.
const SLICE: f64 = 12.0;

/// How many states are worked through between two looks at the clock.
const STATES: usize = 100;

/// How many states are worked through at once: what needs no more takes some milliseconds.
const AT_ONCE: usize = 3_000;

/// The most schedules with as few preemptions that are told.
const OTHERS: usize = 12;

/// Whether an exploration ends soon; if not, it has begun.
pub fn is_brief(explorer: &mut Explorer) -> bool {
    (0..AT_ONCE / STATES).any(|_| explorer.advance(STATES) == Progress::Finished)
}

/// Goes on with an exploration; each slice tells how far it is, and the last one what was found.
pub fn explore(explorer: Explorer, tell: impl Fn(Result<Exploration, Progress>) + 'static) -> Slices {
    let explorer = Rc::new(RefCell::new(explorer));
    let working = explorer.clone();
    let work = move || working.borrow_mut().advance(STATES) != Progress::Finished;
    Slices::new(SLICE, work, move |more| {
        let explorer = explorer.borrow();
        tell(if more { Err(explorer.progress()) } else { Ok(explorer.found()) });
    })
}

/// What draws schedules, shared with the work that prepares it.
pub type Drawing = Rc<RefCell<Sampler>>;

/// Works through all states from which schedules are drawn; each slice tells how far it is, and the last one what draws them.
pub fn sample(sampler: Sampler, tell: impl Fn(Result<Drawing, Progress>) + 'static) -> Slices {
    let sampler = Rc::new(RefCell::new(sampler));
    let working = sampler.clone();
    let work = move || working.borrow_mut().advance(STATES) != Progress::Finished;
    Slices::new(SLICE, work, move |more| {
        tell(if more { Err(sampler.borrow().progress()) } else { Ok(sampler.clone()) });
    })
}

/// Explores one moment after the other; tells each as soon as it is done.
pub fn each<K: 'static>(explorers: Vec<(K, Explorer)>, tell: impl Fn(K, Exploration) + 'static) -> Slices {
    let mut left = explorers.into_iter();
    let mut current = left.next();
    let done = Rc::new(RefCell::new(Vec::new()));
    let found = done.clone();
    let work = move || {
        if let Some((_, explorer)) = &mut current
            && explorer.advance(STATES) == Progress::Finished
        {
            found.borrow_mut().extend(current.take().map(|(kind, explorer)| (kind, explorer.found())));
            current = left.next();
        }
        current.is_some()
    };
    Slices::new(SLICE, work, move |_| {
        for (kind, found) in done.take() {
            tell(kind, found);
        }
    })
}

/// What a search has found.
pub enum Found {
    /// Schedules: the best, and others as good.
    Schedules(Vec<Rc<Vec<BuyerId>>>),
    /// There is none.
    None,
    /// None among the first so many states.
    GaveUp(u32),
}

/// Searches for a goal from the beginning; tells what was found when it ends.
pub fn search(search: Search, tell: impl Fn(Found) + 'static) -> Slices {
    let search = Rc::new(RefCell::new(search));
    let working = search.clone();
    let work = move || working.borrow_mut().advance(STATES);
    Slices::new(SLICE, work, move |more| {
        if !more {
            tell(found(&search.borrow()));
        }
    })
}

/// The most states that a search looks at.
pub const MOST: u32 = 300_000;

fn found(search: &Search) -> Found {
    match (search.best(), search.fewest()) {
        (Some(best), Some((_, turns))) => {
            let others = search.others(turns).take(OTHERS);
            Found::Schedules(std::iter::once(best).chain(others).map(Rc::new).collect())
        }
        _ if search.is_cut_off() => Found::GaveUp(MOST),
        _ => Found::None,
    }
}

/// What is searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The wrong one with the fewest preemptions.
    Shortest,
    /// The next one with as few.
    Another,
    /// One in which everybody buys.
    AllSold,
    /// One drawn from all.
    Drawn,
    /// One that goes right.
    Right,
}

impl Kind {
    /// Its end, where it is searched for.
    pub const fn goal(self) -> Goal {
        match self {
            Self::Shortest | Self::Another | Self::Drawn => Goal::Wrong,
            Self::AllSold => Goal::AllSold,
            Self::Right => Goal::Right,
        }
    }
}
