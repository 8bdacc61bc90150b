//! Random visits to the page: what its reader, its surroundings and those who carry out its effects do, in any order.
//!
//! Who carries out an effect tells what really comes of it, at any time: at once, late, or never.
#![allow(dead_code, reason = "not every test that has this module uses all of it")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::engine::{Sales, Simulation, run_virtual};
use oversold::program::Dialect;
use oversold::scenario::{Carried, MAX_WORKERS, Scenario, parse};
use oversold::store::{
    Action, Effect, Form, Guess, Lack, LinkAction, ManyAction, MeasureAction, Obstacle, Opening, PageAction,
    PanelAction, Part, PlayAction, Rates, RunAction, RunId, State, Tab, Tried, of_file, pairs,
};
use oversold::timeline::build;
use oversold::trace::{Cause, Census, Counted, Damage, Executor, Failure, Judged, Recording, Schedule, Trace, seal};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Queries that a page opens with, and whose recorded runs are opened.
const QUERIES: [&str; 7] = [
    "buyers=3",
    "guard=lock&buyers=4",
    "guard=queue&buyers=3&search=0",
    "store=file&buyers=4&pay=0&seed=3&jitter=100",
    "guard=lock&fault=kill-holder&buyers=4",
    "buyers=150&pay=0",
    "engine=virtual&buyers=2100",
];

/// What is set, most of it one thing alone.
const SETS: [(&str, &str); 27] = [
    ("guard", "lock"),
    ("guard", "none"),
    ("guard", "queue"),
    ("buyers", "2"),
    ("buyers", "5"),
    ("buyers", "101"),
    ("buyers", "2100"),
    ("buyers", "4o"),
    ("tickets", "0"),
    ("tickets", "3"),
    ("speed", "20"),
    ("speed", "1"),
    ("store", "file"),
    ("store", "memory"),
    ("fault", "kill-holder"),
    ("robust", "1"),
    ("engine", "virtual"),
    ("engine", "virtual"),
    ("engine", "workers"),
    ("theme", "dark"),
    ("lang", "zh"),
    ("lang", "en"),
    ("view", "compare"),
    ("view", "explore"),
    ("view", "table"),
    ("embed", "1"),
    ("colour", "red"),
];

/// What happens next.
#[derive(Clone, Debug)]
pub enum Move {
    /// This.
    Act(Action),
    /// The text of a recorded run is given.
    Recorded(usize, bool),
    /// Something is told of an effect that was handed out: of the last so many, which, and what.
    Tell(Index, usize),
    /// A mark of the run that is shown is chosen.
    Choose(Index),
}

/// Any visit: how the page opens, and what happens.
pub fn visit() -> impl Strategy<Value = (Opening, Vec<Move>)> {
    (opening(), prop::collection::vec(moves(), 1..40))
}

/// How the page opens.
fn opening() -> impl Strategy<Value = Opening> {
    let query = prop::sample::select(QUERIES.to_vec());
    let obstacle = prop_oneof![3 => Just(None), 1 => Just(Some(Obstacle::ParentNotIsolated))];
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    let recorded = prop_oneof![3 => Just(None), 1 => (0..QUERIES.len() - 1).prop_map(|index| Some(recorded(index).0))];
    (query, obstacle, flags, recorded).prop_map(|(query, obstacle, (framed, embed, autorun), recorded)| {
        let mut link = parse(query).0;
        (link.page.embed, link.page.autorun) = (embed && framed, autorun);
        let carried = Carried { recorded, handed_in: None };
        Opening { link, obstacle, framed, carried, ..Opening::default() }
    })
}

