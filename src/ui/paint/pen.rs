//! Tells a 2d context each shape, and its colours, fonts and opacity only where they change: setting them costs more than
//! filling a rectangle.

use super::Palette;
use crate::timeline::picture::{Anchor, Fill, GROUND, Ink, Shape, Text, Tone};
use web_sys::{CanvasPattern, CanvasRenderingContext2d};

/// What the context fills with.
#[derive(Clone, Copy, PartialEq)]
enum Filling {
    Plain(Ink),
    Dots,
    Hatch,
}

pub struct Pen<'a> {
    context: &'a CanvasRenderingContext2d,
    palette: &'a Palette,
    filling: Option<Filling>,
    line: Option<Ink>,
    font: Option<(f64, bool)>,
    anchor: Option<Anchor>,
    alpha: f64,
}

impl<'a> Pen<'a> {
    /// Knows nothing of what the context was told before, but that it was lifted.
    pub const fn new(context: &'a CanvasRenderingContext2d, palette: &'a Palette) -> Self {
        Self { context, palette, filling: None, line: None, font: None, anchor: None, alpha: 1.0 }
    }

    /// Leaves the context opaque, as the next one expects it.
    pub fn lift(mut self) {
        self.dilute(1.0);
    }

    pub fn draw(&mut self, shape: &Shape) {
        let context = self.context;
        match shape {
            Shape::Rect { x, y, w, h, fill } => match fill {
                Fill::Solid(tone) => {
                    self.fill_with(*tone);
                    context.fill_rect(*x, *y, *w, *h);
                }
                Fill::Dots(alpha) => self.patterned(Ink::Search, Filling::Dots, *alpha, [*x, *y, *w, *h]),
                Fill::Hatch(alpha) => self.patterned(Ink::Wait, Filling::Hatch, *alpha, [*x, *y, *w, *h]),
            },
            Shape::Frame { x, y, w, h, ink } => {
                self.line_with(*ink, 1.0);
                context.stroke_rect(*x, *y, *w, *h);
            }
            Shape::Line { points, width, ink } => {
                self.line_with(*ink, *width);
                self.trace(points);
                context.stroke();
            }
            Shape::Polygon { points, fill } => {
                self.fill_with(*fill);
                self.trace(points);
                context.fill();
            }
            Shape::Ring { x, y, r, width, ink } => {
                self.line_with(*ink, *width);
                context.begin_path();
                // The radius is not negative, which is all that could fail.
                let _ = context.arc(*x, *y, *r, 0.0, core::f64::consts::TAU);
                context.stroke();
            }
            Shape::Text(text) => self.write(text),
        }
    }

    fn write(&mut self, text: &Text) {
        let context = self.context;
        self.fill_with(text.ink);
        if self.font != Some((text.size, text.bold)) {
            self.font = Some((text.size, text.bold));
            context.set_font(&font(text));
        }
        if self.anchor != Some(text.anchor) {
            self.anchor = Some(text.anchor);
            context.set_text_align(match text.anchor {
                Anchor::Start => "left",
                Anchor::Middle => "center",
                Anchor::End => "right",
            });
        }
        // Texts always fit the canvas' rules, with or without a largest width.
        let _ = match text.max_width {
            None => context.fill_text(&text.text, text.x, text.y),
            Some(most) => context.fill_text_with_max_width(&text.text, text.x, text.y, most),
        };
    }

    /// A faint ground with a pattern on it.
    fn patterned(&mut self, ink: Ink, filling: Filling, alpha: f64, [x, y, w, h]: [f64; 4]) {
        self.fill_with(Tone { ink, alpha: alpha * GROUND });
        self.context.fill_rect(x, y, w, h);
        if self.pattern(filling).is_some() {
            self.dilute(alpha);
            self.fill(filling);
            self.context.fill_rect(x, y, w, h);
        }
    }

    fn pattern(&self, filling: Filling) -> Option<&'a CanvasPattern> {
        match filling {
            Filling::Plain(_) => None,
            Filling::Dots => self.palette.dots.as_ref(),
            Filling::Hatch => self.palette.hatch.as_ref(),
        }
    }

    fn trace(&self, points: &[(f64, f64)]) {
        self.context.begin_path();
        // The first of a path's lines is a move.
        for (x, y) in points {
            self.context.line_to(*x, *y);
        }
    }

    fn fill_with(&mut self, tone: Tone) {
        self.dilute(tone.alpha);
        self.fill(Filling::Plain(tone.ink));
    }

    fn fill(&mut self, filling: Filling) {
        if self.filling == Some(filling) {
            return;
        }
        self.filling = Some(filling);
        match (filling, self.pattern(filling)) {
            (Filling::Plain(ink), _) => self.context.set_fill_style_str(self.palette.colour(ink)),
            (_, Some(pattern)) => self.context.set_fill_style_canvas_pattern(pattern),
            (_, None) => {}
        }
    }

    fn line_with(&mut self, tone: Tone, width: f64) {
        self.dilute(tone.alpha);
        self.context.set_line_width(width);
        if self.line != Some(tone.ink) {
            self.line = Some(tone.ink);
            self.context.set_stroke_style_str(self.palette.colour(tone.ink));
        }
    }

    #[allow(clippy::float_cmp, reason = "only the very same value need not be set again")]
    fn dilute(&mut self, alpha: f64) {
        if self.alpha != alpha {
            self.alpha = alpha;
            self.context.set_global_alpha(alpha);
        }
    }
}

/// As CSS, in whole px.
#[allow(clippy::cast_possible_truncation, reason = "fonts are small")]
fn font(text: &Text) -> String {
    format!("{}{}px system-ui, sans-serif", if text.bold { "600 " } else { "" }, text.size as i32)
}
