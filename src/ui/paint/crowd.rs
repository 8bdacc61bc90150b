//! Very many buyers above the lanes: how many do what at each instant, stacked.

use super::head::Head;
use crate::timeline::Density;
use crate::ui::words;

/// Where the picture begins and how high it is, in CSS px.
const TOP: f64 = 30.0;
const HEIGHT: f64 = 196.0;

impl Head<'_> {
    /// The axis and the counts.
    pub fn crowd(&self, buyers: u32, density: &Density) {
        self.axis();
        let all = f64::from(buyers);
        let palette = self.palette;
        // From the bottom up, as the layers are.
        let colours = [&palette.search, &palette.wait, &palette.pay, &palette.confirm, &palette.wrong];
        let patterns = [palette.dots.as_ref(), palette.hatch.as_ref(), None, None, None];
        for (column, counts) in (0_u32..).zip(&density.counts) {
            let x = self.geometry.left + f64::from(column);
            let mut bottom = TOP + HEIGHT;
            for (layer, count) in counts.iter().enumerate() {
                let height = f64::from(*count) / all * HEIGHT;
                bottom -= height;
                self.column(x, bottom, height, colours[layer], patterns[layer]);
            }
        }
        self.context.set_fill_style_str(&palette.line);
        self.context.fill_rect(self.geometry.left, TOP + HEIGHT, self.geometry.plot, 1.0);
        self.context.set_font("12px system-ui, sans-serif");
        self.context.set_fill_style_str(&palette.dim);
        self.context.set_text_align("right");
        let all = words::count(self.lang, buyers);
        // Text with a largest width is squeezed into it, which is all that a narrow picture needs.
        for (label, y) in [(all, TOP + 10.0), ("0".to_owned(), TOP + HEIGHT)] {
            let _ =
                self.context.fill_text_with_max_width(&label, self.geometry.left - 6.0, y, self.geometry.left - 8.0);
        }
    }

    fn column(&self, x: f64, y: f64, height: f64, colour: &str, pattern: Option<&web_sys::CanvasPattern>) {
        if height <= 0.0 {
            return;
        }
        let context = self.context;
        context.set_fill_style_str(colour);
        match pattern {
            None => context.fill_rect(x, y, 1.0, height),
            Some(pattern) => {
                context.set_global_alpha(0.25);
                context.fill_rect(x, y, 1.0, height);
                context.set_global_alpha(1.0);
                context.set_fill_style_canvas_pattern(pattern);
                context.fill_rect(x, y, 1.0, height);
            }
        }
    }
}
