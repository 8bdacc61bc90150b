//! The foot of the page.

use crate::present::{Same, Select};
use crate::store::State;
use crate::t;
use crate::text::Lang;
use crate::trace::{Executor, Judged, Origin};

/// Makes the foot.
#[derive(Default)]
pub struct Foot;

/// What the page does with what its reader does, and the way to the gallery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FootModel {
    /// One sentence about the page.
    pub motto: String,
    /// What is real, and what is simulated.
    pub honest: String,
    /// The name of the gallery.
    pub gallery: String,
}

impl Select for Foot {
    type Key = (Lang, bool, Option<Same<Judged>>);
    type Model = FootModel;

    fn key(&self, state: &State) -> Self::Key {
        let recorded = state.run.run.known().filter(|known| known.recorded).map(|known| Same(known.run.clone()));
        (state.lang(), state.shown_executor() == Executor::Workers, recorded)
    }

    fn make(&mut self, state: &State) -> FootModel {
        let (lang, is_real, recorded) = self.key(state);
        let honest = match recorded {
            Some(Same(run)) => t!(lang, "foot.recorded", executed = executed(lang, &run)),
            None if is_real => t!(lang, "foot.honest"),
            None => t!(lang, "foot.simulated"),
        };
        FootModel { motto: t!(lang, "motto"), honest, gallery: t!(lang, "foot.gallery") }
    }
}

/// Who executed a recorded run, as far as it says so.
fn executed(lang: Lang, run: &Judged) -> String {
    match &run.origin {
        Some(Ok(Origin { browser, at })) => {
            let (date, time) = at.split_once('T').unwrap_or((at, ""));
            t!(lang, "foot.executed", browser = browser, date = date, time = time.trim_end_matches('Z'))
        }
        _ if run.simulated => t!(lang, "foot.was_simulated"),
        _ => t!(lang, "foot.was_real"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::scenario::Scenario;
    use std::rc::Rc;

    #[test]
    fn a_recorded_run_says_who_executed_it() {
        let run = |recording: &str, simulated| {
            Judged::new(Rc::new(run_virtual(&Scenario::default())), Some(recording.to_owned()), simulated)
        };
        crate::text::add(crate::catalogue!("race"));
        let told = |recording, simulated| executed(Lang::En, &run(recording, simulated));
        assert!(told("1.A&by=Firefox-153_20261129T0612Z", false).contains("Firefox 153 on 2026-11-29 at 06:12 UTC"));
        assert!(told("1.A", false).contains("Real workers executed it"));
        assert!(told("1.A", true).contains("simulated"));
    }
}
