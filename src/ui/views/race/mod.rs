//! The race: one run, buyer by buyer. It brings what carries out everything beyond starting real workers, and fills the
//! places that the shell keeps for it.

mod access;
mod answer;
mod code;
mod foot;
mod frame;
mod guess;
mod keep;
mod more;
mod notices;
mod panels;
mod player;
mod presets;
mod stage;
mod timeline;
mod tools;

use super::{Mounted, Panel, Places, Show, View};
use crate::browser::carry::{Shell, race::serve};
use crate::browser::embed::Parent;
use crate::browser::style;
use crate::store::{Action, PageAction};
use crate::t;
use crate::ui::live::{Live, LiveProps, Store, live, part};
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::NodeRef;

/// One run, buyer by buyer.
pub const RACE: View =
    View { name: "race", label: |lang| t!(lang, "nav.race"), panels: &[CODE, LOG, TABLE], is_listed: true };

/// The script's output; of very many buyers, counts.
const LOG: Panel = Panel {
    name: "log",
    label: |lang| t!(lang, "tab.log"),
    show: Show::With(live::<panels::OrCounts<panels::LogView>>),
};

/// The purchase as code.
const CODE: Panel =
    Panel { name: "code", label: |lang| t!(lang, "tab.code"), show: Show::With(live::<code::CodeView>) };

/// The timeline as a table; of very many buyers, counts.
const TABLE: Panel = Panel {
    name: "table",
    label: |lang| t!(lang, "tab.table"),
    show: Show::With(live::<panels::OrCounts<panels::TableView>>),
};

/// Loads the race, and shows it in its places. Where it cannot be had, the store is told.
pub async fn load(store: Store, shell: Rc<Shell>, places: Places) {
    if split::race(store.clone(), shell, places).await.is_err() {
        store.send(Action::Page(PageAction::Race(false)));
        // What would tell the page around this one has not come.
        if let Some(parent) = Parent::get() {
            let text = t!(store.state().lang(), "status.incomplete");
            parent.tell("error", &[("reason", "load".into()), ("message", text.into())]);
        }
    }
}

#[allow(unsafe_code, reason = "a split function is exported by one module and imported by the other")]
mod split {
    use super::{Places, Rc, Shell, Store, fill};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// The race. What only it refers to is only in its module.
    #[wasm_split(race, fallible)]
    #[allow(clippy::unnecessary_wraps, reason = "what cannot be fetched is told as an error")]
    pub fn race(store: Store, shell: Rc<Shell>, places: Places) -> Result<(), SplitLoaderError> {
        fill(&store, &shell, &places);
        Ok(())
    }
}

fn fill(store: &Store, shell: &Rc<Shell>, places: &Places) {
    crate::text::add(crate::catalogue!("race"));
    style::add(include_str!("../../../../www/race.css"));
    style::add(include_str!("../../../../www/forced.css"));
    style::add(include_str!("../../../../www/print.css"));
    if store.state().embedded() {
        style::add(include_str!("../../../../www/frame.css"));
    }
    serve(store.hub(), shell);
    let put = |place: &NodeRef, part| {
        if let Some(element) = place.cast::<Element>() {
            shell.keep(Mounted::put::<Live>(element, LiveProps { store: store.clone(), part }));
        }
    };
    put(&places.nav, part::<panels::NavView>());
    put(&places.presets, part::<presets::PresetsView>());
    put(&places.access, part::<access::AccessView>());
    put(&places.differs, part::<more::DiffersView>());
    put(&places.others, part::<more::MoreView>());
    put(&places.notices, part::<notices::NoticesView>());
    put(&places.stage, part::<stage::StageView>());
    put(&places.foot, part::<foot::FootView>());
    put(&places.panels, part::<panels::PanelsView>());
    put(&places.share, part::<tools::ToolsView>());
    store.send(Action::Page(PageAction::Race(true)));
}
