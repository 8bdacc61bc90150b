//! The page: one state and one reducer, components that take props, and a session for what runs.

mod app;
mod catalogue;
mod crowd;
mod drawing;
mod frames;
mod keep;
mod known;
mod later;
mod many;
mod paint;
mod parts;
mod race;
mod session;
mod shown;
mod slices;
mod state;
mod t;
mod texts;
mod watch;
mod words;

pub use later::{LATER, Later};
pub use t::later;

/// Puts the page into the document's body. It waits for its second module.
pub fn start() -> Page {
    Page(yew::Renderer::<app::App>::new().render())
}

/// The page.
pub struct Page(yew::AppHandle<app::App>);

impl Page {
    /// The second module arrived, or did not.
    pub fn complete(&self, later: Option<&'static dyn Later>) {
        self.0.send_message(app::Message::Later(later));
    }
}
