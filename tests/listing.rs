//! The code that the page shows is a program: it compiles, runs, and sells what the guard says.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::program::{Dialect, listing, source};
use oversold::scenario::{Bounded, Guard, Scenario, Scope};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const GUARDS: [(&str, Guard); 9] = [
    ("none", Guard::None),
    ("get", Guard::Lock(Scope::Get)),
    ("task", Guard::Lock(Scope::Task)),
    ("write", Guard::Lock(Scope::Write)),
    ("read", Guard::Lock(Scope::Read)),
    ("join", Guard::Join),
    ("clerk", Guard::Queue),
    ("pipe", Guard::Pipe),
    ("cas", Guard::Cas),
];

fn scenario(guard: Guard) -> Scenario {
    let (wait, buyers) = (Bounded::clamp(20), Bounded::clamp(4));
    Scenario { guard, buyers, search: wait, pay: wait, confirm: wait, ..Scenario::default() }
}

fn write(name: &str, guard: Guard, dialect: Dialect) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("listing");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, source(&listing(&scenario(guard), dialect))).unwrap();
    path
}

fn check(guard: Guard, output: &Output) {
    let text = String::from_utf8_lossy(&output.stdout);
    let sold = text.lines().filter(|&line| line == "bought").count();
    let told = text.lines().filter(|&line| line == "sold out").count();
    assert!(output.status.success(), "{guard:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(sold + told, 4, "{guard:?}: {text}");
    assert_eq!(text.lines().filter(|line| line.contains(" left")).count(), 5, "{guard:?}: {text}");
    if guard.is_right() {
        assert_eq!(sold, 1, "{guard:?}: {text}");
        assert!(text.contains("0 left on record"), "{guard:?}: {text}");
    } else {
        assert!(sold >= 1, "{guard:?}: {text}");
    }
}

#[test]
fn the_rust_compiles_and_runs() {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    for (name, guard) in GUARDS {
        let path = write(&format!("{name}.rs"), guard, Dialect::Rust);
        let program = path.with_extension(std::env::consts::EXE_EXTENSION);
        let built = Command::new(&rustc).args(["--edition=2024", "-Dwarnings", "-o"]).arg(&program).arg(&path).output();
        let built = built.unwrap();
        assert!(built.status.success(), "{name}: {}", String::from_utf8_lossy(&built.stderr));
        check(guard, &Command::new(&program).output().unwrap());
    }
}

#[test]
fn the_python_runs() {
    if Command::new("python3").arg("--version").output().is_err() {
        println!("NOT RUN: there is no python3 on this machine");
        return;
    }
    for (name, guard) in GUARDS {
        let path = write(&format!("{name}.py"), guard, Dialect::Python);
        // Buffered, whatever the environment says (`-E`): a process then writes all it printed at its end, in one piece,
        // which a pipe never mixes with another's.
        check(guard, &Command::new("python3").arg("-E").arg(&path).output().unwrap());
    }
}
