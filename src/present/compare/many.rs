//! The scenario with many seeds: how often is how much sold?

use crate::engine::{Sales, runs};
use crate::present::{Same, Select};
use crate::scenario::{MAX_LANES, Scenario};
use crate::store::State;
use crate::t;
use crate::text::{Lang, count, decimal, percent};
use std::rc::Rc;

/// The most bars; more numbers are drawn together.
const BARS: u32 = 24;

/// Makes the histogram.
#[derive(Default)]
pub struct Many;

/// The button, and the histogram of what was sold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManyModel {
    /// How many runs are done.
    pub done: u32,
    /// What this is, or why it cannot be had.
    pub hints: Vec<String>,
    /// What the button says, and whether it ends the series; `None` where there are too many buyers.
    pub button: Option<(String, bool)>,
    /// What was found so far.
    pub found: Option<String>,
    /// What the histogram shows, and the names of its columns.
    pub columns: [String; 4],
    /// The bars.
    pub bars: Vec<Bar>,
}

/// A bar of the histogram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// How many were sold.
    pub sold: String,
    /// Its length, in percent of the longest.
    pub length: u64,
    /// In how many runs.
    pub runs: String,
    /// In what share of them.
    pub share: String,
    /// What is wrong with some or all of them; `None` where nothing is.
    pub wrong: Option<String>,
}

impl Select for Many {
    type Key = (Lang, Scenario, Option<Same<Sales>>);
    type Model = ManyModel;

    fn key(&self, state: &State) -> Self::Key {
        (state.lang(), *state.scenario(), state.many.as_ref().map(|many| Same(many.sales.clone())))
    }

    fn make(&mut self, state: &State) -> ManyModel {
        let (lang, scenario, sales) = self.key(state);
        let all = runs(&scenario);
        if all == 0 {
            let hint = t!(lang, "chance.too_many", most = count(lang, MAX_LANES));
            return ManyModel { hints: vec![hint], ..ManyModel::default() };
        }
        let of = count(lang, all);
        let mut hints = vec![t!(lang, "chance.what", runs = of)];
        hints.extend((scenario.jitter.get() == 0).then(|| t!(lang, "chance.no_jitter")));
        let done = sales.as_ref().map_or(0, |sales| sales.0.runs);
        let goes_on = sales.is_some() && done < all;
        let label = if goes_on {
            t!(lang, "chance.cancel", runs = count(lang, done), of = of)
        } else {
            t!(lang, "chance.run", runs = of)
        };
        let mut model = ManyModel { done, hints, button: Some((label, goes_on)), ..ManyModel::default() };
        if let Some(Same(sales)) = sales {
            found(lang, &scenario, &sales, &mut model);
        }
        model
    }
}

fn found(lang: Lang, scenario: &Scenario, sales: &Rc<Sales>, model: &mut ManyModel) {
    let tickets = scenario.tickets.get();
    let bars = bars(&sales.by_sold, tickets);
    let most = bars.iter().map(|(_, _, runs)| *runs).max().unwrap_or(0).max(1);
    let bar = |(sold, to, runs): (u32, u32, u32)| Bar {
        sold: if to > sold { format!("{}–{}", count(lang, sold), count(lang, to)) } else { count(lang, sold) },
        length: u64::from(runs) * 100 / u64::from(most),
        runs: count(lang, runs),
        share: percent(lang, runs, sales.runs),
        wrong: if sold > tickets {
            Some(t!(lang, "fate.oversold"))
        } else {
            let wrong = sales.wrong.iter().take(to as usize + 1).skip(sold as usize).sum();
            (wrong > 0).then(|| t!(lang, "chance.of_them", wrong = percent(lang, wrong, runs)))
        },
    };
    let (oversold, wrong) = (sales.oversold(tickets), sales.wrong());
    let found = t!(
        lang,
        "chance.found",
        runs = count(lang, sales.runs),
        oversold = percent(lang, oversold, sales.runs),
        mean = decimal(lang, sales.mean())
    );
    // Selling no more than there is, is not all.
    model.found = Some(if wrong > oversold {
        let more = t!(lang, "chance.wrong", wrong = percent(lang, wrong, sales.runs));
        [&*found, lang.gap(), &*more].concat()
    } else {
        found
    });
    model.columns = ["chance.title", "number.sold.name", "chance.runs", "chance.share"].map(|key| t!(lang, key));
    model.bars = bars.into_iter().map(bar).collect();
}

/// From and to how many sold, and in how many runs: at most about [`BARS`], none of them across the
/// line between sold and oversold.
fn bars(by_sold: &[u32], tickets: u32) -> Vec<(u32, u32, u32)> {
    let sold: Vec<(u32, u32)> = (0..).zip(by_sold.iter().copied()).filter(|(_, runs)| *runs > 0).collect();
    let (Some((least, _)), Some((most, _))) = (sold.first(), sold.last()) else { return Vec::new() };
    let width = (most - least + 1).div_ceil(BARS).max(1);
    let mut bars: Vec<(u32, u32, u32)> = Vec::new();
    for (sold, runs) in sold {
        match bars.last_mut() {
            Some((from, to, count)) if sold < *from + width && (*from > tickets || sold <= tickets) => {
                (*to, *count) = (sold, *count + runs);
            }
            _ => bars.push((sold, sold, runs)),
        }
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where nothing is oversold, and nothing adds up, it is said of all and of each bar.
    #[test]
    fn what_is_wrong_is_said() {
        for catalogue in [crate::catalogue!("compare"), crate::catalogue!("race")] {
            crate::text::add(catalogue);
        }
        for (query, wrong) in
            [("tickets=20", Some("100")), ("guard=lock", None), ("guard=lock&fault=kill-holder", Some("100"))]
        {
            let scenario = crate::scenario::parse(query).0.scenario;
            let (mut sales, mut model) = (Sales::default(), ManyModel::default());
            sales.add(&scenario, 10);
            found(Lang::En, &scenario, &Rc::new(sales), &mut model);
            let said = model.found.unwrap();
            assert!(said.contains("0.0 % oversold"), "{query}: {said}");
            assert_eq!(wrong.is_some(), said.contains("100.0 % are wrong"), "{query}: {said}");
            for bar in &model.bars {
                assert_eq!(bar.wrong.as_ref().map(|said| &said[..3]), wrong, "{query}");
            }
        }
    }

    #[test]
    fn no_bar_crosses_the_line_between_sold_and_oversold() {
        let by_sold = [0, 5, 1, 0, 2];
        assert_eq!(bars(&by_sold, 1), [(1, 1, 5), (2, 2, 1), (4, 4, 2)]);
        let many = vec![1; 101];
        let bars = bars(&many, 50);
        assert!(bars.iter().all(|(from, to, _)| *to <= 50 || *from > 50), "{bars:?}");
        assert_eq!(bars.iter().map(|(_, _, runs)| runs).sum::<u32>(), 101);
        assert!(bars.len() <= 25, "{}", bars.len());
    }
}
