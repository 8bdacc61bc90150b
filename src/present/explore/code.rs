//! The program as code, with who stands where: one listing for all, and of few, one for each, to stand side by side.
//!
//! Whoever takes turns stands before a shared step, and that is the line which its next turn executes.

use super::story::person;
use crate::model::History;
use crate::program::{BuyerId, Dialect, Part, line_of, listing};
use crate::scenario::Scenario;
use crate::t;
use crate::text::{Lang, count};

/// The most processes that have a listing each.
pub const SIDE_BY_SIDE: u32 = 4;

/// A listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Whose it is; `None` where it is everybody's.
    pub of: Option<BuyerId>,
    /// What it is called.
    pub title: String,
    /// The lines.
    pub lines: Vec<CodeLine>,
}

/// A line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLine {
    /// The code, indented.
    pub text: String,
    /// Who executes it next: numbers, with what is the clerk's; empty where nobody does.
    pub here: String,
    /// The same in words.
    pub said: String,
}

/// The listings: everybody's, and where there is room side by side, each one's.
pub fn code(lang: Lang, scenario: &Scenario, dialect: Dialect, history: &History) -> (Code, Vec<Code>) {
    // Plain steps are no code.
    let dialect = if dialect == Dialect::Rust { Dialect::Rust } else { Dialect::Python };
    let machine = history.present().machine();
    let all = listing(scenario, dialect);
    let stands = |id: BuyerId| line_of(&all, machine.stands_at(id)?);
    let one = |parts: &[Part], who: &[BuyerId]| {
        let lines = all.iter().enumerate().filter(|(_, line)| parts.contains(&line.part));
        let line = |(at, line): (usize, &crate::program::Line)| {
            let here: Vec<BuyerId> = who.iter().copied().filter(|id| stands(*id) == Some(at)).collect();
            let names: Vec<String> = here.iter().map(|id| person(lang, scenario, *id)).collect();
            let joined = names.join(&t!(lang, "explore.and"));
            CodeLine {
                text: "    ".repeat(line.indent) + &line.text,
                here: short(lang, scenario, &here),
                said: if here.is_empty() { String::new() } else { t!(lang, "explore.code.here", who = joined) },
            }
        };
        let mut lines: Vec<CodeLine> = lines.map(line).collect();
        while lines.first().is_some_and(|line| line.text.trim().is_empty()) {
            lines.remove(0);
        }
        lines
    };
    let (of_buyer, of_clerk) = ([Part::Search, Part::Get, Part::Task], [Part::Clerk]);
    let parts = [Part::Clerk, Part::Search, Part::Get, Part::Task];
    let everybody: Vec<BuyerId> = (1..=scenario.processes()).collect();
    let all = Code { of: None, title: t!(lang, "explore.code.all"), lines: one(&parts, &everybody) };
    if scenario.buyers.get() > SIDE_BY_SIDE {
        return (all, Vec::new());
    }
    let each = everybody.into_iter().map(|id| Code {
        of: Some(id),
        title: t!(lang, "explore.code.of", who = person(lang, scenario, id)),
        lines: one(if id > scenario.buyers.get() { &of_clerk } else { &of_buyer }, &[id]),
    });
    (all, each.collect())
}

/// Processes, by number, in a few characters: of those in a row the first and the last.
fn short(lang: Lang, scenario: &Scenario, here: &[BuyerId]) -> String {
    let name = |id: BuyerId| if id > scenario.buyers.get() { person(lang, scenario, id) } else { count(lang, id) };
    let rows = here.chunk_by(|a, b| a + 1 == *b && *b <= scenario.buyers.get());
    let row = |row: &[BuyerId]| match row {
        [first, .., last] => format!("{}{}{}", name(*first), if row.len() > 2 { "–" } else { " " }, name(*last)),
        [one] => name(*one),
        [] => String::new(),
    };
    rows.map(row).collect::<Vec<_>>().join(" ")
}
