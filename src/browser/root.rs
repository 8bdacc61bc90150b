//! Keeps the document itself in line with the page: language, theme, title.

use super::link::{set_root, set_title};
use crate::store::{Hub, State, Subscription};
use crate::t;
use crate::text::Lang;
use std::cell::RefCell;
use std::rc::Rc;

/// The document says what the page says, until the subscription is dropped.
pub fn follow(hub: &Rc<Hub>) -> Subscription {
    let said: RefCell<Option<(Lang, Option<&'static str>, bool)>> = RefCell::default();
    let weak = Rc::downgrade(hub);
    let say = move |state: &State| {
        let now = (state.lang(), state.theme(), state.link.link.page.present);
        if said.replace(Some(now)) != Some(now) {
            set_root("lang", Some(now.0.tag()));
            set_root("data-theme", now.1);
            set_root("data-present", now.2.then_some("1"));
            set_root("data-embed", state.page.embedded.then_some("1"));
            set_title(&t!(now.0, "title"));
        }
    };
    say(&hub.state());
    hub.subscribe(move || {
        if let Some(hub) = weak.upgrade() {
            say(&hub.state());
        }
    })
}
