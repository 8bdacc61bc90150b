//! How a run begins: what it needs is seen to, then workers are started or it is simulated; and how what would take long is
//! simulated instead.

use super::Run;
use crate::scenario::{MAX_LANES, Store};
use crate::store::{Effect, Module, Needs, Plan, State};
use crate::trace::Executor;

impl State {
    /// Starts a run of the scenario, if one can be started now.
    pub(super) fn start(&mut self, effects: &mut Vec<Effect>) {
        if !self.can_run() {
            return;
        }
        self.run.wanted = false;
        // It is said of a recording alone.
        self.link.link.page.at = None;
        // A recording that is still on its way would take the place of what was asked for after it.
        self.run.opening = None;
        let (scenario, executor) = (*self.scenario(), self.executor());
        let plan = Plan { id: self.run.next_id(), scenario, executor };
        self.forget_choices();
        self.run.run = Run::Preparing(plan);
        let is_real = executor == Executor::Workers;
        let needs = Needs {
            turn: self.page.framed,
            module: is_real && self.page.module != Module::Here,
            file: is_real && scenario.store == Store::File,
        };
        if needs == Needs::default() {
            self.execute(plan, effects);
        } else {
            effects.push(Effect::Prepare { run: plan.id, scenario, needs });
        }
    }

    /// Everything is there.
    pub(super) fn execute(&mut self, plan: Plan, effects: &mut Vec<Effect>) {
        let Plan { id: run, scenario, executor } = plan;
        match executor {
            Executor::Workers => effects.push(Effect::Start { run, scenario }),
            _ if scenario.buyers.get() > MAX_LANES => {
                self.run.run = Run::Counting(plan, 0);
                effects.push(Effect::Count { run, scenario });
            }
            _ => {
                self.run.run = Run::Simulating(plan);
                effects.push(Effect::Simulate { run, scenario });
            }
        }
    }

    /// Nobody has to wait half a minute for what can be simulated at once; that it was is said.
    pub(super) fn hurry(&mut self, effects: &mut Vec<Effect>) {
        if let Run::Live(live) = &self.run.run {
            let scenario = live.plan.scenario;
            let run = self.run.next_id();
            self.run.hurried = Some(run);
            self.run.run = Run::Simulating(Plan { id: run, scenario, executor: Executor::Virtual });
            effects.push(Effect::Simulate { run, scenario });
        }
    }
}
