//! A timeline as an SVG picture that stands on its own: for slides and papers.

use super::{Activity, Fate, Lane, MarkKind, Stretch, Timeline, Viewport, messages, ticks};
use crate::program::Micros;
use std::fmt::Write;

/// The words on the picture, in the reader's language.
pub struct Labels<'a> {
    /// What the picture shows, in one sentence.
    pub title: String,
    /// Whose lane it is.
    pub name: &'a dyn Fn(&Lane) -> String,
    /// How a buyer's task ended.
    pub fate: &'a dyn Fn(Fate) -> String,
    /// A time in seconds with so many decimals.
    pub seconds: &'a dyn Fn(Micros, usize) -> String,
}

/// Width of the picture, where the time area begins, and how wide it is, in px.
const WIDTH: u64 = 960;
const LEFT: u64 = 90;
const PLOT: u64 = 740;
/// Where the first lane begins, and how high one is, in px.
const TOP: u64 = 60;
const LANE: u64 = 20;

/// The picture.
pub fn svg(timeline: &Timeline, labels: &Labels<'_>) -> String {
    let height = TOP + LANE * timeline.lanes.len() as u64 + 10;
    let mut out = Svg { text: String::new(), end: timeline.end.max(1) };
    out.put(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         font-family=\"system-ui,sans-serif\" font-size=\"12\" role=\"img\"><title>{}</title>\
         <rect width=\"100%\" height=\"100%\" fill=\"#fdfdfb\"/>",
        escaped(&labels.title)
    ));
    out.put(&format!(
        "<defs><pattern id=\"wait\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <rect width=\"5\" height=\"5\" fill=\"#dfe2e4\"/><rect width=\"1.4\" height=\"5\" fill=\"#8b949c\"/></pattern>\
         <pattern id=\"search\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" fill=\"#d5edfa\"/>\
         <circle cx=\"2\" cy=\"2\" r=\"1\" fill=\"#56b4e9\"/><circle cx=\"5\" cy=\"5\" r=\"1\" fill=\"#56b4e9\"/></pattern>\
         <marker id=\"head\" viewBox=\"0 0 6 6\" refX=\"6\" refY=\"3\" markerWidth=\"6\" markerHeight=\"6\" orient=\"auto\">\
         <path d=\"M0 0L6 3L0 6z\" fill=\"#1d2733\"/></marker></defs>\
         <text x=\"{LEFT}\" y=\"18\" font-size=\"14\" font-weight=\"600\" fill=\"#1d2733\">{}</text>",
        escaped(&labels.title)
    ));
    out.axis(labels);
    for (index, lane) in (0..).zip(&timeline.lanes) {
        out.lane(lane, TOP + index * LANE, labels);
    }
    out.messages(timeline);
    out.put("</svg>\n");
    out.text
}

struct Svg {
    text: String,
    end: Micros,
}

impl Svg {
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Px from the left, to the tenth.
    fn x(&self, at: Micros) -> String {
        let tenths = LEFT * 10 + at.min(self.end) * PLOT * 10 / self.end;
        format!("{}.{}", tenths / 10, tenths % 10)
    }

    fn width(&self, stretch: Stretch) -> String {
        let tenths = (stretch.to.saturating_sub(stretch.from) * PLOT * 10 / self.end).max(10);
        format!("{}.{}", tenths / 10, tenths % 10)
    }

    fn axis(&mut self, labels: &Labels<'_>) {
        #[allow(clippy::cast_precision_loss, reason = "a picture is not that wide")]
        for tick in ticks(Viewport::fit(self.end, PLOT as f64)) {
            let (x, label) = (self.x(tick.at), (labels.seconds)(tick.at, tick.decimals));
            let _ = write!(
                self.text,
                "<text x=\"{x}\" y=\"44\" text-anchor=\"middle\" fill=\"#56606b\">{}</text>\
                 <path d=\"M{x} 48v6\" stroke=\"#d5d9d6\"/>",
                escaped(&label)
            );
        }
    }

    /// Messages about buying, as arrows.
    fn messages(&mut self, timeline: &Timeline) {
        for message in messages(timeline).into_iter().filter(|message| message.buy) {
            let middle = |who: u32| TOP + u64::from(who) * LANE - LANE / 2;
            let ((from, sent), (to, taken)) = (message.from, message.to);
            let (colour, x, y) = (if message.is_answer { "#1d2733" } else { "#8b949c" }, self.x(sent), self.x(taken));
            let _ = write!(
                self.text,
                "<path d=\"M{x} {}L{y} {}\" stroke=\"{colour}\" marker-end=\"url(#head)\"/>",
                middle(from),
                middle(to)
            );
        }
    }

    fn lane(&mut self, lane: &Lane, top: u64, labels: &Labels<'_>) {
        let base = top + 14;
        let _ = write!(
            self.text,
            "<text x=\"{}\" y=\"{base}\" text-anchor=\"end\" fill=\"#56606b\">{}</text>",
            LEFT - 8,
            escaped(&(labels.name)(lane))
        );
        for span in &lane.spans {
            let fill = match span.activity {
                Activity::Search => "url(#search)",
                Activity::Wait => "url(#wait)",
                Activity::Pay => "#e69f00",
                Activity::Confirm if lane.fate == Fate::Oversold => "#d55e00",
                Activity::Confirm => "#009e73",
            };
            self.rect(span.stretch, top + 3, &format!("fill=\"{fill}\""));
        }
        if let Some(inside) = lane.inside {
            self.rect(inside, top + 3, "fill=\"none\" stroke=\"#1d2733\"");
        }
        for mark in &lane.marks {
            let (up, colour) = match mark.kind {
                MarkKind::Read { .. } | MarkKind::Received(_) | MarkKind::Answered(_) => (true, "#1d2733"),
                MarkKind::Write { lost: true, .. } => (false, "#a84300"),
                MarkKind::Missed { .. } => (false, "#56606b"),
                MarkKind::Write { .. } | MarkKind::Sent(_) => (false, "#1d2733"),
                _ => continue,
            };
            let y = if up { top } else { top + 6 };
            let x = self.x(mark.at);
            let _ = write!(self.text, "<path d=\"M{x} {y}v14\" stroke=\"{colour}\" stroke-width=\"2\"/>");
        }
        let (sign, colour) = match lane.fate {
            Fate::Open => return,
            Fate::Bought => ("✓", "#00694d"),
            Fate::Oversold | Fate::Failed => ("✕", "#a84300"),
            Fate::SoldOut => ("○", "#56606b"),
        };
        let _ = write!(
            self.text,
            "<text x=\"{}\" y=\"{base}\" fill=\"{colour}\">{sign} {}</text>",
            LEFT + PLOT + 10,
            escaped(&(labels.fate)(lane.fate))
        );
    }

    fn rect(&mut self, stretch: Stretch, y: u64, paint: &str) {
        let (x, width) = (self.x(stretch.from), self.width(stretch));
        let _ = write!(self.text, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"14\" {paint}/>");
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
