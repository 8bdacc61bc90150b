//! What the page says of every schedule, of single ones, and of a run whose turns the reader decides: the numbers of the
//! contract, in the words of the page.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/explored.rs"]
mod explored;

use explored::{found, scenario, speak};
use oversold::engine::{Explored, Shortest};
use oversold::model::explore::{Exploration, Goal, Limits, Search, explore, odds};
use oversold::model::{History, Moment, Turn};
use oversold::present::explore::{self, CHALLENGES, Challenge, every, story, turns};
use oversold::program::{BuyerId, Dialect};
use oversold::scenario::{Link, Scenario, set};
use oversold::text::{Lang, grouped};
use serde_json::json;

fn best(scenario: &Scenario, goal: Goal) -> Vec<BuyerId> {
    let mut search = Search::new(scenario, &Moment::start(scenario), goal, 100_000);
    while search.advance(1000) {}
    search.best().unwrap()
}

#[test]
fn the_headline_counts_what_is_wrong() {
    for (query, headline, measures) in [
        ("buyers=3", "1,008 of 1,152 schedules are wrong", ["87.5 %", "51.9 %"]),
        ("buyers=2", "12 of 20 schedules are wrong", ["60.0 %", "37.5 %"]),
        ("buyers=3&guard=lock&scope=write", "3,960 of 4,698 schedules are wrong", ["84.3 %", "78.2 %"]),
        ("buyers=4&guard=lock", "0 of 20,160: no schedule can oversell", ["0 %", "0 %"]),
        ("buyers=4&guard=join", "0 of 1: no schedule can oversell", ["0 %", "0 %"]),
        ("buyers=2&tickets=0", "0 of 6: no schedule can oversell", ["0 %", "0 %"]),
    ] {
        let scenario = scenario(query);
        let model = every(Lang::En, &scenario, &found(&scenario), (0, 0));
        assert_eq!(model.headline, headline, "{query}");
        assert_eq!(
            model.measures.iter().map(|measure| measure.value.as_str()).collect::<Vec<_>>(),
            measures,
            "{query}"
        );
    }
}

/// What real runs came to stands beside both, as soon as there were any.
#[test]
fn real_runs_are_a_measure_of_their_own() {
    let scenario = scenario("buyers=3");
    let measures = |real| every(Lang::En, &scenario, &found(&scenario), real).measures;
    assert_eq!(measures((0, 0)).len(), 2);
    for (real, value) in [((3, 3), "100 %"), ((4, 0), "0 %"), ((4, 1), "25.0 %")] {
        let measures = measures(real);
        assert_eq!((measures.len(), measures[2].name, measures[2].value.as_str()), (3, "real", value));
    }
}

#[test]
fn shares_have_the_digits_that_tell_them_from_all() {
    let scenario = scenario("buyers=15");
    let model = every(Lang::En, &scenario, &found(&scenario), (0, 0));
    assert_eq!(model.measures[0].value, "99.999 999 999 92 %");
    assert_eq!(model.measures[1].value, "81.5 %");
    // Numbers too long to read are there with all their digits, too.
    assert!(model.headline.contains(" × 10"), "{}", model.headline);
    assert_eq!(model.exact.len(), 2);
    let digits: String = model.exact[0].digits.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(Some(digits), found(&scenario).counted.map(|counted| counted.schedules.total.to_string()));
}

#[test]
fn the_histogram_is_of_exact_numbers() {
    let scenario = scenario("buyers=3");
    let bars = every(Lang::En, &scenario, &found(&scenario), (0, 0)).bars;
    let told: Vec<_> = bars.iter().map(|bar| (bar.sold.as_str(), bar.schedules.as_str(), bar.wrong)).collect();
    assert_eq!(told, [("1", "144", false), ("2", "468", true), ("3", "540", true)]);
    assert!((bars[2].length - 100.0).abs() < 1e-9 && (bars[0].length - 26.66).abs() < 1e-9);
}

