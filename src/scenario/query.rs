//! Query string <-> [`Link`]: section "The link" of the contract.
//!
//! Reading never fails: whatever cannot be used becomes a [`Notice`] that says what is used
//! instead. Writing is canonical: only what differs from the default, in the order of the table.
//! `parse(write(link))` gives `link` back without notices.

use super::{
    Bounded, Buyers, Choice, Engine, Fault, Guard, GuardName, Language, Link, MAX_WORKERS, Notice, Problem, Scenario,
    Scope, Speed, Store, Theme, View,
};

/// The names of the contract's table, in its order.
pub const PARAMETERS: [&str; 20] = [
    "r", "tickets", "buyers", "guard", "scope", "store", "search", "pay", "confirm", "jitter", "speed", "seed",
    "fault", "robust", "engine", "view", "lang", "theme", "embed", "autorun",
];

/// The only revision of the table's defaults so far.
const REVISION: &str = "1";

/// Reads a query string, with or without the leading `?`.
pub fn parse(query: &str) -> (Link, Vec<Notice>) {
    let mut reader = Reader::new(query.strip_prefix('?').unwrap_or(query));
    let d = Link::default();
    reader.revision();
    let tickets = reader.bounded("tickets", d.scenario.tickets);
    let buyers = reader.bounded("buyers", d.scenario.buyers);
    let guard = reader.guard();
    let store = reader.store(guard);
    let delays = [
        reader.bounded("search", d.scenario.search),
        reader.bounded("pay", d.scenario.pay),
        reader.bounded("confirm", d.scenario.confirm),
    ];
    let jitter = reader.bounded("jitter", d.scenario.jitter);
    let speed = reader.speed();
    let seed = reader.bounded::<0, { u32::MAX }>("seed", Bounded::clamp(1)).get();
    let fault = reader.choice("fault", Fault::None);
    let robust = reader.robust(guard);
    let engine = reader.choice("engine", Engine::Auto);
    let mut view = reader.choice("view", View::Timeline);
    if !view.is_built() {
        reader.notice("view", view.name(), Problem::NotBuiltYet, "timeline, compare".into(), "timeline");
        view = View::Timeline;
    }
    let mut link = d;
    link.scenario.tickets = tickets;
    link.scenario.buyers = buyers;
    link.scenario.guard = guard;
    link.scenario.store = store;
    [link.scenario.search, link.scenario.pay, link.scenario.confirm] = delays;
    link.scenario.jitter = jitter;
    link.scenario.speed = speed;
    link.scenario.seed = seed;
    link.scenario.fault = fault;
    link.scenario.robust = robust;
    link.scenario.buyers = reader.buyers_limit(&link.scenario, engine);
    link.page.engine = engine;
    link.page.view = view;
    link.page.lang = reader.choice("lang", Language::Auto);
    link.page.theme = reader.choice("theme", Theme::Auto);
    link.page.embed = reader.flag("embed");
    link.page.autorun = reader.flag("autorun");
    (link, reader.notices)
}

/// Reads a hash, with or without the leading `#`: the text of a recorded schedule, if there is one.
pub fn parse_hash(hash: &str) -> (Option<String>, Vec<Notice>) {
    let (mut text, mut notices) = (None, Vec::new());
    let mut notice = |name: &str, value: &str, problem, used| {
        notices.push(Notice::new(name, value, problem, "t=1.…".to_owned(), used));
    };
    for (name, value) in form_urlencoded::parse(hash.strip_prefix('#').unwrap_or(hash).as_bytes()) {
        match &text {
            None if name == "t" => text = Some(value.into_owned()),
            Some(first) if name == "t" => notice("t", &value, Problem::GivenTwice, String::clone(first)),
            _ => notice(&format!("#{name}"), &value, Problem::UnknownHash, String::new()),
        }
    }
    (text, notices)
}

/// Writes the canonical query string, without `?`; empty for the defaults.
pub fn write(link: &Link) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for ((name, value), (_, default)) in pairs(link).iter().zip(pairs(&Link::default())) {
        if *value != default {
            out.append_pair(name, value);
        }
    }
    out.finish()
}

