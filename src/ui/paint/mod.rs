//! Shapes onto canvases, in the colours of the page. What is drawn, and where, is decided in `timeline::picture`; here is
//! only how a canvas is told.
//!
//! Whoever paints reads the [`Palette`] once, and again when the theme changes: it costs a computed style.

mod palette;
mod pen;

pub use palette::Palette;

use crate::browser::surface;
use crate::timeline::picture::{Bounds, Shape};
use pen::Pen;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Draws shapes over what is there, from the bottom up.
pub fn draw(context: &CanvasRenderingContext2d, shapes: &[Shape], palette: &Palette) {
    let mut pen = Pen::new(context, palette);
    for shape in shapes {
        pen.draw(shape);
    }
    pen.lift();
}

/// Wipes an area, such as one lane's, and draws what stands in it.
pub fn redraw(context: &CanvasRenderingContext2d, area: Bounds, shapes: &[Shape], palette: &Palette) {
    let Bounds { left, top, right, bottom } = area;
    context.clear_rect(left, top, right - left, bottom - top);
    draw(context, shapes, palette);
}

/// Gives the canvas this size in CSS px and draws all anew.
pub fn paint(canvas: &HtmlCanvasElement, width: f64, height: f64, shapes: &[Shape], palette: &Palette) {
    if let Some(context) = surface::prepare(canvas, width, height) {
        redraw(&context, Bounds { left: 0.0, top: 0.0, right: width, bottom: height }, shapes, palette);
    }
}

/// A size as CSS: as wide as what is around it.
#[allow(clippy::cast_possible_truncation, reason = "a canvas is lower than 2^31 px")]
pub fn size(height: f64) -> String {
    format!("width:100%;height:{}px", height as i32)
}
