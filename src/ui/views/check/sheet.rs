//! The sheet: what was pasted, line by line; each is read and judged by itself, a few at a time, so that the page stays alive
//! and one bad line stops nobody.

use crate::browser::{clock, files, handed_in, lessons};
use crate::lesson::{HandIn, Lesson, Proof, Proofs, Row, compare, judge, uncounted};
use crate::present::check::{Line, Mark, Refusal, csv, marks, refused, remarks, summary, text_of};
use crate::scenario::{Choice, Scenario};
use crate::text::{Lang, count, t};
use crate::ui::kit::dom;
use crate::ui::views::explore;
use gloo_timers::future::TimeoutFuture;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::html::Scope;
use yew::prelude::*;

/// How long the page is busy at a time, in ms.
const SLICE: f64 = 12.0;
/// How many lines are shown at a time: more would take longer to draw than a reader should wait.
const PAGE: usize = 100;
/// The most lines that are looked at.
const MOST_LINES: usize = 5_000;

#[derive(PartialEq, Properties)]
pub struct SheetProps {
    pub lang: Lang,
    /// The text of one that was opened as a link.
    pub handed_in: Option<Rc<str>>,
}

/// What the teacher does, and what comes of it.
pub enum Input {
    /// This was pasted.
    Pasted(String),
    /// This is to be looked at.
    Look,
    /// The looking of this number is so far, with so many lines.
    Read(u32, usize),
    /// It is done.
    Done(u32, Vec<Line>),
    /// Only lines with this are shown.
    Filter(String),
    /// More lines are shown.
    More,
    /// The table is saved.
    Save,
}

/// See the module.
pub struct Sheet {
    pasted: String,
    lines: Vec<Line>,
    /// How many lines were left out, behind those that are looked at.
    beyond: usize,
    filter: String,
    /// How many lines are shown.
    shown: usize,
    /// The number of the looking that is under way, and how many lines it has read.
    series: u32,
    so_far: Option<usize>,
}

impl Component for Sheet {
    type Message = Input;
    type Properties = SheetProps;