fn moves() -> impl Strategy<Value = Move> {
    let act = |action: Vec<Action>| prop::sample::select(action).prop_map(Move::Act);
    let play = prop_oneof![
        (0..60_usize).prop_map(PlayAction::Seek),
        (0..60_usize).prop_map(PlayAction::Show),
        Just(PlayAction::Show(usize::MAX)),
        (-3..4_i32).prop_map(PlayAction::Step),
        any::<bool>().prop_map(PlayAction::Resume),
        prop::sample::select(vec![0.5, 4.0]).prop_map(PlayAction::Rate),
        (0..3000_u32).prop_map(PlayAction::From),
        Just(PlayAction::Select(None)),
    ];
    let panel = prop_oneof![
        prop::sample::select(vec![Tab("log"), Tab("code"), Tab("table")]).prop_map(PanelAction::Open),
        prop::option::of(1..6_u32).prop_map(PanelAction::Filter),
        prop::sample::select(vec![Dialect::Python, Dialect::Rust, Dialect::Steps]).prop_map(PanelAction::Write),
        Just(PanelAction::More),
    ];
    let page = vec![
        PageAction::Module(Ok(())),
        PageAction::Module(Ok(())),
        PageAction::Came(Part::Race, true),
        PageAction::Came(Part::Around, true),
        PageAction::Came(Part::Race, false),
        PageAction::Came(Part::Runs, true),
        PageAction::Came(Part::Runs, true),
        PageAction::Came(Part::Runs, true),
        PageAction::Came(Part::Runs, false),
        PageAction::Module(Err("gone".into())),
        PageAction::Probed(None),
        PageAction::Probed(Some(Obstacle::BrowserLacks)),
        PageAction::Tried(Tried { headers: "COEP".into(), refused: String::new() }),
        PageAction::NoFile("none".into()),
        PageAction::AltersPictures(true),
        PageAction::Hello,
    ];
    let run = [RunAction::Run, RunAction::Run, RunAction::Want, RunAction::Cancel, RunAction::Save(Form::Csv)];
    let link = [LinkAction::Dismiss(0), LinkAction::Hash("#x".into()), LinkAction::Hash(String::new())]
        .into_iter()
        .chain([LinkAction::RefusedFile("a.json".into(), of_file(&Damage::Senseless))])
        .chain(QUERIES.map(|query| LinkAction::Went(parse(query).0, String::new())))
        .chain([LinkAction::Asked(pairs(&[("guard", "cas"), ("buyers", "6")]))]);
    prop_oneof![
        4 => prop::sample::select(SETS.to_vec()).prop_map(|pair| Move::Act(Action::Link(LinkAction::Set(pairs(&[pair]))))),
        1 => act(link.map(Action::Link).collect()),
        3 => act(page.into_iter().map(Action::Page).collect()),
        4 => act(run.map(Action::Run).to_vec()),
        3 => play.prop_map(|action| Move::Act(Action::Play(action))),
        2 => panel.prop_map(|action| Move::Act(Action::Panel(action))),
        1 => act(vec![Action::Many(ManyAction::Start), Action::Many(ManyAction::Stop)]),
        1 => act(Guess::ALL.map(Action::Guess).to_vec()),
        1 => act(vec![Action::Measure(MeasureAction::Start)]),
        1 => (0..QUERIES.len() - 1, any::<bool>()).prop_map(|(index, hash)| Move::Recorded(index, hash)),
        14 => (any::<Index>(), 0..8_usize).prop_map(|(index, what)| Move::Tell(index, what)),
        1 => any::<Index>().prop_map(Move::Choose),
    ]
}

/// A recorded run, and its text.
fn recorded(index: usize) -> (String, Scenario) {
    let trace = run_virtual(&parse(QUERIES[index]).0.scenario);
    (seal(&Schedule::of(&trace).unwrap().encode(), None), trace.scenario)
}

/// The page, and what was handed out to be done.
pub struct Visit {
    /// The state now.
    pub state: State,
    /// What was handed out so far.
    pub handed: Vec<Effect>,
    /// How many events of each run were told.
    told: BTreeMap<RunId, usize>,
    texts: BTreeMap<String, Scenario>,
}

impl Visit {
    /// The page opens.
    pub fn new(opening: Opening) -> Self {
        let (state, handed) = State::open(opening);
        let texts = (0..QUERIES.len() - 1).map(recorded).collect();
        Self { state, handed, told: BTreeMap::new(), texts }
    }

    /// What the next thing is that happens; `None` when there is nothing to tell.
    pub fn action(&mut self, next: Move) -> Option<Action> {
        Some(match next {
            Move::Act(action) => action,
            Move::Recorded(index, true) => Action::Link(LinkAction::Hash(format!("#t={}", recorded(index).0))),
            Move::Recorded(index, false) => Action::Run(RunAction::Open(recorded(index).0)),
            Move::Tell(which, what) => {
                let can_tell: Vec<&Effect> = self.handed.iter().filter(|effect| is_answered(effect)).collect();
                // Most of the time of one of the last.
                let last = can_tell.len().checked_sub(1)?;
                let index = last - which.index(last.min(if what == 7 { 9 } else { 2 }) + 1);
                let effect = can_tell[index].clone();
                // A run is prepared once.
                self.handed.retain(|handed| !matches!(handed, Effect::Prepare { .. }) || *handed != effect);
                self.tell(effect, what)?
            }
            Move::Choose(index) => {
                let known = self.state.run.run.known()?;
                let timeline = build(&known.run.trace.scenario, &known.run.trace.events, 0);
                let marks: Vec<_> = timeline.lanes.iter().flat_map(|lane| lane.marks.clone()).collect();
                Action::Play(PlayAction::Select(Some(*marks.get(index.index(marks.len().max(1)))?)))
            }
        })
    }

