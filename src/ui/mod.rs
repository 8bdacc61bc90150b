//! The page: components that show models and tell the store what the reader does.
//!
//! - [`fields`]: numbers and choices of the scenario, for the shell and for views;
//! - [`kit`]: components that know nothing of ours: a number field, choices, a copy button, a dialog;
//! - [`live`]: what shows a model of [`crate::present`] and draws itself anew when that has changed, and only then;
//! - [`paint`]: shapes onto canvases, in the colours of the page;
//! - [`shell`]: all that is needed to press Run, one root;
//! - [`views`]: everything else, each view with roots of its own over the same store, loaded when it is wanted.
//!
//! Components are structs rather than functions with hooks: the hooks weigh 30 KB.

pub mod fields;
pub mod kit;
pub mod live;
pub mod paint;
pub mod shell;
pub mod views;

use crate::browser::address::AddressBar;
use crate::browser::carry::Shell;
use crate::browser::embed::Parent;
use crate::browser::{isolation, link, root};
use crate::scenario::{parse, parse_hash};
use crate::store::{Hub, Opening, State};
use crate::text::{self, Lang};
use live::Store;
use std::rc::Rc;
use views::Places;
use wasm_bindgen_futures::spawn_local;

/// Opens the page in the element of the document that is there for it.
pub fn start() {
    text::add(crate::catalogue!("shell"));
    let (opened, mut notices) = parse(&link::query());
    let (carried, more) = parse_hash(&link::hash());
    notices.extend(more);
    let (state, effects) = State::open(Opening {
        link: opened,
        notices,
        carried,
        prefers: if link::prefers_chinese() { Lang::Zh } else { Lang::En },
        obstacle: isolation::obstacle(),
        framed: Parent::get().is_some(),
    });
    let hub = Hub::new(state);
    let carrier = Shell::serve(&hub);
    carrier.keep(root::follow(&hub));
    carrier.keep(AddressBar::new(&hub));
    let (store, places) = (Store::new(&hub), Places::default());
    // The buyers are there already, as a rule: then Run can be pressed as soon as it is drawn.
    hub.carry_out(effects);
    shell::mount(&store, &places);
    spawn_local(async move { views::race::load(store, carrier, places).await });
    // The page lives as long as its document.
    STORE.with(|kept| *kept.borrow_mut() = Some(hub));
}

thread_local! {
    static STORE: core::cell::RefCell<Option<Rc<Hub>>> = const { core::cell::RefCell::new(None) };
}
