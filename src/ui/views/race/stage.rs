//! The stage: did it oversell? Stubs, answer, what went wrong, the picture, and how it is played and kept.

use super::answer::{AnswerView, FileView, GraphView, MishapsView, StubsView};
use super::frame::FrameView;
use super::guess::GuessView;
use super::keep::KeepView;
use super::player::{CrowdView, PlayerView};
use super::timeline::SceneView;
use crate::present::Select;
use crate::scenario::MAX_LANES;
use crate::store::State;
use crate::ui::live::{Store, View, live};
use std::rc::Rc;
use yew::prelude::*;

/// Says what the stage consists of.
#[derive(Default)]
pub struct Parts;

/// What the stage consists of.
#[derive(PartialEq, Eq)]
pub struct PartsModel {
    embedded: bool,
    crowd: bool,
}

impl Select for Parts {
    type Key = bool;
    type Model = PartsModel;

    fn key(&self, state: &State) -> bool {
        state.scenario().buyers.get() > MAX_LANES
    }

    fn make(&mut self, state: &State) -> PartsModel {
        PartsModel { embedded: state.embedded(), crowd: self.key(state) }
    }
}

/// The stage.
pub struct StageView;

impl View for StageView {
    type Select = Parts;

    fn view(model: &Rc<PartsModel>, store: &Store) -> Html {
        html! {
            <>
                { live::<StubsView>(store) }
                { live::<AnswerView>(store) }
                if !model.embedded { { live::<GuessView>(store) } }
                <div class="mishaps">
                    { live::<MishapsView>(store) }
                    { live::<GraphView>(store) }
                </div>
                <div class="scene">
                    { live::<FileView>(store) }
                    { live::<SceneView>(store) }
                </div>
                if model.embedded {
                    // Only the answer, to be handed in; the page in a tab of its own has the rest.
                    { live::<FrameView>(store) }
                } else {
                    <div class="deck">
                        if model.crowd { { live::<CrowdView>(store) } } else { { live::<PlayerView>(store) } }
                        { live::<KeepView>(store) }
                    </div>
                }
            </>
        }
    }
}
