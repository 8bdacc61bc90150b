//! What this page can do here: what has been loaded of it, whether workers share memory, and whether there is a file.

use super::{Arrival, Effect, Module, Obstacle, Part, Run, State, Tried};

/// What this page can do here.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Page {
    /// Why workers cannot share memory here, if they cannot.
    pub obstacle: Option<Obstacle>,
    /// What was tried against that, once it is known.
    pub tried: Option<Tried>,
    /// Whether sharing was tried, where it was promised.
    pub probed: bool,
    /// Why real workers cannot have a file here, if they cannot: what the browser said, or what it lacks.
    pub no_file: Option<String>,
    /// Whether the browser opens the file for one process at a time; known once it was used.
    pub exclusive: bool,
    /// Whether it turned out that the browser alters pictures of dots before they can be kept, and nobody has read that yet.
    pub alters_pictures: bool,
    /// The buyers' module.
    pub module: Module,
    /// Whether the page stands in somebody else's, without the site's chrome. Decided when it opens. The buyers' module is
    /// then loaded for a run only, not before.
    pub embedded: bool,
    /// The parts that come after the shell, in the order of [`Part::ALL`].
    parts: [Arrival; Part::ALL.len()],
    /// Whether the page stands in a frame, so that runs take turns with its neighbours'.
    pub framed: bool,
    /// Whether the page around this one has said hello.
    pub greeted: bool,
}

/// What can happen to it.
#[derive(Clone, Debug)]
pub enum PageAction {
    /// The buyers' module arrived, or did not.
    Module(Result<(), String>),
    /// A part arrived, or did not.
    Came(Part, bool),
    /// A worker was handed shared memory: what is in the way, if it has none.
    Probed(Option<Obstacle>),
    /// What was tried in vain to isolate the page.
    Tried(Tried),
    /// The browser has no private file system at all.
    NoFile(String),
    /// A picture of dots was wanted: whether the browser alters those. Or that was read, and is not true any more.
    AltersPictures(bool),
    /// The page around this one asks who will run.
    Hello,
}

impl Page {
    pub(super) const fn new(obstacle: Option<Obstacle>, framed: bool, embedded: bool) -> Self {
        Self {
            tried: None,
            probed: obstacle.is_some(),
            obstacle,
            no_file: None,
            exclusive: false,
            alters_pictures: false,
            module: Module::Coming,
            embedded,
            parts: [Arrival::Coming; Part::ALL.len()],
            framed,
            greeted: false,
        }
    }

    /// How far a part is.
    pub const fn part(&self, part: Part) -> Arrival {
        self.parts[part as usize]
    }

    /// Whether a part is there.
    pub fn has(&self, part: Part) -> bool {
        self.part(part) == Arrival::Here
    }

    /// Whether every part is there.
    pub fn is_complete(&self) -> bool {
        self.parts == [Arrival::Here; Part::ALL.len()]
    }

    /// Whether a part cannot be had.
    pub fn is_incomplete(&self) -> bool {
        self.parts.contains(&Arrival::Missing)
    }

    /// Whether the buyers' module is loaded before anybody runs.
    pub(super) const fn loads_module(&self) -> bool {
        self.obstacle.is_none() && !self.embedded
    }
}

impl State {
    pub(super) fn reduce_page(&mut self, action: PageAction, effects: &mut Vec<Effect>) {
        match action {
            PageAction::Module(Ok(())) => self.page.module = Module::Here,
            PageAction::Module(Err(text)) => self.page.module = Module::Missing(text),
            PageAction::Came(part, true) => self.page.parts[part as usize] = Arrival::Here,
            PageAction::Came(part, false) => {
                self.page.parts[part as usize] = Arrival::Missing;
                // Nobody could see what comes of a run.
                self.run.run = Run::None;
            }
            PageAction::Probed(obstacle) => {
                self.page.probed = true;
                self.page.obstacle = obstacle;
                effects.push(Effect::TellReady);
            }
            PageAction::Tried(tried) => self.page.tried = Some(tried),
            PageAction::NoFile(text) => self.page.no_file = Some(text),
            PageAction::AltersPictures(alters) => self.page.alters_pictures = alters,
            PageAction::Hello => {
                self.page.greeted = true;
                effects.push(Effect::TellReady);
            }
        }
    }
}
