//! What the page shows follows from its state alone: a model that lived through anything is the one that would be made
//! anew, and where nothing of it has changed it is the very same.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/visit.rs"]
mod visit;

use oversold::engine::run_virtual;
use oversold::present::compare::{Compared, Many, Places};
use oversold::present::explore::Explored;
use oversold::present::race::{
    Answer, Code, CodeModel, Counts, Crowd, File, Foot, Frame, Graph, Guess, Keep, Log, LogModel, Mishaps, Notices,
    Outcome, Player, Presets, Scene, SceneModel, Stubs, Table, Tabs, Time,
};
use oversold::present::share::{Copy, Share};
use oversold::present::shell::{Access, Controls, Head, Room, RunBar};
use oversold::present::{Remembered, Select};
use oversold::program::Dialect;
use oversold::scenario::{Theme, parse};
use oversold::store::{
    Action, Guess as Guessed, LinkAction, Obstacle, Opening, PageAction, PanelAction, Part, PlayAction, RunAction,
    State, Tab, Tried, pairs,
};
use oversold::text::add;
use oversold::timeline::picture::Truth;
use oversold::trace::{Executor, Judged, Trace};
use proptest::prelude::*;
use std::rc::Rc;
use visit::{Visit, visit};

fn speak() {
    for catalogue in [
        oversold::catalogue!("shell"),
        oversold::catalogue!("race"),
        oversold::catalogue!("runs"),
        oversold::catalogue!("compare"),
    ] {
        add(catalogue);
    }
    add(oversold::catalogue!("share"));
}

/// Whether scenes are the same, timelines compared by what is in them.
fn same_scene(a: &SceneModel, b: &SceneModel) -> bool {
    *a == SceneModel { timeline: a.timeline.clone(), ..b.clone() } && a.timeline.0 == b.timeline.0
}

/// Whether both show the same code, lines compared by what is in them.
fn same_code(a: &CodeModel, b: &CodeModel) -> bool {
    *a == CodeModel { lines: a.lines.clone(), ..b.clone() } && a.lines.0 == b.lines.0
}

/// One remembered model of each kind.
macro_rules! models {
    ($($field:ident: $select:ty),+ $(,)?) => {
        #[derive(Default)]
        struct Models { scene: Remembered<Scene>, code: Remembered<Code>, $($field: Remembered<$select>),+ }

        impl Models {
            /// The names of the models that are not those that would be made anew, or not the same when asked for twice.
            fn wrong(&mut self, state: &State) -> Vec<&'static str> {
                let mut wrong = Vec::new();
                wrong.extend(held(&mut self.scene, state, same_scene).then_some("scene"));
                wrong.extend(held(&mut self.code, state, same_code).then_some("code"));
                $(wrong.extend(held(&mut self.$field, state, PartialEq::eq).then_some(stringify!($field)));)+
                wrong
            }

            /// The names of the models that an action changes.
            fn changed(&mut self, state: &mut State, action: Action) -> Vec<&'static str> {
                let scene = self.scene.get(state);
                let code = self.code.get(state);
                $(let $field = self.$field.get(state);)+
                state.reduce(action);
                let mut changed = Vec::new();
                changed.extend((!Rc::ptr_eq(&scene, &self.scene.get(state))).then_some("scene"));
                changed.extend((!Rc::ptr_eq(&code, &self.code.get(state))).then_some("code"));
                $(changed.extend((!Rc::ptr_eq(&$field, &self.$field.get(state))).then_some(stringify!($field)));)+
                changed
            }
        }
    };
}

models! {
    head: Head, foot: Foot, room: Room, presets: Presets, access: Access, controls: Controls, run_bar: RunBar,
    answer: Answer, guess: Guess, frame: Frame, counts: Counts, keep: Keep, log: Log, mishaps: Mishaps, file: File, graph: Graph, notices: Notices,
    player: Player, crowd: Crowd, stubs: Stubs, table: Table, tabs: Tabs,
    compared: Compared, many: Many, placed: Places, explored: Explored, share: Share, copy: Copy,
}

