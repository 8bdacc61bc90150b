//! The graph of states as a picture: what each node is, what is said of it, and how one comes from one to the next.
//!
//! What depends on the scenario alone is a [`Drawn`], made once; where the reader's run stands in it is a [`Trail`].

use super::layout::{Layout, layout};
use super::numbers::whole;
use super::odds::odds_of;
use super::story::person;
use super::turns::step_name;
use crate::model::explore::{Graph, Node};
use crate::model::{History, Moment};
use crate::program::BuyerId;
use crate::scenario::Scenario;
use crate::t;
use crate::text::{Lang, count};
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// The most nodes that are drawn: among more nobody could follow a line.
pub const MOST_DRAWN: usize = 250;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// It can still go either way.
    Open,
    /// From here all go wrong.
    Lost,
    /// From here none can go wrong.
    Safe,
    /// The end, and it adds up.
    Right,
    /// The end, and it does not.
    Wrong,
    /// The end, with somebody waiting for ever.
    Deadlock,
}

impl Sign {
    /// All of them, with the names of their messages.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Open, "open"),
        (Self::Lost, "lost"),
        (Self::Safe, "safe"),
        (Self::Right, "right"),
        (Self::Wrong, "wrong"),
        (Self::Deadlock, "deadlock"),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(sign, _)| *sign == self).map_or("", |(_, name)| name)
    }

    fn of(node: &Node, scenario: &Scenario) -> Self {
        match node.end {
            Some(end) if end.deadlocked => Self::Deadlock,
            Some(end) if end.is_wrong(scenario) => Self::Wrong,
            Some(_) => Self::Right,
            None if node.wrong == node.total => Self::Lost,
            None if node.wrong == BigUint::default() => Self::Safe,
            None => Self::Open,
        }
    }
}

/// What is said of a node: as a row of the table, and in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it is.
    pub sign: Sign,
    /// After how many turns, what the record says, how many are sold, who stands where, ways from here, and how many of
    /// them are wrong.
    pub row: [String; 6],
    /// All of it.
    pub said: String,
}

/// Where one goes from a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the layer before.
    Back,
    /// To the next layer.
    On,
    /// Up and down in its own layer.
    Up,
    /// See `Up`.
    Down,
}

/// The picture without the run.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// By node.
    pub told: Vec<Told>,
    /// From which node to which, and in how many ways.
    pub ways: Vec<(usize, usize, u32)>,
    /// Where they stand.
    pub layout: Layout,
}

/// Where the run stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// The nodes that it has come through, one a turn; the last one is the present.
    pub path: Vec<usize>,
    /// Where one turn leads, and whose.
    pub next: Vec<(usize, BuyerId)>,
}

impl Drawn {
    /// The picture of a graph.
    pub fn new(lang: Lang, scenario: &Scenario, graph: &Graph) -> Self {
        let nodes = graph.nodes();
        let layers: Vec<usize> = nodes.iter().map(|node| node.layer).collect();
        let leads: Vec<Vec<usize>> = nodes.iter().map(|node| node.ways.iter().map(|way| way.to).collect()).collect();
        let ways = nodes
            .iter()
            .enumerate()
            .flat_map(|(from, node)| node.ways.iter().map(move |way| (from, way.to, way.times)));
        Self {
            told: nodes.iter().map(|node| told(lang, scenario, node)).collect(),
            ways: ways.collect(),
            layout: layout(&layers, &leads),
        }
    }

