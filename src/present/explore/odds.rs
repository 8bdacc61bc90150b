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

/// The odds of a moment; `None` while they are counted.
pub fn odds(lang: Lang, found: Option<&Exploration>) -> Odds {
    let Some(found) = found else { return Odds { said: t!(lang, "explore.odds.counting"), ..Odds::default() } };
    let Some(counted) = &found.counted else {
        return Odds { said: t!(lang, "explore.odds.too_many"), ..Odds::default() };
    };
    let (total, wrong) = (&counted.schedules.total, &counted.schedules.wrong);
    let none = *wrong == BigUint::default();
    let (n, of) = (whole(lang, wrong), whole(lang, total));
    let (said, class) = if none {
        (t!(lang, "explore.odds.safe", of = of), Some("safe"))
    } else if wrong == total {
        (t!(lang, "explore.odds.lost", n = n, of = of), Some("lost"))
    } else {
        let (share, chance) = (share(lang, wrong, total), chance(lang, counted.chance.wrong, false));
        (t!(lang, "explore.odds.open", n = n, of = of, share = share, chance = chance), None)
    };
    Odds { counts: [total.to_string(), wrong.to_string()], chance: Some(counted.chance.wrong), said, class }
}
