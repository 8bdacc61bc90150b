//! Every variant on real workers, one after the other. Each run waits for its turn, so that neither the reader's own run
//! nor another frame's races it for the same cores.

use crate::browser::carry::known::with_file;
use crate::browser::clock_step::clock_step;
use crate::browser::embed::Parent;
use crate::browser::prepared::{Lack, Prepared, prepare};
use crate::browser::shared::Setup;
use crate::browser::turn::{self, Here};
use crate::browser::workers::{BuyerModule, Progress, Run};
use crate::present::compare::Raced;
use crate::scenario::{MAX_WORKERS, Scenario, Store};
use crate::store::Needs;
use crate::text::{Lang, t};
use crate::trace::{Recording, check, file_access, interrupted, judge};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What became of a variant on real workers if the model admits it, or why there is nothing.
pub type Outcome = Result<Raced, String>;

/// The runs, as far as they are. Dropping them ends the one under way.
pub struct Real {
    variants: Vec<Scenario>,
    /// As many as have ended.
    pub outcomes: Vec<Outcome>,
    module: Option<BuyerModule>,
    run: Option<Run>,
    prepared: Option<(Prepared, Here)>,
    lang: Lang,
    /// Is told what happens to the runs.
    tell: Callback<News>,
}

/// What happens to the runs.
pub enum News {
    /// What a run needs is there, its turn too, or cannot be had.
    Prepared(Result<(Prepared, Here), Lack>),
    /// Workers have ended.
    Ended(Rc<Recording>),
    /// Their run is judged.
    Judged(Outcome),
    /// The page was left meanwhile, or the machine slept.
    Interrupted,
}

impl Real {
    /// Starts the first; `tell` is told what is to be given to [`Real::hear`].
    pub fn start(variants: Vec<Scenario>, lang: Lang, tell: Callback<News>) -> Self {
        let variants = variants.into_iter().filter(|variant| variant.buyers.get() <= MAX_WORKERS).collect();
        let real = Self { variants, outcomes: Vec::new(), module: None, run: None, prepared: None, lang, tell };
        real.next();
        real
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
    pub fn hear(&mut self, news: News) {
        match news {
            News::Prepared(Ok((mut prepared, here))) => {
                if let Some(module) = prepared.module.take() {
                    self.module = Some(module);
                }
                // Cancelled meanwhile: nobody needs its turn.
                self.prepared = self.goes_on().then_some((prepared, here));
                self.race();
            }
            News::Prepared(Err(Lack::Module(text))) => {
                self.outcomes = self.variants.iter().map(|_| Err(text.clone())).collect();
            }
            News::Prepared(Err(Lack::File(text))) => self.done(Err(text)),
            News::Ended(recording) => {
                self.run = None;
                let (tell, lang) = (self.tell.clone(), self.lang);
                spawn_local(async move {
                    let trace = with_file(recording).await.into_trace();
                    // A run that the model does not admit is a bug, and no number to compare.
                    let admitted = check(&trace).is_ok();
                    let raced =
                        Raced { verdict: judge(&trace), access: file_access(&trace), clock_step: clock_step().await };
                    tell.emit(match (admitted, interrupted(&trace)) {
                        (true, 0) => News::Judged(Ok(raced)),
                        (true, _) => News::Interrupted,
                        (false, _) => News::Judged(Err(t!(lang, "checked.no"))),
                    });
                });
            }
            News::Judged(outcome) => self.done(outcome),
            // Its times would be compared with those of others: it is run again.
            News::Interrupted => {
                self.prepared = None;
                self.next();
            }
        }
    }

    fn done(&mut self, outcome: Outcome) {
        self.prepared = None;
        if self.goes_on() {
            self.outcomes.push(outcome);
            self.next();
        }
    }

    fn next(&self) {
        let Some(&variant) = self.variants.get(self.outcomes.len()) else { return };
        let tell = self.tell.clone();
        let needs =
            Needs { turn: Parent::get().is_some(), module: self.module.is_none(), file: variant.store == Store::File };
        spawn_local(async move {
            // In this order, as whoever presses Run: else each could wait for what the other holds.
            tell.emit(News::Prepared(match prepare(variant, needs).await {
                Ok(prepared) => Ok((prepared, turn::here().await)),
                Err(lack) => Err(lack),
            }));
        });
    }

    /// Starts the run that is next.
    fn race(&mut self) {
        let (Some(variant), Some(module)) = (self.variants.get(self.outcomes.len()), &self.module) else { return };
        let tell = self.tell.clone();
        self.run = Some(Run::start(*variant, Setup::default(), module, move |progress| {
            if let Progress::Finished(recording) = progress {
                tell.emit(News::Ended(recording));
            }
        }));
    }
}
