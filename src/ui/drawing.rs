//! What the stage draws, laid out anew only when it has changed.

use super::crowd::Crowd;
use super::shown::{Finished, expected};
use super::state::{Phase, State};
use crate::program::BuyerId;
use crate::scenario::{MAX_LANES, Scenario};
use crate::timeline::{Timeline, build};
use std::rc::Rc;

/// What the stage draws.
#[derive(Default)]
pub struct Drawing {
    /// What has happened, or all of a run that is played again.
    pub timeline: Rc<Timeline>,
    /// The whole run that is played again, and which one.
    whole: (Option<Rc<Finished>>, Rc<Timeline>),
    /// Of very many buyers: whose lanes are laid out, and from which buyer on.
    drawn: Option<(Rc<Crowd>, BuyerId)>,
    /// What is drawn faintly before the first run, and of which scenario.
    preview: (Option<Scenario>, Rc<Timeline>),
}

impl Drawing {
    /// What the stage shows: before anything has happened, what is expected.
    pub const fn on_stage(&self, state: &State) -> &Rc<Timeline> {
        if state.shown.is_some() { &self.timeline } else { &self.preview.1 }
    }

    /// Brings the drawing into line with the state.
    pub fn follow(&mut self, state: &State) {
        self.lay_out(state);
        let expecting = state.shown.is_none().then_some(state.link.scenario);
        if self.preview.0 != expecting {
            let timeline = expecting.as_ref().map(expected).unwrap_or_default();
            self.preview = (expecting, Rc::new(timeline));
        }
    }

    fn lay_out(&mut self, state: &State) {
        let Some(shown) = &state.shown else {
            self.timeline = Rc::default();
            return;
        };
        if let Some(crowd) = &shown.crowd {
            // Laid out anew only when other lanes are asked for.
            let asked = (crowd.clone(), state.from);
            if self.drawn.as_ref() != Some(&asked) {
                self.timeline = Rc::new(crowd.drawn(state.from));
                self.drawn = Some(asked);
            }
            return;
        }
        self.drawn = None;
        if shown.scenario.buyers.get() > MAX_LANES {
            // Still being counted: there are no lanes yet.
            self.timeline = Rc::default();
            return;
        }
        let finished = shown.finished.clone().filter(|_| state.phase != Phase::Running);
        let Some(finished) = finished else {
            self.timeline = Rc::new(shown.timeline());
            return;
        };
        if self.whole.0.as_ref().is_none_or(|before| !Rc::ptr_eq(before, &finished)) {
            let timeline = build(&shown.scenario, &finished.trace.events, 0);
            self.whole = (Some(finished), Rc::new(timeline));
        }
        self.timeline = self.whole.1.clone();
    }
}
