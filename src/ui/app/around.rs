//! Between this page, its reader, and the page around it.

use super::{App, Message};
use crate::browser::embed::Request;
use crate::browser::files::on_drop;
use crate::browser::isolation::Obstacle;
use crate::browser::prepared::{Lack, Needs, Prepared, prepare};
use crate::browser::{db, link, probe, style};
use crate::scenario::{Store, parse_hash};
use crate::trace::Executor;
use crate::ui::state::{Action, Phase};
use crate::ui::t::t;
use crate::ui::words;
use yew::prelude::*;

impl App {
    /// Brings the second module's style sheet along, as its parts are not shown without it, and looks what this browser has.
    /// Then hears what the reader drops, another hash in the address bar, and the page around this one.
    pub fn listen(&mut self, ctx: &Context<Self>) {
        style::add(include_str!("../../../www/later.css"));
        let (changed, dropped) = (ctx.link().callback(|()| Message::Hash), ctx.link().callback(Message::File));
        let asked = ctx.link().callback(Message::Asked);
        self.state.no_file = (!db::exists()).then(|| "navigator.storage.getDirectory".to_owned());
        if self.state.obstacle.is_none() {
            let dispatch = self.dispatch.clone();
            wasm_bindgen_futures::spawn_local(async move {
                if !probe::shares_memory().await {
                    dispatch.emit(Action::Obstacle(Obstacle::BrowserLacks));
                }
            });
        }
        self.listeners = on_drop(move |file| dropped.emit(file));
        self.listeners.extend(link::on_hash_change(move || changed.emit(())));
        self.listeners
            .extend(self.parent.as_ref().and_then(|parent| parent.listen(move |request| asked.emit(request))));
    }

    /// What the page around this one asked for.
    pub fn answer(&mut self, ctx: &Context<Self>, request: Request) {
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

    /// Another hash stands in the address bar: perhaps another recorded run.
    pub fn reopen(&mut self, ctx: &Context<Self>) {
        // Whatever comes of it, the address bar says again what is on the page.
        self.said.0.clear();
        let (recorded, notices) = parse_hash(&link::hash());
        self.state.notices.retain(|notice| notice.parameter != "t" && !notice.parameter.starts_with('#'));
        self.state.notices.extend(notices);
        if let Some(text) = recorded
            && self.state.recorded.as_ref() != Some(&text)
        {
            self.handle(ctx, Message::Open(text));
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
    pub fn tell_state(&mut self) {
        let Some(parent) = &self.parent else { return };
        let state = match &self.state.phase {
            Phase::Loading => return,
            Phase::Failed(text) => {
                let now = ("failed", text.clone());
                if self.told.as_ref() != Some(&now) {
                    self.tell_error("load", text);
                }
                self.told = Some(now);
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
}
