//! The end of a lesson: what was done of it, what would be handed in, and to whom it would say what.

use super::desk::{Desk, Input};
use super::prose::prose;
use crate::browser::files;
use crate::lesson::{Answer, MOST_CODE, MOST_NAME};
use crate::present::learn::answered;
use crate::text::{count, t};
use crate::ui::kit::copy::CopyLink;
use crate::ui::kit::dom;
use yew::prelude::*;

/// A longer link is handed in as a file: some platforms cut it. In characters.
const LONGEST_LINK: usize = 1_800;

/// What was done, and how it is handed in.
pub fn view(desk: &Desk, ctx: &Context<Desk>) -> Html {
    let lang = ctx.props().model.lang;
    let row = |(at, step): (usize, &crate::lesson::Step)| {
        let standing = desk.attempt.standing(at);
        let answer: Option<&Answer> = desk.attempt.work().answers.get(at).and_then(Option::as_ref);
        let said = answer.map_or_else(String::new, |answer| answered(lang, desk.attempt.lesson(), at, answer));
        html! {
            <tr data-standing={standing.name()}>
                <th scope="row">{ step.title.get(lang) }</th>
                <td>{ said }</td>
                <td>{ t!(lang, &format!("learn.standing.{}", standing.name())) }</td>
            </tr>
        }
    };
    html! {
        <>
            <h2 id="step-title" tabindex="-1">{ t!(lang, "learn.finish.title") }</h2>
            <p id="progress">{ t!(lang, "learn.finish.done", n = count(lang, desk.attempt.done()), of = count(lang, desk.attempt.lesson().steps.len())) }</p>
            <div class="scrolls" tabindex="0" role="region" aria-label={t!(lang, "learn.finish.what")}>
                <table>
                    <caption>{ t!(lang, "learn.finish.what") }</caption>
                    <thead><tr>
                        <th scope="col">{ t!(lang, "learn.finish.step") }</th>
                        <th scope="col">{ t!(lang, "learn.finish.answer") }</th>
                        <th scope="col">{ t!(lang, "learn.finish.standing") }</th>
                    </tr></thead>
                    <tbody>{ for desk.attempt.lesson().steps.iter().enumerate().map(row) }</tbody>
                </table>
            </div>
            { who(desk, ctx) }
            { hand_in(desk, ctx) }
            <p class="ways">
                { for [("sheet", false), ("sheet-key", true)].map(|(id, answers)| {
                    let onclick = ctx.link().callback(move |_: MouseEvent| Input::Sheet(Some(answers)));
                    let name = t!(lang, if answers { "learn.sheet.with" } else { "learn.sheet.plain" });
                    html! { <button {id} {onclick}>{ name }</button> }
                }) }
            </p>
            <p class="hint">{ t!(lang, if desk.kept { "learn.kept" } else { "learn.not_kept" }) }{ " " }
                <button id="erase" onclick={ctx.link().callback(|_: MouseEvent| Input::Erase)}>{ t!(lang, if desk.erasing { "learn.erase_really" } else { "learn.erase" }) }</button></p>
        </>
    }
}

/// Whose it is.
pub fn who(desk: &Desk, ctx: &Context<Desk>) -> Html {
    let lang = ctx.props().model.lang;
    let named = ctx.link().callback(|event: InputEvent| Input::Named(dom::text(&event)));
    let coded = ctx.link().callback(|event: InputEvent| Input::Coded(dom::text(&event)));
    html! {
        <fieldset class="who">
            <legend>{ t!(lang, "learn.finish.who") }</legend>
            <label>{ t!(lang, "learn.finish.name") }<input id="name" maxlength={MOST_NAME.to_string()} value={desk.attempt.work().name.clone()} autocomplete="name" oninput={named} /></label>
            <label>{ t!(lang, "learn.finish.code") }<input id="code" maxlength={MOST_CODE.to_string()} value={desk.attempt.work().code.clone()} autocomplete="off" oninput={coded} /></label>
            <p class="hint">{ t!(lang, "learn.finish.code_what") }</p>
            <p role="status">
                if desk.attempt.strangers() > 0 { { t!(lang, "learn.finish.strangers", n = count(lang, desk.attempt.strangers())) } }
            </p>
        </fieldset>
    }
}

fn hand_in(desk: &Desk, ctx: &Context<Desk>) -> Html {
    let lang = ctx.props().model.lang;
    let Some(link) = desk.link.clone() else { return html! { <p>{ t!(lang, "learn.finish.writing") }</p> } };
    let is_long = link.len() > LONGEST_LINK;
    let (name, text) =
        (format!("oversold-{}.txt", crate::scenario::Choice::name(desk.attempt.lesson().topic)), link.clone());
    let save = Callback::from(move |_: MouseEvent| {
        // Where the browser does not allow it, it says so itself.
        let _ = files::save(&name, "text/plain", &text);
    });
    html! {
        <>
            { prose(&t!(lang, "learn.finish.says")) }
            { prose(&t!(lang, "learn.finish.says_not")) }
            <div class="hand-in" data-link={link.clone()}>
                if is_long { <p>{ t!(lang, "learn.finish.long", n = count(lang, link.len())) }</p> }
                <CopyLink id="copy-handin" label={t!(lang, "learn.finish.copy")} copied={t!(lang, "link.copied")} by_hand={t!(lang, "link.by_hand")} text={link.clone()} />
                <button id="save-handin" onclick={save}>{ t!(lang, "learn.finish.save") }</button>
                <a href={link} target="_blank" rel="noopener">{ t!(lang, "learn.finish.look") }</a>
            </div>
        </>
    }
}
