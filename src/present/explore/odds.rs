//! What can still become of a run from a moment on: how many ways there are, how many of them are wrong, and how likely.

use super::numbers::{chance, share, whole};
use crate::model::explore::Exploration;
use crate::t;
use crate::text::Lang;
use num_bigint::BigUint;

/// The odds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Odds {
    /// How many ways there are, and how many of them are wrong: in decimal digits; empty where that is not known.
    pub counts: [String; 2],
    /// The probability that it goes wrong.
    pub chance: Option<f64>,
    /// The same in a sentence.
    pub said: String,
    /// How it looks: `lost`, `safe`, or neither.
    pub class: Option<&'static str>,
}

/// How they are said.
#[derive(Clone, Copy)]
struct Keys {
    counting: &'static str,
    too_many: &'static str,
    safe: &'static str,
    lost: &'static str,
    open: &'static str,
}

/// The odds of the present moment; `None` while they are counted.
pub fn odds(lang: Lang, found: Option<&Exploration>) -> Odds {
    said(
        lang,
        found,
        Keys {
            counting: "explore.odds.counting",
            too_many: "explore.odds.too_many",
            safe: "explore.odds.safe",
            lost: "explore.odds.lost",
            open: "explore.odds.open",
        },
    )
}

/// The odds of the moment to which a turn would lead; `None` while they are counted.
pub fn odds_then(lang: Lang, found: Option<&Exploration>) -> Odds {
    said(
        lang,
        found,
        Keys {
            counting: "explore.then.counting",
            too_many: "explore.then.too_many",
            safe: "explore.then.safe",
            lost: "explore.then.lost",
            open: "explore.then.open",
        },
    )
}

/// The odds of a moment from which there are so many ways, in a sentence.
pub(super) fn odds_of(lang: Lang, total: &BigUint, wrong: &BigUint) -> String {
    let (n, of) = (whole(lang, wrong), whole(lang, total));
    if *wrong == BigUint::default() {
        t!(lang, "explore.odds.safe", of = of)
    } else if wrong == total {
        t!(lang, "explore.odds.lost", n = n, of = of)
    } else {
        t!(lang, "explore.graph.odds", n = n, of = of, share = share(lang, wrong, total))
    }
}

fn said(lang: Lang, found: Option<&Exploration>, keys: Keys) -> Odds {
    let Some(found) = found else { return Odds { said: t!(lang, keys.counting), ..Odds::default() } };
    let Some(counted) = &found.counted else { return Odds { said: t!(lang, keys.too_many), ..Odds::default() } };
    let (total, wrong) = (&counted.schedules.total, &counted.schedules.wrong);
    let none = *wrong == BigUint::default();
    let (n, of) = (whole(lang, wrong), whole(lang, total));
    let (said, class) = if none {
        (t!(lang, keys.safe, of = of), Some("safe"))
    } else if wrong == total {
        (t!(lang, keys.lost, n = n, of = of), Some("lost"))
    } else {
        let (share, chance) = (share(lang, wrong, total), chance(lang, counted.chance.wrong, false));
        (t!(lang, keys.open, n = n, of = of, share = share, chance = chance), None)
    };
    Odds { counts: [total.to_string(), wrong.to_string()], chance: Some(counted.chance.wrong), said, class }
}
