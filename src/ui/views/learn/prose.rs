//! Texts of lessons, as they are shown.

use yew::prelude::*;

/// Words, with code between backticks.
pub fn inline(text: &str) -> Html {
    let part = |(at, part): (usize, &str)| {
        if at % 2 == 1 {
            html! { <code translate="no">{ part }</code> }
        } else {
            html! { { part } }
        }
    };
    text.split('`').enumerate().map(part).collect()
}

/// The same for where there is nothing but words.
pub fn plain(text: &str) -> String {
    text.split('`').collect()
}

/// Paragraphs, separated by an empty line.
pub fn prose(text: &str) -> Html {
    text.split("\n\n").map(|paragraph| html! { <p>{ inline(paragraph) }</p> }).collect()
}
