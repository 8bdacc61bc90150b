//! Which cure is best here, and why it is: said with the numbers of those that were compared.

use super::numbers::{Came, Found, Tried};
use crate::present::words;
use crate::scenario::{Choice, Guard, Scenario};
use crate::t;
use crate::text::{Lang, message, time};

/// Times closer than this share of each other are the same: real runs are never equal.
const SAME: f64 = 1.03;

/// Of variants in their order, the sentence about the first, if that is right and cannot be wrong.
pub(super) fn because(lang: Lang, tried: &[Tried]) -> Option<String> {
    let mut right = tried.iter().filter_map(|(variant, came)| Some((variant, found(came)?))).filter(|(_, f)| f.right);
    let (variant, best) = right.next()?;
    let mut said = vec![t!(lang, "compare.because.right", time = time(lang, best.elapsed))];
    said.push(if best.wait == 0 {
        t!(lang, "compare.because.free")
    } else {
        t!(lang, "compare.because.waits", wait = time(lang, best.wait))
    });
    said.push(match right.find(|(other, _)| other.store == variant.store) {
        None => t!(lang, "compare.because.alone"),
        Some((other, next)) if is_same(best, next) => t!(lang, "compare.because.tie", name = named(lang, other)),
        Some((other, next)) => {
            t!(lang, "compare.because.next", name = named(lang, other), time = time(lang, next.elapsed))
        }
    });
    let unguarded = |(other, _): &&Tried| other.guard == Guard::None && other.store == variant.store;
    if let Some(none) = tried.iter().find(unguarded).and_then(|(_, came)| found(came)).filter(|none| !none.right) {
        said.push(t!(lang, "compare.because.unguarded", time = time(lang, none.elapsed), sold = none.sold));
    }
    Some(said.join(lang.gap()))
}

#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
fn is_same(one: &Found, other: &Found) -> bool {
    other.elapsed as f64 <= one.elapsed as f64 * SAME
}

fn found(came: &Came) -> Option<&Found> {
    match came {
        Came::Found(found) => Some(found),
        Came::Said(_) => None,
    }
}

/// A variant's guard, with what a lock covers.
fn named(lang: Lang, variant: &Scenario) -> String {
    let guard = message(lang, &format!("guard.name.{}", variant.guard.name().name()));
    match variant.guard.scope() {
        Some(scope) => {
            t!(lang, "compare.named", guard = guard, scope = words::scope(lang, scope))
        }
        None => guard,
    }
}