/// Whether a remembered model is wrong now.
fn held<S: Select>(remembered: &mut Remembered<S>, state: &State, same: fn(&S::Model, &S::Model) -> bool) -> bool {
    let model = remembered.get(state);
    !same(&model, &S::default().make(state)) || !Rc::ptr_eq(&model, &remembered.get(state))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_is_remembered_is_what_would_be_made_anew((opening, moves) in visit()) {
        speak();
        let (mut visit, mut models) = (Visit::new(opening), Models::default());
        prop_assert_eq!(models.wrong(&visit.state), Vec::<&str>::new());
        for next in moves {
            let Some(action) = visit.action(next) else { continue };
            let name = format!("{action:?}").chars().take(80).collect::<String>();
            visit.act(action);
            prop_assert_eq!(models.wrong(&visit.state), Vec::<&str>::new(), "after {}", name);
        }
    }
}

/// The page with everything loaded.
fn ready(query: &str) -> State {
    speak();
    let (mut state, _) = State::open(Opening { link: parse(query).0, ..Opening::default() });
    state.reduce(Action::Page(PageAction::Module(Ok(()))));
    for part in Part::ALL {
        state.reduce(Action::Page(PageAction::Came(part, true)));
    }
    state
}

/// A simulated run is known, and played for the first time.
fn run(state: &mut State) -> usize {
    state.reduce(Action::Run(RunAction::Run));
    let id = state.run.run.busy().unwrap();
    let judged = Judged::new(Rc::new(run_virtual(state.scenario())), None, true);
    let len = judged.len();
    state.reduce(Action::Run(RunAction::Judged(id, Rc::new(judged))));
    len
}

fn show(state: &mut State, index: usize) {
    state.reduce(Action::Play(PlayAction::Show(index)));
}

fn make<S: Select>(state: &State) -> S::Model {
    S::default().make(state)
}

#[test]
fn an_action_changes_only_what_shows_it() {
    let mut state = ready("engine=virtual");
    let mut models = Models::default();
    run(&mut state);
    show(&mut state, usize::MAX);
    let mut changed = |action| models.changed(&mut state, action);
    let link = |name, value| Action::Link(LinkAction::Set(pairs(&[(name, value)])));
    let none: [&str; 0] = [];
    assert_eq!(changed(Action::Page(PageAction::Hello)), none);
    assert_eq!(changed(Action::Panel(PanelAction::Write(Dialect::Rust))), ["code", "explored"]);
    assert_eq!(changed(Action::Panel(PanelAction::Filter(Some(2)))), ["log"]);
    assert_eq!(changed(Action::Panel(PanelAction::Filter(Some(2)))), none);
    assert_eq!(changed(Action::Panel(PanelAction::More)), none, "all is shown already");
    assert_eq!(changed(Action::Play(PlayAction::Rate(4.0))), ["scene", "player"]);
    assert_eq!(changed(link("theme", "dark")), ["scene", "head", "explored", "share", "copy"]);
    // The address says which panel is open, where it knows it.
    assert_eq!(changed(Action::Panel(PanelAction::Open(Tab("table")))), ["tabs"]);
    assert_eq!(changed(link("colour", "red")), ["notices"]);
}

#[test]
fn the_axis_ends_where_the_run_does_whatever_its_speed() {
    let mut state = ready("engine=virtual&speed=10");
    assert_eq!((make::<Scene>(&state).end, make::<Scene>(&state).begun()), (3_500_000, false));
    run(&mut state);
    assert_eq!(make::<Scene>(&state).end, 3_500_000);
    show(&mut state, usize::MAX);
    let scene = make::<Scene>(&state);
    assert_eq!((scene.end, scene.begun(), scene.running, scene.theme), (3_500_000, true, false, None));
    let Time::Play(play) = scene.time else { panic!("{:?}", scene.time) };
    assert_eq!((play.index, play.playing), (None, false));
    assert!((play.factor - 10.0).abs() < 1e-9, "{}", play.factor);
    assert_eq!(make::<Scene>(&ready("speed=10")).end, 3_500_000);
}

