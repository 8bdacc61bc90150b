//! What only a frame has: a word where lanes hide below, and the button that hands a run in. Neither takes room from what
//! the frame shows, so nothing moves when they come.

use super::keep::copy_button;
use crate::browser::link;
use crate::browser::overflow::OverflowWatch;
use crate::present::race::{Frame, FrameModel};
use crate::text::{Lang, count, t};
use crate::ui::live::{Store, View};
use std::rc::Rc;
use yew::prelude::*;

/// What only a frame has.
pub struct FrameView;

impl View for FrameView {
    type Select = Frame;

    fn view(model: &Rc<FrameModel>, _: &Store) -> Html {
        let hand_in = model.hand_in.as_ref().map(|hand_in| {
            let text = format!("{}\n{}", hand_in.said, link::address(&hand_in.address));
            copy_button("hand-in", hand_in.label.clone(), text, model.lang)
        });
        html! {
            <>
                <MoreLanes lanes={model.lanes} lang={model.lang} />
                <div class="hand-in">{ hand_in.unwrap_or_default() }</div>
            </>
        }
    }
}

#[derive(Clone, Copy, PartialEq, Properties)]
struct MoreLanesProps {
    lanes: u32,
    lang: Lang,
}

/// Counts the lanes that hide below, and says it on what the lanes stand in.
struct MoreLanes {
    place: NodeRef,
    watch: Option<OverflowWatch>,
}

impl Component for MoreLanes {
    type Message = ();
    type Properties = MoreLanesProps;

    fn create(_: &Context<Self>) -> Self {
        Self { place: NodeRef::default(), watch: None }
    }

    fn changed(&mut self, _: &Context<Self>, _: &MoreLanesProps) -> bool {
        // Other lanes are counted anew.
        self.watch = None;
        true
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        let MoreLanesProps { lanes, lang } = *ctx.props();
        if self.watch.is_none()
            && let Some(place) = self.place.cast::<web_sys::Element>()
        {
            self.watch = OverflowWatch::new(&place, ".stage", ".lanes", move |below| {
                let hidden = (below * f64::from(lanes)).round();
                (hidden >= 1.0).then(|| t!(lang, "embed.more_lanes", n = count(lang, whole(hidden))))
            });
        }
    }

    fn view(&self, _: &Context<Self>) -> Html {
        html! { <span ref={self.place.clone()} hidden=true></span> }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "fewer than there are lanes")]
const fn whole(value: f64) -> u32 {
    value as u32
}