    fn create(ctx: &Context<Self>) -> Self {
        let pasted = ctx.props().handed_in.as_deref().unwrap_or_default().to_owned();
        let mut sheet =
            Self { pasted, lines: Vec::new(), beyond: 0, filter: String::new(), shown: PAGE, series: 0, so_far: None };
        if !sheet.pasted.is_empty() {
            sheet.look(ctx);
        }
        sheet
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &SheetProps) -> bool {
        let now = &ctx.props().handed_in;
        if let Some(text) = now.as_deref().filter(|_| *now != old.handed_in) {
            text.clone_into(&mut self.pasted);
            self.look(ctx);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        match input {
            Input::Pasted(text) => self.pasted = text,
            Input::Look => self.look(ctx),
            Input::Read(series, so_far) if series == self.series => self.so_far = Some(so_far),
            Input::Done(series, lines) if series == self.series => {
                (self.lines, self.so_far) = (lines, None);
            }
            Input::Read(..) | Input::Done(..) => return false,
            Input::Filter(text) => (self.filter, self.shown) = (text, PAGE),
            Input::More => self.shown += PAGE,
            Input::Save => {
                // A mark of the byte order, by which spreadsheets know that it is UTF-8. Where saving is not allowed, the
                // browser says so itself.
                let table = ["\u{feff}", &csv(ctx.props().lang, &self.lines)].concat();
                let _ = files::save_csv("oversold-hand-ins.csv", &table);
                return false;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (lang, link) = (ctx.props().lang, ctx.link());
        let oninput = link.batch_callback(|event: InputEvent| {
            Some(Input::Pasted(event.target()?.dyn_into::<HtmlTextAreaElement>().ok()?.value()))
        });
        let opened = link.clone();
        let onchange = Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let Some(file) = files::first_file(input.and_then(|input| input.files())) else { return };
            let opened = opened.clone();
            spawn_local(async move {
                if let Some(text) = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()) {
                    opened.send_message(Input::Pasted(text));
                    opened.send_message(Input::Look);
                }
            });
        });
        let onfilter = link.callback(|event: InputEvent| Input::Filter(dom::text(&event)));
        html! {
            <section id="check" aria-label={t!(lang, "view.check")}>
                <p>{ t!(lang, "check.what") }</p>
                <label for="pasted">{ t!(lang, "check.paste") }</label>
                <textarea id="pasted" rows="5" spellcheck="false" value={self.pasted.clone()} {oninput} />
                <p class="ways">
                    <button id="look" class="primary" disabled={self.pasted.trim().is_empty() || self.so_far.is_some()} onclick={link.callback(|_: MouseEvent| Input::Look)}>{ t!(lang, "check.look") }</button>
                    <label class="file">{ t!(lang, "check.file") }{ " " }<input id="hand-ins" type="file" accept=".txt,.csv,text/plain" {onchange} /></label>
                    if !self.lines.is_empty() { <button id="save-csv" onclick={link.callback(|_: MouseEvent| Input::Save)}>{ t!(lang, "check.csv") }</button> }
                </p>
                <p role="status" id="checked">
                    if let Some(so_far) = self.so_far {
                        { t!(lang, "check.reading", n = count(lang, so_far)) }
                    } else if !self.lines.is_empty() {
                        { summary(lang, &self.lines) }
                    }
                </p>
                if self.beyond > 0 {
                    <p id="beyond" role="alert">{ t!(lang, "check.beyond", most = count(lang, MOST_LINES), n = count(lang, self.beyond)) }</p>
                }
                if !self.lines.is_empty() {
                    <label class="filter">{ t!(lang, "check.filter") }{ " " }<input id="filter" type="search" value={self.filter.clone()} oninput={onfilter} /></label>
                    { self.table(lang, link) }
                    <p class="hint">{ t!(lang, "check.legend") }</p>
                    <p class="hint">{ t!(lang, "check.unproven") }</p>
                }
            </section>
        }
    }
}

impl Sheet {
    fn table(&self, lang: Lang, link: &Scope<Self>) -> Html {
        let wanted = self.filter.trim().to_lowercase();
        let is_wanted = |line: &&Line| {
            wanted.is_empty()
                || line.read.as_ref().is_ok_and(|row| {
                    let HandIn { name, code, topic, .. } = &row.work;
                    [name, code, topic.name()].iter().any(|text| text.to_lowercase().contains(&wanted))
                })
        };
        let count_of = self.lines.iter().filter(is_wanted).count();
        html! {
            <div class="scrolls" tabindex="0" role="region" aria-label={t!(lang, "check.table")}>
                <table>
                    <thead><tr>
                        { for ["line", "name", "code", "lesson", "steps", "remarks"].map(|key| html! { <th scope="col">{ t!(lang, &format!("check.head.{key}")) }</th> }) }
                    </tr></thead>
                    <tbody>{ for self.lines.iter().filter(is_wanted).take(self.shown).map(|line| Self::row(lang, line)) }</tbody>
                </table>
                if count_of > self.shown {
                    <p>
                        { t!(lang, "check.shown", n = count(lang, self.shown), of = count(lang, count_of)) }{ " " }
                        <button id="more-lines" onclick={link.callback(|_: MouseEvent| Input::More)}>{ t!(lang, "check.more") }</button>
                    </p>
                }
            </div>
        }
    }