#[test]
fn a_long_log_says_how_much_of_it_is_shown() {
    let mut state = ready("engine=virtual&buyers=160&guard=lock&pay=0");
    let len = run(&mut state);
    show(&mut state, len - 1);
    let playing: LogModel = make::<Log>(&state);
    assert_eq!((playing.lines.len(), playing.more), (40, None));
    show(&mut state, usize::MAX);
    let log = make::<Log>(&state);
    let (shown, all) = (log.lines.len(), all_lines(&state));
    assert_eq!((shown, all, log.empty), (600, 801, None));
    let (said, _) = log.more.unwrap();
    assert!(said.contains("600") && said.contains("801"), "{said}");
    state.reduce(Action::Panel(PanelAction::More));
    let log = make::<Log>(&state);
    assert_eq!((log.lines.len(), log.more), (all, None));
    // Whoever is chosen has few lines.
    state.reduce(Action::Panel(PanelAction::Filter(Some(7))));
    let log = make::<Log>(&state);
    assert!(log.more.is_none() && !log.lines.is_empty() && log.lines.len() < 20);
    assert!(log.lines.iter().all(|line| line.who == log.people[6].1), "{:?}", log.lines);
}

/// How many lines the log has, one person's after the other, and the last one.
fn all_lines(state: &State) -> usize {
    let (mut one, _) = State::open(Opening { link: state.link.link, ..Opening::default() });
    one.reduce(Action::Page(PageAction::Came(Part::Runs, true)));
    run(&mut one);
    show(&mut one, usize::MAX);
    let buyers = state.scenario().processes();
    (1..=buyers)
        .map(|buyer| {
            one.reduce(Action::Panel(PanelAction::Filter(Some(buyer))));
            make::<Log>(&one).lines.len()
        })
        .sum::<usize>()
        + 1
}

#[test]
fn a_long_table_says_how_much_of_it_is_shown() {
    let mut state = ready("engine=virtual&buyers=501&pay=0&search=0&confirm=0");
    let table = make::<Table>(&state);
    assert!(table.rows.is_empty() && table.more.is_none() && table.empty.is_some());
    run(&mut state);
    show(&mut state, usize::MAX);
    let table = make::<Table>(&state);
    assert_eq!((table.rows.len(), table.empty), (500, None));
    let (said, _) = table.more.unwrap();
    assert!(said.contains("500") && said.contains("501"), "{said}");
    state.reduce(Action::Panel(PanelAction::More));
    let table = make::<Table>(&state);
    assert_eq!((table.rows.len(), table.more), (501, None));
    // The next run is shown from its first page again.
    run(&mut state);
    show(&mut state, usize::MAX);
    assert_eq!(make::<Table>(&state).rows.len(), 500);
}

#[test]
fn the_answer_is_given_at_the_end_of_the_run() {
    for (query, outcome, sold) in [
        ("engine=virtual", Outcome::Wrong, "15"),
        ("engine=virtual&guard=lock", Outcome::Right, "1"),
        ("engine=virtual&guard=lock&fault=kill-holder&robust=1", Outcome::Cut, "1"),
    ] {
        let mut state = ready(query);
        let before = make::<Answer>(&state);
        assert_eq!((before.outcome, before.check.is_none()), (None, true));
        assert!(before.figures.iter().all(|figure| figure.value == "–"), "{:?}", before.figures);
        let len = run(&mut state);
        show(&mut state, len - 1);
        assert_eq!(make::<Answer>(&state).outcome, None, "{query}");
        show(&mut state, len);
        let answer = make::<Answer>(&state);
        assert_eq!((answer.outcome, &*answer.figures[0].value), (Some(outcome), sold), "{query}");
        assert!(answer.check.unwrap().agrees, "{query}");
        let stubs = make::<Stubs>(&state);
        assert_eq!((stubs.sold.to_string(), stubs.tickets, stubs.drawn), (sold.to_owned(), 1, 15));
    }
}

