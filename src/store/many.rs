//! The scenario with many seeds.

use super::{Effect, RunId, State};
use crate::engine::Sales;
use crate::scenario::Scenario;
use std::rc::Rc;

/// A series of runs, as far as it is.
#[derive(Clone, Debug)]
pub struct Many {
    /// Which series.
    pub id: RunId,
    /// Of what.
    pub scenario: Scenario,
    /// What came of it so far.
    pub sales: Rc<Sales>,
}

/// What can happen to it.
#[derive(Clone, Debug)]
pub enum ManyAction {
    /// It begins, anew if there was one.
    Start,
    /// It ends, and what it found is forgotten.
    Stop,
    /// So far it has come.
    Sold(RunId, Rc<Sales>),
}

impl State {
    pub(super) fn reduce_many(&mut self, action: ManyAction, effects: &mut Vec<Effect>) {
        match action {
            ManyAction::Start => {
                let (id, scenario) = (self.run.next_id(), *self.scenario());
                self.many = Some(Many { id, scenario, sales: Rc::default() });
                effects.push(Effect::Many { run: id, scenario });
            }
            ManyAction::Stop => self.many = None,
            ManyAction::Sold(id, sales) => {
                if let Some(many) = self.many.as_mut().filter(|many| many.id == id) {
                    many.sales = sales;
                }
            }
        }
    }
}
