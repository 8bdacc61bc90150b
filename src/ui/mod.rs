//! The page: one state and one reducer, components that take props, and a session for what runs.

mod app;
mod crowd;
mod frames;
mod keep;
mod many;
mod paint;
mod parts;
mod session;
mod shown;
mod slices;
mod state;
mod t;
mod words;

pub use session::race;

/// Puts the page into the document's body.
pub fn start() {
    yew::Renderer::<app::App>::new().render();
}
