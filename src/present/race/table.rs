//! The timeline as a table: one row a process, the same content by keyboard and screen reader.

use super::{Shown, log::rest, scene::Lanes, shown};
use crate::present::{Select, words};
use crate::store::State;
use crate::t;
use crate::text::{Lang, message, stamp, time};
use crate::timeline::{Fate, Lane, MarkKind};

/// How many rows are shown first, and how many more at each asking.
const PAGE: usize = 500;

const COLUMNS: [&str; 7] = ["buyer", "looked", "read", "wrote", "waited", "ended", "fate"];

/// Makes the table.
#[derive(Default)]
pub struct Table {
    lanes: Lanes,
}

/// The table; without rows, a word about what will be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableModel {
    /// What it shows.
    pub caption: String,
    /// What is said where there is nothing to show.
    pub empty: Option<String>,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows: who, then the cells, and how the last one is coloured.
    pub rows: Vec<(Vec<String>, &'static str)>,
    /// How many of how many rows are shown, and the name of the button that shows more, where not all are.
    pub more: Option<(String, String)>,
}

impl Select for Table {
    type Key = (Lang, Shown, u32);
    type Model = TableModel;

    fn key(&self, state: &State) -> Self::Key {
        (state.lang(), shown(state), state.panels.more)
    }

    fn make(&mut self, state: &State) -> TableModel {
        let (lang, _, more) = self.key(state);
        let timeline = self.lanes.so_far(state);
        let lanes = timeline.as_ref().map_or(&[][..], |timeline| &timeline.lanes);
        let most = PAGE * (more as usize + 1);
        TableModel {
            caption: t!(lang, "table.caption"),
            empty: lanes.is_empty().then(|| t!(lang, "table.empty")),
            columns: COLUMNS.iter().map(|name| message(lang, &format!("table.{name}"))).collect(),
            rows: lanes.iter().take(most).map(|lane| row(lang, lane)).collect(),
            more: (lanes.len() > most).then(|| rest(lang, most, lanes.len())),
        }
    }
}

fn row(lang: Lang, lane: &Lane) -> (Vec<String>, &'static str) {
    // Under some guards looking takes what buying takes, too: buying comes last.
    let find = |wanted: fn(&MarkKind) -> bool| {
        let mark = lane.marks.iter().rfind(|mark| wanted(&mark.kind));
        mark.map_or_else(|| "–".to_owned(), |mark| format!("{} · {}", value(mark.kind), stamp(lang, mark.at)))
    };
    let looked = find(|kind| matches!(kind, MarkKind::Look(_)));
    let read = find(|kind| matches!(kind, MarkKind::Read { .. } | MarkKind::Received(_) | MarkKind::Answered(_)));
    let wrote = find(|kind| matches!(kind, MarkKind::Write { .. } | MarkKind::Sent(_)));
    let ended = lane.life.filter(|_| lane.is_over);
    let ended = ended.map_or_else(|| "–".to_owned(), |life| stamp(lang, life.to));
    let (class, fate) = match lane.fate {
        Fate::Open => ("dim", "fate.open"),
        Fate::Bought => ("bought", "fate.bought"),
        Fate::Oversold => ("wrong", "fate.oversold"),
        Fate::SoldOut => ("dim", "fate.sold_out"),
        Fate::Failed => ("wrong", "fate.failed"),
        Fate::InVain => ("wrong", "fate.in_vain"),
        Fate::Closed => ("dim", "fate.closed"),
    };
    let who = words::name(lang, lane.is_clerk, lane.buyer);
    (vec![who, looked, read, wrote, time(lang, lane.waited), ended, t!(lang, fate)], class)
}

/// The number a mark is about.
fn value(kind: MarkKind) -> String {
    match kind {
        MarkKind::Look(record)
        | MarkKind::Read { record, .. }
        | MarkKind::Received(record)
        | MarkKind::Sent(record)
        | MarkKind::Answered(record) => record.count.to_string(),
        MarkKind::Write { count, replaced, lost } => {
            let lost = if lost { " ✕" } else { "" };
            format!("{} → {count}{lost}", replaced.count)
        }
        _ => String::new(),
    }
}