/// Every parameter but the revision, in the table's order.
fn pairs(link: &Link) -> [(&'static str, String); 19] {
    let (s, p) = (&link.scenario, &link.page);
    let number = |number: u32| number.to_string();
    let name = |name: &'static str| name.to_owned();
    [
        ("tickets", number(s.tickets.get())),
        ("buyers", number(s.buyers.get())),
        ("guard", name(s.guard.name().name())),
        ("scope", name(s.guard.scope().unwrap_or_default().name())),
        ("store", name(s.store.name())),
        ("search", number(s.search.get())),
        ("pay", number(s.pay.get())),
        ("confirm", number(s.confirm.get())),
        ("jitter", number(s.jitter.get())),
        ("speed", s.speed.to_string()),
        ("seed", number(s.seed)),
        ("fault", name(s.fault.name())),
        ("robust", number(s.robust.into())),
        ("engine", name(p.engine.name())),
        ("view", name(p.view.name())),
        ("lang", name(p.lang.name())),
        ("theme", name(p.theme.name())),
        ("embed", number(p.embed.into())),
        ("autorun", number(p.autorun.into())),
    ]
}

/// The link with some parameters set to values, as if it had been opened so: what a control, a
/// preset or a message asks for is validated exactly as a link is.
pub fn set(link: &Link, pairs: &[(&str, &str)]) -> (Link, Vec<Notice>) {
    let current = write(link);
    let mut out = form_urlencoded::Serializer::new(String::new());
    out.extend_pairs(pairs);
    for (known, kept) in form_urlencoded::parse(current.as_bytes()) {
        if pairs.iter().all(|(name, value)| known != *name && !(*name == "guard" && is_void(value, &known))) {
            out.append_pair(&known, &kept);
        }
    }
    parse(&out.finish())
}

/// Whether a parameter that was set under the last guard means nothing under the one of this name.
fn is_void(guard: &str, parameter: &str) -> bool {
    let guard = GuardName::ALL.iter().find(|(_, name)| *name == guard).map(|(name, _)| Guard::new(*name, Scope::Get));
    match parameter {
        // Of a lock, also under another lock: it begins anew.
        "scope" => true,
        "robust" => guard.is_some_and(|guard| guard.scope().is_none()),
        "store" => guard.is_some_and(|guard| !guard.has_file()),
        _ => false,
    }
}

/// The pairs of one query, and the notices collected while they are read.
struct Reader {
    pairs: Vec<(String, String)>,
    notices: Vec<Notice>,
}

impl Reader {
    /// Splits the query; unknown and repeated names become notices here.
    fn new(query: &str) -> Self {
        let mut reader = Self { pairs: Vec::new(), notices: Vec::new() };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if !PARAMETERS.contains(&&*name) {
                reader.notice(&name, &value, Problem::UnknownName, PARAMETERS.join(", "), "");
            } else if let Some((_, first)) = reader.pairs.iter().find(|(known, _)| *known == name) {
                let first = first.clone();
                reader.notice(&name, &value, Problem::GivenTwice, String::new(), &first);
            } else {
                reader.pairs.push((name.into_owned(), value.into_owned()));
            }
        }
        reader
    }

    fn notice(&mut self, name: &str, given: &str, problem: Problem, allowed: String, used: &str) {
        self.notices.push(Notice::new(name, given, problem, allowed, used.to_owned()));
    }

    fn given(&self, name: &str) -> Option<String> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    fn revision(&mut self) {
        if let Some(given) = self.given("r").filter(|given| given != REVISION) {
            self.notice("r", &given, Problem::NotAValue, REVISION.into(), REVISION);
        }
    }

    fn bounded<const MIN: u32, const MAX: u32>(&mut self, name: &str, default: Bounded<MIN, MAX>) -> Bounded<MIN, MAX> {
        Bounded::clamp(self.number(name, default.get(), MIN, MAX))
    }

    /// A whole number; outside the range the nearest bound is used.
    fn number(&mut self, name: &str, default: u32, min: u32, max: u32) -> u32 {
        let Some(given) = self.given(name) else { return default };
        let allowed = format!("{min}–{max}");
        let Some(number) = whole_number(&given) else {
            self.notice(name, &given, Problem::NotAValue, allowed, &default.to_string());
            return default;
        };
        let nearest = u32::try_from(number).unwrap_or(u32::MAX).clamp(min, max);
        if u64::from(nearest) != number {
            self.notice(name, &given, Problem::OutOfRange, allowed, &nearest.to_string());
        }
        nearest
    }

    fn speed(&mut self) -> Speed {
        let Some(given) = self.given("speed") else { return Speed::ONE };
        let allowed = "0.1–1000".to_owned();
        match Speed::parse_thousandths(&given) {
            None => {
                self.notice("speed", &given, Problem::NotAValue, allowed, "1");
                Speed::ONE
            }
            Some(thousandths) => Speed::from_thousandths(thousandths).unwrap_or_else(|| {
                let nearest = if thousandths < 1000 { Speed::SLOWEST } else { Speed::FASTEST };
                self.notice("speed", &given, Problem::OutOfRange, allowed, &nearest.to_string());
                nearest
            }),
        }
    }

    fn choice<C: Choice>(&mut self, name: &str, default: C) -> C {
        self.pick(name, &C::names(), default.name()).map_or(default, |at| C::ALL[at].0)
    }

    /// Which of the names it is.
    fn pick(&mut self, name: &str, names: &[&str], default: &str) -> Option<usize> {
        let given = self.given(name)?;
        let at = names.iter().position(|known| *known == given);
        if at.is_none() {
            self.notice(name, &given, Problem::NotAValue, names.join(", "), default);
        }
        at
    }

    fn flag(&mut self, name: &str) -> bool {
        match self.given(name).as_deref() {
            None | Some("0") => false,
            Some("1") => true,
            Some(given) => {
                let given = given.to_owned();
                self.notice(name, &given, Problem::NotAValue, "0, 1".into(), "0");
                false
            }
        }
    }

    /// `guard` and `scope` together, because only a lock has a scope.
    fn guard(&mut self) -> Guard {
        let name = self.choice("guard", GuardName::None);
        let scope = self.choice("scope", Scope::Get);
        let guard = Guard::new(name, scope);
        if let Some(given) = self.given("scope").filter(|_| guard.scope().is_none()) {
            self.notice("scope", &given, Problem::NoEffect, "guard=lock".into(), "");
        }
        guard
    }

    /// Where the record is kept, which not every guard leaves open.
    fn store(&mut self, guard: Guard) -> Store {
        let store = self.choice("store", Store::Memory);
        if store == Store::Memory || guard.has_file() {
            return store;
        }
        self.notice("store", store.name(), Problem::NoEffect, "guard=none, lock, join, queue".into(), "memory");
        Store::Memory
    }

    /// Only a lock can be robust.
    fn robust(&mut self, guard: Guard) -> bool {
        let robust = self.flag("robust");
        if robust && guard.scope().is_none() {
            self.notice("robust", "1", Problem::NoEffect, "guard=lock".into(), "0");
            return false;
        }
        robust
    }

    /// Real workers carry fewer buyers than virtual time does, and some scenarios fewer than others.
    fn buyers_limit(&mut self, scenario: &Scenario, engine: Engine) -> Buyers {
        let (buyers, most) = (scenario.buyers, scenario.most_buyers());
        if buyers.get() > most && engine != Engine::Workers {
            let (given, allowed) = (buyers.to_string(), format!("1–{most}"));
            self.notice("buyers", &given, Problem::TooManyForGuard, allowed, &most.to_string());
            return Buyers::clamp(most);
        }
        if engine != Engine::Workers || buyers.get() <= MAX_WORKERS {
            return buyers;
        }
        let (given, allowed) = (buyers.to_string(), format!("1–{MAX_WORKERS}"));
        self.notice("buyers", &given, Problem::TooManyForWorkers, allowed, &MAX_WORKERS.to_string());
        Buyers::clamp(MAX_WORKERS)
    }
}

/// Digits only, at least one; what is too long for a `u64` counts as the largest.
fn whole_number(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(text.parse().unwrap_or(u64::MAX))
}
