//! Every variant on real workers, one after the other.

use super::{Compare, Input};
use crate::browser::embed::Parent;
use crate::browser::prepared::{Lack, Needs, Prepared, prepare};
use crate::browser::shared::Setup;
use crate::browser::workers::{BuyerModule, Progress, Run};
use crate::scenario::{MAX_WORKERS, Scenario, Store};
use crate::trace::{Recording, Verdict, check, judge};
use crate::ui::known::with_file;
use crate::ui::t::t;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What became of a variant on real workers: its verdict if the model admits it, or why there is none.
pub type Outcome = Result<Verdict, String>;

/// The runs, as far as they are. Dropping them ends the one under way.
pub struct Real {
    variants: Vec<Scenario>,
    /// As many as have ended.
    pub outcomes: Vec<Outcome>,
    module: Option<BuyerModule>,
    run: Option<Run>,
    prepared: Option<Prepared>,
    /// What comes of an earlier series is not of this one.
    pub series: u32,
}

/// What happens to the runs.
pub enum News {
    /// What a run needs is there, or cannot be had.
    Prepared(Result<Prepared, Lack>),
    /// Workers have ended.
    Ended(Rc<Recording>),
    /// Their run is judged.
    Judged(Outcome),
}

impl Real {
    /// Starts the first.
    pub fn start(variants: Vec<Scenario>, series: u32, ctx: &Context<Compare>) -> Self {
        let variants = variants.into_iter().filter(|variant| variant.buyers.get() <= MAX_WORKERS).collect();
        let real = Self { variants, outcomes: Vec::new(), module: None, run: None, prepared: None, series };
        real.next(ctx);
        real
    }

    fn teller(series: u32, ctx: &Context<Compare>) -> Callback<News> {
        ctx.link().callback(move |news| Input::News(series, news))
    }

    /// How many have ended, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.outcomes.len(), self.variants.len())
    }

    /// Whether one is under way.
    pub fn goes_on(&self) -> bool {
        self.outcomes.len() < self.variants.len()
    }

    /// Ends the one under way, and starts no other.
    pub fn cancel(&mut self) {
        self.variants.truncate(self.outcomes.len());
        (self.run, self.prepared) = (None, None);
    }

    /// Goes on with what has come.
    pub fn hear(&mut self, news: News, ctx: &Context<Compare>) {
        match news {
            News::Prepared(Ok(mut prepared)) => {
                if let Some(module) = prepared.module.take() {
                    self.module = Some(module);
                }
                // Cancelled meanwhile: nobody needs its turn.
                self.prepared = self.goes_on().then_some(prepared);
                self.race(ctx);
            }
            News::Prepared(Err(Lack::Module(text))) => {
                self.outcomes = self.variants.iter().map(|_| Err(text.clone())).collect();
            }
            News::Prepared(Err(Lack::File(text))) => self.done(Err(text), ctx),
            News::Ended(recording) => {
                self.run = None;
                let tell = Self::teller(self.series, ctx);
                spawn_local(async move {
                    let trace = with_file(recording).await.into_trace();
                    // A run that the model does not admit is a bug, and no number to compare.
                    let admitted = check(&trace).is_ok();
                    tell.emit(News::Judged(if admitted { Ok(judge(&trace)) } else { Err(t!("checked.no")) }));
                });
            }
            News::Judged(outcome) => self.done(outcome, ctx),
        }
    }

    fn done(&mut self, outcome: Outcome, ctx: &Context<Compare>) {
        self.prepared = None;
        if self.goes_on() {
            self.outcomes.push(outcome);
            self.next(ctx);
        }
    }

    fn next(&self, ctx: &Context<Compare>) {
        let Some(&variant) = self.variants.get(self.outcomes.len()) else { return };
        let tell = Self::teller(self.series, ctx);
        let needs =
            Needs { turn: Parent::get().is_some(), module: self.module.is_none(), file: variant.store == Store::File };
        spawn_local(async move { tell.emit(News::Prepared(prepare(variant, needs).await)) });
    }

    /// Starts the run that is next.
    fn race(&mut self, ctx: &Context<Compare>) {
        let (Some(variant), Some(module)) = (self.variants.get(self.outcomes.len()), &self.module) else { return };
        let tell = Self::teller(self.series, ctx);
        self.run = Some(Run::start(*variant, Setup::default(), module, move |progress| {
            if let Progress::Finished(recording) = progress {
                tell.emit(News::Ended(recording));
            }
        }));
    }
}
