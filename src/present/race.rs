//! What the race shows: what could not be used, whether it oversold, the picture of it, and the panels below.

mod answer;
mod code;
mod counts;
mod foot;
mod frame;
mod guess;
mod keep;
mod lock;
mod log;
mod mishaps;
mod notices;
mod player;
mod presets;
mod scene;
mod stubs;
mod table;
mod tabs;

pub use answer::{Answer, AnswerModel, Check, Figure, Outcome};
pub use code::{Code, CodeLine, CodeModel};
pub use counts::{Counts, CountsModel, Crowded};
pub use foot::{Foot, FootModel};
pub use frame::{Frame, FrameModel};
pub use guess::{Guess, GuessModel};
pub use keep::{Keep, KeepModel, LONGEST_LINK};
pub use lock::{End, Grip, Spot};
pub use log::{Log, LogLine, LogModel};
pub use mishaps::{File, FileModel, Graph, GraphModel, Mishaps, MishapsModel};
pub use notices::{NoticeModel, Notices, NoticesModel};
pub use player::{Crowd, CrowdModel, Player, PlayerModel};
pub use presets::{Preset, Presets, PresetsModel};
pub use scene::{Lost, Play, Scene, SceneModel, Since, Time};
pub use stubs::{Stubs, StubsModel};
pub use table::{Table, TableModel};
pub use tabs::{Tabs, TabsModel};

use super::Same;
use crate::store::{Run, RunId, State};
use crate::timeline::Pace;
use crate::trace::{Counted, Executor};

/// Which events are shown: of which run, once it has begun, and how many. Events are never taken back within one run, so
/// this tells whether anything has changed.
type Shown = (Option<RunId>, usize, bool);

fn shown(state: &State) -> Shown {
    let run = match &state.run.run {
        Run::None | Run::Preparing(_) | Run::Failed(_) | Run::Cancelled(_, None) => None,
        Run::Simulating(plan) | Run::Counting(plan, _) | Run::Cancelled(plan, Some(_)) => Some(plan.id),
        Run::Live(live) => Some(live.plan.id),
        Run::Known(known) => Some(known.id),
        Run::Crowd(id, _) => Some(*id),
    };
    // A run on real workers gets its final order when it is known.
    (run, state.events().len(), state.run.run.known().is_some())
}

/// How the own time of the run that is shown, or will be, becomes the scenario's.
fn pace(state: &State) -> Pace {
    match state.run.run.known() {
        Some(known) => Pace::of(&known.run),
        None => Pace::new(state.scenario(), state.shown_executor() == Executor::Workers),
    }
}

fn crowd(state: &State) -> Option<Same<Counted>> {
    state.run.run.crowd().cloned().map(Same)
}
