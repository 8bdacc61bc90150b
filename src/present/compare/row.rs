//! One variant of a comparison: what it is called, what came of it, and the sentence that judges it.

use super::numbers::Came;
use crate::present::words;
use crate::scenario::{Choice, Fault, Guard, Scenario, Store};
use crate::t;
use crate::text::{Lang, message};

/// One variant of the scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its guard and its store, as links spell them.
    pub names: [&'static str; 2],
    /// What the guard is called.
    pub title: String,
    /// What of the purchase is locked, where that is to be said.
    pub scope: Option<String>,
    /// What came of it.
    pub came: Came,
    /// Of the best: that it is, and why it is the best here.
    pub best: Option<[String; 2]>,
    /// Which is right, what it costs, and why.
    pub sentence: String,
}

/// The row of a variant.
pub(super) fn row(lang: Lang, variant: &Scenario, came: Came, best: Option<[String; 2]>) -> Row {
    let guard = variant.guard;
    Row {
        names: [guard.name().name(), variant.store.name()],
        title: message(lang, &format!("guard.name.{}", guard.name().name())),
        scope: guard.scope().map(|scope| words::scope(lang, scope)),
        came,
        best,
        sentence: sentence(lang, variant),
    }
}

/// Which is right, what it costs, and why, in a sentence.
fn sentence(lang: Lang, variant: &Scenario) -> String {
    let guard = variant.guard;
    let name = match guard.scope() {
        Some(scope) if scope.is_named() => format!("lock_{}", scope.name()),
        Some(_) if guard.is_right() => "lock_right".to_owned(),
        Some(_) => "lock_wrong".to_owned(),
        None => guard.name().name().to_owned(),
    };
    if variant.store == Store::File && guard == Guard::None {
        return t!(lang, "compare.why.none_file");
    }
    if variant.store == Store::File && guard.scope().is_some_and(|scope| scope.covers(2, 3) && !scope.covers(4, 5)) {
        return t!(lang, "compare.why.lock_read_file");
    }
    if variant.fault == Fault::KillHolder && !variant.robust && guard.holds_others_up() {
        return t!(lang, "compare.why.deadlock");
    }
    message(lang, &format!("compare.why.{name}"))
}
