//! Same link, same trace, byte for byte, for ever. The files are written once, by
//! `GOLDEN=write cargo test --test golden`; a difference later is a broken promise, not a new file.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/golden.rs"]
mod golden;

use golden::{GOLDEN, trace_of};
use std::path::Path;

#[test]
fn links_give_their_traces() {
    for (name, query, expected) in GOLDEN {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.txt"));
        let trace = trace_of(query);
        if std::env::var("GOLDEN").as_deref() == Ok("write") && expected.is_empty() {
            std::fs::write(&path, &trace).unwrap();
        } else {
            assert!(trace == expected, "{name} ({query}) has changed:\n{trace}");
        }
    }
}
