//! One story in every panel: who bought, who is oversold, who waits and who waits in vain is the same in the log, the table,
//! the picture, the stubs, the numbers and the graph, at any moment of any run; and it is what the rule says.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/scenarios.rs"]
mod scenarios;

use oversold::engine::run_virtual;
use oversold::present::Select;
use oversold::present::race::{Answer, AnswerModel, Graph, Log, LogLine, Scene, Stubs, Table};
use oversold::present::words;
use oversold::program::{Action as Did, BuyerId};
use oversold::scenario::{Guard, Link, Scenario, Speed};
use oversold::store::{Action, Opening, PageAction, PanelAction, Part, PlayAction, RunAction, State};
use oversold::text::{Lang, add, stamp};
use oversold::timeline::picture::{Geometry, Picture, Shape};
use oversold::timeline::{Activity, MarkKind, Viewport};
use oversold::trace::{Event, Executor, Judged, Trace};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What a panel says of everybody; the sets are of buyers.
#[derive(Debug, Default, PartialEq, Eq)]
struct Account {
    bought: BTreeSet<BuyerId>,
    oversold: BTreeSet<BuyerId>,
    sold_out: BTreeSet<BuyerId>,
    in_vain: BTreeSet<BuyerId>,
}

impl Account {
    /// A buyer of whom this word is said.
    fn hear(&mut self, buyer: BuyerId, word: &str) {
        let said = match word {
            "bought" => &mut self.bought,
            "oversold" => &mut self.oversold,
            "sold out" => &mut self.sold_out,
            "waits in vain" => &mut self.in_vain,
            _ => return,
        };
        said.insert(buyer);
    }

    /// By the rule: in the order of their writes the first confirmed sales have the tickets.
    fn by_the_rule(scenario: &Scenario, events: &[Event]) -> Self {
        let mut account = Self::default();
        let mut client = 0;
        let mut wrote: Vec<BuyerId> = Vec::new();
        let mut waiting = BTreeSet::new();
        for event in events {
            let clerk = event.buyer > scenario.buyers.get();
            let waited = waiting.remove(&event.buyer);
            match event.action {
                Did::Served { client: next, .. } => client = next,
                Did::Wrote { .. } | Did::Stored { .. } => wrote.push(if clerk { client } else { event.buyer }),
                Did::Sent(record) if record.writer == event.buyer => wrote.push(event.buyer),
                Did::SoldOut => account.hear(event.buyer, "sold out"),
                Did::Waiting => _ = waiting.insert(event.buyer),
                Did::Failed if waited && !clerk => account.hear(event.buyer, "waits in vain"),
                _ => {}
            }
        }
        let confirmed =
            |buyer: &BuyerId| events.iter().any(|event| event.buyer == *buyer && event.action == Did::Bought);
        for (nth, buyer) in (1..).zip(wrote.into_iter().filter(confirmed)) {
            account.hear(buyer, if nth > scenario.tickets.get() { "oversold" } else { "bought" });
        }
        account
    }
}

fn speak() {
    for catalogue in [oversold::catalogue!("shell"), oversold::catalogue!("race"), oversold::catalogue!("runs")] {
        add(catalogue);
    }
}

fn open(scenario: &Scenario) -> State {
    speak();
    let link = Link { scenario: *scenario, ..Link::default() };
    let (mut state, _) = State::open(Opening { link, ..Opening::default() });
    state.reduce(Action::Page(PageAction::Module(Ok(()))));
    for part in Part::ALL {
        state.reduce(Action::Page(PageAction::Came(part, true)));
    }
    state
}

/// What really happens in a run on real workers: delays are divided, and some are slow to say what they have done.
fn really(scenario: &Scenario, lags: &[u64]) -> Trace {
    let mut trace = run_virtual(scenario);
    let mut wrote = BTreeSet::new();
    for event in &mut trace.events {
        let lag = lags.get(event.buyer as usize % lags.len().max(1)).copied().unwrap_or(0);
        event.at = scenario.speed.shorten(event.at) + if wrote.contains(&event.buyer) { lag } else { 0 };
        if event.action.put().is_some() && event.buyer <= scenario.buyers.get() {
            wrote.insert(event.buyer);
        }
    }
    trace.events.sort_by_key(|event| event.at);
    Trace { executor: Executor::Workers, ..trace }
}

