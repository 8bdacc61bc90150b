//! Something to do once per animation frame, until dropped.

use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Interval;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// How long to wait for a frame, in ms. Browsers give none to a page that nobody sees, such as a frame that was
/// scrolled out of sight; what it does must come to its end all the same, as others may wait for it.
const UNSEEN: u32 = 500;

/// A loop of animation frames.
pub struct Frames {
    _shared: Rc<Shared>,
    _unseen: Interval,
}

struct Shared {
    next: RefCell<Option<AnimationFrame>>,
    /// Whether a frame came since somebody looked.
    came: Cell<bool>,
    work: Box<dyn Fn()>,
}

impl Frames {
    /// Calls `work` in every frame from the next one on; where no frames come, every now and then.
    pub fn new(work: impl Fn() + 'static) -> Self {
        let shared = Rc::new(Shared { next: RefCell::new(None), came: Cell::new(true), work: Box::new(work) });
        request(&shared);
        let weak = Rc::downgrade(&shared);
        let unseen = Interval::new(UNSEEN, move || {
            if let Some(shared) = weak.upgrade()
                && !shared.came.replace(false)
            {
                (shared.work)();
            }
        });
        Self { _shared: shared, _unseen: unseen }
    }
}

fn request(shared: &Rc<Shared>) {
    let weak: Weak<Shared> = Rc::downgrade(shared);
    let frame = request_animation_frame(move |_| {
        // Gone when the loop was dropped before the frame came.
        if let Some(shared) = weak.upgrade() {
            shared.came.set(true);
            request(&shared);
            (shared.work)();
        }
    });
    shared.next.replace(Some(frame));
}
