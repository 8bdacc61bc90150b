//! The head of the page, and the room that the race will fill.

use crate::present::{Address, Same, Select};
use crate::scenario::{Theme, View};
use crate::store::{Arrival, Part, Place, State};
use crate::t;
use crate::text::Lang;
use crate::trace::Judged;

/// Makes the head.
#[derive(Default)]
pub struct Head;

/// The head: language, theme, and whether sharing has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadModel {
    /// The language of the page.
    pub lang: Lang,
    /// The language the button switches to.
    pub other: Lang,
    /// What that button is called there.
    pub other_name: &'static str,
    /// What the button does, in words.
    pub switch: String,
    /// The theme the other button switches to, as links spell it.
    pub next_theme: &'static str,
    /// Its sign, and what it does in words.
    pub theme: (&'static str, String),
    /// Presenting: the value the button sets, and what it says.
    pub present: (&'static str, String),
    /// Names of the buttons that are still to come.
    pub coming: Option<[String; 2]>,
}

impl Select for Head {
    type Key = (Lang, Theme, bool, bool);
    type Model = HeadModel;

    fn key(&self, state: &State) -> Self::Key {
        let page = state.link.link.page;
        (state.lang(), page.theme, page.present, state.page.has(Part::Around))
    }

    fn make(&mut self, state: &State) -> HeadModel {
        let (lang, _, present, here) = self.key(state);
        let (other, other_name) = if lang == Lang::Zh { (Lang::En, "English") } else { (Lang::Zh, "中文") };
        let (next_theme, key, sign) = match state.link.link.page.theme {
            Theme::Auto => ("light", "theme.auto", "◐"),
            Theme::Light => ("dark", "theme.light", "○"),
            Theme::Dark => ("auto", "theme.dark", "●"),
        };
        let coming = (!here).then(|| [t!(lang, "link.copy"), t!(lang, "share.open")]);
        HeadModel {
            lang,
            other,
            other_name,
            switch: t!(lang, "lang.switch"),
            next_theme,
            theme: (sign, t!(lang, key)),
            present: if present { ("0", t!(lang, "present.off")) } else { ("1", t!(lang, "present.on")) },
            coming,
        }
    }
}

/// Makes the frame around everything: what the page is, and the room for the race.
#[derive(Default)]
pub struct Room;

/// The page, before and after the race has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomModel {
    /// Whether the page stands in somebody else's.
    pub embedded: bool,
    /// The page's state in one word.
    pub phase: &'static str,
    /// The title of the document.
    pub title: String,
    /// The name of the controls.
    pub controls: String,
    /// What the way to the other controls says.
    pub others: String,
    /// The name of the stage.
    pub stage: String,
    /// The question that the stage asks until it can answer.
    pub question: String,
    /// Which view is open.
    pub view: &'static str,
    /// The name of the navigation, and the views in it until the race brings them.
    pub nav: (String, [String; 4]),
    /// The first example, until all of them come.
    pub example: Option<String>,
    /// The name of the way to Run.
    pub skip: String,
    /// How many lanes it will have.
    pub lanes: u32,
    /// Whether the race is still to come.
    pub coming: bool,
    /// What is said where it will not come.
    pub missing: Option<String>,
    /// Whether a panel is shown in a frame.
    pub opens: bool,
    /// In a frame, the name of the way to a tab of its own, and its query, with the run that is shown.
    pub own_tab: (String, String),
}

impl Select for Room {
    type Key = (Lang, &'static str, [Arrival; 2], Place, u32, Option<(Address, Option<Same<Judged>>)>);
    type Model = RoomModel;

    fn key(&self, state: &State) -> Self::Key {
        let run = || state.run.run.known().map(|known| Same(known.run.clone()));
        let address = state.embedded().then(|| (Address::of(state), run()));
        let lanes = state.scenario().processes();
        let parts = [Part::Race, Part::Around].map(|part| state.page.part(part));
        (state.lang(), state.phase().name(), parts, state.panels.view, lanes, address)
    }

    fn make(&mut self, state: &State) -> RoomModel {
        let (lang, phase, [race, around], view, lanes, address) = self.key(state);
        let own_tab = address.map_or_else(String::new, |_| state.own_tab_with_run());
        RoomModel {
            embedded: state.embedded(),
            phase,
            title: t!(lang, "title"),
            controls: t!(lang, "controls.title"),
            others: t!(lang, "controls.others"),
            stage: t!(lang, "stage.title"),
            question: t!(lang, "verdict.question"),
            view: view.0,
            nav: (
                t!(lang, "nav.title"),
                ["nav.race", "nav.compare", "nav.explore", "nav.learn"].map(|key| t!(lang, key)),
            ),
            example: (around != Arrival::Here).then(|| t!(lang, "example.first")),
            skip: t!(lang, "nav.skip"),
            lanes,
            coming: race == Arrival::Coming,
            missing: (race == Arrival::Missing).then(|| t!(lang, "status.incomplete")),
            opens: view.view() != View::Timeline,
            own_tab: (t!(lang, "embed.own_tab"), own_tab),
        }
    }
}
