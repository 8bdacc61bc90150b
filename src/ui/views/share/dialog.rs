//! Ways to put what is on the page into other pages: each text with a button that copies it, the result as a picture, a
//! preview, and a code to be read by phones.

use crate::browser::link;
use crate::present::share::{self, Share, ShareModel, at, forms, framed};
use crate::store::{Action, Form, RunAction};
use crate::text::t;
use crate::ui::kit::copy::CopyLink;
use crate::ui::kit::folded::Folded;
use crate::ui::kit::qr::Code;
use crate::ui::live::{Store, View};
use std::rc::Rc;
use yew::prelude::*;

/// What stands in the dialog.
pub struct DialogView;

impl View for DialogView {
    type Select = Share;

    fn view(model: &Rc<ShareModel>, store: &Store) -> Html {
        let lang = model.lang;
        let (page, home) = link::home();
        let (forms, too_long) = forms(model, &home, &page);
        let address = forms.first().map_or_else(|| page.clone(), |form| form.text.clone());
        // The very address whose forms stand above, as a frame has it.
        let (query, hash) = model.shared(too_long);
        let preview = at(&page, &framed(query, hash));
        let copied = [t!(lang, "link.copied"), t!(lang, "link.by_hand")];
        let row = |share::Form { id, title, text }: share::Form| {
            let [copied, by_hand] = copied.clone();
            html! {
                <section class="share-form">
                    <h3>{ title }</h3>
                    <pre tabindex="0" translate="no">{ &text }</pre>
                    <CopyLink {id} label={t!(lang, "link.copy_text")} {text} {copied} {by_hand} />
                </section>
            }
        };
        html! {
            <>
                <p class="hint">{ t!(lang, "share.what") }</p>
                if too_long {
                    <p class="hint" id="share-too-long">{ t!(lang, "share.too_long") }</p>
                }
                { for forms.into_iter().map(row) }
                { picture(model, store) }
                <Folded id="share-preview" summary={t!(lang, "share.preview")}>
                    <iframe src={preview} title={t!(lang, "share.preview")} width="100%" height="420"
                        allow="cross-origin-isolated"></iframe>
                </Folded>
                <Folded id="share-qr" summary={t!(lang, "share.qr")}>
                    <Code {address} label={t!(lang, "share.qr_label")} too_long={t!(lang, "share.qr_long")} />
                </Folded>
            </>
        }
    }
}

/// The result as a picture, once there is one.
fn picture(model: &ShareModel, store: &Store) -> Html {
    let (lang, disabled) = (model.lang, !model.has_result);
    let save = |form: Form| store.on(move |_: MouseEvent| Action::Run(RunAction::Save(form)));
    let what = match model {
        ShareModel { has_result: false, .. } => "share.picture_none",
        ShareModel { alters_pictures: true, .. } => "notice.no_png",
        _ => "share.picture_what",
    };
    html! {
        <section class="share-form" id="share-picture">
            <h3>{ t!(lang, "share.picture") }</h3>
            <p class="hint" role="status">{ t!(lang, what) }</p>
            <div>
                <button onclick={save(Form::Png)} disabled={disabled || model.alters_pictures}>{ "PNG" }</button>
                { " " }
                <button onclick={save(Form::Svg)} {disabled}>{ "SVG" }</button>
            </div>
        </section>
    }
}
