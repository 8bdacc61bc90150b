//! Tells the page around this one what has changed, and hears what it asks for.

use super::{Parent, Request};
use crate::browser::link;
use crate::present::words;
use crate::store::{Action, Cause, Hub, Lack, LinkAction, PageAction, Phase, RunAction, State, Subscription};
use crate::t;
use crate::text::Lang;
use gloo_events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;

/// What the page around this one is told; nothing where there is none.
pub struct Mirror {
    parent: Option<Parent>,
    told: RefCell<Told>,
    owned: RefCell<Option<(Subscription, Option<EventListener>)>>,
}

/// What it was told last.
#[derive(Default)]
struct Told {
    state: Option<(&'static str, String)>,
    lack: Option<Lack>,
    ready: bool,
}

impl Mirror {
    /// Follows the store, and hears the page around this one, until dropped.
    pub fn new(hub: &Rc<Hub>) -> Rc<Self> {
        let mirror = Rc::new(Self { parent: Parent::get(), told: RefCell::default(), owned: RefCell::default() });
        if let Some(parent) = &mirror.parent {
            let (weak, told) = (Rc::downgrade(hub), Rc::downgrade(&mirror));
            let subscription = hub.subscribe(move || {
                if let (Some(hub), Some(mirror)) = (weak.upgrade(), told.upgrade()) {
                    mirror.follow(&hub.state());
                }
            });
            let asked = Rc::downgrade(hub);
            let listener = parent.listen(move |request| {
                if let Some(hub) = asked.upgrade() {
                    hub.dispatch(action(request));
                }
            });
            mirror.owned.replace(Some((subscription, listener)));
        }
        mirror
    }

    fn follow(&self, state: &State) {
        let Some(parent) = &self.parent else { return };
        let phase = state.phase();
        let mut told = self.told.borrow_mut();
        let lack = state.lack().filter(|_| phase == Phase::Failed);
        if let Some(lack) = lack.as_ref().filter(|lack| told.lack.as_ref() != Some(lack)) {
            parent.tell("error", &[("reason", "load".into()), ("message", lacks(state.lang(), lack).into())]);
        }
        told.lack = lack;
        // A run that was told and lacks something is over, too.
        let is_over = phase == Phase::Failed && matches!(told.state, Some(("running", _)));
        let Some(name) = phase.told().or_else(|| is_over.then_some("idle")) else { return };
        let now = (name, state.address());
        if told.state.as_ref() != Some(&now) {
            parent.tell("state", &[("state", name.into()), ("link", link::address(&now.1).into())]);
            told.state = Some(now);
        }
        // Not before it is known who will run.
        if !told.ready && state.page.probed {
            drop(told);
            self.tell_ready(state);
        }
    }

    /// Tells who will run, once that is known.
    pub fn tell_ready(&self, state: &State) {
        let Some(parent) = self.parent.as_ref().filter(|_| state.page.probed) else { return };
        self.told.borrow_mut().ready = true;
        let engine = ("engine", state.executor().name().into());
        match state.page.obstacle {
            Some(obstacle) => parent.tell("ready", &[engine, ("reason", obstacle.name().into())]),
            None => parent.tell("ready", &[engine]),
        }
    }

    /// Tells what could not be done: for which reason, and in words.
    pub fn tell_error(&self, (reason, text): &(&'static str, String)) {
        if let Some(parent) = &self.parent {
            parent.tell("error", &[("reason", (*reason).into()), ("message", text.as_str().into())]);
        }
    }
}

/// Why something could not be done: in one word, and in a sentence.
pub fn said(lang: Lang, cause: &Cause) -> (&'static str, String) {
    match cause {
        Cause::Busy => ("busy", t!(lang, "notice.busy")),
        Cause::Parameter(notice) => ("parameter", words::notice(lang, notice)),
    }
}

fn lacks(lang: Lang, lack: &Lack) -> String {
    match lack {
        Lack::Module(text) | Lack::File(text) => t!(lang, "status.failed", text = text),
        Lack::Incomplete => t!(lang, "status.incomplete"),
    }
}

fn action(request: Request) -> Action {
    match request {
        Request::Hello => Action::Page(PageAction::Hello),
        Request::Set(pairs) => {
            let pairs = pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
            Action::Link(LinkAction::Asked(pairs))
        }
        Request::Run => Action::Run(RunAction::Want),
        Request::Cancel => Action::Run(RunAction::Cancel),
    }
}
