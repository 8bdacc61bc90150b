//! The 21 placements of the lock: which are right, by trying all schedules; how long they take; and the handles that move
//! it in the code.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::engine::{once, replay, run_virtual};
use oversold::model::explore::{Limits, explore};
use oversold::present::Select;
use oversold::present::compare::{Triangle, elapsed, terms, triangle, with_lock};
use oversold::present::race::{Code, CodeModel, End, Grip};
use oversold::program::Dialect;
use oversold::program::{compile, decode, encode};
use oversold::scenario::{Bounded, Choice, Fault, Guard, Link, Scenario, Scope, Store, parse, write};
use oversold::store::{Action, LinkAction, Opening, PanelAction, State, pairs};
use oversold::text::{Lang, add, grouped, message};
use oversold::trace::{Schedule, check, judge};
use std::collections::{BTreeMap, BTreeSet};

fn all() -> impl Iterator<Item = Scenario> {
    Scope::ALL.iter().map(|(scope, _)| Scenario { guard: Guard::Lock(*scope), ..Scenario::default() })
}

fn name(scenario: &Scenario) -> &'static str {
    scenario.guard.scope().unwrap().name()
}

/// The proof: no schedule of two or three buyers is wrong, or some are. And the same with two tickets.
#[test]
fn right_are_those_that_cover_reading_and_writing() {
    for scenario in all() {
        for (tickets, buyers) in [(1, 2), (1, 3), (2, 3)] {
            let scenario = Scenario { tickets: Bounded::clamp(tickets), buyers: Bounded::clamp(buyers), ..scenario };
            let counted = explore(&scenario, Limits::default()).counted.unwrap();
            let is_right = counted.schedules.wrong == 0_u32.into();
            assert_eq!(is_right, scenario.guard.is_right(), "{} {tickets} {buyers}", name(&scenario));
            assert_eq!(counted.schedules.deadlocked, 0_u32.into());
        }
    }
}

#[test]
fn up_to_the_sale_is_the_fastest_right_one() {
    let time = |scenario: &Scenario| judge(&run_virtual(scenario)).elapsed / 1000;
    let mut right: Vec<_> = all().filter(|s| s.guard.is_right()).map(|s| (time(&s), name(&s))).collect();
    right.sort_unstable();
    let expected =
        [(16_000, "1-5"), (16_000, "2-5"), (17_500, "1-6"), (17_500, "get"), (30_000, "0-5"), (31_500, "task")];
    assert_eq!(right, expected);
}

/// Each right one takes as long as the formula says, and says so.
#[test]
fn right_ones_take_what_the_formula_says() {
    let scopes = || Scope::ALL.iter().map(|(scope, _)| *scope);
    assert_eq!(scopes().filter(|scope| terms(&Scenario::default(), *scope).is_some()).count(), 6);
    for (tickets, buyers) in (0..=20).flat_map(|tickets| (1..=40).map(move |buyers| (tickets, buyers))) {
        for (search, pay, confirm) in [(1000, 1000, 1500), (700, 0, 9000), (0, 300, 50)] {
            let delays = format!("&search={search}&pay={pay}&confirm={confirm}");
            let scenario = parse(&format!("tickets={tickets}&buyers={buyers}{delays}")).0.scenario;
            for scope in scopes() {
                if let Some(terms) = terms(&scenario, scope) {
                    let simulated = judge(&run_virtual(&with_lock(&scenario, scope))).elapsed;
                    assert_eq!(elapsed(&terms), simulated, "{tickets} {buyers} {delays} {scope:?}");
                }
            }
        }
    }
    let here = |query: &str| drawn(query).rows[2][2].here.clone();
    assert!(here("").ends_with("16.0 s = searching 1.00 s + 15 × paying 1.00 s."), "{}", here(""));
    let nothing = here("search=0&pay=0&confirm=0");
    assert!(nothing.ends_with("read and write. 0 s."), "{nothing}");
    let with_jitter = here("jitter=10");
    assert!(with_jitter.ends_with("read and write."), "{with_jitter}");
}

