//! The race: one run, buyer by buyer. It comes in three modules, one after the other, since each has something to do while
//! the next is on the line: `race` is the stage, `around` what stands around it, among that the purchase as code, and
//! `runs` carry out everything beyond starting real workers; they are also what nobody sees at first: log, table, the
//! other controls.

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
mod told;
mod tools;

use super::{Mounted, Panel, Places, View};
use crate::browser::carry::{Shell, open_file, runs::serve};
use crate::browser::embed::Parent;
use crate::browser::style;
use crate::store::{Action, PageAction, Part};
use crate::t;
use crate::ui::live::{self, Live, LiveProps, Store, live, part};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, File};
use yew::Html;
use yew::prelude::NodeRef;

/// One run, buyer by buyer.
pub const RACE: View =
    View { name: "race", label: |lang| t!(lang, "nav.race"), panels: &[CODE, LOG, TABLE], is_listed: true };

/// The purchase as code.
const CODE: Panel =
    Panel { name: "code", label: |lang| t!(lang, "tab.code"), open: |store| Box::pin(split::code(store)) };

/// The script's output; of very many buyers, counts.
const LOG: Panel =
    Panel { name: "log", label: |lang| t!(lang, "tab.log"), open: |store| Box::pin(split::told(store, Told::Log)) };

/// The timeline as a table; of very many buyers, counts.
const TABLE: Panel = Panel {
    name: "table",
    label: |lang| t!(lang, "tab.table"),
    open: |store| Box::pin(split::told(store, Told::Table)),
};

/// What a run tells: which of the two.
#[derive(Clone, Copy)]
enum Told {
    Log,
    Table,
}

/// Loads the race, which loads the others. Where one cannot be had, the store is told, and none follows.
pub async fn load(store: Store, shell: Rc<Shell>, places: Places) {
    if split::race(store.clone(), shell, places).await.is_err() {
        lack(&store, Part::Race);
    }
}

/// What follows the race, which is here: so the first module need not know how that is loaded.
async fn load_others(store: Store, shell: Rc<Shell>, places: Places) {
    // A frame has nothing around its stage.
    if !store.state().embedded() && split::around(store.clone(), shell.clone(), places.clone()).await.is_err() {
        lack(&store, Part::Around);
    } else if split::runs(store.clone(), shell, places).await.is_err() {
        lack(&store, Part::Runs);
    }
}

/// A part cannot be had.
fn lack(store: &Store, part: Part) {
    store.send(Action::Page(PageAction::Came(part, false)));
    // What would tell the page around this one has not come.
    if let Some(parent) = Parent::get() {
        let text = t!(store.state().lang(), "status.incomplete");
        parent.tell("error", &[("reason", "load".into()), ("message", text.into())]);
    }
}

/// Opens a file that the reader has chosen.
async fn open(store: Store, file: File) {
    if split::open(store.clone(), file).await.is_err() {
        lack(&store, Part::Runs);
    }
}

#[allow(unsafe_code, reason = "a split function is exported by one module and imported by the other")]
#[allow(clippy::unnecessary_wraps, reason = "what cannot be fetched is told as an error")]
mod split {
    use super::{File, Html, Places, Rc, Shell, Store, Told, code, live, open_file, told};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// The stage. What only it refers to is only in its module.
    #[wasm_split(race, fallible)]
    pub fn race(store: Store, shell: Rc<Shell>, places: Places) -> Result<(), SplitLoaderError> {
        super::race(&store, &shell, &places);
        Ok(())
    }

    /// What stands around the stage.
    #[wasm_split(around, fallible)]
    pub fn around(store: Store, shell: Rc<Shell>, places: Places) -> Result<(), SplitLoaderError> {
        super::around(&store, &shell, &places);
        Ok(())
    }

    /// The program as code.
    #[wasm_split(around, fallible)]
    pub fn code(store: Store) -> Result<Html, SplitLoaderError> {
        Ok(live::<code::CodeView>(&store))
    }

    /// From now on runs are carried out.
    #[wasm_split(runs, fallible)]
    pub fn runs(store: Store, shell: Rc<Shell>, places: Places) -> Result<(), SplitLoaderError> {
        super::runs(&store, &shell, &places);
        Ok(())
    }

    /// What a run tells.
    #[wasm_split(runs, fallible)]
    pub fn told(store: Store, which: Told) -> Result<Html, SplitLoaderError> {
        super::speak();
        Ok(told::show(&store, which))
    }

    /// Opens a file.
    #[wasm_split(runs, fallible)]
    pub fn open(store: Store, file: File) -> Result<(), SplitLoaderError> {
        open_file(store.hub().clone(), file);
        Ok(())
    }
}

fn race(store: &Store, shell: &Rc<Shell>, places: &Places) {
    crate::text::add(crate::catalogue!("race"));
    style::add(include_str!("../../../../www/race.css"));
    style::add(include_str!("../../../../www/forced.css"));
    if store.state().embedded() {
        style::add(include_str!("../../../../www/frame.css"));
    }
    let put = |place: &NodeRef, part| put(store, shell, place, part);
    put(&places.nav, part::<panels::NavView>());
    put(&places.notices, part::<notices::NoticesView>());
    put(&places.stage, part::<stage::StageView>());
    put(&places.panels, part::<panels::PanelsView>());
    came(store, Part::Race);
    spawn_local(load_others(store.clone(), shell.clone(), places.clone()));
}

fn around(store: &Store, shell: &Rc<Shell>, places: &Places) {
    let put = |place: &NodeRef, part| put(store, shell, place, part);
    put(&places.presets, part::<presets::PresetsView>());
    put(&places.access, part::<access::AccessView>());
    put(&places.differs, part::<more::DiffersView>());
    put(&places.foot, part::<foot::FootView>());
    put(&places.share, part::<tools::ToolsView>());
    came(store, Part::Around);
}

fn runs(store: &Store, shell: &Rc<Shell>, places: &Places) {
    speak();
    style::add(include_str!("../../../../www/print.css"));
    put(store, shell, &places.others, part::<more::MoreView>());
    serve(store.hub(), shell);
    came(store, Part::Runs);
}

/// The messages that a run tells: for whatever of the module is opened first.
fn speak() {
    crate::text::add(crate::catalogue!("runs"));
}

fn came(store: &Store, part: Part) {
    store.send(Action::Page(PageAction::Came(part, true)));
}

fn put(store: &Store, shell: &Rc<Shell>, place: &NodeRef, part: live::Part) {
    if let Some(element) = place.cast::<Element>() {
        shell.keep(Mounted::put::<Live>(element, LiveProps { store: store.clone(), part }));
    }
}
