//! The code that the page shows is a program: it compiles, runs, and sells what the guard says.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::engine::run_virtual;
use oversold::program::{Dialect, Printed, listing, source};
use oversold::scenario::{Bounded, Choice, Fault, Guard, Scenario, Scope, Store};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const GUARDS: [(&str, Guard); 5] =
    [("none", Guard::None), ("join", Guard::Join), ("clerk", Guard::Queue), ("pipe", Guard::Pipe), ("cas", Guard::Cas)];

/// What is written, by the name of its folder.
struct Written {
    name: String,
    scenario: Scenario,
}

/// Every guard, with the record in memory and in a file, and with a fault; a lock at all its places, and those with a name in
/// a file and with a fault, too.
fn all() -> Vec<Written> {
    let (wait, buyers) = (Bounded::clamp(20), Bounded::clamp(4));
    let plain = Scenario { buyers, search: wait, pay: wait, confirm: wait, ..Scenario::default() };
    let mut all = Vec::new();
    let locks = Scope::ALL.iter().map(|(scope, name)| (*name, Guard::Lock(*scope)));
    for (name, guard) in GUARDS.into_iter().chain(locks) {
        let mut add = |more: &str, scenario: Scenario| {
            all.push(Written { name: format!("{name}{more}"), scenario: scenario.under(guard) });
        };
        add("", plain);
        if guard.scope().is_some_and(|scope| !scope.is_named()) {
            continue;
        }
        add("-killed", Scenario { fault: Fault::KillHolder, ..plain });
        if guard.has_file() {
            add("-file", Scenario { store: Store::File, ..plain });
        }
        if guard.scope().is_some() {
            add("-robust", Scenario { fault: Fault::KillHolder, robust: true, ..plain });
        }
    }
    all
}

/// Whether somebody may read a torn file while it holds the lock, and die with it. Then the others wait for ever, which
/// happens by chance; `tests/printed.rs` runs that program in an order in which it does not.
fn may_die_with_the_lock(scenario: &Scenario) -> bool {
    scenario.store == Store::File && scenario.guard == Guard::Lock(Scope::READ)
}

/// Whether the program comes to its end: nobody waits for a dead process.
fn ends(scenario: &Scenario) -> bool {
    run_virtual(scenario).failures.is_empty()
}

impl Written {
    /// A folder for each, since they write files.
    fn write(&self, name: &str, dialect: Dialect) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.listings")).join(&self.name);
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name);
        fs::write(&path, source(&listing(&self.scenario, dialect))).unwrap();
        path
    }

    /// Runs it in its own folder, where it may write files, and counts what it sells.
    fn check(&self, command: &mut Command, path: &Path) {
        let output = command.current_dir(path.parent().unwrap()).output().unwrap();
        let (name, guard) = (&self.name, self.scenario.guard);
        let text = String::from_utf8_lossy(&output.stdout);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {error}");
        let count = |wanted: fn(&str) -> bool| text.lines().filter(|&line| wanted(line)).count();
        let (sold, told) = (count(|line| line.ends_with(" got a ticket")), count(|line| line == "sold out"));
        let left = count(|line| line.ends_with(" left"));
        let dies = self.scenario.fault == Fault::KillHolder;
        // What a killed process has printed may be lost with it, and a text that is torn kills whoever reads it.
        if self.scenario.store == Store::Memory && !dies {
            assert_eq!((sold + told, left), (4, 4), "{name}: {text} {error}");
        }
        assert!(sold + told >= if dies { 3 } else { 1 }, "{name}: {text} {error}");
        let owner_died = count(|line| line == Printed::OwnerDied.line());
        assert_eq!(owner_died, usize::from(self.scenario.robust), "{name}: {text}");
        if guard.is_right() {
            assert_eq!(sold, 1, "{name}: {text} {error}");
            assert!(text.contains(&Printed::InTheEnd(0).line()), "{name}: {text}");
        } else {
            assert!(sold >= 1, "{name}: {text} {error}");
        }
    }
}

#[test]
fn the_rust_compiles_and_runs() {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    for written in all() {
        let path = written.write("shop.rs", Dialect::Rust);
        let program = path.with_extension(std::env::consts::EXE_EXTENSION);
        let built = Command::new(&rustc).args(["--edition=2024", "-Dwarnings", "-o"]).arg(&program).arg(&path).output();
        let built = built.unwrap();
        assert!(built.status.success(), "{}: {}", written.name, String::from_utf8_lossy(&built.stderr));
        if ends(&written.scenario) {
            written.check(&mut Command::new(&program), &path);
        }
    }
}

#[test]
fn the_python_runs() {
    if Command::new("python3").arg("--version").output().is_err() {
        println!("NOT RUN: there is no python3 on this machine");
        return;
    }
    for written in all() {
        let path = written.write("shop.py", Dialect::Python);
        // In Rust the others find the lock poisoned.
        if ends(&written.scenario) && !may_die_with_the_lock(&written.scenario) {
            // Buffered, whatever the environment says (`-E`): a process then writes all it printed at its end, in one
            // piece, which a pipe never mixes with another's.
            written.check(Command::new("python3").arg("-E").arg(&path), &path);
        } else {
            let compiled = Command::new("python3").args(["-E", "-m", "py_compile"]).arg(&path).output().unwrap();
            assert!(compiled.status.success(), "{}: {}", written.name, String::from_utf8_lossy(&compiled.stderr));
        }
    }
}
