//! Recorded runs, and playing a run that is known: what the second module does to the state.

use super::{Action, Phase, State, Tab};
use crate::scenario::{Link, Notice, Problem, Scenario, View, write};
use crate::trace::Damage;
use crate::ui::crowd::first_of_a_row;
use crate::ui::shown::{Finished, Shown};
use std::rc::Rc;

impl State {
    /// What happens to a run that is known, and to what stands around it: all that [`State::apply`] leaves over.
    pub fn apply_later(&mut self, action: Action) {
        match action {
            Action::Finished(finished) => {
                self.update_shown(|shown| shown.finish(finished));
                self.phase = Phase::Done;
            }
            Action::Play(finished) => self.update_shown(|shown| shown.play(finished)),
            Action::Counting(ended) => self.update_shown(|shown| shown.ended = ended),
            Action::Counted(crowd) => {
                self.update_shown(|shown| shown.crowd = Some(crowd));
                self.from = 1;
                self.phase = Phase::Done;
            }
            Action::From(buyer) => self.from = first_of_a_row(self.link.scenario.buyers.get(), buyer),
            Action::Replay(finished) => self.replay(finished),
            Action::Refused(given, damage) => self.refuse(&given, &damage, false),
            Action::RefusedFile(name, damage) => self.refuse(&name, &damage, true),
            Action::Tick(millis) => self.tick(millis),
            Action::Seek(index) => {
                self.update_shown(|shown| shown.seek(index));
                self.follow_cursor();
            }
            Action::Show(index) => {
                self.pause();
                self.update_shown(|shown| shown.seek(index));
                self.follow_cursor();
            }
            Action::Step(by) => {
                self.pause();
                self.update_shown(|shown| shown.step(by));
                self.follow_cursor();
            }
            Action::Resume(playing) => self.resume(playing),
            Action::Rate(rate) => self.rate = rate,
            Action::Select(mark) => self.selected = mark,
            Action::Open(tab) => {
                self.tab = tab;
                // The link says what is open.
                self.link.page.view = if tab == Tab::Compare { View::Compare } else { View::Timeline };
            }
            Action::Filter(buyer) => self.filter = buyer,
            Action::Write(dialect) => self.dialect = dialect,
            Action::Chance(sales) => self.chance = sales,
            // The rest was applied already.
            _ => {}
        }
    }

    fn replay(&mut self, finished: Rc<Finished>) {
        let scenario = finished.trace.scenario;
        self.forget_recordings();
        // A link that says nothing of the run, or the same, leaves nothing to tell.
        if self.link.scenario != scenario && self.link.scenario != Scenario::default() {
            let given = write(&Link { scenario: self.link.scenario, ..Link::default() });
            let used = write(&Link { scenario, ..Link::default() });
            self.notices.push(Notice::of_schedule(&given, Problem::Pinned, used));
        }
        self.clear();
        self.link.scenario = scenario;
        self.recorded.clone_from(&finished.schedule);
        let mut shown = Shown::new(scenario, finished.trace.executor);
        shown.play(finished);
        self.shown = Some(Rc::new(shown));
        self.phase = Phase::Replaying;
    }

    /// What was said about the last recording says nothing about the next.
    fn forget_recordings(&mut self) {
        let said = [Problem::BadSchedule, Problem::NewerSchedule, Problem::Pinned, Problem::BadFile];
        self.notices.retain(|notice| !said.contains(&notice.problem));
    }

    fn refuse(&mut self, given: &str, damage: &Damage, is_file: bool) {
        let problem = match damage {
            _ if is_file => Problem::BadFile,
            Damage::Newer(_) => Problem::NewerSchedule,
            Damage::NoSchedule | Damage::Altered | Damage::Senseless => Problem::BadSchedule,
        };
        self.forget_recordings();
        let used = write(&Link { scenario: self.link.scenario, ..Link::default() });
        self.notices.push(Notice::of_schedule(given, problem, used));
    }

    fn tick(&mut self, millis: f64) {
        let Some(shown) = &self.shown else { return };
        // A simulated run is played at the scenario's speed; a measured one in the time it took.
        let factor = if shown.is_simulated() { shown.scenario.speed.factor() } else { 1.0 };
        let micros = millis * 1000.0 * factor * self.rate;
        let mut goes_on = true;
        self.update_shown(|shown| goes_on = shown.advance(micros));
        if !goes_on {
            self.follow_cursor();
        }
    }

    /// What was asked for by itself would be over at once.
    fn pause(&mut self) {
        self.update_shown(|shown| {
            if let Some(cursor) = &mut shown.cursor {
                cursor.playing = false;
            }
        });
    }

    /// Playing on from the end begins at the beginning.
    fn resume(&mut self, playing: bool) {
        self.update_shown(|shown| {
            if shown.cursor.is_none() {
                shown.seek(0);
            }
            if let Some(cursor) = &mut shown.cursor {
                cursor.playing = playing;
            }
        });
        self.follow_cursor();
    }

    /// A run that is played up to its end is done; one that stands within is being replayed.
    fn follow_cursor(&mut self) {
        let Some((finished, cursor)) = self.shown.as_ref().and_then(|s| s.finished.clone().zip(s.cursor)) else {
            return;
        };
        if cursor.index == finished.passed.len() {
            self.update_shown(|shown| shown.finish(finished));
            self.phase = Phase::Done;
        } else if self.phase != Phase::Running {
            self.phase = Phase::Replaying;
        }
    }
}
