//! Between this page and the one around it.

use super::App;
use crate::browser::embed::Request;
use crate::browser::link;
use crate::browser::turn::Turn;
use crate::trace::Executor;
use crate::ui::session::start_workers;
use crate::ui::state::{Action, Phase};
use crate::ui::words;
use yew::prelude::*;

impl App {
    /// What the page around this one asked for.
    pub(super) fn answer(&mut self, ctx: &Context<Self>, request: Request) {
        match request {
            Request::Hello => self.tell_ready(),
            Request::Run if self.state.phase == Phase::Loading => self.autorun = true,
            Request::Run => self.start(ctx),
            Request::Cancel => self.cancel_run(),
            Request::Set(_) if self.state.phase.is_busy() => self.tell_error("busy", "cancel the run first"),
            Request::Set(pairs) => {
                for (name, value) in pairs {
                    for notice in self.state.set(&name, &value) {
                        self.tell_error("parameter", &words::notice(&notice));
                    }
                }
            }
        }
    }

    fn tell_error(&self, reason: &str, text: &str) {
        if let Some(parent) = &self.parent {
            parent.tell("error", &[("reason", reason.into()), ("message", text.into())]);
        }
    }

    fn tell_ready(&self) {
        let Some(parent) = &self.parent else { return };
        let engine = ("engine", self.state.executor().name().into());
        match self.state.obstacle {
            Some(obstacle) => parent.tell("ready", &[engine, ("reason", obstacle.name().into())]),
            None => parent.tell("ready", &[engine]),
        }
    }

    /// Tells the page around this one what has changed.
    pub(super) fn tell_state(&mut self) {
        let Some(parent) = &self.parent else { return };
        let state = match &self.state.phase {
            Phase::Loading => return,
            Phase::Failed(text) => {
                if self.told.is_none() {
                    self.tell_error("load", text);
                }
                self.told = Some(("failed", String::new()));
                return;
            }
            Phase::Queued | Phase::Starting { .. } | Phase::Running => "running",
            Phase::Replaying => "replaying",
            Phase::Idle | Phase::Done | Phase::Cancelled => "idle",
        };
        let now = (state, self.said.0.clone());
        if self.told.as_ref() != Some(&now) {
            let is_first = self.told.is_none();
            parent.tell("state", &[("state", state.into()), ("link", link::address(&now.1).into())]);
            self.told = Some(now);
            if is_first {
                self.tell_ready();
            }
        }
    }

    /// It is this frame's turn, unless it was cancelled meanwhile: then the turn goes on at once.
    pub(super) fn take_turn(&mut self, turn: Turn) {
        if let (Phase::Queued, Ok(module)) = (&self.state.phase, &self.state.module) {
            self.turn = Some(turn);
            start_workers(self.state.link.scenario, module, &self.dispatch, &self.slot);
            // At once, so that a turn that is not needed any more is recognised.
            self.state.apply(Action::Start(Executor::Workers));
        }
    }
}
