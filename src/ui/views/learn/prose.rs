//! Texts of lessons, as they are shown.

use yew::prelude::*;

/// Paragraphs, with code between backticks.
pub fn prose(text: &str) -> Html {
    let inline = |paragraph: &str| -> Html {
        let part = |(at, part): (usize, &str)| {
            if at % 2 == 1 {
                html! { <code>{ part }</code> }
            } else {
                html! { { part } }
            }
        };
        paragraph.split('`').enumerate().map(part).collect()
    };
    text.split("\n\n").map(|paragraph| html! { <p>{ inline(paragraph) }</p> }).collect()
}
