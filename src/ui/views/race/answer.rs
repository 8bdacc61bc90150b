//! The answer: stubs, headline, reason, figures; who failed, who waits for whom, and the file.

use crate::browser::{db, files};
use crate::present::race::{
    Answer, AnswerModel, File, FileModel, Graph, GraphModel, Mishaps, MishapsModel, Stubs, StubsModel,
};
use crate::ui::live::{Store, View};
use std::rc::Rc;
use yew::prelude::*;

/// The row of stubs.
pub struct StubsView;

impl View for StubsView {
    type Select = Stubs;

    fn view(model: &Rc<StubsModel>, _: &Store) -> Html {
        let StubsModel { label, drawn, tickets, sold, more } = &**model;
        html! {
            <div id="stubs" role="img" aria-label={label.clone()}>
                { for (1..=*drawn).map(|nth| stub(nth <= *tickets, nth <= *sold)) }
                if let Some(more) = more { <span class="more">{ more }</span> }
            </div>
        }
    }
}

fn stub(exists: bool, sold: bool) -> Html {
    let class = match (exists, sold) {
        (true, true) => "stub sold",
        (true, false) => "stub",
        (false, true) => "stub forged",
        (false, false) => "stub none",
    };
    html! {
        <svg {class} viewBox="0 0 28 20" width="28" height="20">
            <path class="stub-shape" d="M1 1h17l1.5 3 1.5-3H27v18h-6l-1.5-3-1.5 3H1z" />
            <path class="stub-tear" d="M19.5 6v8" />
            if sold && !exists { <path class="stub-cross" d="M5 5l9 10M14 5L5 15" /> }
            else if sold { <path class="stub-check" d="M5 10.5l3.5 3.5L14.5 6" /> }
        </svg>
    }
}

/// Headline, reason, figures, and whether the model agrees.
pub struct AnswerView;

impl View for AnswerView {
    type Select = Answer;

    fn view(model: &Rc<AnswerModel>, _: &Store) -> Html {
        let signs = model.outcome.map(crate::present::race::Outcome::signs);
        let class = match (signs, model.wrong_so_far) {
            (Some((name, _)), _) => name,
            (None, true) => "open wrong",
            (None, false) => "open",
        };
        html! {
            <div class="answer">
                <h1 id="verdict" data-verdict={signs.map(|(name, _)| name)} {class}>
                    if let Some((_, sign)) = signs { <span class="sign" aria-hidden="true">{ sign }</span> }
                    { &model.headline }
                </h1>
                <p id="why">{ &model.why }</p>
                <dl id="numbers">
                    { for model.figures.iter().map(|figure| html! {
                        <div key={figure.name}>
                            <dt title={figure.what.clone()}>{ &figure.label }</dt>
                            <dd data-number={figure.name} translate="no">{ &figure.value }</dd>
                        </div>
                    }) }
                </dl>
                <p class="proof">
                    <span class="badge">{ &model.badge }</span>
                    if let Some(speed) = &model.speed { <span class="badge" id="played">{ speed }</span> }
                    if let Some(check) = &model.check {
                        <span id="checked" data-checked={check.agrees.to_string()} class={check.disagrees.then_some("wrong")}
                            title={check.agrees.then(|| check.what.clone())}>{ &check.text }</span>
                    }
                </p>
                if let Some(timing) = &model.timing { <p id="timing" class="hint">{ timing }</p> }
            </div>
        }
    }
}

/// Who failed or died.
pub struct MishapsView;

impl View for MishapsView {
    type Select = Mishaps;

    fn view(model: &Rc<MishapsModel>, _: &Store) -> Html {
        let MishapsModel(texts) = &**model;
        html! {
            if !texts.is_empty() {
                <ul id="failures">{ for texts.iter().map(|text| html! { <li>{ text }</li> }) }</ul>
            }
        }
    }
}

/// Who waits for whom, when nobody can go on: every edge leads to the one who died.
pub struct GraphView;

impl View for GraphView {
    type Select = Graph;

    fn view(model: &Rc<GraphModel>, _: &Store) -> Html {
        let GraphModel(Some(graph)) = &**model else { return Html::default() };
        let [wait, held] = &graph.edges;
        html! {
            <figure id="deadlock" data-holder={graph.holder.to_string()}>
                <figcaption>{ &graph.title }</figcaption>
                <ul aria-label={graph.label.clone()}>{ for graph.waiters.iter().map(|who| html! { <li>{ who }</li> }) }</ul>
                <span class="edge"><span>{ wait }</span></span>
                <span class="node">{ &graph.what }</span>
                <span class="edge"><span>{ held }</span></span>
                <span class="node dead"><span aria-hidden="true">{ "✕ " }</span>{ &graph.dead }</span>
            </figure>
        }
    }
}

/// The file in which the record is kept: its text as it is now.
pub struct FileView;

impl View for FileView {
    type Select = File;

    fn view(model: &Rc<FileModel>, _: &Store) -> Html {
        let FileModel(Some(file)) = &**model else { return Html::default() };
        let text = file.text.clone();
        // Where the browser refuses, it says so itself.
        let save = Callback::from(move |_: MouseEvent| _ = files::save(db::NAME, "application/json", &text));
        html! {
            <figure id="file">
                <figcaption translate="no">{ db::NAME }</figcaption>
                <pre tabindex="0" data-bytes={file.text.len().to_string()} translate={(!file.text.is_empty()).then_some("no")}>
                    if file.text.is_empty() { <em>{ &file.empty }</em> } else { { &file.text } }
                </pre>
                <button id="save-file" onclick={save}>{ &file.save }</button>
                <p class="hint">{ &file.how }</p>
            </figure>
        }
    }
}
