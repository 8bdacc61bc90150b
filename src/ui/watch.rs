//! What goes on frame by frame: real workers are watched, a run that is known is played.

use super::frames::Frames;
use super::session::Session;
use super::state::Action;
use crate::browser::clock;
use crate::browser::workers::Run;
use crate::trace::{Event, insert_by_time};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::Callback;

/// Once per frame: reads the lanes, and shows what is new.
pub fn live(run: Rc<Run>, dispatch: Callback<Action>) -> Frames {
    let memory = RefCell::new((Vec::new(), Rc::new(Vec::new())));
    Frames::new(move || {
        let now = run.elapsed();
        if now == 0 {
            return;
        }
        let (seen, events): &mut (Vec<u32>, Rc<Vec<Event>>) = &mut memory.borrow_mut();
        let mut new = Vec::new();
        run.read_new_events(seen, &mut new);
        if !new.is_empty() {
            let events = Rc::make_mut(events);
            for event in new {
                insert_by_time(events, event);
            }
        }
        dispatch.emit(Action::Frame(events.clone(), now));
    })
}

/// Lets time go on in a run that is known, once per frame.
pub fn player(dispatch: &Callback<Action>) -> Session {
    let (tell, before) = (dispatch.clone(), Cell::new(clock::now()));
    let frames = Frames::new(move || {
        let now = clock::now();
        tell.emit(Action::Tick((now - before.replace(now)).max(0.0)));
    });
    Session::playing(frames)
}