    /// It happens; what is handed out for it.
    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        let effects = self.state.reduce(action);
        self.handed.extend(effects.iter().cloned());
        effects
    }

    /// What comes of an effect.
    fn tell(&mut self, effect: Effect, what: usize) -> Option<Action> {
        Some(Action::Run(match effect {
            Effect::LoadModule => return Some(Action::Page(PageAction::Module(Ok(())))),
            Effect::Prepare { run, .. } if what == 0 => RunAction::Lacks(run, Lack::File("none".into())),
            Effect::Prepare { run, .. } => RunAction::Prepared(run, what.is_multiple_of(2)),
            Effect::Start { run, scenario } => self.tell_of_workers(run, &scenario, what),
            Effect::Judge { run, recording } => {
                RunAction::Judged(run, Rc::new(judged((*recording).clone().into_trace())))
            }
            Effect::Simulate { run, scenario } => RunAction::Judged(run, Rc::new(judged(run_virtual(&scenario)))),
            Effect::Count { run, .. } if what < 3 => RunAction::Counting(run, 700),
            Effect::Count { run, scenario } => RunAction::Counted(run, Rc::new(counted(&scenario))),
            Effect::Open { run, text } => match self.texts.get(&text).filter(|_| what > 1) {
                Some(scenario) => {
                    let trace = Trace { executor: Executor::Replay, ..run_virtual(scenario) };
                    RunAction::Replayed(run, Rc::new(Judged::new(Rc::new(trace), Some(text), true)))
                }
                None => RunAction::Refused(run, text, Damage::Altered),
            },
            Effect::Many { run, scenario } => {
                let mut sales = Sales::default();
                // As many as the page does at a time; a few here.
                sales.add(&scenario, if scenario.buyers.get() > MAX_WORKERS { 0 } else { 3 });
                return Some(Action::Many(ManyAction::Sold(run, Rc::new(sales))));
            }
            Effect::Measure => {
                let rates = if what == 0 { Err("none".into()) } else { Ok(Rates { memory: 2e7, file: 240.0 }) };
                return Some(Action::Measure(MeasureAction::Done(rates)));
            }
            _ => return None,
        }))
    }

    fn tell_of_workers(&mut self, run: RunId, scenario: &Scenario, what: usize) -> RunAction {
        let trace = run_virtual(scenario);
        let from = self.told.entry(run).or_default();
        match what {
            // Workers are started before anything else is told of them.
            _ if *from == 0 => {
                *from = 1;
                RunAction::Starting(run)
            }
            0 => RunAction::Slow(run, vec![1, 2]),
            1 => RunAction::Ready(run, 2),
            2 => RunAction::Opened(run, 1234.5),
            3 => RunAction::Failed(run, Failure { buyer: 1, cause: Cause::DidNotStart("no".into()) }),
            4 => RunAction::Lacks(run, Lack::Module("gone".into())),
            5 | 6 => {
                let events = trace.events.iter().skip(*from - 1).take(10).copied().collect();
                *from += 10;
                RunAction::Happened(run, events)
            }
            _ => {
                *from = usize::MAX / 2;
                RunAction::Ended(run, Rc::new(recording(trace)))
            }
        }
    }
}

/// Whether something comes of it.
fn is_answered(effect: &Effect) -> bool {
    !matches!(
        effect,
        Effect::Stop(_)
            | Effect::Done(_)
            | Effect::TellReady
            | Effect::TellError(_)
            | Effect::StopMany(_)
            | Effect::Save { .. }
    )
}

fn recording(trace: Trace) -> Recording {
    let lane = |buyer: u32| trace.events.iter().copied().filter(|event| event.buyer == buyer).collect();
    let lanes = (1..=trace.scenario.processes()).map(lane).collect();
    Recording { scenario: trace.scenario, lanes, last: trace.last, file: trace.file, failures: Vec::new() }
}

/// A run as the page writes it down.
fn judged(trace: Trace) -> Judged {
    let text = Schedule::of(&trace).map(|schedule| seal(&schedule.encode(), None));
    let simulated = trace.executor == Executor::Virtual;
    Judged::new(Rc::new(trace), text, simulated)
}

fn counted(scenario: &Scenario) -> Counted {
    let (mut simulation, mut census) = (Simulation::new(scenario), Census::new(scenario));
    while simulation.advance(10_000, &mut census) {}
    Counted::new(census)
}