    fn row(lang: Lang, line: &Line) -> Html {
        let row = match &line.read {
            Ok(row) => row,
            Err(refusal) => {
                return html! { <tr data-line={line.number.to_string()} class="bad"><td>{ line.number }</td><td colspan="5">{ refused(lang, refusal) }</td></tr> };
            }
        };
        let mark = |mark: Mark| html! { <li data-standing={mark.name} title={mark.said.clone()}><span aria-hidden="true">{ mark.sign }</span><span class="visually-hidden">{ mark.said }</span></li> };
        let all = marks(lang, row);
        html! {
            <tr data-line={line.number.to_string()} data-done={row.done().to_string()}>
                <td>{ line.number }</td>
                <th scope="row">{ if row.work.name.trim().is_empty() { t!(lang, "check.nameless") } else { row.work.name.clone() } }</th>
                <td>{ &row.work.code }</td>
                <td>{ row.lesson.title.get(lang) }</td>
                <td><ol class="marks">{ for all.into_iter().map(mark) }</ol></td>
                <td>{ remarks(lang, row).join(lang.gap()) }</td>
            </tr>
        }
    }

    fn look(&mut self, ctx: &Context<Self>) {
        self.series += 1;
        self.shown = PAGE;
        self.so_far = Some(0);
        let (series, link) = (self.series, ctx.link().clone());
        // Numbered as they were pasted, empty ones included.
        let lines =
            (1..).zip(self.pasted.lines()).filter_map(|(number, line)| Some((number, text_of(line)?.to_owned())));
        let mut texts: Vec<(usize, String)> = lines.collect();
        self.beyond = texts.len().saturating_sub(MOST_LINES);
        texts.truncate(MOST_LINES);
        spawn_local(async move {
            let tell = link.clone();
            let lines = read(&texts, |so_far| tell.send_message(Input::Read(series, so_far))).await;
            link.send_message(Input::Done(series, lines));
        });
    }
}

/// Reads and judges all of them.
async fn read(texts: &[(usize, String)], tell: impl Fn(usize)) -> Vec<Line> {
    let (mut lines, mut proofs, mut earlier) = (Vec::new(), Proofs::default(), Vec::new());
    let mut begun = clock::now();
    for (number, text) in texts {
        let read = match handed_in::open(text).await {
            Ok(work) => judged(work, &mut earlier, &mut proofs).await,
            Err(damage) => Err(Refusal::Damaged(damage)),
        };
        lines.push(Line { number: *number, read });
        if clock::now() - begun > SLICE {
            tell(lines.len());
            TimeoutFuture::new(0).await;
            begun = clock::now();
        }
    }
    let mut rows: Vec<(usize, Row)> =
        lines.iter().filter_map(|line| Some((line.number, line.read.as_ref().ok()?.clone()))).collect();
    compare(&mut rows);
    for (number, row) in rows {
        if let Some(line) = lines.iter_mut().find(|line| line.number == number) {
            line.read = Ok(row);
        }
    }
    lines
}

/// Judges one by the edition that it is of; earlier ones are kept, for many hand in the same.
async fn judged(work: HandIn, earlier: &mut Vec<Rc<Lesson>>, proofs: &mut Proofs) -> Result<Row, Refusal> {
    let newest = lessons::get(work.topic).await.map_err(Refusal::NoLesson)?;
    let is_its = |lesson: &&Rc<Lesson>| (lesson.topic, lesson.revision) == (work.topic, work.revision);
    let known = std::iter::once(&newest).chain(&*earlier).find(is_its).cloned();
    let lesson = known.unwrap_or_else(|| {
        let edition = newest.edition(work.revision).map(Rc::new);
        earlier.extend(edition.clone());
        edition.unwrap_or_else(|| newest.clone())
    });
    for scenario in uncounted(&lesson, &work, |scenario| proofs.knows(scenario)) {
        let found = explore::count(scenario).await.ok().flatten();
        proofs.add(&scenario, found.map(|(total, wrong)| Proof { total, wrong }));
    }
    let proved = |scenario: &Scenario| proofs.get(scenario);
    let steps = (0..lesson.steps.len()).map(|at| judge(&lesson, &work, at, &proved)).collect();
    let other_revision = work.revision != newest.revision || work.answers.len() != lesson.steps.len();
    Ok(Row { lesson, work, steps, other_revision, same_as: Vec::new(), runs_of: Vec::new() })
}
