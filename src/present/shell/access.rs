//! What an access to the record costs here, in memory and in the file: measured when asked for. Its words come with the race.

use crate::present::Select;
use crate::store::{Measured, Part, Rates, State};
use crate::text::{Lang, brief, large, t};

/// Makes what an access costs.
#[derive(Default)]
pub struct Access;

/// What an access costs, and the button that measures it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessModel {
    /// How many times as long the file takes, in a word or two; before that is known, the question. Nothing where nobody can
    /// know.
    pub short: String,
    /// What was measured, in a sentence; before that, that it can be; why not, where it cannot. Nothing before the race.
    pub said: String,
    /// What was measured.
    pub found: Option<Found>,
    /// What the button says.
    pub button: String,
    /// Whether it can be pressed: not while it measures, nor while buyers run, whom that would slow down, nor where the
    /// page has no shared memory.
    pub disabled: bool,
}

/// What was measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The time of an access in memory, with its unit.
    pub memory: String,
    /// The time of an access to the file, with its unit.
    pub file: String,
    /// Accesses a second, in memory and to the file.
    pub rates: [String; 2],
    /// How many times as long the file takes.
    pub times: String,
}

impl Select for Access {
    type Key = (Lang, Measured, bool, bool, bool);
    type Model = AccessModel;

    fn key(&self, state: &State) -> Self::Key {
        let (here, busy) = (state.page.has(Part::Race), state.run.run.busy().is_some());
        (state.lang(), state.measured.clone(), here, busy, state.page.obstacle.is_none())
    }

    fn make(&mut self, state: &State) -> AccessModel {
        let (lang, measured, here, busy, shares) = self.key(state);
        if !here {
            return AccessModel { disabled: true, ..AccessModel::default() };
        }
        let found = match &measured {
            Measured::Done(Ok(rates)) => Some(found(lang, rates)),
            _ => None,
        };
        let said = match (&measured, &found) {
            (Measured::Going, _) => t!(lang, "access.going"),
            (Measured::Done(Err(text)), _) => t!(lang, "access.failed", text = text),
            (_, Some(Found { memory, file, times, .. })) => {
                t!(lang, "access.measured", memory = memory, file = file, times = times)
            }
            _ => t!(lang, "access.unknown"),
        };
        let short = match (&measured, &found) {
            (Measured::Going, _) => t!(lang, "access.going"),
            (Measured::Done(Err(_)), _) => t!(lang, "access.none"),
            (_, Some(Found { times, .. })) => t!(lang, "access.times", times = times),
            // Without shared memory nothing can be measured.
            _ if !shares => String::new(),
            _ => t!(lang, "access.short"),
        };
        let disabled = measured == Measured::Going || busy || !shares;
        AccessModel { short, said, found, button: t!(lang, "access.run"), disabled }
    }
}

fn found(lang: Lang, rates: &Rates) -> Found {
    let each = |rate: f64| brief(lang, 1e6 / rate.max(1e-9));
    Found {
        memory: each(rates.memory),
        file: each(rates.file),
        rates: [rates.memory, rates.file].map(|rate| large(lang, rate)),
        times: large(lang, rates.memory / rates.file.max(1e-9)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_takes_what_was_measured() {
        let found = found(Lang::En, &Rates { memory: 9_200_000.0, file: 110.8 });
        assert_eq!((found.memory.as_str(), found.file.as_str()), ("0.11 µs", "9.03 ms"));
        assert_eq!(found.times, "83,000");
    }
}
