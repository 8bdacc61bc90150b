//! Shows a model of [`crate::present`], and draws itself anew when the model has become another, and only then.
//!
//! There is one component for all of them, so that each further part of the page costs a few lines and not a component.

use crate::present::{Remembered, Select};
use crate::store::{Action, Hub, State, Subscription};
use std::cell::{Ref, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// The store, as components hold it.
#[derive(Clone)]
pub struct Store(Rc<Hub>);

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Store {
    /// This store.
    pub fn new(hub: &Rc<Hub>) -> Self {
        Self(hub.clone())
    }

    /// The store itself.
    pub const fn hub(&self) -> &Rc<Hub> {
        &self.0
    }

    /// The state now. To be given back before the next action.
    pub fn state(&self) -> Ref<'_, State> {
        self.0.state()
    }

    /// Tells it something.
    pub fn send(&self, action: Action) {
        self.0.dispatch(action);
    }

    /// Tells it what is made of an event.
    pub fn on<E: 'static>(&self, action: impl Fn(E) -> Action + 'static) -> Callback<E> {
        let store = self.clone();
        Callback::from(move |event| store.send(action(event)))
    }

    /// Tells it what is made of an event, or nothing.
    pub fn on_some<E: 'static>(&self, action: impl Fn(E) -> Option<Action> + 'static) -> Callback<E> {
        let store = self.clone();
        Callback::from(move |event| {
            if let Some(action) = action(event) {
                store.send(action);
            }
        })
    }
}

/// A part of the page that shows a model.
pub trait View: 'static {
    /// Makes the model.
    type Select: Select + 'static;

    /// Draws it.
    fn view(model: &Rc<<Self::Select as Select>::Model>, store: &Store) -> Html;
}

/// What is to be shown.
#[derive(Clone, Copy)]
pub struct Part {
    name: &'static str,
    make: fn() -> Box<dyn Watch>,
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// The part that this view is.
pub fn part<V: View>() -> Part {
    Part { name: core::any::type_name::<V>(), make: || Box::new(Watching::<V>::default()) }
}

trait Watch {
    /// Whether the model has become another.
    fn changed(&mut self, state: &State) -> bool;
    fn view(&self, store: &Store) -> Html;
}

struct Watching<V: View> {
    remembered: Remembered<V::Select>,
    model: Option<Rc<<V::Select as Select>::Model>>,
}

impl<V: View> Default for Watching<V> {
    fn default() -> Self {
        Self { remembered: Remembered::default(), model: None }
    }
}

impl<V: View> Watch for Watching<V> {
    fn changed(&mut self, state: &State) -> bool {
        let now = self.remembered.get(state);
        let changed = self.model.as_ref().is_none_or(|before| !Rc::ptr_eq(before, &now));
        self.model = Some(now);
        changed
    }

    fn view(&self, store: &Store) -> Html {
        self.model.as_ref().map(|model| V::view(model, store)).unwrap_or_default()
    }
}

/// Which part, of which store.
#[derive(Clone, PartialEq, Properties)]
pub struct LiveProps {
    /// The store.
    pub store: Store,
    /// What it shows.
    pub part: Part,
}

/// See the module.
pub struct Live {
    watch: Rc<RefCell<Box<dyn Watch>>>,
    _subscription: Subscription,
}

impl Component for Live {
    type Message = ();
    type Properties = LiveProps;

    fn create(ctx: &Context<Self>) -> Self {
        let LiveProps { store, part } = ctx.props();
        let watch = Rc::new(RefCell::new((part.make)()));
        watch.borrow_mut().changed(&store.state());
        let (watched, link, hub) = (watch.clone(), ctx.link().clone(), store.clone());
        let subscription = store.hub().subscribe(move || {
            if watched.borrow_mut().changed(&hub.state()) {
                link.send_message(());
            }
        });
        Self { watch, _subscription: subscription }
    }

    fn update(&mut self, _: &Context<Self>, (): ()) -> bool {
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        self.watch.borrow().view(&ctx.props().store)
    }
}

/// The element that shows a part.
pub fn live<V: View>(store: &Store) -> Html {
    let part = part::<V>();
    // Another part in the same place is another element.
    html! { <Live key={part.name} store={store.clone()} {part} /> }
}
