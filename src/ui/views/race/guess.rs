//! The reader's guess: a question with a few answers before a run, one sentence after it.

use crate::present::race::{Guess, GuessModel};
use crate::store::{Action, Guess as Guessed};
use crate::ui::live::{Store, View};
use std::rc::Rc;
use yew::prelude::*;

/// The guess, in one line that keeps its place.
pub struct GuessView;

impl View for GuessView {
    type Select = Guess;

    fn view(model: &Rc<GuessModel>, store: &Store) -> Html {
        let GuessModel { question, options, told } = &**model;
        let option = |(guess, label, pressed): &(Guessed, String, bool)| {
            let guess = *guess;
            let onclick = store.on(move |_: MouseEvent| Action::Guess(guess));
            html! { <button {onclick} aria-pressed={pressed.to_string()}>{ label }</button> }
        };
        html! {
            <div id="guess" role="group" aria-label={question.clone()}>
                if !options.is_empty() {
                    <span aria-hidden="true">{ question }</span>
                    { for options.iter().map(option) }
                }
                if let Some(told) = told { <span>{ told }</span> }
            </div>
        }
    }
}
