//! Between this page, its reader, and the page around it.

use super::{App, Message};
use crate::browser::embed::Request;
use crate::browser::files::on_drop;
use crate::browser::isolation::Obstacle;
use crate::browser::{db, link, probe, style};
use crate::scenario::parse_hash;
use crate::ui::state::Phase;
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
            let tell = ctx.link().callback(Message::Probed);
            wasm_bindgen_futures::spawn_local(async move { tell.emit(probe::shares_memory().await) });
        } else {
            self.probed = true;
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
            Request::Cancel => {
                self.autorun = false;
                self.cancel_run();
            }
            Request::Set(_) if self.state.phase.is_busy() => self.tell_error("busy", &t!("notice.busy")),
            Request::Set(pairs) => {
                let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                for notice in self.state.set(&pairs) {
                    self.tell_error("parameter", &words::notice(&notice));
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

    /// A worker was handed shared memory, and has it or not.
    pub fn probed(&mut self, shares: bool) {
        self.probed = true;
        if !shares {
            self.state.obstacle = Some(Obstacle::BrowserLacks);
        }
        if self.told.is_some() {
            self.tell_ready();
        }
    }

    fn tell_error(&self, reason: &str, text: &str) {
        if let Some(parent) = &self.parent {
            parent.tell("error", &[("reason", reason.into()), ("message", text.into())]);
        }
    }

    /// Not before it is known who will run.
    fn tell_ready(&self) {
        let Some(parent) = self.parent.as_ref().filter(|_| self.probed) else { return };
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
