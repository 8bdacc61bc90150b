//! What a link says about the page rather than about the run.

use super::Choice;

/// How the page shows the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageOptions {
    /// Who executes the program.
    pub engine: Engine,
    /// Which view is open.
    pub view: View,
    /// Which lesson is open, where one is.
    pub lesson: Topic,
    /// Which of its steps, from 1; 0 where that is not said.
    pub step: u32,
    /// Language of the texts.
    pub lang: Language,
    /// Light or dark.
    pub theme: Theme,
    /// Shown inside somebody else's page, without the site's chrome.
    pub embed: bool,
    /// For a lecture hall: large text, and nothing beside the run.
    pub present: bool,
    /// How many events of a recorded run are shown when it opens; all of them without it.
    pub at: Option<u32>,
    /// Run as soon as the page is ready.
    pub autorun: bool,
}

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
        impl Choice for $name {
            const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $text)),+];
        }
    )+};
}

choices! {
    /// Who executes the program.
    Engine {
        /// Workers where they can run, else virtual.
        #[default]
        Auto = "auto",
        /// Real Web Workers.
        Workers = "workers",
        /// Simulation in virtual time.
        Virtual = "virtual",
    }
    /// Which view is open.
    View {
        /// One run, buyer by buyer.
        #[default]
        Timeline = "timeline",
        /// Every guard side by side.
        Compare = "compare",
        /// Every schedule.
        Explore = "explore",
        /// The lesson.
        Learn = "learn",
        /// What was handed in.
        Check = "check",
    }
    /// What a lesson is about. What was handed in names it by its place, so a new one comes last.
    Topic {
        /// One ticket, fifteen buyers, and why.
        #[default]
        Race = "race",
        /// Safe, and slow.
        Lock = "lock",
        /// One part serial, or all of it.
        Join = "join",
        /// Where the lock belongs.
        Place = "place",
        /// A file as the record.
        File = "file",
        /// Nobody shares the record.
        Messages = "messages",
        /// Again instead of waiting; and who dies with the lock.
        Cas = "cas",
    }
    /// Language of the texts.
    Language {
        /// What the browser asks for.
        #[default]
        Auto = "auto",
        /// English.
        En = "en",
        /// Chinese, simplified.
        Zh = "zh",
    }
    /// Colours.
    Theme {
        /// What the system asks for.
        #[default]
        Auto = "auto",
        /// Dark ink on light paper.
        Light = "light",
        /// Light ink on dark paper.
        Dark = "dark",
    }
}

impl View {
    /// Whether it decides by itself what runs, and when.
    pub const fn works_by_itself(self) -> bool {
        matches!(self, Self::Explore | Self::Learn | Self::Check)
    }
}