    /// To which node one comes from a node; along the run where it goes there.
    pub fn step(&self, trail: &Trail, from: usize, direction: Direction) -> usize {
        let leads = |(a, b, _): &(usize, usize, u32)| match direction {
            Direction::On => (*a == from).then_some(*b),
            _ => (*b == from).then_some(*a),
        };
        match direction {
            Direction::On | Direction::Back => {
                let all = || self.ways.iter().filter_map(leads);
                let along = all().find(|node| trail.path.contains(node));
                let top = || all().min_by(|a, b| self.layout.places[*a].1.total_cmp(&self.layout.places[*b].1));
                along.or_else(top).unwrap_or(from)
            }
            Direction::Up | Direction::Down => {
                let Some(column) = self.layout.columns.iter().find(|column| column.contains(&from)) else {
                    return from;
                };
                let at = column.iter().position(|node| *node == from).unwrap_or(0);
                let to = if direction == Direction::Up { at.checked_sub(1) } else { Some(at + 1) };
                to.and_then(|to| column.get(to)).copied().unwrap_or(from)
            }
        }
    }
}

/// What is said of a node, and what the run has to do with it.
pub fn words_of(lang: Lang, scenario: &Scenario, drawn: &Drawn, trail: &Trail, node: usize) -> String {
    let told = drawn.told.get(node).map_or("", |told| &told.said);
    let next = trail.next.iter().find(|(to, _)| *to == node);
    let more = if trail.path.last() == Some(&node) {
        t!(lang, "explore.graph.present")
    } else if trail.path.contains(&node) {
        t!(lang, "explore.graph.on_path")
    } else if let Some((_, id)) = next {
        t!(lang, "explore.graph.is_next", who = person(lang, scenario, *id))
    } else {
        return told.to_owned();
    };
    let gap = if told.ends_with('.') { " " } else { "" };
    [told, gap, &more].concat()
}

/// Where a run stands in its graph.
pub fn trail(graph: &mut Graph, history: &History) -> Trail {
    let mut moment: Moment = history.start().clone();
    let mut path: Vec<usize> = graph.find(0, &moment).into_iter().collect();
    for (at, id) in history.turns()[..history.at()].iter().enumerate() {
        moment.take(*id, &mut |_, _| ());
        path.extend(graph.find(at + 1, &moment));
    }
    let mut next = Vec::new();
    for id in moment.machine().enabled() {
        let mut then = moment.clone();
        then.take(id, &mut |_, _| ());
        if let Some(node) = graph.find(history.at() + 1, &then).filter(|node| next.iter().all(|(to, _)| to != node)) {
            next.push((node, id));
        }
    }
    Trail { path, next }
}

fn told(lang: Lang, scenario: &Scenario, node: &Node) -> Told {
    let (moment, sign) = (&node.moment, Sign::of(node, scenario));
    let (machine, sold) = (moment.machine(), count(lang, moment.sold()));
    let turns = count(lang, node.layer);
    let record = if scenario.store == crate::scenario::Store::File {
        format!("“{}”", machine.memory().file_text())
    } else {
        count(lang, machine.memory().record.count)
    };
    let mut standing: BTreeMap<String, u32> = BTreeMap::new();
    for id in machine.left() {
        let what = match machine.next_step(id).filter(|_| machine.waits_for(id).is_none()) {
            Some(step) => step_name(lang, step),
            None => t!(lang, "explore.graph.waits"),
        };
        *standing.entry(what).or_default() += 1;
    }
    let each = standing.iter().map(|(what, n)| t!(lang, "explore.graph.each", n = count(lang, *n), what = what));
    let standing = each.collect::<Vec<_>>().join(&t!(lang, "explore.graph.and"));
    let after = t!(lang, "explore.graph.after", turns = turns, record = record, sold = sold);
    let odds = match node.end {
        Some(_) => t!(lang, &format!("explore.graph.{}", sign.name())),
        None => odds_of(lang, &node.total, &node.wrong),
    };
    let parts = [after, standing.clone(), odds].map(|part| part.trim_end_matches(['.', '。']).to_owned());
    let stop = t!(lang, "explore.graph.stop");
    let said: Vec<String> =
        parts.into_iter().filter(|part| !part.is_empty()).flat_map(|part| [part, stop.clone()]).collect();
    let row = [turns, record, sold, standing, whole(lang, &node.total), whole(lang, &node.wrong)];
    Told { sign, row, said: said.concat().trim_end().to_owned() }
}
