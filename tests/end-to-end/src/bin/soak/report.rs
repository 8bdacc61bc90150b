//! What was done and found, in a table; and how a fault is seen again.

use super::figures::Figures;
use anyhow::Error;
use oversold_e2e::Kind;

/// What was done in one browser.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Rounds.
    pub rounds: u32,
    /// Runs on real workers.
    pub workers: u32,
    /// Runs that were simulated.
    pub simulated: u32,
    /// Runs that were cancelled.
    pub cancelled: u32,
    /// Recorded runs that were opened.
    pub recordings: u32,
    /// Traces that the library executed again.
    pub checked: u32,
    /// Results that are wrong: a fault, and the end.
    pub rejected: u32,
}

/// What went wrong, and when.
#[derive(Debug)]
pub struct Fault {
    /// In which round; nothing while the first page was opened.
    pub round: Option<u32>,
    /// What.
    pub error: Error,
    /// What was done last.
    pub done: String,
}

/// What came of one browser.
#[derive(Debug)]
pub struct Report {
    /// Which.
    pub kind: Kind,
    /// What was done.
    pub counts: Counts,
    /// What the page that stays open held after the first rounds.
    pub first: Option<Figures>,
    /// And in the end.
    pub last: Option<Figures>,
    /// Why it stopped early.
    pub fault: Option<Fault>,
}

/// A row for each browser.
pub fn table(reports: &[Report]) {
    println!(
        "\nbrowser   rounds  workers  simulated  cancelled  recordings  checked  rejected  memory, heap first / last, MiB    workers  listeners"
    );
    for Report { kind, counts, first, last, .. } in reports {
        let held = |figures: Option<Figures>| {
            figures.map_or_else(String::new, |figures| {
                let heap = figures.heap.map_or_else(|| "–".to_owned(), |heap| format!("{heap:.1}"));
                format!("{:.1}, {heap}", figures.memory)
            })
        };
        let pair = |of: fn(&Figures) -> i64| {
            let told = |figures: &Option<Figures>| {
                figures.as_ref().map_or_else(String::new, |figures| of(figures).to_string())
            };
            format!("{} / {}", told(first), told(last))
        };
        println!(
            "{:9} {:6} {:8} {:10} {:10} {:11} {:8} {:9}  {:33} {:8} {}",
            kind.name(),
            counts.rounds,
            counts.workers,
            counts.simulated,
            counts.cancelled,
            counts.recordings,
            counts.checked,
            counts.rejected,
            format!("{} / {}", held(*first), held(*last)),
            pair(|figures| figures.workers.cast_signed()),
            pair(|figures| figures.listeners),
        );
    }
}

/// What went wrong, what was done last, and how it is done again.
pub fn tell(fault: &Fault, kind: Kind, seed: u32) {
    let at = fault.round.map_or_else(|| "before the first round".to_owned(), |round| format!("round {round}"));
    eprintln!("\nfault in {}, seed {seed}, {at}: {:#}", kind.name(), fault.error);
    eprintln!("  done last:\n    {}", fault.done);
    let round = fault.round.map_or_else(String::new, |round| format!(" --round {round}"));
    eprintln!("  again: cargo xtask soak 1 --no-build --browser {} --seed {seed}{round}", kind.name());
}
