//! The foot of the page.

use crate::present::Select;
use crate::store::State;
use crate::t;
use crate::text::Lang;
use crate::trace::Executor;

/// Makes the foot.
#[derive(Default)]
pub struct Foot;

/// What the page does with what its reader does, and the way to the gallery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FootModel {
    /// One sentence about the page.
    pub motto: String,
    /// What is real, and what is simulated.
    pub honest: String,
    /// The name of the gallery.
    pub gallery: String,
}

impl Select for Foot {
    type Key = (Lang, bool);
    type Model = FootModel;

    fn key(&self, state: &State) -> Self::Key {
        (state.lang(), state.shown_executor() == Executor::Workers)
    }

    fn make(&mut self, state: &State) -> FootModel {
        let (lang, is_real) = self.key(state);
        let key = if is_real { "foot.honest" } else { "foot.simulated" };
        FootModel { motto: t!(lang, "motto"), honest: t!(lang, key), gallery: t!(lang, "foot.gallery") }
    }
}
