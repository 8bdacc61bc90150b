//! What is there of the page, and what cannot be had.

/// Why this page has to simulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The page stands in a frame, and the page around it is not cross-origin isolated.
    ParentNotIsolated,
    /// The page has a tab of its own and is not isolated: its host sends no headers, and no service
    /// worker could add them.
    ServiceWorkerBlocked,
    /// The page stands in a frame with `sandbox`, which gives it no origin of its own.
    Sandboxed,
    /// The page was opened from disk.
    FromDisk,
    /// The page came over http from another machine, and so is no secure context.
    Insecure,
    /// No worker starts at all: a policy of the host forbids them.
    WorkersForbidden,
    /// The browser has no isolation, or no `SharedArrayBuffer` in spite of it.
    BrowserLacks,
}

impl Obstacle {
    /// The contract's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ParentNotIsolated => "parent-not-isolated",
            Self::ServiceWorkerBlocked => "service-worker-blocked",
            Self::Sandboxed => "sandboxed",
            Self::FromDisk => "from-disk",
            Self::Insecure => "insecure-context",
            Self::WorkersForbidden => "workers-forbidden",
            Self::BrowserLacks => "browser-lacks-isolation",
        }
    }
}

/// What was tried in vain to isolate the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// The isolating headers that the host sends, as it sends them; empty where there are none.
    pub headers: String,
    /// What the browser said when it refused the service worker; empty where it did not.
    pub refused: String,
}

/// What comes after the shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The stage, where a run is shown, the way to every view, and what could not be used as given.
    Race,
    /// What stands around the stage: the code, the examples, sharing, the foot.
    Around,
    /// What carries out all that the shell cannot.
    Runs,
}

impl Part {
    /// All of them, in the order in which they come.
    pub const ALL: [Self; 3] = [Self::Race, Self::Around, Self::Runs];
}

/// Whether a part of the page is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It is on its way.
    Coming,
    /// It is there.
    Here,
    /// It cannot be had.
    Missing,
}

/// The buyers' module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Module {
    /// It is on its way, or will be loaded for the first run.
    Coming,
    /// It is there.
    Here,
    /// It cannot be had; what the browser said.
    Missing(String),
}

/// What a run would need and cannot have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The part of the page that shows a run.
    Incomplete,
    /// The buyers' module; what the browser said.
    Module(String),
    /// The file; what the browser said.
    File(String),
}

impl Lack {
    /// Whether to load the page anew may help.
    pub const fn is_of_the_page(&self) -> bool {
        matches!(self, Self::Incomplete | Self::Module(_))
    }
}
