//! Was a run on real workers interrupted? Whoever leaves a page takes it into the browser's cache, and its workers with it; a
//! machine sleeps. Clocks go on meanwhile, so that the run seems to have taken as long.
//!
//! Nobody has to notice it while it happens: a pause has a known length, and what follows it comes at once. Whoever pauses much
//! longer was not let go on. It is a fact of the trace, so a recorded run tells it too.

use super::{Event, Trace};
use crate::program::{Action, BuyerId, Micros, delay};
use crate::scenario::Scenario;

/// A pause that lasts so much longer than it should: more than busy machines take to wake a worker.
const OVERSLEPT: Micros = 1_000_000;

/// Where an access to the file follows, which has to be opened first, storage may be slow by itself, and the others be ahead in
/// its queue: then nobody must have done anything at all for so long.
const SILENT: Micros = 5_000_000;

/// For how long a run on real workers was interrupted, in microseconds of its own time; 0 when it was not. Of several times
/// the longest, and not before a second: shorter ones are as likely to be a busy machine.
pub fn interrupted(trace: &Trace) -> Micros {
    let mut last: Vec<Option<Event>> = vec![None; trace.scenario.processes() as usize];
    // Of the clerk: whom it serves.
    let mut client = None;
    let mut longest = 0;
    let silence = longest_silence(&trace.events);
    for event in &trace.events {
        let Some(last) = (event.buyer as usize).checked_sub(1).and_then(|lane| last.get_mut(lane)) else { continue };
        if let Some(before) = last.replace(*event) {
            longest = longest.max(overslept(&trace.scenario, client, before, *event, silence));
        }
        if let Action::Served { client: served, .. } = event.action {
            client = Some(served);
        }
    }
    longest
}

/// How much longer a process paused than it should have, where that is too long to be chance.
fn overslept(scenario: &Scenario, client: Option<BuyerId>, before: Event, after: Event, silence: Micros) -> Micros {
    let Action::Paused(phase) = before.action else { return 0 };
    let (patience, most) = match after.action {
        // The page says that of a process from which nothing was heard for a while.
        Action::Failed => return 0,
        Action::Loaded { .. } | Action::Truncated { .. } | Action::Stored { .. } => (SILENT, silence),
        _ => (OVERSLEPT, Micros::MAX),
    };
    let on_behalf_of = if before.buyer > scenario.buyers.get() { client } else { None }.unwrap_or(before.buyer);
    let planned = scenario.speed.shorten(delay(scenario, on_behalf_of, phase));
    let over = after.at.saturating_sub(before.at).saturating_sub(planned).min(most);
    if over < patience { 0 } else { over }
}

/// The longest time in which nobody did anything.
fn longest_silence(events: &[Event]) -> Micros {
    let mut times: Vec<Micros> = events.iter().map(|event| event.at).collect();
    times.sort_unstable();
    times.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::scenario::{Bounded, Guard, Store, parse};
    use crate::trace::{Executor, Schedule};

    /// A run as real workers would have made it at speed 1, and the machine asleep from `at` on for so long. Whoever
    /// is to go on meanwhile goes on when it wakes.
    fn slept(scenario: &Scenario, at: Micros, long: Micros) -> Trace {
        let mut trace = run_virtual(scenario);
        trace.executor = Executor::Workers;
        let end = at + long;
        for event in trace.events.iter_mut().filter(|event| event.at >= at) {
            event.at = event.at.max(end);
        }
        trace
    }

    #[test]
    fn whoever_oversleeps_tells_it_under_every_guard() {
        for guard in Guard::ALL {
            for jitter in [0, 80] {
                let (buyers, strayed) = (Bounded::clamp(5), Bounded::clamp(jitter));
                let scenario = Scenario { buyers, jitter: strayed, ..Scenario::default() }.under(guard);
                assert_eq!(interrupted(&slept(&scenario, 0, 0)), 0, "{guard:?}");
                let slept = slept(&scenario, 1_400_000, 12_000_000);
                let told = interrupted(&slept);
                assert!((9_000_000..=12_000_000).contains(&told), "{guard:?} {jitter}: {told}");
                // It is in the recording too.
                let schedule = Schedule::of(&slept).unwrap();
                assert_eq!(interrupted(&crate::engine::replay(&schedule).unwrap()), told);
            }
        }
    }

    #[test]
    fn what_is_late_for_other_reasons_is_no_interruption() {
        let (link, _) = parse("buyers=4&guard=lock");
        assert_eq!(interrupted(&slept(&link.scenario, 1_400_000, 900_000)), 0, "a busy machine");
        let file = Scenario { store: Store::File, ..link.scenario };
        assert_eq!(interrupted(&slept(&file, 1_000_000, 1_500_000)), 0, "a file that comes late");
        assert!(interrupted(&slept(&file, 1_000_000, 9_000_000)) > 7_000_000, "nine seconds in the cache");
        // Each waits for those before it, and the first for the file.
        let mut queued = run_virtual(&Scenario { guard: Guard::None, ..file });
        for event in queued.events.iter_mut().filter(|event| event.at >= 1_000_000) {
            event.at += u64::from(event.buyer) * 1_900_000;
        }
        queued.events.sort_by_key(|event| event.at);
        assert_eq!(interrupted(&queued), 0, "others are ahead");
        let mut silent = run_virtual(&link.scenario);
        let pauses = |event: &Event| event.buyer == 2 && matches!(event.action, Action::Paused(_));
        let first = silent.events.iter().position(pauses).unwrap();
        silent.events.retain(|event| event.buyer != 2 || event.at == 0);
        silent.events.insert(first + 1, Event { at: 9_000_000, buyer: 2, action: Action::Failed });
        assert_eq!(interrupted(&silent), 0, "a worker that died");
    }
}
