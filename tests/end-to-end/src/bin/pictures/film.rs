//! A run as a film: the product's own SVG export at a few instants of it, one shown after the other in a picture that
//! stands on its own. Where motion is not wanted, the last one stands still.

use anyhow::{Context, Result};
use oversold::engine::run_virtual;
use oversold::present::words;
use oversold::program::Micros;
use oversold::scenario::parse;
use oversold::text::{Catalogue, Lang, add, time};
use oversold::timeline::{build, svg};
use oversold::trace::{Follow, Trace};

/// The words on the picture, in each language.
const CATALOGUES: [[&str; Lang::ALL.len()]; 3] = [
    [
        include_str!("../../../../../www/messages/shell/en.toml"),
        include_str!("../../../../../www/messages/shell/zh.toml"),
    ],
    [
        include_str!("../../../../../www/messages/race/en.toml"),
        include_str!("../../../../../www/messages/race/zh.toml"),
    ],
    [
        include_str!("../../../../../www/messages/runs/en.toml"),
        include_str!("../../../../../www/messages/runs/zh.toml"),
    ],
];

/// How long each picture is shown, and how often the last one, in seconds.
const EACH: f64 = 0.75;
const LAST: usize = 4;
/// How far the instants are apart.
const STEP: Micros = 500_000;

/// The film of the run of this link.
///
/// # Errors
/// When the link has no run that is drawn.
pub fn film(query: &str) -> Result<String> {
    CATALOGUES.into_iter().map(Catalogue::new).for_each(add);
    let trace = run_virtual(&parse(query).0.scenario);
    let end = trace.events.last().context("nothing happens")?.at;
    let instants: Vec<Micros> = (0..end.div_ceil(STEP)).map(|index| index * STEP).chain([end]).collect();
    let frames: Vec<String> = instants.iter().map(|at| frame(&trace, *at, end)).collect();
    Ok(strip(&frames))
}

/// The run until this instant, on the scale of all of it.
fn frame(trace: &Trace, at: Micros, end: Micros) -> String {
    let events = &trace.events[..trace.events.partition_point(|event| event.at <= at)];
    let mut timeline = build(&trace.scenario, events, at);
    timeline.end = end;
    let verdict = Follow::after(&trace.scenario, events).verdict();
    let title = format!("{}: {} sold, {} existed", time(Lang::En, at), verdict.sold, trace.scenario.tickets.get());
    svg(&trace.scenario, &timeline, &title, &words::picture(Lang::En))
}

/// One picture of many, by a style sheet alone: scripts do not run in a picture.
fn strip(frames: &[String]) -> String {
    let all = frames.len() + LAST - 1;
    let seconds = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX)) * EACH;
    let percent = |count: usize| 100.0 * seconds(count) / seconds(all);
    let head = frames.first().and_then(|frame| frame.split_once("><title>")).map_or("", |(head, _)| head);
    let mut out = format!(
        "{head}><title>Fifteen buyers and one ticket, as time goes by</title><style>\
         svg>svg{{visibility:hidden;animation:turn {}s step-end infinite}}\
         @keyframes turn{{0%{{visibility:visible}}{:.2}%{{visibility:hidden}}}}\
         svg>svg:last-of-type{{animation-name:last}}\
         @keyframes last{{0%{{visibility:visible}}{:.2}%{{visibility:hidden}}}}\
         @media (prefers-reduced-motion){{svg>svg{{animation:none}}svg>svg:last-of-type{{visibility:visible}}}}</style>",
        seconds(all),
        percent(1),
        percent(LAST)
    );
    for (index, frame) in frames.iter().enumerate() {
        let delay = format!("<svg style=\"animation-delay:{}s\"", seconds(index));
        out.push_str(&frame.trim_end().replacen("<svg", &delay, 1));
        out.push('\n');
    }
    out + "</svg>\n"
}