/// A run on real workers is under way, and so many events have happened.
fn live(scenario: &Scenario, trace: &Trace, happened: usize) -> State {
    let mut state = open(scenario);
    state.reduce(Action::Run(RunAction::Run));
    let id = state.run.run.busy().unwrap();
    for action in [
        RunAction::Prepared(id, false),
        RunAction::Starting(id),
        RunAction::Ready(id, scenario.processes()),
        RunAction::Opened(id, 0.0),
        RunAction::Happened(id, trace.events[..happened].to_vec()),
    ] {
        state.reduce(Action::Run(action));
    }
    state
}

/// The same run, known, with so many of its events shown.
fn known(scenario: &Scenario, trace: &Trace, shown: usize) -> State {
    let mut state = live(scenario, trace, trace.events.len());
    let id = state.run.run.busy().unwrap();
    let recording = oversold::trace::Recording {
        scenario: *scenario,
        lanes: Vec::new(),
        last: trace.last,
        file: trace.file.clone(),
        failures: Vec::new(),
    };
    state.reduce(Action::Run(RunAction::Ended(id, Rc::new(recording))));
    let judged = Judged::new(Rc::new(trace.clone()), None, false);
    state.reduce(Action::Run(RunAction::Judged(id, Rc::new(judged))));
    state.reduce(Action::Play(PlayAction::Show(shown)));
    state
}

fn make<S: Select>(state: &State) -> S::Model {
    S::default().make(state)
}

/// What the log says, everybody's lines for themselves.
fn lines(state: &mut State) -> Vec<Vec<LogLine>> {
    let buyers = state.scenario().buyers.get();
    let lines = (1..=buyers)
        .map(|buyer| {
            state.reduce(Action::Panel(PanelAction::Filter(Some(buyer))));
            make::<Log>(state).lines
        })
        .collect();
    state.reduce(Action::Panel(PanelAction::Filter(None)));
    lines
}

fn of_log(lines: &[Vec<LogLine>]) -> Account {
    let mut account = Account::default();
    for (buyer, lines) in (1..).zip(lines) {
        for line in lines {
            let (word, class) = match line.what.as_str() {
                "bought a ticket" => ("bought", "bought"),
                "bought (oversold)" => ("oversold", "wrong"),
                "sold out" => ("sold out", "dim"),
                "waits in vain" => ("waits in vain", "wrong"),
                _ => continue,
            };
            assert_eq!(line.class, class, "{line:?}");
            account.hear(buyer, word);
        }
    }
    account
}

fn of_table(state: &State) -> Account {
    let mut account = Account::default();
    let rows = make::<Table>(state).rows;
    for (buyer, (cells, _)) in (1..=state.scenario().buyers.get()).zip(rows) {
        account.hear(buyer, cells.last().unwrap());
    }
    account
}

/// What the signs right of the lanes say.
fn of_picture(state: &State) -> Account {
    let scene = make::<Scene>(state);
    let lanes = &scene.timeline.0.lanes;
    let geometry = Geometry::new(1280.0, u32::try_from(lanes.len()).unwrap(), false).with_lane(24.0);
    let words = words::picture(Lang::En);
    let view = Viewport::fit(scene.end, geometry.plot);
    let picture = Picture { geometry, view, words: &words, truth: scene.truth, growing: None };
    let mut account = Account::default();
    for (index, lane) in lanes.iter().enumerate().filter(|(_, lane)| !lane.is_clerk) {
        if let Some(Shape::Text(text)) = picture.outcome(scene.fates[index], index) {
            account.hear(lane.buyer, text.text.split_once(' ').unwrap().1);
        }
    }
    account
}

/// A number of the answer; 0 where it is not shown.
fn figure(answer: &AnswerModel, name: &str) -> usize {
    let figure = answer.figures.iter().find(|figure| figure.name == name);
    figure.map_or(0, |figure| figure.value.parse().unwrap())
}

