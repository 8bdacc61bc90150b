//! What went wrong with single processes, who waits for whom when nobody can go on, and the file as it is now.

use super::{Shown, shown};
use crate::present::{Select, words};
use crate::scenario::{Guard, Scenario, Store};
use crate::store::State;
use crate::t;
use crate::text::{Lang, count};
use crate::trace::{Executor, Follow};

/// Makes the list of those who failed.
#[derive(Default)]
pub struct Mishaps;

/// Who failed or died, one sentence each; who waits for the dead stands in the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MishapsModel(pub Vec<String>);

impl Select for Mishaps {
    type Key = (Lang, Shown, usize);
    type Model = MishapsModel;

    fn key(&self, state: &State) -> Self::Key {
        (state.lang(), shown(state), state.failures().len())
    }

    fn make(&mut self, state: &State) -> MishapsModel {
        let (lang, scenario) = (state.lang(), state.scenario());
        let failed = state.failures().iter().filter(|failure| !failure.is_stuck());
        let failed = failed.map(|failure| words::failure(lang, scenario, failure));
        MishapsModel(failed.chain(words::deaths(lang, scenario, state.events())).collect())
    }
}

/// The most who are drawn one by one.
const DRAWN: usize = 20;

/// Makes the wait-for graph.
#[derive(Default)]
pub struct Graph;

/// Who waits for whom, in which every edge leads to the one who died; nothing where somebody can go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphModel(pub Option<WaitFor>);

/// The graph: from each who waits an edge to what it waits for, and from there to who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitFor {
    /// What this is.
    pub title: String,
    /// Who died.
    pub holder: u32,
    /// The same in words.
    pub dead: String,
    /// What the waiters are called together.
    pub label: String,
    /// Who waits; the last may stand for several.
    pub waiters: Vec<String>,
    /// What they wait for.
    pub what: String,
    /// What the edges are called.
    pub edges: [String; 2],
}

impl Select for Graph {
    type Key = (Lang, Shown, bool);
    type Model = GraphModel;

    fn key(&self, state: &State) -> Self::Key {
        let ended = state.run.run.known().is_some_and(|known| known.cursor.is_none());
        (state.lang(), shown(state), ended)
    }

    fn make(&mut self, state: &State) -> GraphModel {
        let (lang, scenario) = (state.lang(), state.scenario());
        let known = state.run.run.known().filter(|known| known.cursor.is_none());
        let Some(deadlock) = known.and_then(|known| known.run.deadlock.as_ref()) else { return GraphModel(None) };
        let name = |id: u32| words::name(lang, id > scenario.buyers.get(), id);
        let key = match scenario.guard {
            Guard::Pipe => "deadlock.count",
            Guard::Queue => "deadlock.queue",
            _ => "deadlock.lock",
        };
        let mut waiters: Vec<String> = deadlock.waiters.iter().take(DRAWN).map(|id| name(*id)).collect();
        let more = deadlock.waiters.len().saturating_sub(DRAWN);
        if more > 0 {
            waiters.push(format!("+{}", count(lang, more)));
        }
        GraphModel(Some(WaitFor {
            title: t!(lang, "deadlock.title"),
            holder: deadlock.holder,
            dead: t!(lang, "deadlock.dead", who = name(deadlock.holder)),
            label: t!(lang, "deadlock.waiters"),
            waiters,
            what: t!(lang, key),
            edges: [t!(lang, "deadlock.wait_for"), t!(lang, "deadlock.held_by")],
        }))
    }
}

/// Makes the file's text.
#[derive(Default)]
pub struct File;

/// The file in which the record is kept, as it is now; nothing where the record is in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileModel(pub Option<Content>);

/// The text of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What stands in it.
    pub text: String,
    /// What is said where nothing does.
    pub empty: String,
    /// The name of the button that saves it.
    pub save: String,
    /// What kind of file it is.
    pub how: String,
}

impl Select for File {
    type Key = (Lang, Scenario, Executor, bool, Shown);
    type Model = FileModel;

    fn key(&self, state: &State) -> Self::Key {
        (state.lang(), *state.scenario(), state.shown_executor(), state.page.exclusive, shown(state))
    }

    fn make(&mut self, state: &State) -> FileModel {
        let (lang, scenario, executor, exclusive, _) = self.key(state);
        if scenario.store != Store::File {
            return FileModel(None);
        }
        let how = match executor {
            Executor::Workers if exclusive => "file.exclusive",
            Executor::Workers => "file.shared",
            Executor::Virtual | Executor::Replay => "file.simulated",
        };
        let text = state.run.run.follow().map_or_else(|| Follow::new(&scenario).file_text(), Follow::file_text);
        FileModel(Some(Content {
            text: text.unwrap_or_default(),
            empty: t!(lang, "file.empty"),
            save: t!(lang, "file.save"),
            how: t!(lang, how),
        }))
    }
}
