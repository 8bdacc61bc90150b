//! The colours, from the style sheet's custom properties, and the two patterns made of them.

use crate::browser::surface::css_value;
use crate::timeline::picture::Ink;
use wasm_bindgen::JsCast;
use web_sys::{CanvasPattern, CanvasRenderingContext2d, HtmlCanvasElement};

/// What pictures are painted with.
pub struct Palette {
    ink: String,
    dim: String,
    line: String,
    paper: String,
    search: String,
    wait: String,
    pay: String,
    confirm: String,
    wrong: String,
    wrong_ink: String,
    pub(super) dots: Option<CanvasPattern>,
    pub(super) hatch: Option<CanvasPattern>,
}

impl Palette {
    /// The colours as they are on this canvas now. Reads the computed style, so not at every frame.
    pub fn of(canvas: &HtmlCanvasElement) -> Self {
        let css = |name| css_value(canvas, name);
        let (search, wait) = (css("--search"), css("--wait"));
        Self {
            dots: tile(|context| {
                context.set_fill_style_str(&search);
                context.fill_rect(1.0, 1.0, 1.6, 1.6);
                context.fill_rect(4.0, 4.0, 1.6, 1.6);
            }),
            hatch: tile(|context| {
                context.set_stroke_style_str(&wait);
                context.begin_path();
                for (x, y) in [(-1.0, 1.0), (0.0, 6.0), (5.0, 7.0)] {
                    context.move_to(x, y);
                    context.line_to(x + 7.0, y - 7.0);
                }
                context.stroke();
            }),
            ink: css("--ink"),
            dim: css("--dim"),
            line: css("--line"),
            paper: css("--card"),
            pay: css("--pay"),
            confirm: css("--confirm"),
            wrong: css("--wrong"),
            wrong_ink: css("--wrong-ink"),
            search,
            wait,
        }
    }

    /// As CSS.
    pub fn colour(&self, ink: Ink) -> &str {
        match ink {
            Ink::Ink => &self.ink,
            Ink::Dim => &self.dim,
            Ink::Line => &self.line,
            Ink::Paper => &self.paper,
            Ink::Search => &self.search,
            Ink::Wait => &self.wait,
            Ink::Pay => &self.pay,
            Ink::Confirm => &self.confirm,
            Ink::Wrong => &self.wrong,
            Ink::WrongInk => &self.wrong_ink,
            Ink::OnBar => "#000",
        }
    }
}

/// A 6 x 6 px tile, repeated.
fn tile(draw: impl Fn(&CanvasRenderingContext2d)) -> Option<CanvasPattern> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(6);
    canvas.set_height(6);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    draw(&context);
    context.create_pattern_with_html_canvas_element(&canvas, "repeat").ok()?
}
