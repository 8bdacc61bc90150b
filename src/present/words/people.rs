//! Who a process is, and what became of those who failed.

use crate::program::{Action as Did, Text};
use crate::scenario::{Guard, Scenario};
use crate::t;
use crate::text::Lang;
use crate::trace::{Cause, Event, Failure};

/// Who a process is, at the beginning of a sentence.
pub(super) fn who(lang: Lang, scenario: &Scenario, id: u32) -> String {
    if id > scenario.buyers.get() { t!(lang, "who.clerk") } else { t!(lang, "who.buyer", buyer = id) }
}

/// Who a process is, in a list.
pub fn name(lang: Lang, is_clerk: bool, id: u32) -> String {
    if is_clerk { t!(lang, "clerk") } else { t!(lang, "buyer", buyer = id) }
}

/// Who died by the program itself, and how.
pub fn deaths(lang: Lang, scenario: &Scenario, events: &[Event]) -> Vec<String> {
    let death = |(i, event): (usize, &Event)| match event.action {
        Did::Killed => Some(t!(lang, "death.killed", who = who(lang, scenario, event.buyer))),
        Did::Raised => {
            let own = events[..i].iter().rev().find(|before| before.buyer == event.buyer);
            let is_empty = own.is_some_and(|before| match before.action {
                Did::Loaded { text: Text::Torn { length, .. }, .. } => length == 0,
                _ => false,
            });
            // As Python's json says it.
            let error = if is_empty { "Expecting value: line 1 column 1 (char 0)" } else { "Extra data" };
            Some(t!(lang, "death.raised", who = who(lang, scenario, event.buyer), error = error))
        }
        _ => None,
    };
    events.iter().enumerate().filter_map(death).collect()
}

/// Who failed, and why.
pub fn failure(lang: Lang, scenario: &Scenario, failure: &Failure) -> String {
    let who = who(lang, scenario, failure.buyer);
    match &failure.cause {
        Cause::DidNotStart(text) => t!(lang, "failure.start", who = who, text = text),
        Cause::Threw(text) => t!(lang, "failure.threw", who = who, text = text),
        Cause::Silent => t!(lang, "failure.silent", who = who),
        Cause::Stuck { holder } => {
            let key = match scenario.guard {
                Guard::Pipe => "failure.stuck_pipe",
                Guard::Queue => "failure.stuck_queue",
                _ => "failure.stuck",
            };
            t!(lang, key, who = who, holder = name(lang, *holder > scenario.buyers.get(), *holder))
        }
    }
}
