//! All that a query string says, and what its parts allow each other.
//!
//! A [`Link`] is always one that a query can say: `parse(write(link))` gives `link` back without notices. So setting
//! one thing never changes another that nobody named, but for what the two cannot be together.

use super::{Bounded, Choice, Engine, MAX_WORKERS, Notice, PageOptions, Problem, Scenario, table};

/// All that a query string says. It comes from [`parse`](super::parse), [`set`](super::set()) and
/// [`Link::with_scenario`]; a field that is written by hand has to keep to what these keep to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The run.
    pub scenario: Scenario,
    /// The page around it.
    pub page: PageOptions,
}

impl Link {
    /// The same page with the scenario of a recorded run, which must be one that some link has. A recorded run is as it
    /// is: where the engine of the page cannot carry so many buyers the engine gives way, and that is told.
    #[must_use]
    pub fn with_scenario(self, scenario: Scenario) -> (Self, Option<Notice>) {
        let mut link = Self { scenario, ..self };
        if self.page.engine != Engine::Workers || scenario.buyers.get() <= MAX_WORKERS {
            return (link, None);
        }
        link.page.engine = Engine::Auto;
        let others: Vec<&str> = Engine::names().into_iter().filter(|name| *name != self.page.engine.name()).collect();
        let (given, used) = (self.page.engine.name(), link.page.engine.name().to_owned());
        (link, Some(Notice::new(table::ENGINE.name, given, Problem::TooFewWorkers, others.join(", "), used)))
    }

    /// Real workers carry fewer buyers than virtual time does, and some scenarios fewer than others.
    fn most_buyers(&self) -> u32 {
        let most = self.scenario.most_buyers();
        if self.page.engine == Engine::Workers { most.min(MAX_WORKERS) } else { most }
    }

    /// Takes as many buyers as engine and scenario allow together, and tells it.
    pub(super) fn fit(&mut self) -> Option<Notice> {
        let (given, most) = (self.scenario.buyers, self.most_buyers());
        if given.get() <= most {
            return None;
        }
        self.scenario.buyers = Bounded::clamp(most);
        let problem =
            if most < self.scenario.most_buyers() { Problem::TooManyForWorkers } else { Problem::TooManyForGuard };
        let allowed = format!("1–{most}");
        Some(Notice::new(table::BUYERS.name, &given.to_string(), problem, allowed, most.to_string()))
    }
}
