//! State and language in, what each part of the page shows out, as plain data. Pure, and tested without a browser.
//!
//! A [`Select`] makes one such model. Its key names everything that goes into it; [`Remembered`] makes the model anew only
//! when the key has changed, and otherwise gives the very same one, so that whoever shows it can tell by the pointer that
//! there is nothing to do. `tests/present.rs` holds remembered models against fresh ones after any actions.

pub mod check;
pub mod compare;
pub mod explore;
pub mod learn;
pub mod race;
pub mod share;
pub mod shell;
pub mod words;

use crate::scenario::{Link, View};
use crate::store::State;
use crate::trace::Judged;
use std::rc::Rc;

/// Makes what one part of the page shows.
pub trait Select: Default {
    /// All that the model depends on. Cheap to make and to compare.
    type Key: PartialEq;
    /// What is shown.
    type Model: PartialEq;

    /// What the model would be made of now.
    fn key(&self, state: &State) -> Self::Key;

    /// The model. It depends on what the key names, and on nothing else; what it remembers only makes it cheaper.
    fn make(&mut self, state: &State) -> Self::Model;
}

/// A selector with its last model.
pub struct Remembered<S: Select> {
    select: S,
    last: Option<(S::Key, Rc<S::Model>)>,
}

impl<S: Select> Default for Remembered<S> {
    fn default() -> Self {
        Self { select: S::default(), last: None }
    }
}

impl<S: Select> Remembered<S> {
    /// The model now: the same pointer as long as nothing that goes into it has changed.
    pub fn get(&mut self, state: &State) -> Rc<S::Model> {
        let key = self.select.key(state);
        match self.last.take() {
            Some((before, model)) if before == key => {
                self.last = Some((key, model.clone()));
                model
            }
            last => {
                let made = self.select.make(state);
                // Other causes can have the same effect.
                let model = match last {
                    Some((_, model)) if *model == made => model,
                    _ => Rc::new(made),
                };
                self.last = Some((key, model.clone()));
                model
            }
        }
    }
}

/// Compared by where it stands, not by what is in it: for runs that are known, which never change.
#[derive(Debug)]
pub struct Same<T>(pub Rc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// All that an address depends on, without writing it.
#[derive(Clone, Debug, PartialEq)]
pub struct Address(Link, Option<Same<Judged>>, Option<Rc<str>>, Option<Rc<str>>);

impl Address {
    /// Of what is on the page.
    pub fn of(state: &State) -> Self {
        let recorded = state.run.run.known().filter(|known| known.recorded);
        let (opening, handed_in) = (state.run.opening().cloned(), state.handed_in().cloned());
        Self(state.link.link, recorded.map(|known| Same(known.run.clone())), opening, handed_in)
    }

    /// Whether it is a step in the history, so that Back leads to the one before: another view, another lesson or step of it,
    /// or a run of one's own where a recording stood. A lesson opens where the reader has come to, which is no step.
    pub fn is_step_from(&self, before: &Self) -> bool {
        let (now, old) = (&self.0.page, &before.0.page);
        let is_taught = now.view == View::Learn && old.view == View::Learn;
        let is_taught_else = now.lesson != old.lesson || (now.step != old.step && old.step > 0);
        now.view != old.view || (is_taught && is_taught_else) || (before.1.is_some() && self.1.is_none())
    }
}
