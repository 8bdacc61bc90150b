//! The link: what the controls show and the address bar says, and what of it could not be used.

use super::{Cause, Effect, Place, Run, State};
use crate::scenario::{Carried, Language, Link, Notice, PageOptions, Problem, parse_hash, set, write};
use crate::text::Lang;
use crate::trace::Damage;
use std::borrow::Cow;
use std::rc::Rc;

/// The most notices that are kept: a page around this one may ask for ten thousand things that do not exist.
const MOST_NOTICES: usize = 50;

/// Parameters and their values, as a link spells them.
pub type Pairs = Vec<(Cow<'static, str>, Cow<'static, str>)>;

/// Pairs that stand in the code.
pub fn pairs(known: &[(&'static str, &'static str)]) -> Pairs {
    known.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect()
}

/// The link and its notices.
#[derive(Clone, Debug)]
pub struct LinkSlice {
    /// What the controls show and the address bar says.
    pub link: Link,
    /// What could not be used as given.
    pub notices: Vec<Notice>,
    /// The language the reader's browser asks for.
    pub prefers: Lang,
    /// The text of what was handed in, as the hash carries it.
    pub handed_in: Option<Rc<str>>,
}

/// What can happen to it.
#[derive(Clone, Debug)]
pub enum LinkAction {
    /// A control, a preset: parameters take values.
    Set(Pairs),
    /// The page around this one asks for values.
    Asked(Pairs),
    /// A notice was read.
    Dismiss(usize),
    /// Another hash stands in the address bar: perhaps another recorded run.
    Hash(String),
    /// The reader has gone back or forward in the history of the page: to this link with this hash.
    Went(Link, String),
    /// A file could not be opened: its name, and what is wrong with it ([`of_file`]).
    RefusedFile(String, Problem),
}

/// What is wrong with a file that could not be opened.
pub const fn of_file(damage: &Damage) -> Problem {
    match damage {
        Damage::NoSchedule => Problem::BadFile,
        Damage::Newer(_) => Problem::NewerFile,
        Damage::Altered | Damage::Senseless => Problem::AlteredFile,
        Damage::Unplayable => Problem::UnplayableFile,
        // It is not to blame.
        Damage::Packed => Problem::PackedSchedule,
    }
}

impl LinkSlice {
    /// As the page opens.
    pub fn new(link: Link, notices: Vec<Notice>, prefers: Lang) -> Self {
        Self { link, notices, prefers, handed_in: None }
    }

    /// The language of the texts.
    pub const fn lang(&self) -> Lang {
        match self.link.page.lang {
            Language::En => Lang::En,
            Language::Zh => Lang::Zh,
            Language::Auto => self.prefers,
        }
    }

    /// What was said about the last recording says nothing about the next.
    pub(super) fn forget_recordings(&mut self) {
        self.notices.retain(|notice| !notice.problem.is_of_recording());
    }

    /// A recording, or a file of that name, could not be opened.
    pub(super) fn refuse(&mut self, given: &str, problem: Problem) {
        self.forget_recordings();
        let used = write(&Link { scenario: self.link.scenario, ..Link::default() });
        self.notices.push(Notice::of_schedule(given, problem, used));
    }
}

impl State {
    pub(super) fn reduce_link(&mut self, action: LinkAction, effects: &mut Vec<Effect>) {
        match action {
            LinkAction::Set(pairs) => drop(self.set(&pairs)),
            LinkAction::Asked(_) if self.run.run.busy().is_some() => effects.push(Effect::TellError(Cause::Busy)),
            LinkAction::Asked(pairs) => {
                let notices = self.set(&pairs);
                effects.extend(notices.into_iter().map(|notice| Effect::TellError(Cause::Parameter(notice))));
            }
            LinkAction::Dismiss(index) => {
                if index < self.link.notices.len() {
                    self.link.notices.remove(index);
                }
            }
            LinkAction::Hash(hash) => {
                let (Carried { recorded, handed_in }, notices) = parse_hash(&hash);
                self.link.handed_in = handed_in.map(Into::into);
                self.link.notices.retain(|notice| notice.parameter != "t" && !notice.parameter.starts_with('#'));
                self.link.notices.extend(notices);
                let shown = self.run.carried().map(str::to_owned);
                if let Some(text) = recorded.filter(|text| shown.as_ref() != Some(text)) {
                    self.open_recorded(text, effects);
                }
            }
            LinkAction::Went(link, hash) => {
                let PageOptions { lang, theme, embed, present, .. } = self.link.link.page;
                // These are the reader's, wherever the history leads.
                self.take(Link { page: PageOptions { lang, theme, embed, present, ..link.page }, ..link });
                if hash.is_empty() {
                    self.run.forget_recorded();
                }
                self.reduce_link(LinkAction::Hash(hash), effects);
            }
            LinkAction::RefusedFile(name, problem) => self.link.refuse(&name, problem),
        }
    }

    /// Sets parameters as a link would; what could not be used is shown, and given back.
    fn set(&mut self, pairs: &Pairs) -> Vec<Notice> {
        let plain: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
        let (link, notices) = set(&self.link.link, &plain);
        self.take(link);
        // A lesson that is opened says which it is: what was said of the link's own stays as long as it is that one.
        let is_said = |notice: &Notice, (name, value): &(&str, &str)| {
            notice.parameter == *name && !(*name == "lesson" && value.starts_with(&notice.used))
        };
        self.link.notices.retain(|notice| !plain.iter().any(|pair| is_said(notice, pair)));
        self.link.notices.extend(notices.clone());
        let old = self.link.notices.len().saturating_sub(MOST_NOTICES);
        self.link.notices.drain(..old);
        notices
    }

    /// Another link.
    fn take(&mut self, link: Link) {
        let before = core::mem::replace(&mut self.link.link, link);
        if link.page.view != before.page.view {
            self.panels.view = Place::of(link.page.view);
        }
        // What the stage shows must be what the address bar says: a run of another scenario ends, too.
        if link.scenario != before.scenario {
            self.run.run = Run::None;
            // Nor is a recording meant any more that is still on its way.
            self.run.forget_recorded();
            self.forget_choices();
        }
    }
}
