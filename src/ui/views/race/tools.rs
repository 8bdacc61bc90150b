//! In the head of the page: copying the link, and the way to everything else that can be shared.

use super::keep::copy_button;
use crate::browser::link;
use crate::present::share::{Copy, CopyModel};
use crate::ui::live::{Store, View};
use crate::ui::views::share::ShareButton;
use std::rc::Rc;
use yew::prelude::*;

/// The two buttons.
pub struct ToolsView;

impl View for ToolsView {
    type Select = Copy;

    fn view(model: &Rc<CopyModel>, store: &Store) -> Html {
        let lang = store.state().lang();
        html! {
            <>
                { copy_button("copy-link", model.copy.clone(), link::address(&model.address), lang) }
                <ShareButton store={store.clone()} {lang} label={model.open.clone()} />
            </>
        }
    }
}
