//! The colours: those that elements of the page really have now, whoever gave them to these; and the two patterns made of
//! them. So the picture is as the page is under forced colours, and after an extension has darkened it.

use crate::browser::surface::css_value;
use crate::timeline::picture::{Ink, is_transparent, on, readable};
use wasm_bindgen::JsCast;
use web_sys::{CanvasPattern, CanvasRenderingContext2d, Element, HtmlCanvasElement};
use yew::prelude::*;

/// The elements that are asked, by their class, and the property that says it: as text has it, as a picture, as an edge.
const ASKED: [(&str, &str); 9] = [
    ("ink", "color"),
    ("dim", "color"),
    ("wrong-ink", "color"),
    ("line", "border-top-color"),
    ("search", "fill"),
    ("wait", "fill"),
    ("pay", "fill"),
    ("confirm", "fill"),
    ("wrong", "fill"),
];

/// What pictures are painted with.
pub struct Palette {
    colours: [String; 9],
    paper: String,
    on_bar: &'static str,
    pub(super) dots: Option<CanvasPattern>,
    pub(super) hatch: Option<CanvasPattern>,
}

/// The elements that are asked for their colours. Nobody sees them, and the style sheet knows them as `.inks`.
pub fn inks(place: NodeRef) -> Html {
    html! { <span class="inks" hidden=true aria-hidden="true" ref={place}>{ for ASKED.map(|(class, _)| html! { <i {class}></i> }) }</span> }
}

impl Palette {
    /// The colours that these elements have now, on what is seen behind the canvas. Reads computed styles, so not at every
    /// frame.
    pub fn of(inks: &Element, canvas: &HtmlCanvasElement) -> Self {
        let paper = ground(canvas);
        let children = inks.children();
        let mut at = 0;
        let colours = ASKED.map(|(_, property)| {
            at += 1;
            children.item(at - 1).map(|ink| css_value(&ink, property)).unwrap_or_default()
        });
        let [ink, dim, wrong, line, search, wait, pay, confirm, bad] = colours;
        let text = |colour: String| readable(&colour, &paper).to_owned();
        let colours = [text(ink), text(dim), text(wrong), line, search, wait, pay, confirm, bad];
        let (search, wait) = (&colours[4], &colours[5]);
        Self {
            dots: tile(|context| {
                context.set_fill_style_str(search);
                context.fill_rect(1.0, 1.0, 1.6, 1.6);
                context.fill_rect(4.0, 4.0, 1.6, 1.6);
            }),
            hatch: tile(|context| {
                context.set_stroke_style_str(wait);
                context.begin_path();
                for (x, y) in [(-1.0, 1.0), (0.0, 6.0), (5.0, 7.0)] {
                    context.move_to(x, y);
                    context.line_to(x + 7.0, y - 7.0);
                }
                context.stroke();
            }),
            on_bar: on(&colours[6]),
            colours,
            paper,
        }
    }

    /// As CSS.
    pub fn colour(&self, ink: Ink) -> &str {
        let at = match ink {
            Ink::Paper => return &self.paper,
            Ink::OnBar => return self.on_bar,
            Ink::Ink => 0,
            Ink::Dim => 1,
            Ink::WrongInk => 2,
            Ink::Line => 3,
            Ink::Search => 4,
            Ink::Wait => 5,
            Ink::Pay => 6,
            Ink::Confirm => 7,
            Ink::Wrong => 8,
        };
        &self.colours[at]
    }
}

/// What is seen behind an element.
fn ground(element: &Element) -> String {
    let mut next = Some(element.clone());
    while let Some(element) = next {
        let colour = css_value(&element, "background-color");
        if !is_transparent(&colour) {
            return colour;
        }
        next = element.parent_element();
    }
    // As the browser has it.
    "canvas".to_owned()
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