#[test]
fn a_limit_says_how_far_it_came() {
    let scenario = scenario("buyers=30");
    let cut = explore(&scenario, Limits { states: 100, ..Limits::default() });
    let model = every(Lang::En, &scenario, &cut, (0, 0));
    assert_eq!((model.class, model.wrong, model.bars.len()), (None, None, 0));
    assert!(
        model.notes[0].contains(&format!("after {} states", grouped(Lang::En, &cut.states.to_string()))),
        "{:?}",
        model.notes
    );
    let told = serde_json::to_value(Explored::new(&scenario, &cut, None)).unwrap();
    assert_eq!(told["complete"], json!(false));
    assert_eq!(told["schedules"], json!({"total": null, "wrong": null, "oversold": null, "deadlocked": null}));
}

/// Not the number of buyers is limited, but states and memory.
#[test]
fn however_many_buyers_there_are() {
    let one_by_one = scenario("buyers=3000&guard=lock&scope=task");
    let counted = found(&one_by_one).counted.unwrap();
    let factorial = (1..=3000_u32).fold(num_bigint::BigUint::from(1_u32), |product, factor| product * factor);
    assert_eq!(counted.schedules.total, factorial);
    let very_many = scenario("buyers=1000000&engine=virtual");
    assert_eq!(very_many.buyers.get(), 1_000_000);
    let cut = explore(&very_many, Limits { bytes: 1 << 24, ..Limits::default() });
    assert!(cut.counted.is_none() && cut.states > 1, "{}", cut.states);
    // There is no room even for what may have been told before one state.
    let cramped = explore(&scenario("buyers=2000&store=file"), Limits { bytes: 1 << 16, ..Limits::default() });
    assert_eq!(cramped, Exploration::default());
    // A number that is too long to be written out has its size all the same.
    let (short, long) = (factorial.pow(2), factorial.pow(3));
    assert_eq!([&short, &long].map(explore::is_written), [true, false]);
    let told = explore::whole(Lang::En, &long);
    let digits = long.to_string();
    let rounded = (digits[..3].parse::<u32>().unwrap() + 5) / 10;
    assert!(told.starts_with(&format!("{}.{} × 10", rounded / 10, rounded % 10)), "{told}");
    assert!(told.ends_with("²⁷³⁹¹"), "{told}: {} digits", digits.len());
}

/// Field by field as the contract has it.
#[test]
fn machines_are_told_the_same() {
    let scenario = scenario("buyers=3");
    let shortest = Some(Shortest { preemptions: 1, turns: 8, schedule: "1.x".to_owned() });
    let told = serde_json::to_value(Explored::new(&scenario, &found(&scenario), shortest)).unwrap();
    assert_eq!(
        (&told["complete"], &told["states"], &told["scenario"]["buyers"]),
        (&json!(true), &json!(25), &json!(3))
    );
    assert_eq!(told["schedules"], json!({"total": "1152", "wrong": "1008", "oversold": "1008", "deadlocked": "0"}));
    assert!((told["chance"]["wrong"].as_f64().unwrap() - 14.0 / 27.0).abs() < 1e-12);
    assert_eq!(told["outcomes"].as_array().unwrap().len(), 3);
    let first = &told["outcomes"][0];
    assert_eq!((&first["sold"], &first["left"], &first["failed"]), (&json!(1), &json!(0), &json!(0)));
    assert_eq!((&first["deadlocked"], &first["schedules"]), (&json!(false), &json!("144")));
    assert_eq!(told["shortest"], json!({"preemptions": 1, "turns": 8, "schedule": "1.x"}));
}

