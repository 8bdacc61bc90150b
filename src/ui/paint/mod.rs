//! Shapes onto canvases, in the colours of the page. What is drawn, and where, is decided in `timeline::picture`; here is
//! only how a canvas is told.
//!
//! Whoever paints reads the [`Palette`] once, and again when colours may be others: it costs computed styles.

mod palette;
mod pen;

pub use palette::{Palette, inks};

use crate::timeline::picture::{Bounds, Ink, Shape};
use pen::Pen;
use web_sys::CanvasRenderingContext2d;

/// Draws shapes over what is there, from the bottom up.
pub fn draw(context: &CanvasRenderingContext2d, shapes: &[Shape], palette: &Palette) {
    let mut pen = Pen::new(context, palette);
    for shape in shapes {
        pen.draw(shape);
    }
    pen.lift();
}

/// Wipes an area, such as one lane's, and draws what stands in it, on a ground of its own: so it can be read also where
/// what is behind the canvas becomes another.
pub fn redraw(context: &CanvasRenderingContext2d, area: Bounds, shapes: &[Shape], palette: &Palette) {
    let Bounds { left, top, right, bottom } = area;
    context.set_fill_style_str(palette.colour(Ink::Paper));
    context.fill_rect(left, top, right - left, bottom - top);
    draw(context, shapes, palette);
}

/// Wipes an area and draws over what lies below.
pub fn cover(context: &CanvasRenderingContext2d, area: Bounds, shapes: &[Shape], palette: &Palette) {
    let Bounds { left, top, right, bottom } = area;
    context.clear_rect(left, top, right - left, bottom - top);
    draw(context, shapes, palette);
}

/// A size as CSS: as wide as what is around it.
#[allow(clippy::cast_possible_truncation, reason = "a canvas is lower than 2^31 px")]
pub fn size(height: f64) -> String {
    format!("width:100%;height:{}px", height as i32)
}
