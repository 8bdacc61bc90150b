//! Above the lanes: the time axis, and the record's count with every write to it.

use super::Geometry;
use super::palette::Palette;
use crate::browser::intl;
use crate::scenario::Scenario;
use crate::timeline::{Change, Timeline, Viewport, ticks};
use crate::ui::t::t;
use web_sys::CanvasRenderingContext2d;

/// Base line of the axis' labels and middle of the strip, in CSS px from the top.
const AXIS: f64 = 14.0;
const STRIP: f64 = 40.0;

pub struct Head<'a> {
    pub context: &'a CanvasRenderingContext2d,
    pub palette: &'a Palette,
    pub lang: &'a str,
    pub geometry: Geometry,
    pub view: Viewport,
}

impl Head<'_> {
    pub fn draw(&self, scenario: &Scenario, timeline: &Timeline, begun: bool, playhead: Option<u64>) {
        self.axis();
        let initial = [Change { at: 0, record: crate::program::Record::initial(scenario.tickets.get()), lost: false }];
        self.strip(if begun { &timeline.strip } else { &initial });
        if let Some(at) = playhead {
            let x = self.geometry.left + self.view.x(at);
            self.context.set_fill_style_str(&self.palette.paper);
            self.context.set_global_alpha(super::lanes::VEIL);
            self.context.fill_rect(x, STRIP - 16.0, (self.geometry.width - x).max(0.0), 32.0);
            self.context.set_global_alpha(1.0);
        }
    }

    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "times fit; decimals are few")]
    pub fn axis(&self) {
        let context = self.context;
        context.set_font("12px system-ui, sans-serif");
        context.set_text_align("center");
        for tick in ticks(self.view) {
            let x = self.geometry.left + self.view.x(tick.at);
            context.set_fill_style_str(&self.palette.line);
            context.fill_rect(x - 0.5, AXIS + 4.0, 1.0, 5.0);
            let label = intl::number(self.lang, tick.at as f64 / 1e6, tick.decimals as u32);
            context.set_fill_style_str(&self.palette.dim);
            // Text without a maximal width always fits the canvas' rules.
            let _ = context.fill_text(&label, x, AXIS);
        }
        context.set_text_align("right");
        let _ = context.fill_text(&t!("timeline.seconds"), self.geometry.width - 4.0, AXIS);
    }

    /// A line for the value, a knot for every write to it; a lost update is a cross.
    fn strip(&self, changes: &[Change]) {
        let (context, palette) = (self.context, self.palette);
        let (left, right) = (self.geometry.left, self.geometry.left + self.geometry.plot);
        context.set_text_align("left");
        context.set_fill_style_str(&palette.dim);
        if self.geometry.is_wide() {
            let _ = context.fill_text(&t!("timeline.record"), 4.0, STRIP + 4.0);
        }
        context.set_fill_style_str(&palette.line);
        context.fill_rect(left, STRIP - 1.0, right - left, 2.0);
        context.save();
        context.begin_path();
        context.rect(left - 8.0, 0.0, right - left + 34.0, 60.0);
        context.clip();
        context.set_font("600 13px system-ui, sans-serif");
        let mut free_from = f64::NEG_INFINITY;
        for change in changes {
            let x = left + self.view.x(change.at);
            let colour = if change.lost { &palette.wrong } else { &palette.ink };
            context.set_fill_style_str(colour);
            context.fill_rect(x - 1.0, STRIP - 8.0, 2.0, 16.0);
            let label = intl::number(self.lang, f64::from(change.record.count), 0);
            let width = context.measure_text(&label).map_or(8.0, |metrics| metrics.width());
            if x >= free_from {
                context.set_fill_style_str(if change.lost { &palette.wrong_ink } else { &palette.ink });
                let _ = context.fill_text(&label, x + 4.0, STRIP - 4.0);
                free_from = x + width + 8.0;
            }
        }
        context.restore();
    }
}