#[test]
fn the_shortest_wrong_schedule_is_told() {
    let scenario = scenario("buyers=3");
    let told = story(Lang::En, &scenario, &best(&scenario, Goal::Wrong));
    assert_eq!(
        told.sentences,
        [
            "Buyer 1 reads 1.",
            "Buyer 2 reads 1, pays, writes 0.",
            "Buyer 1 still believes 1, and writes 0.",
            "Buyer 3 reads 0, finds it sold out."
        ]
    );
    assert_eq!((told.preemptions, told.more), (1, 0));
    let many = self::scenario("buyers=200");
    let told = story(Lang::En, &many, &best(&many, Goal::Wrong));
    assert_eq!(told.sentences[3], "Buyers 3 to 200 do the same, one after the other: each reads 0, finds it sold out.");
    // With enough for all nobody interrupts nobody in the story of a right one.
    let right = story(Lang::En, &scenario, &best(&scenario, Goal::Right));
    assert_eq!((right.preemptions, right.sentences[0].as_str()), (0, "Buyer 1 reads 1, pays, writes 0."));
}

#[test]
fn the_reader_decides() {
    let scenario = scenario("buyers=2");
    let mut history = History::new(&scenario);
    let said = |history: &History| {
        let odds = odds(&scenario, history.present(), Limits::default());
        explore::odds(Lang::En, Some(&odds))
    };
    assert_eq!(said(&history).said, "From here 12 of 20 are wrong (60.0 %); by chance 37.5 %.");
    for id in [1, 1, 2, 2] {
        assert!(history.take(id));
    }
    let lost = said(&history);
    assert_eq!((lost.said.as_str(), lost.class), ("From here 2 of 2 are wrong: it is lost.", Some("lost")));
    assert_eq!(lost.counts, ["2", "2"]);
    let model = turns(Lang::En, &scenario, &history);
    assert_eq!(model.lines[..2], ["Buyer 1 looks: 1 left", "Buyer 1 reads 1"]);
    assert_eq!(model.people[0].next, "next: writes the count");
    assert_eq!(model.record, ["The record says 1.", "Sold: 0 of 1."]);
    history.take(1);
    history.take(2);
    let model = turns(Lang::En, &scenario, &history);
    let (verdict, is_right) = model.verdict.unwrap();
    assert!(!is_right && verdict.contains('2'), "{verdict}");
    assert_eq!(model.lines[5], "Buyer 2 still believes 1, and writes 0");
    assert!(model.people.iter().all(|person| !person.can && person.next.starts_with("is done")), "{:?}", model.people);
    history.jump(2);
    history.take(1);
    assert_eq!(said(&history).said, "From here none of 1 can go wrong.");
}

#[test]
fn whoever_cannot_go_on_says_why() {
    let next = |query: &str, turns_: &[BuyerId], who: usize| {
        let scenario = scenario(query);
        let history = History::new(&scenario).with(turns_).unwrap();
        let model = turns(Lang::En, &scenario, &history);
        let person = &model.people[who - 1];
        (person.can, person.next.clone())
    };
    let no = |text: &str| (false, text.to_owned());
    assert_eq!(next("buyers=2&guard=lock", &[1, 1, 2], 2), no("waits for the lock: Buyer 1 has it"));
    assert_eq!(next("buyers=2&guard=pipe", &[1], 2), no("waits for the count: Buyer 1 has it"));
    assert_eq!(next("buyers=2&guard=join", &[], 2), no("waits at the gate for the end of Buyer 1"));
    assert_eq!(next("buyers=2&guard=queue", &[], 3), no("waits for a request"));
    assert_eq!(next("buyers=2&guard=queue", &[1], 1), no("waits for the clerk's answer"));
    let (can, said) = next("buyers=2&guard=lock", &[1, 1], 1);
    assert!(can && said == "next: reads the count", "{said}");
}

