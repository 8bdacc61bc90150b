//! The foot of the page.

use crate::present::race::{Foot, FootModel};
use crate::ui::live::{Store, View};
use std::rc::Rc;
use yew::prelude::*;

/// What is real, and the way to the gallery.
pub struct FootView;

impl View for FootView {
    type Select = Foot;

    fn view(model: &Rc<FootModel>, _: &Store) -> Html {
        html! {
            <footer class="foot">
                <p>{ &model.motto }{ " " }{ &model.honest }</p>
                <p><a href="gallery.html">{ &model.gallery }</a></p>
            </footer>
        }
    }
}