/// Every panel says what the rule says of these events.
fn agrees(mut state: State, events: &[Event]) -> Result<(), TestCaseError> {
    let scenario = *state.scenario();
    let expected = Account::by_the_rule(&scenario, events);
    let lines = lines(&mut state);
    prop_assert_eq!(&of_log(&lines), &expected, "the log");
    prop_assert_eq!(&of_table(&state), &expected, "the table");
    prop_assert_eq!(&of_picture(&state), &expected, "the picture");
    let (sold, oversold) = (expected.bought.len() + expected.oversold.len(), expected.oversold.len());
    let stubs = make::<Stubs>(&state);
    prop_assert_eq!((stubs.sold as usize, stubs.sold.saturating_sub(stubs.tickets) as usize), (sold, oversold));
    let answer = make::<Answer>(&state);
    let figures = ["sold", "oversold", "sold_out"].map(|name| figure(&answer, name));
    prop_assert_eq!(figures, [sold, oversold, expected.sold_out.len()]);
    if answer.outcome.is_some() {
        prop_assert_eq!(figure(&answer, "in_vain"), expected.in_vain.len());
        let waiters = make::<Graph>(&state).0.map_or_else(Vec::new, |graph| graph.waiters);
        let mut named: Vec<String> = expected.in_vain.iter().map(|buyer| format!("buyer {buyer}")).collect();
        if named.len() > 20 {
            named.truncate(20);
            named.push(format!("+{}", expected.in_vain.len() - 20));
        }
        prop_assert_eq!(waiters, named);
    }
    waits(&state, &lines)?;
    instants(&state, &lines)
}

/// Who has to wait by the last line of the log, waits in the picture.
fn waits(state: &State, lines: &[Vec<LogLine>]) -> Result<(), TestCaseError> {
    let scene = make::<Scene>(state);
    // Of a known run the picture shows the whole.
    if !scene.running || state.scenario().guard == Guard::Join {
        return Ok(());
    }
    for (lane, lines) in scene.timeline.0.lanes.iter().zip(lines) {
        let by_log = lines.last().is_some_and(|line| line.what == "has to wait");
        let by_picture = !lane.is_over
            && lane
                .spans
                .last()
                .is_some_and(|span| span.activity == Activity::Wait && span.stretch.to == scene.timeline.0.end);
        // In the very instant in which a wait ends, it has no length any more.
        prop_assert!(by_log == by_picture || lines.last().unwrap().when == stamp(Lang::En, scene.timeline.0.end));
    }
    Ok(())
}

/// A sale stands at the same instant, in the same digits, in the log and at its mark.
fn instants(state: &State, lines: &[Vec<LogLine>]) -> Result<(), TestCaseError> {
    let scene = make::<Scene>(state);
    for (lane, lines) in scene.timeline.0.lanes.iter().zip(lines) {
        let Some(line) = lines.iter().find(|line| line.what.starts_with("bought")) else { continue };
        let mark = lane.marks.iter().find(|mark| matches!(mark.kind, MarkKind::Bought { .. })).unwrap();
        let sentence = words::mark(Lang::En, state.scenario(), *mark);
        prop_assert!(sentence.starts_with(&format!("{}: ", line.when)), "{} and {}", line.when, sentence);
    }
    Ok(())
}

fn speeds() -> impl Strategy<Value = Speed> {
    prop::sample::select(vec![1000, 1000, 5000, 20_000, 500])
        .prop_map(|thousandths| Speed::from_thousandths(thousandths).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_panel_tells_the_same(
        scenario in scenarios::scenario(),
        speed in speeds(),
        lags in prop::collection::vec(0..20_000_u64, 1..9),
        at in any::<prop::sample::Index>(),
    ) {
        let scenario = Scenario { speed, ..scenario };
        let trace = really(&scenario, &lags);
        let (all, some) = (trace.events.len(), at.index(trace.events.len() + 1));
        agrees(live(&scenario, &trace, some), &trace.events[..some])?;
        agrees(known(&scenario, &trace, some), &trace.events[..some])?;
        agrees(known(&scenario, &trace, all), &trace.events)?;
    }
}

/// A second of the scenario is a second at any speed, whoever runs.
#[test]
fn a_run_takes_as_long_at_any_speed() {
    for thousandths in [500, 1000, 5000, 20_000] {
        let speed = Speed::from_thousandths(thousandths).unwrap();
        let scenario = Scenario { speed, ..Scenario::default() }.under(Guard::Lock(oversold::scenario::Scope::GET));
        let trace = really(&scenario, &[]);
        let mut state = known(&scenario, &trace, usize::MAX);
        assert_eq!(make::<Scene>(&state).end, 17_500_000);
        let answer = make::<Answer>(&state);
        assert_eq!(answer.figures[5].value, "17.5 s");
        assert!(answer.why.contains("at most") && answer.why.contains("15.5 s"), "{}", answer.why);
        assert!(lines(&mut state).concat().iter().any(|line| line.when == "17.5000 s"));
        assert_eq!(answer.speed.is_some(), thousandths != 1000);
        // What machines are told is what the clock said.
        let told = state.run.run.known().unwrap().run.result().verdict.elapsed_ms;
        assert!((told * speed.factor() - 17_500.0).abs() < 1.0, "{told}");
    }
}
