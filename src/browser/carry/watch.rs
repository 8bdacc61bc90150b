//! Watches a run on real workers: reads their lanes once per animation frame, and tells what is new.

use super::shell::Shell;
use crate::browser::frames::Frames;
use crate::store::{Action, Hub, Run, RunAction, RunId, Stage, Subscription};
use std::cell::RefCell;
use std::rc::Rc;

/// Watches whatever runs, until dropped.
pub struct Watch {
    _subscription: Subscription,
}

impl Watch {
    /// Follows the store: a run is watched from the opening of the gate to its end.
    pub fn new(hub: &Rc<Hub>, shell: &Rc<Shell>) -> Self {
        let watching: RefCell<Option<(RunId, Frames)>> = RefCell::default();
        let (shell, weak) = (shell.clone(), Rc::downgrade(hub));
        let subscription = hub.subscribe(move || {
            let Some(hub) = weak.upgrade() else { return };
            let now = match &hub.state().run.run {
                Run::Live(live) if matches!(live.stage, Stage::Running { .. }) => Some(live.plan.id),
                _ => None,
            };
            let mut watching = watching.borrow_mut();
            if watching.as_ref().map(|(run, _)| *run) != now {
                *watching = now.map(|run| (run, frames(&shell, run)));
            }
        });
        Self { _subscription: subscription }
    }
}

fn frames(shell: &Rc<Shell>, run: RunId) -> Frames {
    let (shell, seen) = (shell.clone(), RefCell::new(Vec::new()));
    Frames::new(move || {
        let Some(workers) = shell.workers(run) else { return };
        let mut events = Vec::new();
        workers.read_new_events(&mut seen.borrow_mut(), &mut events);
        if !events.is_empty() {
            shell.tell(Action::Run(RunAction::Happened(run, events)));
        }
    })
}
