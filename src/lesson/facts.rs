//! What is known when a step is judged: of the scenario, of a run, of what somebody played, of all schedules, and the
//! answer itself. Times are milliseconds of the scenario, whatever the speed.

use crate::scenario::Scenario;
use crate::timeline::Pace;
use crate::trace::Verdict;

/// Something that a formula can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact(u8);

/// Where a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The answer: a number, or the number of the chosen option, from 1.
    Answer,
    /// The scenario.
    Scenario,
    /// A run.
    Run,
    /// Turns that were chosen by hand.
    Turns,
    /// Every schedule.
    Schedules,
}

/// Every fact: its name, and where it comes from.
const FACTS: [(&str, Source); 20] = [
    ("answer", Source::Answer),
    ("tickets", Source::Scenario),
    ("buyers", Source::Scenario),
    ("sold", Source::Run),
    ("left", Source::Run),
    ("oversold", Source::Run),
    ("lost", Source::Run),
    ("consistent", Source::Run),
    ("sold_out", Source::Run),
    ("failed", Source::Run),
    ("stuck", Source::Run),
    ("elapsed", Source::Run),
    ("wait_mean", Source::Run),
    ("wait_max", Source::Run),
    ("peak", Source::Run),
    ("retries", Source::Run),
    ("preemptions", Source::Turns),
    ("turns", Source::Turns),
    ("total", Source::Schedules),
    ("wrong", Source::Schedules),
];

impl Fact {
    /// The fact of this name.
    pub fn named(name: &str) -> Option<Self> {
        (0..).zip(FACTS).find(|(_, (known, _))| *known == name).map(|(place, _)| Self(place))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        FACTS[usize::from(self.0)].0
    }

    /// Where it comes from.
    pub fn source(self) -> Source {
        FACTS[usize::from(self.0)].1
    }
}

/// What is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    scenario: Scenario,
    values: [Option<f64>; FACTS.len()],
}

impl Facts {
    /// Of a scenario alone.
    pub fn of(scenario: &Scenario) -> Self {
        let facts = Self { scenario: *scenario, values: [None; FACTS.len()] };
        facts.with("tickets", scenario.tickets.get()).with("buyers", scenario.buyers.get())
    }

    /// And of a run; a real one, whose delays were divided by the speed, or a simulated one.
    #[must_use]
    pub fn with_run(self, verdict: &Verdict, is_real: bool) -> Self {
        let (pace, buyers) = (Pace::new(&self.scenario, is_real), self.scenario.buyers.get());
        #[allow(clippy::cast_precision_loss, reason = "times far below 2^53 microseconds")]
        let ms = |micros| pace.told(micros) as f64 / 1000.0;
        self.with("sold", verdict.sold)
            .with("left", verdict.left)
            .with("oversold", verdict.oversold)
            .with("lost", verdict.lost_updates)
            .with("consistent", u32::from(verdict.consistent))
            .with("sold_out", verdict.sold_out)
            .with("failed", verdict.failed)
            .with("stuck", verdict.stuck)
            .with("elapsed", ms(verdict.elapsed))
            .with("wait_mean", ms(verdict.wait_mean(buyers)))
            .with("wait_max", ms(verdict.wait_max))
            .with("peak", verdict.peak_in_get)
            .with("retries", verdict.retries)
    }

    /// And of turns chosen by hand.
    #[must_use]
    pub fn with_turns(self, preemptions: u32, turns: u32) -> Self {
        self.with("preemptions", preemptions).with("turns", turns)
    }

    /// And how many schedules there are, and how many of them are wrong.
    #[must_use]
    pub fn with_schedules(self, total: f64, wrong: f64) -> Self {
        self.with("total", total).with("wrong", wrong)
    }

    /// And the answer.
    #[must_use]
    pub fn with_answer(self, answer: u32) -> Self {
        self.with("answer", answer)
    }

    /// What a fact is; `None` where it is not known.
    pub fn get(&self, fact: Fact) -> Option<f64> {
        self.values[usize::from(fact.0)]
    }

    fn with(mut self, name: &str, value: impl Into<f64>) -> Self {
        if let Some(Fact(place)) = Fact::named(name) {
            self.values[usize::from(place)] = Some(value.into());
        }
        self
    }
}