/// Every sentence that any guard, store or fault may need is there, in both languages.
#[test]
fn nothing_is_left_without_words() {
    for guard in ["none", "lock", "join", "queue", "pipe", "cas"] {
        for rest in ["", "&store=file", "&fault=kill-holder", "&fault=kill-holder&robust=1"] {
            let scenario = scenario(&format!("buyers=2&guard={guard}{rest}"));
            for lang in Lang::ALL {
                let mut history = History::new(&scenario);
                loop {
                    let model = turns(lang, &scenario, &history);
                    let all = model.lines.iter().chain(&model.record).chain(model.people.iter().map(|one| &one.next));
                    for text in all.clone() {
                        assert!(!text.contains("explore.") && !text.contains("%{"), "{guard}{rest}: {text}");
                    }
                    let Some(next) = model.people.iter().rev().find(|person| person.can) else {
                        assert!(model.verdict.is_some(), "{guard}{rest}");
                        break;
                    };
                    assert!(history.take(next.id));
                }
                let told = story(lang, &scenario, history.turns());
                assert!(told.sentences.iter().all(|text| !text.contains("explore.")), "{:?}", told.sentences);
                // Nothing is told twice: what a file holds is read as it is loaded.
                let twice = |text: &String| text.matches("reads 1").count() > 1 || text.matches("读到 1").count() > 1;
                assert!(!told.sentences.iter().any(twice), "{guard}{rest}: {:?}", told.sentences);
            }
        }
    }
}

/// The scenario that a challenge sets.
fn set_by(challenge: &Challenge) -> Scenario {
    speak();
    let (link, notices) = set(&Link::default(), challenge.sets);
    assert_eq!(notices, [], "{}", challenge.name);
    link.scenario
}

fn challenge(name: &str) -> Challenge {
    *CHALLENGES.iter().find(|challenge| challenge.name == name).unwrap()
}

fn stands(challenge: &Challenge, turns: &[BuyerId]) -> (bool, String) {
    let scenario = set_by(challenge);
    let history = History::new(&scenario).with(turns).unwrap();
    let standing = challenge.standing(Lang::En, &scenario, &history, None);
    (standing.met, standing.said)
}

/// Each can be met where it is set, and is not met by every run there: a search finds a way, and lets others finish.
#[test]
fn challenges_can_be_met_and_missed() {
    for (name, way, other) in [
        ("oversell", Goal::Wrong, Goal::Right),
        ("everybody", Goal::AllSold, Goal::Right),
        ("miscount", Goal::Wrong, Goal::Right),
        ("deadlock", Goal::Deadlock, Goal::Right),
    ] {
        let challenge = challenge(name);
        let scenario = set_by(&challenge);
        let (met, said) = stands(&challenge, &best(&scenario, way));
        assert!(met && said.starts_with("Done: "), "{name}: {said}");
        let missed = best(&scenario, other);
        let (met, said) = stands(&challenge, &missed);
        assert!(!met && said.starts_with("This run has ended without it"), "{name}: {said}");
        // Nor is it, before the run has ended.
        assert_eq!(stands(&challenge, &missed[..missed.len() - 1]), (false, "Not yet.".to_owned()), "{name}");
    }
}

/// Every way counts: of all schedules exactly those that end so meet the goal, whoever takes which part.
#[test]
fn every_way_of_reaching_a_goal_counts() {
    let counted = |name: &str| {
        let challenge = challenge(name);
        let scenario = set_by(&challenge);
        let (mut met, mut all) = (0_u64, 0_u64);
        let mut open = vec![History::new(&scenario)];
        while let Some(history) = open.pop() {
            let enabled: Vec<BuyerId> = history.present().machine().enabled().collect();
            if enabled.is_empty() {
                all += 1;
                met += u64::from(challenge.standing(Lang::En, &scenario, &history, None).met);
            }
            open.extend(enabled.into_iter().map(|id| history.clone().with(&[id]).unwrap()));
        }
        (met, all)
    };
    assert_eq!(counted("everybody"), (540, 1152));
    let all = found(&set_by(&challenge("miscount"))).counted.unwrap().schedules;
    assert_eq!(all.oversold, 0_u32.into());
    assert_eq!(counted("miscount"), (u64::try_from(all.wrong).unwrap(), u64::try_from(all.total).unwrap()));
    let (met, _) = counted("oversell");
    assert!(met > 0 && met < 1008, "{met}");
}

