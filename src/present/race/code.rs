//! The purchase as code, with how many processes stand on each line: generated from the program itself.

use super::lock::{End, Grip, grips};
use super::{Shown, shown};
use crate::present::{Same, Select};
use crate::program::{Dialect, Line, Part, Phase, Step, compile, listing};
use crate::scenario::{MAX_LANES, Scenario};
use crate::store::State;
use crate::t;
use crate::text::{Lang, count, plural};
use crate::trace::Standing;
use std::rc::Rc;

/// The lines, with the handles of the lock, and of what they are.
type Listing = ((Lang, Scenario, Dialect), Rc<Vec<CodeLine>>, Rc<Vec<Grip>>);

/// Makes the code; it remembers the listing, which changes with the scenario alone.
#[derive(Default)]
pub struct Code {
    listing: Option<Listing>,
}

/// The program, and where everybody stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeModel {
    /// Its name, and that of the choice of language.
    pub title: String,
    /// The name of the choice of language.
    pub dialect: String,
    /// The languages: name in the page, what it is called, whether it is the one.
    pub dialects: Vec<(Dialect, &'static str, String, bool)>,
    /// What this is.
    pub hint: String,
    /// The lines.
    pub lines: Same<Vec<CodeLine>>,
    /// By what the lock is moved, if there is one.
    pub grips: Rc<Vec<Grip>>,
    /// Whether it can be moved now.
    pub movable: bool,
    /// Whether the main program is unfolded, and the name of what does it; `None` where there is none.
    pub main: Option<(bool, String)>,
    /// By line: whether the reader points at it, or at a bar of its steps.
    pub lit: Vec<bool>,
    /// By line: how many stand there, as a number and in words; nothing where nobody does.
    pub here: Vec<Option<(String, String)>>,
}

/// A line of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLine {
    /// What stands before it: indentation, or the number of a step.
    pub before: String,
    /// Its text.
    pub text: String,
    /// The steps of the program that it stands for: whoever is at one of them stands here.
    pub steps: Vec<usize>,
    /// Steps that stand on a line beside it, of which it is a further line.
    pub more_of: Vec<usize>,
    /// Whether it belongs to the main program, in which no process that is counted stands.
    pub is_main: bool,
    /// Whether whoever stands there holds the lock.
    pub held: bool,
}

impl CodeModel {
    /// The handle of an end of the lock.
    pub fn grip(&self, end: End) -> Option<&Grip> {
        self.grips.iter().find(|grip| grip.end == end)
    }

    /// The line on which a step of the program stands.
    pub fn line_of(&self, step: usize) -> Option<usize> {
        self.lines.0.iter().position(|line| line.steps.contains(&step))
    }

    /// What a line is written for: the steps that stand on it, and those of which it is a further line.
    pub fn steps_of(&self, line: usize) -> impl Iterator<Item = usize> {
        let line = self.lines.0.get(line);
        line.into_iter().flat_map(|line| line.steps.iter().chain(&line.more_of)).copied()
    }
}

impl Select for Code {
    type Key = (Lang, Scenario, Dialect, Shown, Rc<[usize]>, bool, bool);
    type Model = CodeModel;

    fn key(&self, state: &State) -> Self::Key {
        (
            state.lang(),
            *state.scenario(),
            state.panels.dialect,
            shown(state),
            state.panels.pointed.clone(),
            state.panels.main,
            state.run.run.busy().is_none(),
        )
    }

    fn make(&mut self, state: &State) -> CodeModel {
        let (lang, scenario, dialect, _, pointed, unfolded, movable) = self.key(state);
        let (lines, grips) = self.lines(lang, &scenario, dialect);
        // Of very many buyers no events are kept; nobody is shown in the code then.
        let many = scenario.buyers.get() > MAX_LANES;
        let nobody = Standing { outside: if many { 0 } else { scenario.processes() }, ..Standing::default() };
        let standing = state.run.run.follow().filter(|_| !many).map_or(&nobody, |follow| follow.standing());
        let here = |line: &CodeLine| {
            let here: u32 = line.steps.iter().filter_map(|step| standing.at.get(*step)).sum();
            let key = format!("code.here.{}", plural(here));
            (here > 0).then(|| (count(lang, here), t!(lang, &key, n = count(lang, here))))
        };
        let mut hint = vec![t!(lang, "code.what")];
        hint.extend(scenario.guard.scope().map(|_| t!(lang, "code.held")));
        hint.extend((!grips.is_empty()).then(|| t!(lang, "lock.hint")));
        hint.extend((!many).then(|| elsewhere(lang, standing)));
        hint.extend(scenario.guard.has_clerk().then(|| t!(lang, "code.clerk")));
        let dialects = [(Dialect::Python, "python", "Python".to_owned()), (Dialect::Rust, "rust", "Rust".to_owned())]
            .into_iter()
            .chain([(Dialect::Steps, "steps", t!(lang, "code.steps"))])
            .map(|(this, name, label)| (this, name, label, this == dialect));
        CodeModel {
            title: t!(lang, "tab.code"),
            dialect: t!(lang, "code.dialect"),
            dialects: dialects.collect(),
            hint: hint.join(lang.gap()),
            main: lines.iter().any(|line| line.is_main).then(|| {
                let key = if unfolded { "code.fold" } else { "code.unfold" };
                (unfolded, t!(lang, key))
            }),
            lit: lines
                .iter()
                .map(|line| line.steps.iter().chain(&line.more_of).any(|step| pointed.contains(step)))
                .collect(),
            here: lines.iter().map(here).collect(),
            lines: Same(lines),
            grips,
            movable,
        }
    }
}

