//! Every step has its line, and the script is the one that is well known.

use super::*;
use crate::scenario::{Bounded, Choice, Fault, Guard, Scope, Store};

/// Every guard, a lock at all its places, with either store, and with the fault.
fn scenarios() -> Vec<Scenario> {
    let mut all = Vec::new();
    let locks = Scope::ALL.iter().map(|(scope, _)| Guard::Lock(*scope));
    for guard in Guard::ALL.into_iter().filter(|guard| guard.scope().is_none()).chain(locks) {
        for (store, fault, robust) in [
            (Store::Memory, Fault::None, false),
            (Store::File, Fault::None, false),
            (Store::Memory, Fault::KillHolder, false),
            (Store::File, Fault::KillHolder, true),
        ] {
            all.push(Scenario { store, fault, robust, ..Scenario::default() }.under(guard));
        }
    }
    all
}

#[test]
fn every_step_stands_on_exactly_one_line() {
    for scenario in scenarios() {
        for dialect in [Dialect::Python, Dialect::Rust] {
            let lines = listing(&scenario, dialect);
            let mut steps: Vec<usize> = lines.iter().flat_map(|line| line.steps.clone()).collect();
            steps.sort_unstable();
            let all: Vec<usize> = (0..compile(&scenario).len()).collect();
            assert_eq!(steps, all, "{scenario:?} {dialect:?}");
            for (step, at) in all.iter().filter_map(|step| Some((step, line_of(&lines, *step)?))) {
                assert!(lines[at].is_of(*step) && lines[at].part != Part::Main, "{scenario:?} {dialect:?} {step}");
            }
        }
    }
}

#[test]
fn parts_stand_together_and_main_is_the_last() {
    for scenario in scenarios() {
        for dialect in [Dialect::Python, Dialect::Rust] {
            let lines = listing(&scenario, dialect);
            let mut parts: Vec<Part> = lines.iter().map(|line| line.part).collect();
            parts.dedup();
            parts.retain(|part| *part != Part::Clerk);
            assert_eq!(
                parts,
                [Part::Head, Part::Search, Part::Get, Part::Task, Part::Main],
                "{scenario:?} {dialect:?}"
            );
        }
    }
}

/// The functions, without what stands around them.
fn functions(scenario: &Scenario, program: &[Step], dialect: Dialect) -> String {
    let mut lines = write(scenario, program, dialect);
    lines.retain(|line| matches!(line.part, Part::Search | Part::Get | Part::Task));
    source(&lines)
}

#[test]
fn the_well_known_script() {
    let scenario = Scenario { guard: Guard::Lock(Scope::GET), store: Store::File, ..Scenario::default() };
    let expected = "
def search():
    time.sleep(1)  # network
    with open(\"db.txt\") as file:
        db = json.load(file)
    print(db[\"count\"], \"left\")

def get():
    with open(\"db.txt\") as file:
        db = json.load(file)
    time.sleep(1)  # network
    if db[\"count\"] > 0:
        db[\"count\"] -= 1
        with open(\"db.txt\", \"w\") as file:
            json.dump(db, file)
        print(\"process\", os.getpid(), \"got a ticket\")
        time.sleep(1.5)  # network
    else:
        print(\"sold out\")

def task(lock):
    search()
    lock.acquire()
    get()
    lock.release()
";
    assert_eq!(functions(&scenario, &compile(&scenario), Dialect::Python), expected);
}

#[test]
fn seconds_are_exact() {
    assert_eq!([0, 5, 1000, 1500, 60_000].map(seconds), ["0", "0.005", "1", "1.5", "60"]);
}

/// The lock may stand anywhere, also where one function takes it and another gives it back.
#[test]
fn the_lock_is_written_where_it_stands() {
    let scenario = Scenario { guard: Guard::Lock(Scope::GET), buyers: Bounded::clamp(2), ..Scenario::default() };
    let program: Vec<Step> = compile(&scenario);
    // From between wait and look up to before the payment's wait.
    let mut moved: Vec<Step> =
        program.iter().copied().filter(|step| !matches!(step, Step::Acquire | Step::Release)).collect();
    moved.insert(1, Step::Acquire);
    let read = moved.iter().position(|step| *step == Step::Read).unwrap();
    moved.insert(read + 1, Step::Release);
    let sold_out = moved.iter().position(|step| *step == Step::SoldOut).unwrap();
    for step in &mut moved {
        if let Step::Check { sold_out: at } = step {
            *at = sold_out;
        }
    }
    let python = functions(&scenario, &moved, Dialect::Python);
    assert!(python.contains("# network\n    lock.acquire()\n    print(count.value"), "{python}");
    assert!(python.contains("seen = count.value\n    lock.release()\n    time.sleep"), "{python}");
    assert!(python.contains("    search(count, lock)\n    get(count, lock)\n"), "{python}");
    let rust = functions(&scenario, &moved, Dialect::Rust);
    assert!(rust.contains("*held = Some(lock.lock().unwrap());") && rust.contains("*held = None;"), "{rust}");
    assert!(rust.contains("    search(count, lock, &mut held);\n    get(count, &mut held);\n"), "{rust}");
}
