//! The words on the timeline's picture. Made once for a picture: numbers are written as they are asked for.

use super::people;
use crate::text::{Lang, count, number, t};
use crate::timeline::Fate;
use crate::timeline::picture::Words;

/// The words in this language.
#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
pub fn picture(lang: Lang) -> Words<'static> {
    Words {
        record: t!(lang, "timeline.record"),
        unit: t!(lang, "timeline.seconds"),
        clerk: people::name(lang, true, 0),
        buyer: Box::new(move |buyer| people::name(lang, false, buyer)),
        fate: Box::new(move |fate| match fate {
            Fate::Open => String::new(),
            Fate::Bought => t!(lang, "fate.bought"),
            Fate::Oversold => t!(lang, "fate.oversold"),
            Fate::SoldOut => t!(lang, "fate.sold_out"),
            Fate::Failed => t!(lang, "fate.failed"),
            Fate::InVain => t!(lang, "fate.in_vain"),
            Fate::Closed => t!(lang, "fate.closed"),
        }),
        count: Box::new(move |value| count(lang, value)),
        seconds: Box::new(move |at, decimals| number(lang, at as f64 / 1e6, u32::try_from(decimals).unwrap_or(6))),
    }
}
