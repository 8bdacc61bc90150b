//! Random scenarios: over every parameter of a run, and the engine. What would take long in real time is sped up, by what
//! the library simulates beforehand.

use super::chance::Chance;
use oversold::engine::once;
use oversold::scenario::table::{About, TABLE};
use oversold::scenario::{
    Bounded, Choice, Engine, Fault, Guard, GuardName, Link, MAX_LANES, MAX_WORKERS, PageOptions, Scenario, Scope,
    Speed, Store, write,
};

/// About how long a run may take in real time, in microseconds.
const LONGEST: u64 = 2_500_000;

/// Delays in ms, from none to those of the course.
const DELAYS: [u32; 8] = [0, 0, 1, 5, 40, 250, 1000, 1500];

/// Speeds in thousandths, ascending.
const SPEEDS: [u32; 9] = [500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 200_000, 1_000_000];

/// One of all names of a choice.
fn one_of<C: Choice>(chance: &mut Chance) -> C {
    let all: Vec<C> = C::ALL.iter().map(|(value, _)| *value).collect();
    chance.pick(&all)
}

/// A random link that gives no notice.
pub fn link(chance: &mut Chance) -> Link {
    let guard = Guard::new(one_of::<GuardName>(chance), one_of::<Scope>(chance));
    let engine = chance.pick(&[Engine::Auto, Engine::Auto, Engine::Workers, Engine::Workers, Engine::Virtual]);
    let store = if chance.one_in(4) { Store::File } else { Store::Memory };
    let fault = if chance.one_in(6) { Fault::KillHolder } else { Fault::None };
    let many = if engine == Engine::Workers { MAX_WORKERS } else { MAX_LANES };
    let wanted = match chance.below(20) {
        0 => chance.between(1, 40_000),
        1 => chance.between(1, many),
        2..=4 => chance.between(20, MAX_WORKERS),
        _ => chance.between(1, 20),
    };
    let tickets = if chance.one_in(12) { 60_000 } else { chance.below(wanted.min(40) + 3) };
    let scenario = Scenario {
        tickets: Bounded::clamp(tickets),
        search: Bounded::clamp(chance.pick(&DELAYS)),
        pay: Bounded::clamp(chance.pick(&DELAYS)),
        confirm: Bounded::clamp(chance.pick(&DELAYS)),
        jitter: Bounded::clamp(if chance.one_in(2) { 0 } else { chance.between(1, 100) }),
        seed: chance.any(),
        store,
        fault,
        robust: chance.one_in(2),
        ..Scenario::default()
    }
    .under(guard);
    let most = scenario.most_buyers().min(if engine == Engine::Workers { MAX_WORKERS } else { u32::MAX });
    let scenario = Scenario { buyers: Bounded::clamp(wanted.min(most)), ..scenario };
    let page = PageOptions { engine, ..PageOptions::default() };
    Link { scenario: Scenario { speed: speed(&scenario, chance), ..scenario }, page }
}

/// A speed at which a run does not take too long.
fn speed(scenario: &Scenario, chance: &mut Chance) -> Speed {
    // Very many buyers are counted and not played.
    let takes = if scenario.buyers.get() > MAX_LANES { 0 } else { once(scenario).elapsed };
    let slowest = SPEEDS.iter().position(|speed| takes * 1000 / u64::from(*speed) <= LONGEST);
    let slowest = slowest.unwrap_or(SPEEDS.len() - 1);
    let at = slowest + chance.below(3) as usize;
    Speed::from_thousandths(SPEEDS[at.min(SPEEDS.len() - 1)]).unwrap_or(Speed::ONE)
}

/// The query of a random link, with a language and a theme.
pub fn query(chance: &mut Chance) -> String {
    let lang = format!("lang={}", chance.pick(&["en", "zh"]));
    let theme = format!("theme={}", chance.pick(&["light", "dark"]));
    [write(&link(chance)), lang, theme].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&")
}

/// Every parameter of the run in a random link, and the engine, as a message `set` names them.
pub fn values(chance: &mut Chance) -> Vec<(&'static str, String)> {
    let link = link(chance);
    let counts = |row: &&&oversold::scenario::table::Parameter| row.about == About::Run || row.name == "engine";
    TABLE.iter().filter(counts).filter_map(|row| Some((row.name, row.text(&link)?))).collect()
}
