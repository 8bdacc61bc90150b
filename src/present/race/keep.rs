//! Keeping a run: a link to exactly it, files for other programs, and opening a saved one.

use crate::present::{Same, Select};
use crate::scenario::Link;
use crate::store::State;
use crate::t;
use crate::text::Lang;
use crate::trace::Judged;

/// The longest address that is offered as a link, in characters: mail programs, chats and course pages cut longer ones.
pub const LONGEST_LINK: usize = 1800;

/// Makes the buttons.
#[derive(Default)]
pub struct Keep;

/// The buttons under the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeepModel {
    /// Their name.
    pub title: String,
    /// The query and hash of exactly this run; `None` where there is none that could be replayed.
    pub address: Option<String>,
    /// Whether there is a run to save.
    pub known: bool,
    /// The names: copying a link to exactly this run, saving it instead and why, other forms, opening one.
    pub copy: String,
    /// The name of saving it.
    pub save: String,
    /// Why it is saved instead.
    pub too_long: String,
    /// The name of the other forms.
    pub export: String,
    /// The name of opening a saved one.
    pub open: String,
}

impl Select for Keep {
    type Key = (Lang, Option<Same<Judged>>, Link, Option<u32>);
    type Model = KeepModel;

    fn key(&self, state: &State) -> Self::Key {
        let run = state.run.run.known().map(|known| Same(known.run.clone()));
        (state.lang(), run, state.link.link, state.stands_at())
    }

    fn make(&mut self, state: &State) -> KeepModel {
        let (lang, run, ..) = self.key(state);
        KeepModel {
            title: t!(lang, "keep.title"),
            address: state.exact_address(),
            known: run.is_some(),
            copy: t!(lang, "keep.copy_run"),
            save: t!(lang, "keep.save_run"),
            too_long: t!(lang, "keep.too_long"),
            export: t!(lang, "keep.export"),
            open: t!(lang, "keep.open_run"),
        }
    }
}
