//! What is done in a round, as data: drawn before anything happens, so that chance does not depend on how fast a browser is,
//! and a round that is done again is the same.

/// Something a reader does on the open page.
#[derive(Clone, Debug)]
pub enum Action {
    /// Presses Run, does all this meanwhile, and waits for the result.
    Run(Vec<Action>),
    /// Presses Run, and Cancel at that moment.
    Cancel(Moment),
    /// Opens a view.
    Show(&'static str),
    /// Opens a panel: a view, and the tab in it.
    Panel(&'static str, &'static str),
    /// Makes the window that large.
    Resize(i64, i64),
    /// Another tab is in front for so many ms.
    Hide(u32),
    /// Presses a button of this id, where there is one.
    Press(&'static str),
    /// Gives a control this value.
    Set(&'static str, String),
    /// Chooses the example of this number.
    Example(u32),
    /// Moves the playhead, to so many percent.
    Scrub(u32),
    /// Opens the dialog for sharing, and closes it.
    Share,
    /// Puts the last run into the hash of the open page.
    Again,
}

/// When a run is cancelled.
#[derive(Clone, Copy, Debug)]
pub enum Moment {
    /// In the same instant.
    AtOnce,
    /// As soon as the button is there.
    Starting,
    /// So many ms after it runs.
    Running(u32),
}

/// How the link to a recorded run is written.
#[derive(Clone, Copy, Debug)]
pub enum Around {
    /// With its own query.
    Same,
    /// Without a query.
    Bare,
    /// With the query of another scenario, which gives a notice.
    Other,
    /// With where it was executed.
    Executed,
    /// At one of its events.
    At(u32),
}

/// What the page around a frame says to it.
#[derive(Clone, Debug)]
pub enum Message {
    /// `hello`.
    Hello,
    /// `set` with these.
    Set(Vec<(&'static str, String)>),
    /// `run`, and waits for `done`.
    Run,
    /// `run`, and `cancel` so many ms later.
    Cancel(u32),
    /// What is no message.
    Noise,
}

/// A round.
#[derive(Clone, Debug)]
pub enum Visit {
    /// The page, by a link; then its last run, as a recording.
    Page {
        /// The link.
        query: String,
        /// What is done there.
        actions: Vec<Action>,
        /// How its last run is opened again.
        around: Around,
    },
    /// The page in a frame of another page.
    Frame {
        /// The link.
        query: String,
        /// Attributes of the frame.
        attributes: &'static str,
        /// Whether the page around it is isolated.
        isolated: bool,
        /// What it is told.
        messages: Vec<Message>,
    },
}

/// All that is done in one round.
#[derive(Clone, Debug)]
pub struct Round {
    /// In a page that is loaded for it.
    pub visit: Visit,
    /// In the page that stays open.
    pub staying: Vec<Action>,
}
