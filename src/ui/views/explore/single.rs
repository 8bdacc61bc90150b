//! A single schedule: what happens in it, in words, and the ways to see it as a run.

use super::open_in_race;
use crate::browser::link;
use crate::model::History;
use crate::present::explore::{ExploredModel, story};
use crate::program::BuyerId;
use crate::text::{count, plural, t};
use crate::ui::live::Store;
use std::rc::Rc;
use yew::prelude::*;

/// A schedule that was found.
#[derive(Clone)]
pub struct Single {
    /// Whose turns.
    pub turns: Rc<Vec<BuyerId>>,
    /// Its text, once it is written down.
    pub text: Option<String>,
}

impl Single {
    /// Draws it.
    pub fn view(&self, explored: &ExploredModel, store: &Store, play: &Callback<Rc<Vec<BuyerId>>>) -> Html {
        let lang = explored.lang;
        let story = story(lang, &explored.scenario, &self.turns);
        let turns = count(lang, self.turns.len());
        let key = format!("explore.shortest.preemptions.{}", plural(story.preemptions));
        let onclick = {
            let (store, explored, turns) = (store.clone(), *explored, self.turns.clone());
            Callback::from(move |event: MouseEvent| {
                // With a key held, the link is opened elsewhere, as any other.
                if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                    event.prevent_default();
                    if let Some(history) = History::new(&explored.scenario).with(&turns) {
                        open_in_race(&store, &explored, &history);
                    }
                }
            })
        };
        let step = {
            let turns = self.turns.clone();
            play.reform(move |_: MouseEvent| turns.clone())
        };
        html! {
            <>
                <p class="story" data-preemptions={story.preemptions.to_string()}>
                    { for story.sentences.iter().map(|sentence| html! { <span>{ sentence }{ lang.gap() }</span> }) }
                    if story.more > 0 {
                        { t!(lang, "explore.shortest.more", n = count(lang, story.more)) }
                    }
                </p>
                <p class="hint">{ t!(lang, &key, n = count(lang, story.preemptions), turns = turns) }</p>
                <p class="ways">
                    if let Some(text) = &self.text {
                        <a class="to-race" href={link::address(&explored.address(text))} {onclick}>{ t!(lang, "explore.shortest.open") }</a>
                    }
                    <button onclick={step}>{ t!(lang, "explore.shortest.step") }</button>
                </p>
            </>
        }
    }
}
