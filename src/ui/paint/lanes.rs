//! One lane a buyer: what it does, when it reads and writes, how it ends.

use super::Geometry;
use super::palette::Palette;
use crate::timeline::{Activity, Fate, Lane, Mark, MarkKind, Span, Stretch, Timeline, Viewport, messages};
use web_sys::{CanvasPattern, CanvasRenderingContext2d};

/// How much of the colours is left in what is only expected.
const FAINT: f64 = 0.3;

/// With more lanes than this, arrows would hide each other.
const MOST_WITH_ARROWS: u32 = 41;

/// Length of an arrow's head, in CSS px.
const HEAD: f64 = 6.0;

/// How much of what is still to come is covered while a run is played again.
pub const VEIL: f64 = 0.75;

pub struct Lanes<'a> {
    pub context: &'a CanvasRenderingContext2d,
    pub palette: &'a Palette,
    pub geometry: Geometry,
    pub view: Viewport,
    pub selected: Option<Mark>,
    pub played: Option<usize>,
}

impl Lanes<'_> {
    pub fn draw(&self, timeline: &Timeline, playhead: Option<u64>, begun: bool) {
        let (left, plot) = (self.geometry.left, self.geometry.plot);
        for index in 0..self.geometry.count {
            let top = f64::from(index) * self.geometry.lane;
            // Of very many buyers only some have a lane.
            let lane = timeline.lanes.get(index as usize);
            let buyer = lane.map_or(index + 1, |lane| lane.buyer);
            self.name(buyer, lane.is_some_and(|lane| lane.is_clerk), top, begun);
            if let (Some(lane), true) = (timeline.lanes.get(index as usize), begun)
                && self.played.is_none_or(|played| lane.decided_at().is_none_or(|event| event < played))
            {
                self.outcome(lane, top);
            }
        }
        self.context.save();
        self.context.begin_path();
        self.context.rect(left - 7.0, 0.0, plot + 14.0, f64::from(self.geometry.count) * self.geometry.lane + 4.0);
        self.context.clip();
        // What is only expected is faint.
        self.context.set_global_alpha(if begun { 1.0 } else { FAINT });
        for (index, lane) in (0..self.geometry.count).zip(&timeline.lanes) {
            self.lane(lane, f64::from(index) * self.geometry.lane);
        }
        self.messages(timeline);
        if let Some(at) = playhead {
            let (x, height) = (left + self.view.x(at), f64::from(self.geometry.count) * self.geometry.lane);
            self.context.set_global_alpha(VEIL);
            self.solid(&self.palette.paper, x, 0.0, (left + plot + 14.0 - x).max(0.0), height + 4.0);
            self.context.set_global_alpha(1.0);
            self.solid(&self.palette.ink, x, 0.0, 1.5, height);
        }
        self.context.restore();
    }

    /// Messages as arrows between the clerk's lane and the others; only those about buying, and only where
    /// there is room to tell them apart.
    fn messages(&self, timeline: &Timeline) {
        if self.geometry.count > MOST_WITH_ARROWS {
            return;
        }
        let context = self.context;
        // Below what they connect in weight, though above it in the picture.
        let alpha = context.global_alpha();
        context.set_global_alpha(alpha * 0.6);
        context.set_line_width(1.0);
        for message in messages(timeline).into_iter().filter(|message| message.buy) {
            let colour = if message.is_answer { &self.palette.ink } else { &self.palette.dim };
            let place = |(who, at): (u32, u64)| {
                (self.geometry.left + self.view.x(at), (f64::from(who) - 0.5) * self.geometry.lane)
            };
            let ((from_x, from_y), (to_x, to_y)) = (place(message.from), place(message.to));
            context.set_stroke_style_str(colour);
            context.set_fill_style_str(colour);
            context.begin_path();
            context.move_to(from_x, from_y);
            context.line_to(to_x, to_y);
            context.stroke();
            // The head, turned the way the message went.
            let (along, across) = (to_x - from_x, to_y - from_y);
            let length = along.hypot(across).max(1.0);
            let (along, across) = (along / length * HEAD, across / length * HEAD);
            context.begin_path();
            context.move_to(to_x, to_y);
            context.line_to(to_x - along - across / 2.0, to_y - across + along / 2.0);
            context.line_to(to_x - along + across / 2.0, to_y - across - along / 2.0);
            context.close_path();
            context.fill();
        }
        context.set_global_alpha(alpha);
    }

    /// Names stand at every lane with room for them, else at every fifth, or twentieth.
    fn name(&self, buyer: u32, is_clerk: bool, top: f64, begun: bool) {
        let (context, lane) = (self.context, self.geometry.lane);
        if begun {
            context.set_fill_style_str(&self.palette.line);
            context.fill_rect(self.geometry.left, top + lane / 2.0, self.geometry.plot, 1.0);
        }
        let every = if self.geometry.is_thin() { 20 } else { 5 };
        if lane < 14.0 && !is_clerk && !buyer.is_multiple_of(every) && buyer != 1 {
            return;
        }
        context.set_font(if lane < 20.0 { "11px system-ui, sans-serif" } else { "12px system-ui, sans-serif" });
        context.set_text_align("right");
        context.set_fill_style_str(&self.palette.dim);
        // Long numbers leave no room for the word.
        let has_room = self.geometry.is_wide() && buyer < 10_000;
        let text = match (is_clerk, has_room) {
            (true, _) => crate::ui::t::t!("clerk"),
            (_, true) => crate::ui::t::t!("buyer", buyer = buyer),
            _ => buyer.to_string(),
        };
        // Text without a maximal width always fits the canvas' rules; so below.
        let _ = context.fill_text(&text, self.geometry.left - 8.0, top + lane / 2.0 + 4.0);
    }

    fn outcome(&self, lane: &Lane, top: f64) {
        let (colour, sign, key) = match lane.fate {
            Fate::Open => return,
            Fate::Bought => (&self.palette.ink, "✓", "fate.bought"),
            Fate::Oversold => (&self.palette.wrong_ink, "✕", "fate.oversold"),
            Fate::SoldOut => (&self.palette.dim, "○", "fate.sold_out"),
            Fate::Failed => (&self.palette.wrong_ink, "✕", "fate.failed"),
        };
        let x = self.geometry.left + self.geometry.plot + 10.0;
        let (small, thin) = (self.geometry.lane < 14.0, self.geometry.is_thin());
        let size = if thin {
            5
        } else if small {
            9
        } else {
            12
        };
        self.context.set_font(&format!("{size}px system-ui, sans-serif"));
        self.context.set_text_align("left");
        self.context.set_fill_style_str(colour);
        let text = if self.geometry.is_wide() && !thin {
            format!("{sign} {}", crate::ui::t::t!(key))
        } else {
            sign.to_owned()
        };
        let _ = self.context.fill_text(&text, x, top + self.geometry.lane / 2.0 + if small { 3.0 } else { 4.0 });
    }

    fn lane(&self, lane: &Lane, top: f64) {
        let height = self.geometry.lane - if self.geometry.lane < 14.0 { 3.0 } else { 7.0 };
        let top = top + (self.geometry.lane - height) / 2.0;
        for span in &lane.spans {
            self.span(lane, *span, top, height);
        }
        if let Some(stretch) = lane.inside {
            self.outline(stretch, top, height);
        }
        for mark in &lane.marks {
            self.mark(*mark, top, height);
        }
    }

    fn span(&self, lane: &Lane, span: Span, top: f64, height: f64) {
        let palette = self.palette;
        let (from, width) = self.extent(span.stretch);
        let forged = matches!(lane.fate, Fate::Oversold);
        match span.activity {
            Activity::Search => self.patterned(palette.dots.as_ref(), &palette.search, from, top, width, height),
            Activity::Wait => self.patterned(palette.hatch.as_ref(), &palette.wait, from, top, width, height),
            Activity::Pay => self.solid(&palette.pay, from, top, width, height),
            Activity::Confirm if forged => {
                self.solid(&palette.wrong, from, top, width, height);
                self.torn(from + width, top, height);
            }
            Activity::Confirm => self.solid(&palette.confirm, from, top, width, height),
        }
    }

    /// Where a stretch begins, and how wide it is: at least so wide that it can be seen.
    fn extent(&self, stretch: Stretch) -> (f64, f64) {
        let (from, to) = (self.view.x(stretch.from), self.view.x(stretch.to));
        (self.geometry.left + from, (to - from).max(1.0))
    }

    fn solid(&self, colour: &str, x: f64, y: f64, width: f64, height: f64) {
        self.context.set_fill_style_str(colour);
        self.context.fill_rect(x, y, width, height);
    }

    /// A faint ground with a pattern on it: the second sign beside the colour.
    fn patterned(&self, pattern: Option<&CanvasPattern>, colour: &str, x: f64, y: f64, width: f64, height: f64) {
        let alpha = self.context.global_alpha();
        self.context.set_global_alpha(alpha * 0.25);
        self.solid(colour, x, y, width, height);
        self.context.set_global_alpha(alpha);
        if let Some(pattern) = pattern {
            self.context.set_fill_style_canvas_pattern(pattern);
            self.context.fill_rect(x, y, width, height);
        }
    }

    /// Inside `get`: the critical section reads as a block.
    fn outline(&self, stretch: Stretch, top: f64, height: f64) {
        let (from, width) = self.extent(stretch);
        self.context.set_stroke_style_str(&self.palette.ink);
        self.context.set_line_width(1.0);
        self.context.stroke_rect(from + 0.5, top - 0.5, (width - 1.0).max(0.5), height + 1.0);
    }

    /// The torn edge of a ticket that does not exist.
    fn torn(&self, x: f64, top: f64, height: f64) {
        let context = self.context;
        context.set_fill_style_str(&self.palette.paper);
        context.begin_path();
        context.move_to(x + 1.0, top - 1.0);
        let teeth = 4;
        for tooth in 0..=teeth * 2 {
            let y = top - 1.0 + (height + 2.0) * f64::from(tooth) / f64::from(teeth * 2);
            context.line_to(if tooth % 2 == 0 { x + 1.0 } else { x - 4.0 }, y);
        }
        context.close_path();
        context.fill();
    }

    /// A read is a tick up, a write a tick down, with the value where there is room.
    fn mark(&self, mark: Mark, top: f64, height: f64) {
        let x = self.geometry.left + self.view.x(mark.at);
        let tall = self.geometry.lane >= 20.0;
        let selected = self.selected == Some(mark);
        match mark.kind {
            MarkKind::Read { record, .. } | MarkKind::Received(record) | MarkKind::Answered(record) => {
                self.solid(&self.palette.ink, x - 1.0, top - 3.0, 2.0, height + 1.0);
                self.value(record.count, x, top, height, tall);
            }
            MarkKind::Write { count, lost, .. } => {
                let colour = if lost { &self.palette.wrong_ink } else { &self.palette.ink };
                self.solid(colour, x - 1.0, top + 2.0, 2.0, height + 1.0);
                self.value(count, x, top, height, tall);
            }
            MarkKind::Sent(record) => {
                self.solid(&self.palette.ink, x - 1.0, top + 2.0, 2.0, height + 1.0);
                self.value(record.count, x, top, height, tall);
            }
            // A write that did not happen: a small ring where it would have gone down.
            MarkKind::Missed { .. } => self.ring(x, top + height),
            MarkKind::Failed | MarkKind::Raised | MarkKind::Killed => self.cross(x, top + height / 2.0),
            // What was read was no count.
            MarkKind::Torn { .. } => self.solid(&self.palette.wrong_ink, x - 1.0, top - 3.0, 2.0, height + 1.0),
            MarkKind::SoldOut => self.ring(x, top + height / 2.0),
            _ => {}
        }
        if selected {
            self.context.set_stroke_style_str(&self.palette.ink);
            self.context.set_line_width(2.0);
            self.context.begin_path();
            // The radius is not negative, which is all that could fail.
            let _ = self.context.arc(x, top + height / 2.0, 7.0, 0.0, core::f64::consts::TAU);
            self.context.stroke();
        }
    }

    fn value(&self, count: u32, x: f64, top: f64, height: f64, tall: bool) {
        if tall && self.geometry.is_wide() {
            self.context.set_font("600 11px system-ui, sans-serif");
            self.context.set_text_align("left");
            self.context.set_fill_style_str("#000");
            let _ = self.context.fill_text(&count.to_string(), x + 3.0, top + height / 2.0 + 4.0);
        }
    }

    fn cross(&self, x: f64, y: f64) {
        let context = self.context;
        context.set_stroke_style_str(&self.palette.wrong_ink);
        context.set_line_width(2.0);
        context.begin_path();
        for (dx, dy) in [(-4.0, -4.0), (-4.0, 4.0)] {
            context.move_to(x + dx, y + dy);
            context.line_to(x - dx, y - dy);
        }
        context.stroke();
    }

    fn ring(&self, x: f64, y: f64) {
        self.context.set_stroke_style_str(&self.palette.dim);
        self.context.set_line_width(1.5);
        self.context.begin_path();
        // The radius is not negative, which is all that could fail.
        let _ = self.context.arc(x + 6.0, y, 3.5, 0.0, core::f64::consts::TAU);
        self.context.stroke();
    }
}