/// Every engine and the codecs take them as they take the others.
#[test]
fn they_run_replay_and_are_written_like_the_others() {
    for scenario in all() {
        for store in [Store::Memory, Store::File] {
            for (fault, robust) in [(Fault::None, false), (Fault::KillHolder, false), (Fault::KillHolder, true)] {
                let scenario = Scenario { buyers: Bounded::clamp(6), store, fault, robust, ..scenario };
                let program = compile(&scenario);
                assert_eq!(decode(&encode(&program)).as_ref(), Ok(&program));
                let trace = run_virtual(&scenario);
                assert_eq!(check(&trace), Ok(()), "{scenario:?}");
                let schedule = Schedule::decode(&Schedule::of(&trace).unwrap().encode()).unwrap();
                assert_eq!(replay(&schedule).unwrap().events, trace.events, "{scenario:?}");
            }
        }
    }
}

#[test]
fn a_link_says_them_by_name_or_by_places() {
    for scenario in all() {
        let scope = scenario.guard.scope().unwrap();
        let (link, notices) = parse(&format!("guard=lock&scope={}-{}", scope.from(), scope.to()));
        assert_eq!((link.scenario, notices), (scenario, vec![]));
        let written = write(&Link { scenario, ..Link::default() });
        let expected =
            if scope == Scope::GET { "guard=lock".to_owned() } else { format!("guard=lock&scope={}", scope.name()) };
        assert_eq!(written, expected);
    }
    for wrong in ["5-2", "3-3", "2-7", "2"] {
        let (link, notices) = parse(&format!("guard=lock&scope={wrong}"));
        assert_eq!(link.scenario.guard, Guard::Lock(Scope::GET));
        assert_eq!((notices.len(), &*notices[0].allowed), (1, "get, task, write, read, A-B"));
    }
}

fn speak() {
    for part in [
        oversold::catalogue!("shell"),
        oversold::catalogue!("race"),
        oversold::catalogue!("runs"),
        oversold::catalogue!("compare"),
    ] {
        add(part);
    }
}

/// The triangle of a scenario, with all of its runs.
fn drawn(query: &str) -> Triangle {
    speak();
    let scenario = parse(query).0.scenario;
    let run = |(scope, _): &(Scope, _)| (*scope, once(&with_lock(&scenario, *scope)));
    triangle(Lang::En, &scenario, &Scope::ALL.iter().map(run).collect())
}

/// Right and wrong in the triangle is what trying all schedules finds, also in a file and where a robust lock outlives its
/// holder.
#[test]
fn the_triangle_says_what_the_model_proves() {
    for (query, buyers) in [("", 2), ("", 3), ("store=file", 2), ("fault=kill-holder&guard=lock&robust=1", 3)] {
        let made = drawn(query);
        let cells: Vec<_> = made.rows.iter().flatten().collect();
        assert_eq!(cells.len(), 21);
        for cell in cells {
            let scenario = Scenario { buyers: Bounded::clamp(buyers), ..parse(query).0.scenario };
            let counted = explore(&with_lock(&scenario, cell.scope), Limits::default()).counted.unwrap();
            let proved = if counted.schedules.wrong == 0_u32.into() { ("right", "✓") } else { ("wrong", "✕") };
            assert_eq!((cell.class, cell.sign), proved, "{query} {buyers}: {}", cell.name);
            assert!(cell.here.contains(if cell.class == "right" { "Right:" } else { "Wrong:" }), "{}", cell.here);
        }
    }
}