/// What is expected is not given away before somebody has guessed; the guess is held against what came.
#[test]
fn nothing_is_given_away_before_a_guess() {
    let guess = |state: &mut State, guess| drop(state.reduce(Action::Guess(guess)));
    let labels = |state: &State| -> Vec<(String, bool)> {
        make::<Guess>(state).options.into_iter().map(|(_, label, pressed)| (label, pressed)).collect()
    };
    let mut state = ready("engine=virtual&buyers=4");
    assert_eq!(make::<Scene>(&state).truth, Truth::Unsaid);
    assert_eq!(labels(&state), [("1".to_owned(), false), ("some".to_owned(), false), ("4".to_owned(), false)]);
    guess(&mut state, Guessed::Tickets);
    assert_eq!(make::<Scene>(&state).truth, Truth::Expected);
    assert_eq!(labels(&state)[0], ("1".to_owned(), true));
    assert_eq!(make::<Guess>(&state).told, None);
    // Another speed is the same question, another guard is another one.
    state.reduce(Action::Link(LinkAction::Set(pairs(&[("speed", "5")]))));
    assert_eq!(state.guess(), Some(Guessed::Tickets));
    let len = run(&mut state);
    assert_eq!((make::<Scene>(&state).truth, labels(&state)), (Truth::Happened, Vec::new()));
    assert_eq!(make::<Guess>(&state).told.as_deref(), Some("You guessed 1."));
    // Whoever has seen it does not guess.
    guess(&mut state, Guessed::Everybody);
    show(&mut state, len);
    assert_eq!(make::<Guess>(&state).told.as_deref(), Some("You guessed 1; it was 4."));
    state.reduce(Action::Link(LinkAction::Set(pairs(&[("guard", "lock")]))));
    assert_eq!((state.guess(), make::<Scene>(&state).truth), (None, Truth::Unsaid));
    // Between one and two there is nothing, and with a ticket for everybody nothing to guess.
    assert_eq!(labels(&ready("buyers=2")).len(), 2);
    assert_eq!(labels(&ready("tickets=20")), []);
}

/// Between pressing Run and the first worker the page already shows that run, not what is expected of it.
#[test]
fn a_run_has_begun_as_soon_as_its_workers_start() {
    let mut state = ready("");
    let mut models = Models::default();
    state.reduce(Action::Run(RunAction::Run));
    let id = state.run.run.busy().unwrap();
    assert!(!models.scene.get(&state).begun());
    assert!(models.table.get(&state).empty.is_some());
    state.reduce(Action::Run(RunAction::Starting(id)));
    assert!(models.scene.get(&state).begun());
    assert_eq!(models.wrong(&state), Vec::<&str>::new());
    assert_eq!(models.run_bar.get(&state).label, "Cancel");
}

/// A recorded run of very many, and a theme: what is shared is still exactly that run.
#[test]
fn what_is_shared_is_what_is_shown() {
    let mut state = ready("engine=virtual&buyers=3");
    let trace = Trace { executor: Executor::Replay, ..run_virtual(state.scenario()) };
    let effects = state.reduce(Action::Run(RunAction::Open("1.abc".into())));
    let [oversold::store::Effect::Open { run: id, .. }] = effects[..] else { panic!("{effects:?}") };
    let judged = Judged::new(Rc::new(trace), Some("1.abc".into()), true);
    state.reduce(Action::Run(RunAction::Replayed(id, Rc::new(judged))));
    state.reduce(Action::Link(LinkAction::Set(pairs(&[("theme", "dark")]))));
    assert_eq!(state.link.link.page.theme, Theme::Dark);
    let expected = "buyers=3&engine=virtual&theme=dark#t=1.abc";
    assert_eq!(make::<Copy>(&state).address, expected);
    assert_eq!(make::<Keep>(&state).address.as_deref(), Some(expected));
    let share = make::<Share>(&state);
    assert_eq!((&*share.address, share.exact.as_deref(), share.has_result), (expected, Some(expected), true));
    assert!(make::<Player>(&state).enabled);
}

/// Why runs are simulated is said in one sentence, which names what came of the host's headers and what the browser said.
#[test]
fn what_was_tried_is_named() {
    speak();
    let said = |tried: Option<(&str, &str)>| {
        let link = parse("lang=en").0;
        let obstacle = Some(Obstacle::ServiceWorkerBlocked);
        let (mut state, _) = State::open(Opening { link, obstacle, ..Opening::default() });
        if let Some((headers, refused)) = tried {
            let tried = Tried { headers: headers.to_owned(), refused: refused.to_owned() };
            state.reduce(Action::Page(PageAction::Tried(tried)));
        }
        Notices.make(&state).simulated.unwrap().0
    };
    let none = said(None);
    assert!(
        none.starts_with("This host sends no isolating headers, and no service worker could add what is missing, so"),
        "{none}"
    );
    assert_eq!(said(Some(("", ""))), none);
    let some = said(Some(("Cross-Origin-Embedder-Policy: require-corp", "The operation is insecure.")));
    let expected = "This host sends Cross-Origin-Embedder-Policy: require-corp, and no service worker could add what is missing (The operation is insecure.), so";
    assert!(some.starts_with(expected), "{some}");
}