impl Code {
    fn lines(&mut self, lang: Lang, scenario: &Scenario, dialect: Dialect) -> (Rc<Vec<CodeLine>>, Rc<Vec<Grip>>) {
        let key = (lang, *scenario, dialect);
        match &self.listing {
            Some((before, lines, grips)) if *before == key => (lines.clone(), grips.clone()),
            _ => {
                let write = |scenario: &Scenario, program: &[Step]| written(lang, scenario, program, dialect);
                let lines = Rc::new(lines(lang, scenario, dialect));
                let grips = Rc::new(grips(lang, scenario, &write));
                self.listing = Some((key, lines.clone(), grips.clone()));
                (lines, grips)
            }
        }
    }
}

fn lines(lang: Lang, scenario: &Scenario, dialect: Dialect) -> Vec<CodeLine> {
    let program = compile(scenario);
    let (held, held_behind) = held(&program);
    let lines = written(lang, scenario, &program, dialect);
    let one = |(i, line): (usize, &Line)| {
        let any = |line: Option<&Line>, held: &[bool]| {
            line.is_some_and(|line| line.steps.iter().chain(&line.more_of).any(|step| held[*step]))
        };
        // A line without a step, `else:`, lies within where the lines around it do.
        let is_empty = line.steps.is_empty() && line.more_of.is_empty();
        let between = is_empty && any(lines[..i].last(), &held_behind) && any(lines.get(i + 1), &held);
        // Steps are numbered as the model knows them. Where code is indented there is room for a handle; so here.
        let number = line.steps.first().filter(|_| dialect == Dialect::Steps);
        CodeLine {
            before: number.map_or_else(|| "    ".repeat(line.indent), |number| format!("{number:>2}    ")),
            text: line.text.clone(),
            steps: line.steps.clone(),
            more_of: line.more_of.clone(),
            is_main: line.part == Part::Main,
            held: between || any(Some(line), &held),
        }
    };
    lines.iter().enumerate().map(one).collect()
}

fn written(lang: Lang, scenario: &Scenario, program: &[Step], dialect: Dialect) -> Vec<Line> {
    if dialect == Dialect::Steps { steps(lang, program) } else { listing(scenario, dialect) }
}

/// Who is not in the program.
fn elsewhere(lang: Lang, standing: &Standing) -> String {
    let (outside, ended) = (count(lang, standing.outside), count(lang, standing.ended));
    if standing.dead == 0 {
        return t!(lang, "code.elsewhere", outside = outside, ended = ended);
    }
    t!(lang, "code.elsewhere_dead", outside = outside, ended = ended, dead = count(lang, standing.dead))
}

/// By step: whether whoever stands there holds the lock, and whether it does behind it.
fn held(program: &[Step]) -> (Vec<bool>, Vec<bool>) {
    let sold_out = program.iter().find_map(|step| match step {
        Step::Check { sold_out } => Some(*sold_out),
        _ => None,
    });
    let (mut held, mut at_check) = (false, false);
    let (mut by_step, mut behind) = (Vec::with_capacity(program.len()), Vec::with_capacity(program.len()));
    for (i, step) in program.iter().enumerate() {
        // The other branch begins with what was held when it was decided on.
        if Some(i) == sold_out {
            held = at_check;
        }
        by_step.push(held);
        held |= matches!(step, Step::Acquire | Step::Receive);
        held &= !matches!(step, Step::Release | Step::Send { .. });
        behind.push(held);
        if matches!(step, Step::Check { .. }) {
            at_check = held;
        }
    }
    (by_step, behind)
}

/// The steps themselves, a line each.
fn steps(lang: Lang, program: &[Step]) -> Vec<Line> {
    let line = |(i, step): (usize, &Step)| Line {
        part: Part::Task,
        indent: 0,
        text: text(lang, *step),
        steps: vec![i],
        more_of: Vec::new(),
    };
    program.iter().enumerate().map(line).collect()
}

fn text(lang: Lang, step: Step) -> String {
    let key = match step {
        Step::Pause(Phase::Search) => "step.search",
        Step::Pause(Phase::Pay) => "step.pay",
        Step::Pause(Phase::Confirm) => "step.confirm",
        Step::Look => "step.look",
        Step::Acquire => "step.acquire",
        Step::Release => "step.release",
        Step::Enter => "step.enter",
        Step::Leave => "step.leave",
        Step::Read => "step.read",
        Step::Check { sold_out } => return t!(lang, "step.check", at = sold_out),
        Step::Write => "step.write",
        Step::Swap { retry } => return t!(lang, "step.swap", at = retry),
        Step::Receive => "step.receive",
        Step::Show => "step.show",
        Step::Send { sold: true } => "step.send_less",
        Step::Send { sold: false } => "step.send_back",
        Step::Ask { buy: false } => "step.ask_look",
        Step::Ask { buy: true } => "step.ask_buy",
        Step::Await => "step.await",
        Step::Serve { buy, close } => return t!(lang, "step.serve", buy = buy, close = close),
        Step::Reply { next } => return t!(lang, "step.reply", at = next),
        Step::Load => "step.load",
        Step::Parse { look: true } => "step.parse_look",
        Step::Parse { look: false } => "step.parse",
        Step::Truncate => "step.truncate",
        Step::Store => "step.store",
        Step::Crash => "step.crash",
        Step::Bought => "step.bought",
        Step::SoldOut => "step.sold_out",
        Step::End => "step.end",
    };
    t!(lang, key)
}
