//! Something to do once per animation frame, until dropped.

use gloo_render::{AnimationFrame, request_animation_frame};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// A loop of animation frames.
pub struct Frames {
    _shared: Rc<Shared>,
}

struct Shared {
    next: RefCell<Option<AnimationFrame>>,
    work: Box<dyn Fn()>,
}

impl Frames {
    /// Calls `work` in every frame from the next one on.
    pub fn new(work: impl Fn() + 'static) -> Self {
        let shared = Rc::new(Shared { next: RefCell::new(None), work: Box::new(work) });
        request(&shared);
        Self { _shared: shared }
    }
}

fn request(shared: &Rc<Shared>) {
    let weak: Weak<Shared> = Rc::downgrade(shared);
    let frame = request_animation_frame(move |_| {
        // Gone when the loop was dropped before the frame came.
        if let Some(shared) = weak.upgrade() {
            request(&shared);
            (shared.work)();
        }
    });
    shared.next.replace(Some(frame));
}