#[test]
fn the_triangle_tells_the_fastest_right_one_and_the_choice() {
    let made = drawn("guard=lock&scope=1-4");
    let best = "2-5 is the fastest right one, 16.0 s. As fast, and covering more: 1-5.";
    assert_eq!(made.best.as_deref(), Some(best));
    let cells = || made.rows.iter().flatten();
    let marked: Vec<_> = cells().filter(|cell| cell.is_best).map(|cell| cell.name.as_str()).collect();
    assert_eq!(marked, ["2-5: right, 16.0 s, mean wait 7.00 s"]);
    let now: Vec<_> = cells().filter(|cell| cell.is_now).map(|cell| cell.name.as_str()).collect();
    assert_eq!(now.len(), 1);
    assert!(now[0].starts_with("1-4: wrong, "), "{now:?}");
    // Wherever it stands, a plain lock is not given back by the dead.
    let killed = drawn("guard=lock&fault=kill-holder");
    assert_eq!(killed.best, None);
    let stuck = |scope| once(&with_lock(&parse("fault=kill-holder").0.scenario, scope)).stuck;
    assert!(killed.rows.iter().flatten().all(|cell| cell.class == "deadlock" && stuck(cell.scope) > 0), "{killed:?}");
    // Before the runs are made, what is right is known, and not what is fastest.
    let early = triangle(Lang::En, &Scenario::default(), &BTreeMap::new());
    assert!(early.best.is_none() && early.rows[2][2].class == "right" && early.rows[2][2].times.is_none());
}

/// The numbers in the page's sentence about the write alone are those of the model.
#[test]
fn the_finding_is_true() {
    speak();
    let counted = |guard| {
        let scenario = Scenario { guard, buyers: Bounded::clamp(3), ..Scenario::default() };
        explore(&scenario, Limits::default()).counted.unwrap()
    };
    for (guard, wrong, all, chance) in
        [(Guard::None, 1008_u32, 1152_u32, (14, 27)), (Guard::Lock(Scope::WRITE), 3960, 4698, (190, 243))]
    {
        let found = counted(guard);
        assert_eq!((&found.schedules.wrong, &found.schedules.total), (&wrong.into(), &all.into()));
        assert!((found.chance.wrong - f64::from(chance.0) / f64::from(chance.1)).abs() < 1e-12);
        for lang in [Lang::En, Lang::Zh] {
            let said = message(lang, "placements.finding");
            let numbers = [wrong, all].map(|number| grouped(lang, &number.to_string()));
            for number in numbers.into_iter().chain([format!("{}/{}", chance.0, chance.1)]) {
                assert!(said.contains(&number), "{number} is not in {said}");
            }
        }
    }
}

fn code(query: &str, dialect: Dialect) -> (State, CodeModel) {
    speak();
    let link = parse(&format!("{query}&lang=en")).0;
    let mut state = State::open(Opening { link, ..Opening::default() }).0;
    state.reduce(Action::Panel(PanelAction::Write(dialect)));
    let model = Code::default().make(&state);
    (state, model)
}

/// Of each spot: the scope, and the line at whose upper edge it is, `-` where it is the end of a function.
fn spots(model: &CodeModel, end: End) -> Vec<(&'static str, &str)> {
    let spot = |spot: &oversold::present::race::Spot| {
        let line = if spot.below { "-" } else { &model.lines.0[spot.line].text };
        (spot.scope.name(), line)
    };
    model.grip(end).unwrap().spots.iter().map(spot).collect()
}

#[test]
fn the_ends_can_be_put_where_another_scope_has_them() {
    let (_, model) = code("guard=lock", Dialect::Python);
    let grip = |end| model.grip(end).unwrap();
    assert_eq!(model.lines.0[grip(End::Acquire).line].text, "lock.acquire()");
    assert_eq!(model.lines.0[grip(End::Release).line].text, "lock.release()");
    let (look, pay) = ("print(count.value, \"left\")", "time.sleep(1)  # network");
    let write = "count.value = seen - 1";
    let expected = [
        ("task", "search(count)"),
        ("1-6", look),
        ("get", "get(count)"),
        ("3-6", pay),
        ("4-6", write),
        ("5-6", "print(\"process\", os.getpid(), \"got a ticket\")"),
    ];
    assert_eq!(spots(&model, End::Acquire), expected);
    let told = "print(\"process\", os.getpid(), \"got a ticket\")";
    assert_eq!(spots(&model, End::Release), [("read", pay), ("2-4", write), ("2-5", told), ("get", "-")]);
    let texts: Vec<&str> = grip(End::Acquire).spots.iter().map(|spot| spot.text.as_str()).collect();
    assert_eq!(texts[1], "Acquired after the search's wait.");

    // Where the lock is given back within `get`, it is taken there too; and where in both branches, the first is moved.
    let (_, model) = code("guard=lock&scope=2-5", Dialect::Rust);
    let read = "let seen = count.load(SeqCst);";
    assert_eq!(
        spots(&model, End::Acquire)[1..3],
        [("1-5", "println!(\"{} left\", count.load(SeqCst));"), ("2-5", read)]
    );
    assert_eq!(spots(&model, End::Release)[3], ("get", "}"));
    assert_eq!(model.lines.0.iter().filter(|line| line.text == "drop(held);").count(), 2);
}

