//! The rows that describe the run, and the revision before them.

use super::{About, Kind, Parameter};
use crate::scenario::{Bounded, Buyers, Choice, Fault, Guard, GuardName, Jitter, Millis, Scope, Speed, Store, Tickets};

/// The revision of this table's defaults. A link says it so that it means the same when the defaults have changed.
pub static REVISION: Parameter =
    Parameter { name: "r", kind: Kind::Revision, about: About::Link, get: |_| Some(0), ..Parameter::PLAIN };

/// Tickets in the record at the start.
pub static TICKETS: Parameter = Parameter {
    name: "tickets",
    kind: Kind::Whole { min: Tickets::MIN, max: Tickets::MAX },
    default: 1,
    stops: &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 200, 500, 1000],
    get: |link| Some(link.scenario.tickets.get()),
    set: |link, value| link.scenario.tickets = Bounded::clamp(value),
    ..Parameter::PLAIN
};

/// Processes that come to buy. How many can come depends on the rest: [`Link`](crate::scenario::Link) sees to that.
pub static BUYERS: Parameter = Parameter {
    name: "buyers",
    kind: Kind::Whole { min: Buyers::MIN, max: Buyers::MAX },
    default: 15,
    stops: &[
        1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 1000, 10_000, 100_000, 1_000_000,
    ],
    get: |link| Some(link.scenario.buyers.get()),
    set: |link, value| link.scenario.buyers = Bounded::clamp(value),
    ..Parameter::PLAIN
};

/// What protects the record. A lock begins with the default scope, and what means nothing under the guard is dropped.
pub static GUARD: Parameter = Parameter {
    name: "guard",
    kind: Kind::Names(GuardName::names),
    get: |link| link.scenario.guard.name().place(),
    set: |link, place| {
        if let Some(name) = GuardName::at(place) {
            link.scenario = link.scenario.under(Guard::new(name, Scope::default()));
        }
    },
    ..Parameter::PLAIN
};

/// What of the purchase the lock covers.
pub static SCOPE: Parameter = Parameter {
    name: "scope",
    kind: Kind::Scope,
    guards: Some(is_lock),
    get: |link| link.scenario.guard.scope().and_then(Choice::place),
    set: |link, place| {
        if let Some(scope) = Scope::at(place) {
            link.scenario.guard = Guard::Lock(scope);
        }
    },
    ..Parameter::PLAIN
};

/// Where the record is kept.
pub static STORE: Parameter = Parameter {
    name: "store",
    kind: Kind::Names(Store::names),
    guards: Some(Guard::has_file),
    get: |link| link.scenario.store.place(),
    set: |link, place| link.scenario.store = Store::at(place).unwrap_or_default(),
    ..Parameter::PLAIN
};

/// How long searching waits for the network.
pub static SEARCH: Parameter = Parameter {
    name: "search",
    get: |link| Some(link.scenario.search.get()),
    set: |link, value| link.scenario.search = Bounded::clamp(value),
    ..DELAY
};

/// How long paying takes: the race window.
pub static PAY: Parameter = Parameter {
    name: "pay",
    get: |link| Some(link.scenario.pay.get()),
    set: |link, value| link.scenario.pay = Bounded::clamp(value),
    ..DELAY
};

/// How long the confirmation takes.
pub static CONFIRM: Parameter = Parameter {
    name: "confirm",
    default: 1500,
    get: |link| Some(link.scenario.confirm.get()),
    set: |link, value| link.scenario.confirm = Bounded::clamp(value),
    ..DELAY
};

/// What the three delays have in common.
const DELAY: Parameter = Parameter {
    kind: Kind::Whole { min: Millis::MIN, max: Millis::MAX },
    default: 1000,
    stops: &[0, 1, 2, 5, 10, 20, 50, 100, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000],
    unit: "ms",
    ..Parameter::PLAIN
};

/// How far every delay may stray.
pub static JITTER: Parameter = Parameter {
    name: "jitter",
    kind: Kind::Whole { min: Jitter::MIN, max: Jitter::MAX },
    stops: &[0, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
    unit: "%",
    get: |link| Some(link.scenario.jitter.get()),
    set: |link, value| link.scenario.jitter = Bounded::clamp(value),
    ..Parameter::PLAIN
};

/// How many times faster than life a run goes.
pub static SPEED: Parameter = Parameter {
    name: "speed",
    kind: Kind::Speed,
    default: Speed::ONE.thousandths(),
    stops: &[100, 250, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 1_000_000],
    unit: "×",
    get: |link| Some(link.scenario.speed.thousandths()),
    set: |link, value| link.scenario.speed = Speed::from_thousandths(value).unwrap_or(Speed::ONE),
    ..Parameter::PLAIN
};

/// What decides jitter, and ties in virtual time.
pub static SEED: Parameter = Parameter {
    name: "seed",
    kind: Kind::Whole { min: 0, max: u32::MAX },
    default: 1,
    stops: &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    get: |link| Some(link.scenario.seed),
    set: |link, value| link.scenario.seed = value,
    ..Parameter::PLAIN
};

/// What is made to go wrong.
pub static FAULT: Parameter = Parameter {
    name: "fault",
    kind: Kind::Names(Fault::names),
    get: |link| link.scenario.fault.place(),
    set: |link, place| link.scenario.fault = Fault::at(place).unwrap_or_default(),
    ..Parameter::PLAIN
};

/// Whether the lock outlives its holder.
pub static ROBUST: Parameter = Parameter {
    name: "robust",
    kind: Kind::Flag,
    guards: Some(is_lock),
    get: |link| Some(link.scenario.robust.into()),
    set: |link, value| link.scenario.robust = value == 1,
    ..Parameter::PLAIN
};

fn is_lock(guard: Guard) -> bool {
    guard.scope().is_some()
}
