//! A timeline onto canvases. All that is drawn comes from [`Timeline`] and [`Viewport`]; nothing is
//! decided here but how it looks.

mod crowd;
mod head;
mod lanes;
mod palette;

use crate::browser::surface;
use crate::program::Micros;
use crate::scenario::{Guard, MAX_LANES, Scenario, Scope};
use crate::timeline::{Density, Mark, Timeline, Viewport};
use palette::Palette;
use web_sys::HtmlCanvasElement;

/// Where things stand, in CSS px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometry {
    /// Width of the canvases.
    pub width: f64,
    /// Where time 0 stands: right of the names.
    pub left: f64,
    /// Width of the time area; right of it stand the outcomes.
    pub plot: f64,
    /// Height of one lane.
    pub lane: f64,
    /// How many lanes.
    pub count: u32,
    /// Height of what stands above the lanes.
    pub head: f64,
}

/// Height of axis and record strip together, in CSS px.
const HEAD: f64 = 56.0;

/// Height of axis and counts of very many buyers together, in CSS px.
const CROWD_HEAD: f64 = 240.0;

impl Geometry {
    /// For this many lanes over this width; above them the record, or very many buyers.
    pub fn new(width: f64, buyers: u32, crowd: bool) -> Self {
        let narrow = width < 560.0;
        let (left, right) = match (narrow, crowd) {
            (true, false) => (30.0, 26.0),
            (true, true) => (60.0, 26.0),
            (false, _) => (76.0, 92.0),
        };
        let lane = match buyers {
            0..=20 => 24.0,
            21..=50 => 16.0,
            51..=1000 => 10.0,
            // Of so many all lanes still fit on a canvas, which a browser lets be 32,767 dots high, three to a CSS px.
            _ => 5.0,
        };
        Self {
            width,
            left,
            plot: (width - left - right).max(1.0),
            lane,
            count: buyers.min(MAX_LANES + 1),
            head: if crowd { CROWD_HEAD } else { HEAD },
        }
    }

    /// Index of the lane at this height.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a canvas is lower than 2^32 px")]
    pub fn lane_at(&self, y: f64) -> Option<usize> {
        let lane = (y / self.lane).max(0.0) as usize;
        (lane < self.count as usize).then_some(lane)
    }

    /// Whether the lanes are too low for words.
    pub const fn is_thin(&self) -> bool {
        self.lane < 8.0
    }

    /// How many instants stand side by side: one a CSS px.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a canvas is not that wide")]
    pub const fn samples(&self) -> usize {
        self.plot as usize
    }

    /// Whether there is room for words.
    pub fn is_wide(&self) -> bool {
        self.left > 70.0
    }

    fn height(&self) -> f64 {
        f64::from(self.count) * self.lane + 4.0
    }

    /// Size of the upper canvas, as CSS.
    pub fn head_style(&self) -> String {
        size(self.head)
    }

    /// Size of the lanes' canvas, as CSS.
    pub fn lanes_style(&self) -> String {
        size(self.height())
    }
}

#[allow(clippy::cast_possible_truncation, reason = "a canvas is lower than 2^31 px")]
fn size(height: f64) -> String {
    format!("width:100%;height:{}px", height as i32)
}

/// Up to when the time axis reaches: the end of the run, or while it runs, at least the time it is
/// expected to take without jitter, so that the axis stands still.
pub fn horizon(scenario: &Scenario, timeline: &Timeline, running: bool) -> Micros {
    if running || timeline.end == 0 { timeline.end.max(expected(scenario)) } else { timeline.end }
}

fn expected(scenario: &Scenario) -> Micros {
    let [search, pay, confirm] = [scenario.search, scenario.pay, scenario.confirm].map(|ms| u64::from(ms.get()) * 1000);
    let buyers = u64::from(scenario.buyers.get());
    let sales = buyers.min(u64::from(scenario.tickets.get()));
    let micros = match scenario.guard {
        Guard::Lock(Scope::Get) => search + buyers * pay + sales * confirm,
        Guard::Lock(Scope::Task) | Guard::Join => buyers * (search + pay) + sales * confirm,
        Guard::Pipe | Guard::Queue => search + (buyers * pay).max(sales * pay + if sales > 0 { confirm } else { 0 }),
        // Every sale makes all the others pay once more.
        Guard::Cas if buyers > sales => search + sales * pay + pay.max(confirm),
        Guard::Cas => search + sales * pay + confirm,
        _ => search + pay + confirm,
    };
    scenario.speed.shorten(micros)
}

/// Everything that is on the picture.
pub struct Picture<'a> {
    pub lang: &'a str,
    pub scenario: &'a Scenario,
    pub timeline: &'a Timeline,
    pub view: Viewport,
    pub geometry: Geometry,
    pub selected: Option<Mark>,
    /// Where time stands; what is drawn beyond it is veiled.
    pub playhead: Option<Micros>,
    /// How many events have been played, when the whole run is drawn.
    pub played: Option<usize>,
    /// Very many buyers, drawn as counts instead of the record.
    pub density: Option<&'a Density>,
    /// Whether this has happened; else it is only expected, and faint.
    pub begun: bool,
}

/// Draws it.
pub fn paint(head: &HtmlCanvasElement, lanes: &HtmlCanvasElement, picture: &Picture<'_>) {
    let Picture { lang, scenario, timeline, view, geometry, selected, playhead, played, density, begun } = *picture;
    let palette = Palette::of(lanes);
    if let Some(context) = surface::prepare(head, geometry.width, geometry.head) {
        let head = head::Head { context: &context, palette: &palette, lang, geometry, view };
        match density {
            Some(density) => head.crowd(scenario.buyers.get(), density),
            None => head.draw(scenario, timeline, begun, playhead),
        }
    }
    if let Some(context) = surface::prepare(lanes, geometry.width, geometry.height()) {
        lanes::Lanes { context: &context, palette: &palette, geometry, view, selected, played }
            .draw(timeline, playhead, begun);
    }
}