/// Whatever the lock covers, and however it is written: all places but those of the other end and behind it, and the present
/// one is where the handle is.
#[test]
fn every_end_has_all_places_it_can_have() {
    for scenario in all() {
        let scope = scenario.guard.scope().unwrap();
        for more in ["", "&store=file", "&fault=kill-holder", "&store=file&fault=kill-holder&robust=1"] {
            for dialect in [Dialect::Python, Dialect::Rust, Dialect::Steps] {
                let what = format!("{}{more} {dialect:?}", scope.name());
                let (_, model) = code(&format!("guard=lock&scope={}{more}", scope.name()), dialect);
                let [acquire, release] = End::ALL.map(|end| model.grip(end).unwrap());
                let places =
                    |grip: &Grip, of: fn(Scope) -> u8| grip.spots.iter().map(|s| of(s.scope)).collect::<Vec<_>>();
                assert_eq!(places(acquire, Scope::from), (0..scope.to()).collect::<Vec<_>>(), "{what}");
                assert_eq!(places(release, Scope::to), (scope.from() + 1..=Scope::LAST).collect::<Vec<_>>(), "{what}");
                for grip in [acquire, release] {
                    let now: Vec<_> = grip.spots.iter().filter(|spot| spot.is_now).collect();
                    assert!(now.len() == 1 && now[0].scope == scope, "{what}");
                    // Nothing but the lock's own lines, and the fault's, is between.
                    let behind = now[0].line + usize::from(now[0].below);
                    let program =
                        compile(&Scenario { ..parse(&format!("guard=lock&scope={}{more}", scope.name())).0.scenario });
                    let own = |line: usize| {
                        use oversold::program::Step::{Acquire, Crash, Release};
                        model.steps_of(line).any(|step| matches!(program[step], Acquire | Release | Crash))
                    };
                    assert!(grip.line < behind && (grip.line..behind).all(own), "{what}: {grip:?}");
                    let edges: BTreeSet<_> = grip.spots.iter().map(|spot| (spot.line, spot.below)).collect();
                    assert_eq!(edges.len(), grip.spots.len(), "{what}: two places are one");
                }
            }
        }
    }
}

#[test]
fn moving_an_end_is_choosing_a_scope() {
    let (mut state, model) = code("guard=lock", Dialect::Python);
    let grip = model.grip(End::Release).unwrap();
    let to = grip.by_key("ArrowUp").unwrap();
    assert_eq!((grip.by_key("ArrowDown"), grip.by_key("End"), grip.by_key("a")), (None, None, None));
    assert_eq!(grip.spots[grip.by_key("Home").unwrap()].scope, Scope::READ);
    state.reduce(Action::Link(LinkAction::Set(pairs(&[("scope", grip.spots[to].scope.name())]))));
    assert_eq!(write(&state.link.link), "guard=lock&scope=2-5&lang=en");
    let model = Code::default().make(&state);
    assert!(
        model.movable && model.grip(End::Release).unwrap().spots.iter().any(|s| s.is_now && s.scope.name() == "2-5")
    );
    let (_, unlocked) = code("", Dialect::Python);
    assert!(unlocked.grips.is_empty());
}
