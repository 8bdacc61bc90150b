//! What goes on only once the second module is there: runs that need something first, drawing, watching, playing.

use super::{App, Message};
use crate::browser::prepared::{Lack, Needs, Prepared, prepare};
use crate::scenario::Store;
use crate::trace::Executor;
use crate::ui::many::runs;
use crate::ui::session::Session;
use crate::ui::state::{Action, Phase};
use crate::ui::t::t;
use crate::ui::watch::{live, player};
use yew::prelude::*;

impl App {
    /// Brings into line with the state what the first module knows nothing of: what is drawn, watched, played, and held.
    pub fn follow_later(&mut self) {
        self.drawing.follow(&self.state);
        if let Some(session) = &mut *self.slot.borrow_mut()
            && let Some(run) = session.unwatched()
        {
            session.watch(live(run, self.dispatch.clone()));
        }
        let has_player = self.slot.borrow().as_ref().map(Session::is_player);
        match (self.state.is_playing(), has_player) {
            (true, None | Some(false)) => drop(self.slot.replace(Some(player(&self.dispatch)))),
            (false, Some(true)) => drop(self.slot.take()),
            _ => {}
        }
        if !self.state.phase.is_busy() {
            self.prepared = None;
        }
        // Another scenario, or the end: nothing is left to run.
        if self.state.chance.as_ref().is_none_or(|sales| sales.runs >= runs(&self.state.link.scenario)) {
            self.many = None;
        }
    }

    /// Gets what the next run needs first.
    pub fn prepare(&mut self, ctx: &Context<Self>) {
        drop(self.slot.take());
        self.state.apply(Action::Queue);
        let (scenario, is_real) = (self.state.link.scenario, self.state.executor() == Executor::Workers);
        let needs = Needs {
            turn: self.parent.is_some(),
            module: is_real && self.state.module.is_err(),
            file: is_real && scenario.store == Store::File,
        };
        let ready = ctx.link().callback(Message::Prepared);
        wasm_bindgen_futures::spawn_local(async move { ready.emit(prepare(scenario, needs).await) });
    }

    /// Starts the run, unless it was cancelled meanwhile, or is another by now: then what was prepared goes on at once.
    pub fn start_prepared(&mut self, ctx: &Context<Self>, prepared: Result<Prepared, Lack>) {
        match prepared {
            _ if self.state.phase != Phase::Queued => {}
            Ok(prepared) if prepared.scenario != self.state.link.scenario => {}
            Ok(mut prepared) => {
                self.state.exclusive = prepared.db.as_ref().is_some_and(|db| db.exclusive);
                if let Some(module) = prepared.module.take() {
                    self.state.module = Ok(module);
                }
                self.prepared = Some(prepared);
                // At once, so that what is not needed any more is recognised.
                self.execute(ctx);
            }
            Err(Lack::Module(text)) => self.state.phase = Phase::Failed(t!("status.failed", text = text)),
            Err(Lack::File(text)) => drop(self.state.apply(Action::NoFile(text))),
        }
    }
}