/// The right lock: no run ends that challenge, the explorer does; and where the lock is too small it says so.
#[test]
fn the_explorer_ends_what_no_run_can_show() {
    let challenge = challenge("proof");
    let scenario = set_by(&challenge);
    let history = History::new(&scenario).with(&best(&scenario, Goal::Right)).unwrap();
    let said = |scenario: &Scenario, history: &History, all: Option<&Exploration>| {
        let standing = challenge.standing(Lang::En, scenario, history, all);
        (standing.met, standing.said)
    };
    assert!(!said(&scenario, &history, None).0);
    let (met, text) = said(&scenario, &history, Some(&found(&scenario)));
    assert!(met && text.starts_with("Done. 0 of 20,160: no schedule can oversell."), "{text}");
    let small = self::scenario("buyers=3&guard=lock&scope=write");
    let wrong = History::new(&small).with(&best(&small, Goal::Wrong)).unwrap();
    assert_eq!(said(&small, &wrong, Some(&found(&small))), (false, "3,960 of 4,698 schedules are wrong".to_owned()));
    assert!(said(&small, &wrong, None).1.contains("goes wrong"));
}

/// What each step does: the numbers after it, not before.
#[test]
fn a_step_says_what_it_does_to_the_odds() {
    let scenario = scenario("buyers=2");
    let history = History::new(&scenario).with(&[1, 1, 2]).unwrap();
    let then = |id: BuyerId| {
        let next = history.clone().with(&[id]).unwrap();
        explore::odds_then(Lang::En, Some(&odds(&scenario, next.present(), Limits::default())))
    };
    assert_eq!((then(1).said.as_str(), then(1).class), ("then none of 1 can go wrong", Some("safe")));
    assert_eq!((then(2).said.as_str(), then(2).class), ("then 2 of 2 are wrong: lost", Some("lost")));
    assert_eq!(explore::odds_then(Lang::En, None).said, "then: counting…");
}

#[test]
fn each_has_its_code_with_its_next_line() {
    let scenario = scenario("buyers=2&guard=queue");
    let history = History::new(&scenario);
    let (all, code) = explore::code(Lang::En, &scenario, Dialect::Python, &history);
    assert_eq!(all.of, None);
    assert_eq!(
        code.iter().map(|code| code.of).collect::<Vec<_>>(),
        [Some(1), Some(2), Some(3)],
        "the clerk has its own"
    );
    for code in &code {
        let here: Vec<_> = code.lines.iter().filter(|line| !line.here.is_empty()).collect();
        assert_eq!(here.len(), 1, "{code:?}");
    }
    // From five on there is one, with all of them on it; whoever is gone stands nowhere.
    let scenario = self::scenario("buyers=5");
    let history = History::new(&scenario).with(&[2, 2, 2]).unwrap();
    let (all, code) = explore::code(Lang::En, &scenario, Dialect::Rust, &history);
    assert_eq!(code, []);
    let here: Vec<_> = all.lines.iter().filter(|line| !line.here.is_empty()).collect();
    assert_eq!((here.len(), here[0].here.as_str()), (1, "1 3–5"));
    assert_eq!(here[0].said, "next: Buyer 1, Buyer 3, Buyer 4, Buyer 5");
}

/// From within a recorded run: its steps stay, and odds, lines and preemptions are those from there on.
#[test]
fn a_recorded_run_is_gone_on_with() {
    let scenario = scenario("buyers=3");
    let run = oversold::engine::run_virtual(&scenario);
    let recorded = |most: usize| -> Vec<Turn> {
        let turn = |event: &oversold::trace::Event| Turn { buyer: event.buyer, blocked: false };
        run.events[..most].iter().map(turn).collect()
    };
    for most in 0..run.events.len() {
        let mut history = History::within(&scenario, &recorded(most)).unwrap();
        assert_eq!((history.before(), history.at(), history.preemptions()), (most, 0, 0));
        let first = |history: &History| history.present().machine().enabled().next();
        while let Some(id) = first(&history) {
            assert!(history.take(id));
        }
        let model = turns(Lang::En, &scenario, &history);
        assert_eq!(model.lines.len(), history.at());
        assert!(model.verdict.is_some(), "{most}");
        assert_eq!(history.recorded()[..most], recorded(most), "{most}");
    }
}
