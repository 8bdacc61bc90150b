//! Ways to put what is on the page into other pages.

use super::copy::CopyLink;
use super::folded::Folded;
use super::qr::Code;
use crate::browser::link;
use crate::scenario::write;
use crate::ui::app::Message;
use crate::ui::keep::{Form, LONGEST_LINK};
use crate::ui::state::State;
use crate::ui::t::t;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Buttons and dialog, for what is on the page.
pub fn share(state: &State, tell: &Callback<Message>) -> Html {
    // A recorded run that is too long for a link is offered as a file; the links are those of its scenario then.
    let too_long = state.recorded.is_some() && link::address(&state.address()).len() > LONGEST_LINK;
    let address = &if too_long { write(&state.link) } else { state.address() };
    let open = Callback::from(|_: MouseEvent| with_dialog(|dialog| drop(dialog.show_modal())));
    let close = Callback::from(|_: MouseEvent| with_dialog(HtmlDialogElement::close));
    let row = |(id, key, text): (&'static str, &'static str, String)| {
        html! {
            <section class="share-form">
                <h3>{ t!(key) }</h3>
                <pre tabindex="0">{ &text }</pre>
                <CopyLink {id} label={t!("link.copy_text")} {text} />
            </section>
        }
    };
    let finished = state.shown.as_ref().and_then(|shown| shown.finished.as_ref());
    let exact = finished.and_then(|finished| finished.schedule.as_ref());
    let exact = exact.map(|text| link::address(&format!("{}#t={text}", write(&state.link))));
    html! {
        <>
            <CopyLink id="copy-link" label={t!("link.copy")} text={link::address(address)} />
            <button id="share-open" onclick={open} aria-haspopup="dialog">{ t!("share.open") }</button>
            <dialog id="share" aria-labelledby="share-title">
                <header>
                    <h2 id="share-title">{ t!("share.title") }</h2>
                    <button class="quiet" onclick={close} aria-label={t!("share.close")}>{ "×" }</button>
                </header>
                <p class="hint">{ t!("share.what") }</p>
                if too_long {
                    <p class="hint" id="share-too-long">{ t!("share.too_long") }</p>
                }
                { for forms(address, exact).map(row) }
                { pictures(finished.is_some(), tell) }
                <Folded id="share-preview" summary={t!("share.preview")}>
                    <iframe src={framed(address)} title={t!("share.preview")} width="100%" height="420"
                        allow="cross-origin-isolated"></iframe>
                </Folded>
                <Folded id="share-qr" summary={t!("share.qr")}>
                    <Code address={link::address(address)} />
                </Folded>
            </dialog>
        </>
    }
}

/// The result as a picture, once there is one.
fn pictures(has_result: bool, tell: &Callback<Message>) -> Html {
    let save = |form: Form| tell.reform(move |_: MouseEvent| Message::Save(form));
    html! {
        <section class="share-form" id="share-picture">
            <h3>{ t!("share.picture") }</h3>
            <p class="hint">{ if has_result { t!("share.picture_what") } else { t!("share.picture_none") } }</p>
            <div>
                <button onclick={save(Form::Png)} disabled={!has_result}>{ "PNG" }</button>
                { " " }
                <button onclick={save(Form::Svg)} disabled={!has_result}>{ "SVG" }</button>
            </div>
        </section>
    }
}

/// The dialog is in the page whenever its button is.
fn with_dialog(act: impl Fn(&HtmlDialogElement)) {
    let document = web_sys::window().and_then(|window| window.document());
    let dialog = document.and_then(|document| document.get_element_by_id("share"));
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        act(&dialog);
    }
}

/// Id of the button, key of the name, and the text. `exact` is the address of exactly the run that is shown.
fn forms(address: &str, exact: Option<String>) -> impl Iterator<Item = (&'static str, &'static str, String)> {
    let url = link::address(address);
    let (query, hash) = address.split_once('#').unwrap_or((address, ""));
    let framed = framed(address);
    let home = link::address("");
    // Query and hash hold nothing that HTML would read as its own but the ampersand.
    let (html_url, html_framed) = (url.replace('&', "&amp;"), framed.replace('&', "&amp;"));
    let element = format!(
        "<script async src=\"{home}embed.js\"></script>\n<oversold-demo{}>\n  <a href=\"{html_url}\">{}</a>\n</oversold-demo>",
        attributes(query, hash),
        t!("title")
    );
    let frame = format!(
        "<iframe src=\"{html_framed}\" title=\"Oversold\" width=\"100%\" height=\"540\" loading=\"lazy\" \
         allow=\"cross-origin-isolated; clipboard-write\" style=\"border:0\"></iframe>\n<p><a href=\"{html_url}\">{}</a></p>",
        t!("title")
    );
    // Moodle's editor keeps a frame with these attributes alone; `allow` it drops.
    let moodle = format!(
        "<p><iframe src=\"{html_framed}\" title=\"Oversold\" width=\"100%\" height=\"540\"></iframe></p>\n<p><a href=\"{html_url}\" target=\"_blank\">{}</a></p>",
        t!("title")
    );
    let markdown = format!("[{}]({url})", t!("title"));
    let myst = format!("```{{iframe}} {framed}\n:width: 100%\n```\n\n[{}]({url})", t!("title"));
    // Longer links get cut on their way; the stage offers a file instead.
    let exact = exact.filter(|exact| exact.len() <= LONGEST_LINK).map(|exact| ("share-exact", "share.exact", exact));
    let others = [
        ("share-element", "share.element", element),
        ("share-frame", "share.frame", frame),
        ("share-moodle", "share.moodle", moodle),
        ("share-markdown", "share.markdown", markdown),
        ("share-myst", "share.myst", myst),
    ];
    [("share-link", "share.link", url)].into_iter().chain(exact).chain(others)
}

/// The same address as a frame has it.
fn framed(address: &str) -> String {
    let (query, hash) = address.split_once('#').unwrap_or((address, ""));
    link::address(&join(query, hash))
}

/// The same in a frame.
fn join(query: &str, hash: &str) -> String {
    let query = if query.is_empty() { "embed=1".to_owned() } else { format!("{query}&embed=1") };
    if hash.is_empty() { query } else { format!("{query}#{hash}") }
}

/// The parameters as attributes of the element.
fn attributes(query: &str, hash: &str) -> String {
    let mut out = String::new();
    for pair in query.split('&').filter_map(|pair| pair.split_once('=')) {
        out.extend([" ", pair.0, "=\"", pair.1, "\""]);
    }
    if let Some(text) = hash.strip_prefix("t=") {
        out.extend([" recorded=\"", text, "\""]);
    }
    out
}
