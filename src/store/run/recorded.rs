//! How a recorded run is opened: it takes the place of whatever was there, and brings its own scenario.

use super::{Known, Run};
use crate::scenario::table::AT;
use crate::scenario::{Link, Notice, Problem, Scenario, write};
use crate::store::{Effect, RunId, State};
use crate::trace::Judged;
use std::rc::Rc;

impl State {
    /// Has the text of a recorded run opened.
    pub(in crate::store) fn open_recorded(&mut self, text: String, effects: &mut Vec<Effect>) {
        let run = self.run.next_id();
        self.run.opening = Some((run, text.as_str().into()));
        effects.push(Effect::Open { run, text });
    }

    /// A recorded run takes the place of whatever was there.
    pub(super) fn replay(&mut self, run: RunId, judged: Rc<Judged>) {
        let scenario = judged.trace.scenario;
        self.run.opening = None;
        self.run.wanted = false;
        self.link.forget_recordings();
        let before = self.link.link.scenario;
        // A link that says nothing of the run, or the same, leaves nothing to tell.
        if before != scenario && before != Scenario::default() {
            let query = |scenario| write(&Link { scenario, ..Link::default() });
            self.link.notices.push(Notice::of_schedule(&query(before), Problem::Pinned, query(scenario)));
        }
        let (link, notice) = self.link.link.with_scenario(scenario);
        self.link.link = link;
        self.link.notices.extend(notice);
        if let Some(Err(given)) = &judged.origin {
            let allowed = "by=Firefox-153_20261129T0612Z".to_owned();
            self.link.notices.push(Notice::new("#by", given, Problem::UnknownHash, allowed, String::new()));
        }
        self.forget_choices();
        let shown = self.shown_of(judged.len());
        self.run.run = Run::Known(Known::recorded(run, judged, shown));
    }

    /// How many of a recorded run's events are shown when it opens: it stands still, so that its verdict can be read, at its
    /// end or where the link says. Where the link runs by itself it is played, and so it is in a frame, in which somebody
    /// has pressed Run.
    fn shown_of(&mut self, all: usize) -> Option<usize> {
        let page = self.link.link.page;
        match page.at {
            None if page.autorun || page.embed => None,
            None => Some(all),
            Some(at) => {
                let shown = (at as usize).min(all);
                if shown < at as usize {
                    let used = u32::try_from(shown).unwrap_or(u32::MAX);
                    self.link.link.page.at = Some(used);
                    let (given, used, allowed) = (at.to_string(), used.to_string(), format!("0–{all}"));
                    self.link.notices.push(Notice::new(AT.name, &given, Problem::OutOfRange, allowed, used));
                }
                Some(shown)
            }
        }
    }
}
