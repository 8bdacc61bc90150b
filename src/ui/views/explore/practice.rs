//! A run of the page's scenario in which the reader decides whose turn it is, for a lesson that asks for it: without challenges
//! and without the graph; whoever shows it hears each turn.

use super::turns::Scheduler;
use crate::present::Remembered;
use crate::present::explore::{Explored, ExploredModel};
use crate::program::BuyerId;
use crate::store::Subscription;
use crate::ui::live::Store;
use std::rc::Rc;
use yew::prelude::*;

/// Of which store, and who hears the turns that are taken.
#[derive(Clone, PartialEq, Properties)]
pub struct PracticeProps {
    /// The store.
    pub store: Store,
    /// Hears all turns up to the present.
    pub told: Callback<Rc<[BuyerId]>>,
}

/// See the module.
pub struct Practice {
    remembered: Remembered<Explored>,
    explored: Rc<ExploredModel>,
    _subscription: Subscription,
}

impl Component for Practice {
    type Message = ();
    type Properties = PracticeProps;

    fn create(ctx: &Context<Self>) -> Self {
        let (store, link) = (&ctx.props().store, ctx.link().clone());
        let mut remembered = Remembered::<Explored>::default();
        let explored = remembered.get(&store.state());
        Self { remembered, explored, _subscription: store.hub().subscribe(move || link.send_message(())) }
    }

    fn update(&mut self, ctx: &Context<Self>, (): ()) -> bool {
        let now = self.remembered.get(&ctx.props().store.state());
        let changed = !Rc::ptr_eq(&now, &self.explored);
        self.explored = now;
        changed
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let PracticeProps { store, told } = ctx.props();
        // Whatever has run in the race, a lesson begins at the beginning.
        let explored = ExploredModel { stands: None, ..*self.explored };
        html! { <div id="explore"><Scheduler {explored} store={store.clone()} played={Rc::default()} told={told.clone()} /></div> }
    }
}
