//! The log: what each process does that others notice, in order, and beside it what the script prints there.

use super::{Shown, pace, shown};
use crate::present::{Select, words};
use crate::program::{Action as Did, BuyerId, Printed};
use crate::store::State;
use crate::t;
use crate::text::{Lang, count, stamp};
use crate::timeline::Pace;
use crate::trace::{Event, Note};

/// How many lines are shown first, and how many more at each asking.
const PAGE: usize = 600;

/// How many lines are shown while buyers run: the latest, so that a burst of events costs no frame.
const LIVE: usize = 40;

/// The most processes the filter lists.
const LISTED: u32 = 1000;

/// Makes the log.
#[derive(Default)]
pub struct Log;

/// The log and its filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogModel {
    /// Its name.
    pub title: String,
    /// The name of the filter, and of choosing nobody.
    pub filter: String,
    /// The name of choosing everybody.
    pub all: String,
    /// Who can be chosen.
    pub people: Vec<(BuyerId, String)>,
    /// Who is chosen.
    pub chosen: Option<BuyerId>,
    /// What the column of what is printed is.
    pub hint: String,
    /// What is said where there is no line.
    pub empty: Option<String>,
    /// The lines.
    pub lines: Vec<LogLine>,
    /// How many of how many lines are shown, and the name of the button that shows more, where not all are.
    pub more: Option<(String, String)>,
}

/// What a process does at an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// When.
    pub when: String,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// What the script prints there, if it prints anything.
    pub printed: Option<String>,
    /// How it is coloured.
    pub class: &'static str,
}

impl Select for Log {
    type Key = (Lang, u32, u32, Shown, Pace, bool, Option<BuyerId>, u32);
    type Model = LogModel;

    fn key(&self, state: &State) -> Self::Key {
        let scenario = state.scenario();
        let known = state.run.run.known();
        let live = state.run.run.busy().is_some() || known.is_some_and(|known| known.cursor.is_some());
        let (buyers, processes) = (scenario.buyers.get(), scenario.processes());
        (state.lang(), buyers, processes, shown(state), pace(state), live, state.panels.filter, state.panels.more)
    }

    fn make(&mut self, state: &State) -> LogModel {
        let (lang, buyers, processes, _, pace, goes_on, chosen, more) = self.key(state);
        let follow = state.run.run.follow();
        let is_kept = |(_, event): &(usize, &Event)| {
            chosen.is_none_or(|buyer| buyer == event.buyer) && class(event.action).is_some()
        };
        let line = |(index, event): (usize, &Event)| {
            let note = follow.map_or(Note::Plain, |follow| follow.note(index, *event));
            LogLine {
                when: stamp(lang, pace.told(event.at)),
                who: words::name(lang, event.buyer > buyers, event.buyer),
                what: words::event(lang, *event, note),
                printed: Printed::of(event.buyer, event.action).map(Printed::line),
                class: if note == Note::Plain { class(event.action).unwrap_or_default() } else { "wrong" },
            }
        };
        let kept = state.events().iter().enumerate().filter(is_kept);
        let last = last(state, lang, pace).filter(|(who, _)| chosen.is_none() || chosen == *who).map(|(_, line)| line);
        let (lines, more) = if goes_on {
            let mut lines: Vec<LogLine> = last.into_iter().chain(kept.rev().map(line)).take(LIVE).collect();
            lines.reverse();
            (lines, None)
        } else {
            let most = PAGE * (more as usize + 1);
            let all = kept.clone().count() + usize::from(last.is_some());
            (kept.map(line).chain(last).take(most).collect(), (all > most).then(|| rest(lang, most, all)))
        };
        LogModel {
            title: t!(lang, "tab.log"),
            filter: t!(lang, "log.filter"),
            all: t!(lang, "log.all"),
            people: (1..=processes.min(LISTED)).map(|id| (id, words::name(lang, id > buyers, id))).collect(),
            chosen,
            hint: t!(lang, "log.printed"),
            empty: lines.is_empty().then(|| t!(lang, "log.empty")),
            lines,
            more,
        }
    }
}

/// The last line, once everybody has ended: who prints it, if that is one of the processes, and what.
fn last(state: &State, lang: Lang, pace: Pace) -> Option<(Option<BuyerId>, LogLine)> {
    let printed = state.run.run.follow()?.in_the_end()?;
    let clerk = state.scenario().guard.has_clerk().then(|| state.scenario().processes());
    let line = LogLine {
        when: stamp(lang, pace.told(state.events().last()?.at)),
        who: clerk.map_or_else(|| t!(lang, "log.main"), |clerk| words::name(lang, true, clerk)),
        what: t!(lang, "log.end"),
        printed: Some(printed.line()),
        class: "dim",
    };
    Some((clerk, line))
}

/// How many of how many are shown, and what the button says that shows more.
pub(super) fn rest(lang: Lang, shown: usize, all: usize) -> (String, String) {
    (t!(lang, "more.shown", shown = count(lang, shown), all = count(lang, all)), t!(lang, "more.show"))
}

/// How a line is coloured; `None` where a process prints nothing.
const fn class(action: Did) -> Option<&'static str> {
    Some(match action {
        Did::Looked(_)
        | Did::Read(_)
        | Did::Wrote { .. }
        | Did::Loaded { .. }
        | Did::Truncated { .. }
        | Did::Stored { .. }
        | Did::Missed { .. }
        | Did::Received { .. }
        | Did::Sent(_)
        | Did::Shown(_)
        | Did::Asked { .. }
        | Did::Served { .. }
        | Did::Replied { .. }
        | Did::Answered(_)
        | Did::Closed => "",
        Did::Waiting | Did::Acquired(_) | Did::Inherited(_) | Did::SoldOut => "dim",
        Did::Bought => "bought",
        Did::Failed | Did::Raised | Did::Killed => "wrong",
        Did::Started
        | Did::Paused(_)
        | Did::Released
        | Did::Entered
        | Did::Left
        | Did::Checked { .. }
        | Did::Spared
        | Did::Ended => return None,
    })
}
