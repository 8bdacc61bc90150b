//! The link as a QR code (ISO/IEC 18004), for a lecture hall.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;
use yew::prelude::*;

/// Empty modules around the code, as the standard asks for.
const QUIET: i32 = 4;

#[derive(PartialEq, Properties)]
pub struct CodeProps {
    pub address: String,
    /// What the picture is called.
    pub label: String,
    /// What is said where the address is too long.
    pub too_long: String,
}

/// See the module.
pub struct Code;

impl Component for Code {
    type Message = ();
    type Properties = CodeProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        // The lowest correction: a screen has no scratches, and larger modules are read from further away.
        let Ok(code) = QrCode::encode_text(&ctx.props().address, QrCodeEcc::Low) else {
            return html! { <p class="hint">{ &ctx.props().too_long }</p> };
        };
        let whole = code.size() + 2 * QUIET;
        let mut path = String::new();
        for y in 0..code.size() {
            for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
        html! {
            <svg viewBox={format!("0 0 {whole} {whole}")} role="img" aria-label={ctx.props().label.clone()} shape-rendering="crispEdges">
                <rect width={whole.to_string()} height={whole.to_string()} fill="#fff" />
                <path d={path} fill="#000" />
            </svg>
        }
    }
}
