//! Challenges: what whoever is the scheduler tries to bring about. A goal is asked of the run alone, so that every way of
//! reaching it counts, in any scenario; each challenge names one in which there is something to try.

use crate::model::History;
use crate::model::explore::{Exploration, Outcome};
use crate::scenario::Scenario;
use crate::t;
use crate::text::{Lang, count, plural};
use num_bigint::BigUint;

/// What is to be brought about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goal {
    /// More are sold than there are, with so many preemptions at most.
    Oversold { preemptions: usize },
    /// Everybody buys, though there is not a ticket for everybody.
    AllSold,
    /// Nobody buys more than there is, and yet the record does not add up.
    Miscounted,
    /// Somebody waits for ever.
    Deadlock,
    /// That no schedule goes wrong: no run can show it, but the explorer can.
    Proof,
}

/// Parameters and what they are set to.
type Values = &'static [(&'static str, &'static str)];

/// All of a scenario that decides what can happen; delays decide nothing here, and stay as they are.
macro_rules! shop {
    ($tickets:literal, $buyers:literal, $store:literal, $($guard:tt)*) => {
        &[
            ("tickets", $tickets),
            ("buyers", $buyers),
            ("store", $store),
            ("fault", "none"),
            ("robust", "0"),
            $($guard)*
        ]
    };
}

/// A challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Its name in `data-challenge`, and that of its messages.
    pub name: &'static str,
    /// What it sets, so that there is something to try.
    pub sets: Values,
    goal: Goal,
}

/// All of them, from easy to hard.
pub const CHALLENGES: [Challenge; 5] = [
    Challenge {
        name: "oversell",
        sets: shop!("1", "3", "memory", ("guard", "none")),
        goal: Goal::Oversold { preemptions: 1 },
    },
    Challenge { name: "everybody", sets: shop!("1", "3", "memory", ("guard", "none")), goal: Goal::AllSold },
    Challenge { name: "miscount", sets: shop!("3", "3", "memory", ("guard", "none")), goal: Goal::Miscounted },
    Challenge {
        name: "deadlock",
        sets: shop!("1", "3", "file", ("guard", "lock"), ("scope", "read")),
        goal: Goal::Deadlock,
    },
    Challenge {
        name: "proof",
        sets: shop!("1", "4", "memory", ("guard", "lock"), ("scope", "get")),
        goal: Goal::Proof,
    },
];

/// How a challenge stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether it is met.
    pub met: bool,
    /// What is said of it.
    pub said: String,
}

impl Challenge {
    /// What it is called.
    pub fn title(&self, lang: Lang) -> String {
        t!(lang, &format!("explore.challenge.{}", self.name))
    }

    /// Its goal, in a sentence.
    pub fn goal(&self, lang: Lang) -> String {
        t!(lang, &format!("explore.challenge.{}_goal", self.name))
    }

    /// Whether the explorer is to end it.
    pub fn is_proof(&self) -> bool {
        self.goal == Goal::Proof
    }

    /// How it stands after a run; what the explorer has found of all schedules counts where it was asked.
    pub fn standing(&self, lang: Lang, scenario: &Scenario, history: &History, all: Option<&Exploration>) -> Standing {
        if self.is_proof() {
            return proof(lang, scenario, history, all);
        }
        let Some(end) = Outcome::of(history.present()) else {
            return Standing { met: false, said: t!(lang, "explore.challenge.open") };
        };
        let met = self.is_reached(scenario, history, end);
        let key = if met { "explore.challenge.met" } else { "explore.challenge.missed" };
        let preemptions = history.preemptions();
        let key = format!("{key}.{}", plural(u32::try_from(preemptions).unwrap_or(u32::MAX)));
        Standing { met, said: t!(lang, &key, n = count(lang, preemptions), turns = count(lang, history.at())) }
    }

    fn is_reached(&self, scenario: &Scenario, history: &History, end: Outcome) -> bool {
        match self.goal {
            // Of what was recorded before nobody knows them.
            Goal::Oversold { preemptions } => {
                end.is_oversold(scenario) && history.before() == 0 && history.preemptions() <= preemptions
            }
            Goal::AllSold => end.sold == scenario.buyers.get() && end.is_oversold(scenario),
            Goal::Miscounted => end.is_wrong(scenario) && !end.is_oversold(scenario) && !end.deadlocked,
            Goal::Deadlock => end.deadlocked,
            Goal::Proof => false,
        }
    }
}

/// No run ends it but one that goes wrong.
fn proof(lang: Lang, scenario: &Scenario, history: &History, all: Option<&Exploration>) -> Standing {
    let counted = all.and_then(|all| all.counted.as_ref());
    if let Some(counted) = counted {
        let all = &counted.schedules;
        let met = all.wrong == BigUint::default();
        let (n, of) = (super::whole(lang, &all.wrong), super::whole(lang, &all.total));
        let said =
            if met { t!(lang, "explore.challenge.proved", of = of) } else { t!(lang, "explore.wrong", n = n, of = of) };
        return Standing { met, said };
    }
    let key = match Outcome::of(history.present()) {
        _ if all.is_some() => "explore.limit.met",
        None => "explore.challenge.try",
        Some(end) if end.is_wrong(scenario) => "explore.challenge.refuted",
        Some(_) => "explore.challenge.again",
    };
    Standing { met: false, said: t!(lang, key) }
}
