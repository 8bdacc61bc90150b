//! The comparison: every guard side by side, the scenario with many seeds, and one parameter varied. Three panels, and one
//! module that is loaded when the first of them is opened.

mod guards;
mod many;
mod places;
mod real;
mod speed;
mod table;
mod vary;

use super::{Panel, View};
use crate::browser::style;
use crate::text::t;
use crate::ui::live::{Store, live};
use yew::Html;

/// Which cure is best, how often it goes wrong, and what a parameter changes.
pub const COMPARE: View =
    View { name: "compare", label: |lang| t!(lang, "nav.compare"), panels: &[GUARDS, MANY, VARY], is_listed: true };

/// Every guard and store side by side.
const GUARDS: Panel = Panel {
    name: "guards",
    label: |lang| t!(lang, "tab.compare"),
    open: |store| Box::pin(split::compare(store, Which::Guards)),
};

/// The same scenario with many seeds.
const MANY: Panel = Panel {
    name: "chance",
    label: |lang| t!(lang, "tab.chance"),
    open: |store| Box::pin(split::compare(store, Which::Many)),
};

/// One parameter varied.
const VARY: Panel = Panel {
    name: "sweep",
    label: |lang| t!(lang, "tab.sweep"),
    open: |store| Box::pin(split::compare(store, Which::Vary)),
};

/// Which of the three.
#[derive(Clone, Copy)]
enum Which {
    Guards,
    Many,
    Vary,
}

#[allow(unsafe_code, reason = "a split function is exported by one module and imported by the other")]
mod split {
    use super::{Html, Store, Which, open};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// The comparison. What only it refers to is only in its module.
    #[wasm_split(compare, fallible)]
    #[allow(clippy::unnecessary_wraps, reason = "what cannot be fetched is told as an error")]
    pub fn compare(store: Store, panel: Which) -> Result<Html, SplitLoaderError> {
        Ok(open(&store, panel))
    }
}

fn open(store: &Store, panel: Which) -> Html {
    crate::text::add(crate::catalogue!("compare"));
    style::add(include_str!("../../../../www/compare.css"));
    match panel {
        Which::Guards => live::<guards::GuardsView>(store),
        Which::Many => live::<many::ManyView>(store),
        Which::Vary => live::<vary::VaryView>(store),
    }
}
