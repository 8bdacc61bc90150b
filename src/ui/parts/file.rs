//! The file in which the record is kept: its text as it is now.

use crate::browser::{db, files};
use crate::scenario::{Scenario, Store};
use crate::trace::{Event, Executor, file_after};
use crate::ui::t::t;
use yew::prelude::*;

/// The file after these events; nothing where the record is in memory. `exclusive` where the browser opens it for one
/// process at a time.
pub fn file(scenario: &Scenario, executor: Executor, exclusive: bool, events: &[Event]) -> Html {
    if scenario.store != Store::File {
        return Html::default();
    }
    let text = file_after(scenario, events).unwrap_or_default();
    let save = {
        let text = text.clone();
        // Where the browser refuses, it says so itself.
        Callback::from(move |_: MouseEvent| _ = files::save(db::NAME, "application/json", &text))
    };
    let how = match executor {
        Executor::Workers if exclusive => t!("file.exclusive"),
        Executor::Workers => t!("file.shared"),
        Executor::Virtual | Executor::Replay => t!("file.simulated"),
    };
    html! {
        <figure id="file">
            <figcaption>{ db::NAME }</figcaption>
            <pre tabindex="0" data-bytes={text.len().to_string()}>
                if text.is_empty() { <em>{ t!("file.empty") }</em> } else { { &text } }
            </pre>
            <button id="save-file" onclick={save}>{ t!("file.save") }</button>
            <p class="hint">{ how }</p>
        </figure>
    }
}
