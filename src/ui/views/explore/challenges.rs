//! Challenges, as buttons; of the chosen one its goal, and how it stands.

use crate::present::explore::{CHALLENGES, Standing};
use crate::text::{Lang, t};
use yew::prelude::*;

/// What the reader has chosen, and what was met since the panel was opened.
#[derive(Default)]
pub struct Challenged {
    /// Which of them is chosen.
    pub chosen: Option<usize>,
    /// Which have been met.
    pub met: [bool; CHALLENGES.len()],
}

impl Challenged {
    /// Draws them; `standing` is that of the chosen one, and `proves` whether the explorer is at work on it.
    pub fn view(
        &self,
        lang: Lang,
        standing: Option<&Standing>,
        proves: bool,
        choose: &Callback<usize>,
        prove: Callback<MouseEvent>,
    ) -> Html {
        let button = |(at, challenge): (usize, &crate::present::explore::Challenge)| {
            let onclick = choose.reform(move |_: MouseEvent| at);
            let pressed = (self.chosen == Some(at)).to_string();
            html! {
                <button data-challenge={challenge.name} aria-pressed={pressed} {onclick}>
                    if self.met[at] {
                        <span aria-hidden="true">{ "✓ " }</span><span class="visually-hidden">{ t!(lang, "explore.challenge.mark") }{ ": " }</span>
                    }
                    { challenge.title(lang) }
                </button>
            }
        };
        let chosen = self.chosen.and_then(|chosen| CHALLENGES.get(chosen));
        html! {
            <div id="challenges" role="group" aria-labelledby="challenges-title">
                <h3 id="challenges-title">{ t!(lang, "explore.challenge.title") }</h3>
                <p class="hint">{ t!(lang, "explore.challenge.what") }</p>
                <div class="kinds">{ for CHALLENGES.iter().enumerate().map(button) }</div>
                <div role="status">
                    if let Some((challenge, standing)) = chosen.zip(standing) {
                        <p class="goal">{ challenge.goal(lang) }</p>
                        <p id="challenge-standing" data-met={standing.met.to_string()} class={standing.met.then_some("right")}>{ &standing.said }</p>
                    }
                </div>
                if chosen.is_some_and(crate::present::explore::Challenge::is_proof) {
                    <p><button id="prove" disabled={proves} onclick={prove}>{ t!(lang, "explore.challenge.prove") }</button></p>
                }
            </div>
        }
    }
}
