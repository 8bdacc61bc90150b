//! What a picture is made of. Shapes know no colours but roles: whoever draws has a palette.
//!
//! Lengths are CSS px, angles do not occur. Bounds of texts are estimates: nothing is measured here.

/// What a colour stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Text and signs that matter.
    Ink,
    /// Text that matters less.
    Dim,
    /// Rules and grids.
    Line,
    /// The ground.
    Paper,
    /// Searching.
    Search,
    /// Blocked on the guard.
    Wait,
    /// Paying.
    Pay,
    /// Waiting for the confirmation.
    Confirm,
    /// Areas of what went wrong.
    Wrong,
    /// Text and signs of what went wrong.
    WrongInk,
    /// Text on a bar: black in every theme, as the bars are bright in all of them.
    OnBar,
}

/// A colour and how much of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tone {
    /// The colour.
    pub ink: Ink,
    /// Opacity, above 0 and up to 1.
    pub alpha: f64,
}

impl From<Ink> for Tone {
    fn from(ink: Ink) -> Self {
        Self { ink, alpha: 1.0 }
    }
}

/// How an area is filled. A pattern is the second sign beside the colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fill {
    /// Evenly.
    Solid(Tone),
    /// With dots on a faint ground, for [`Ink::Search`]; with this opacity.
    Dots(f64),
    /// With hatching on a faint ground, for [`Ink::Wait`]; with this opacity.
    Hatch(f64),
}

/// Opacity of the ground under a pattern, times that of the fill.
pub const GROUND: f64 = 0.25;

/// What stands at a text's position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Where its anchor stands.
    pub x: f64,
    /// Where its base line stands.
    pub y: f64,
    /// What it says.
    pub text: String,
    /// Height of its font.
    pub size: f64,
    /// Whether its font is semibold; else normal.
    pub bold: bool,
    /// What stands at `x`.
    pub anchor: Anchor,
    /// Its colour.
    pub ink: Tone,
    /// The width into which it is squeezed when it is longer.
    pub max_width: Option<f64>,
}

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled rectangle.
    Rect {
        /// Its left edge.
        x: f64,
        /// Its upper edge.
        y: f64,
        /// Its width, not negative.
        w: f64,
        /// Its height, not negative.
        h: f64,
        /// What it is filled with.
        fill: Fill,
    },
    /// The outline of a rectangle, 1 px wide, half of it inside.
    Frame {
        /// Its left edge.
        x: f64,
        /// Its upper edge.
        y: f64,
        /// Its width, not negative.
        w: f64,
        /// Its height, not negative.
        h: f64,
        /// Its colour.
        ink: Tone,
    },
    /// Straight lines from point to point, with butt ends.
    Line {
        /// At least two points.
        points: Vec<(f64, f64)>,
        /// How wide the line is.
        width: f64,
        /// Its colour.
        ink: Tone,
    },
    /// A filled polygon; the last point is joined to the first.
    Polygon {
        /// At least three points.
        points: Vec<(f64, f64)>,
        /// Its colour.
        fill: Tone,
    },
    /// A circle's outline.
    Ring {
        /// Its middle.
        x: f64,
        /// Its middle.
        y: f64,
        /// Its radius, not negative.
        r: f64,
        /// How wide the line is.
        width: f64,
        /// Its colour.
        ink: Tone,
    },
    /// A line of text.
    Text(Text),
}

/// The least rectangle around something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its right edge.
    pub right: f64,
    /// Its lower edge.
    pub bottom: f64,
}

impl Shape {
    /// The rectangle that it covers. Corners of lines may reach out by half their width; a text reaches from its base
    /// line three quarters of its size up.
    pub fn bounds(&self) -> Bounds {
        match self {
            Self::Rect { x, y, w, h, .. } => around(&[(*x, *y), (x + w, y + h)], 0.0),
            Self::Frame { x, y, w, h, .. } => around(&[(*x, *y), (x + w, y + h)], 0.5),
            Self::Line { points, width, .. } => around(points, width / 2.0),
            Self::Polygon { points, .. } => around(points, 0.0),
            Self::Ring { x, y, r, width, .. } => around(&[(*x, *y)], r + width / 2.0),
            Self::Text(text) => {
                let width = text_width(&text.text, text.size);
                let width = text.max_width.map_or(width, |most| width.min(most));
                let left = text.x
                    - match text.anchor {
                        Anchor::Start => 0.0,
                        Anchor::Middle => width / 2.0,
                        Anchor::End => width,
                    };
                around(&[(left, text.y - text.size * 0.75), (left + width, text.y)], 0.0)
            }
        }
    }
}

fn around(points: &[(f64, f64)], by: f64) -> Bounds {
    let (least, most) = (f64::INFINITY, f64::NEG_INFINITY);
    let empty = Bounds { left: least, top: least, right: most, bottom: most };
    points.iter().fold(empty, |bounds, (x, y)| Bounds {
        left: bounds.left.min(x - by),
        top: bounds.top.min(y - by),
        right: bounds.right.max(x + by),
        bottom: bounds.bottom.max(y + by),
    })
}

/// About how wide a text is in a system font of this size, in CSS px: figures are tabular and six tenths of its height
/// wide, characters of other scripts as wide as high.
pub fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.6 * size } else { size }).sum()
}
