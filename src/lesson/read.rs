//! Reads a lesson from its file, and looks at all of it: whatever is missing, unknown, too long, or asks for what cannot be
//! known in its step, is an error that says where it stands and what is allowed.

use super::data::{Choice, Explanation, Lesson, Prediction, Ranked, Said, Say, SelfTest, Step, Task};
use super::expression::Expression;
use super::facts::{Facts, Source};
use super::value::{Table, Value};
use crate::scenario::{self, Link, Scenario, Topic};

/// The longest title, in letters.
const LONGEST_TITLE: usize = 60;
/// The longest text, in letters.
const LONGEST_TEXT: usize = 2_000;
/// The most steps of a lesson, options of a step, and so on.
const MOST: usize = 20;
/// The most answers in a lesson's test of itself.
const MOST_TESTS: usize = 100;
/// The longest slider: so many values.
const MOST_VALUES: u32 = 100;
/// The most buyers in a step in which every schedule is counted, or somebody decides whose turn it is.
const MOST_BY_HAND: u32 = 4;

/// Reads a lesson.
///
/// # Errors
/// The first thing that is wrong with the file: where, what, and what is allowed.
pub fn read(file: &Value) -> Result<Lesson, String> {
    let Some(table) = file.as_table() else { return Err("a lesson is a table".to_owned()) };
    Place { table, path: String::new() }.lesson()
}

/// A table of the file, and where it stands.
struct Place<'a> {
    table: &'a Table,
    path: String,
}

impl<'a> Place<'a> {
    fn wrong<T>(&self, what: impl core::fmt::Display) -> Result<T, String> {
        Err(if self.path.is_empty() { what.to_string() } else { format!("{}: {what}", self.path) })
    }

    fn need(&self, name: &str) -> Result<&'a Value, String> {
        match self.table.get(name) {
            Some(value) => Ok(value),
            None => self.wrong(format_args!("`{name}` is missing")),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.table.get(name).is_some()
    }

    /// Nothing else stands there.
    fn knows(&self, names: &[&str]) -> Result<(), String> {
        match self.table.0.iter().map(|(name, _)| name).find(|name| !names.contains(&name.as_str())) {
            Some(other) => self.wrong(format_args!("`{other}` is unknown; there can be {}", names.join(", "))),
            None => Ok(()),
        }
    }

    fn string(&self, name: &str) -> Result<&'a str, String> {
        match self.need(name)?.as_text() {
            Some(text) => Ok(text),
            None => self.wrong(format_args!("`{name}` is no text in quotation marks")),
        }
    }

    fn number(&self, name: &str, most: u32) -> Result<u32, String> {
        let number = self.need(name)?.as_whole();
        match number.filter(|number| (1..=most).contains(number)) {
            Some(number) => Ok(number),
            None => self.wrong(format_args!("`{name}` is no whole number from 1 to {most}")),
        }
    }

    fn truth(&self, name: &str) -> Result<bool, String> {
        match self.need(name)?.as_truth() {
            Some(truth) => Ok(truth),
            None => self.wrong(format_args!("`{name}` is neither true nor false")),
        }
    }

    fn said(&self, name: &str, longest: usize) -> Result<Said, String> {
        let Some(table) = self.need(name)?.as_table() else {
            return self.wrong(format_args!("`{name}` is no text in two languages, en and zh"));
        };
        self.both(name, table, longest)
    }

    fn both(&self, name: &str, table: &Table, longest: usize) -> Result<Said, String> {
        let inner = Place { table, path: self.at(name) };
        inner.knows(&["en", "zh"])?;
        let one = |lang| {
            let text = inner.string(lang)?.trim();
            if text.is_empty() || text.chars().count() > longest {
                return inner.wrong(format_args!("`{lang}` has {} letters, not 1 to {longest}", text.chars().count()));
            }
            Ok(text.to_owned())
        };
        Ok(Said { en: one("en")?, zh: one("zh")? })
    }

    fn said_if(&self, name: &str) -> Result<Option<Said>, String> {
        if self.has(name) { self.said(name, LONGEST_TEXT).map(Some) } else { Ok(None) }
    }

    fn at(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}: {name}", self.path) }
    }

    /// The tables of an array, each with its place; `one` is what they are called, one by one.
    fn tables(&self, name: &str, one: &str, least: usize, most: usize) -> Result<Vec<Place<'a>>, String> {
        let values = match self.table.get(name) {
            None => &[],
            Some(Value::List(values)) => &values[..],
            Some(_) => return self.wrong(format_args!("`{name}` is no list")),
        };
        if !(least..=most).contains(&values.len()) {
            return self.wrong(format_args!("`{name}` has {} entries, not {least} to {most}", values.len()));
        }
        let place = |(number, value): (usize, &'a Value)| match value.as_table() {
            Some(table) => Ok(Place { table, path: self.at(&format!("{one} {number}")) }),
            None => self.wrong(format_args!("{one} {number} is no table")),
        };
        (1..).zip(values).map(place).collect()
    }

    fn scenario(&self) -> Result<Scenario, String> {
        let query = self.string("scenario")?;
        let (link, notices) = scenario::parse(query);
        if let Some(notice) = notices.first() {
            let (name, given) = (&notice.parameter, &notice.given);
            return self.wrong(format_args!("the scenario says {name}={given}; allowed is {}", notice.allowed));
        }
        let plain = Link { scenario: link.scenario, ..Link::default() };
        let written = scenario::write(&plain);
        if written == query {
            Ok(link.scenario)
        } else {
            self.wrong(format_args!("the scenario is written `{written}`"))
        }
    }

    fn small(&self) -> Result<Scenario, String> {
        let scenario = self.scenario()?;
        match scenario.buyers.get() {
            0..=MOST_BY_HAND => Ok(scenario),
            many => self.wrong(format_args!("{many} buyers are too many here; allowed are 1 to {MOST_BY_HAND}")),
        }
    }

    fn expression(&self, name: &str, sources: &[Source]) -> Result<Expression, String> {
        let text = self.string(name)?;
        let read = Expression::parse(text);
        let expression = read.or_else(|error| self.wrong(format_args!("`{name}` is `{text}`: {error}")))?;
        match expression.facts().into_iter().find(|fact| !sources.contains(&fact.source())) {
            Some(fact) => self.wrong(format_args!("`{name}` is `{text}`: `{}` is not known in this step", fact.name())),
            None => Ok(expression),
        }
    }

    /// A number of the scenario.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is looked at first")]
    fn bound(&self, name: &str, scenario: &Scenario) -> Result<u32, String> {
        let value = self.expression(name, &[Source::Scenario])?.value(&Facts::of(scenario)).unwrap_or(-1.0);
        if (0.0..=1e6).contains(&value) {
            Ok(value as u32)
        } else {
            self.wrong(format_args!("`{name}` is no number from 0 to 1000000"))
        }
    }
}

/// What a lesson and its steps are made of.
impl Place<'_> {
    fn lesson(&self) -> Result<Lesson, String> {
        self.knows(&["id", "place", "revision", "minutes", "title", "about", "steps", "tests"])?;
        let id = self.string("id")?;
        let Some((topic, _)) = <Topic as scenario::Choice>::ALL.iter().find(|(_, name)| *name == id) else {
            let names = <Topic as scenario::Choice>::names().join(", ");
            return self.wrong(format_args!("`id` is `{id}`; allowed are {names}"));
        };
        // The gallery goes by it; what was handed in, by where links have it.
        if Some(self.number("place", 99)?) != scenario::Choice::place(*topic).map(|place| place + 1) {
            let place = scenario::Choice::place(*topic).unwrap_or(0) + 1;
            return self.wrong(format_args!("`place` is not {place}, where the lesson stands among all"));
        }
        let revision = self.number("revision", 999)?;
        let step = |place: &Place<'_>| place.step(revision);
        let steps: Vec<Step> =
            self.tables("steps", "step", 1, MOST)?.iter().map(step).collect::<Result<_, String>>()?;
        let test = |place: &Place<'_>| {
            place.knows(&["step", "answer", "met"])?;
            let step = place.number("step", u32::try_from(steps.len()).unwrap_or(u32::MAX))? as usize - 1;
            Ok(SelfTest { step, answer: place.string("answer")?.to_owned(), met: place.truth("met")? })
        };
        let tests = self.tables("tests", "test", 1, MOST_TESTS)?;
        Ok(Lesson {
            topic: *topic,
            revision,
            minutes: self.number("minutes", 60)?,
            title: self.said("title", LONGEST_TITLE)?,
            about: self.said("about", LONGEST_TEXT)?,
            tests: tests.iter().map(test).collect::<Result<_, String>>()?,
            steps,
        })
    }

    fn step(&self, revision: u32) -> Result<Step, String> {
        const EVERY: [&str; 6] = ["kind", "since", "title", "text", "after", "hints"];
        let kind = self.string("kind")?;
        let (own, sources): (&[&str], &[Source]) = match kind {
            "predict" => (
                &["says", "scenario", "question", "widget", "truth", "from", "to", "options"],
                &[Source::Answer, Source::Scenario, Source::Run, Source::Schedules],
            ),
            "run" => (&["scenario", "goal"], &[Source::Scenario, Source::Run]),
            "schedule" => (&["scenario", "goal"], &[Source::Scenario, Source::Run, Source::Turns]),
            "repair" => (&["scenario", "goal"], &[Source::Scenario, Source::Run, Source::Schedules]),
            "prove" => (&["scenario", "goal"], &[Source::Scenario, Source::Schedules]),
            "order" => (&["question", "options"], &[Source::Answer]),
            "explain" if self.has("model") => (&["question", "model"], &[Source::Answer]),
            "explain" => (&["says", "question", "options"], &[Source::Answer]),
            other => {
                let kinds = "predict, run, schedule, repair, prove, order, explain";
                return self.wrong(format_args!("`kind` is `{other}`; allowed are {kinds}"));
            }
        };
        self.knows(&[&EVERY, own].concat())?;
        let says =
            self.tables("says", "say", 0, MOST)?.iter().map(|place| place.say(sources)).collect::<Result<_, _>>()?;
        let goal = || self.expression("goal", sources);
        let task = match kind {
            "predict" => self.predict()?,
            "run" => {
                let goal = if self.has("goal") { Some(goal()?) } else { None };
                Task::Run { scenario: self.scenario()?, goal }
            }
            "schedule" => Task::Schedule { scenario: self.small()?, goal: goal()? },
            "repair" => {
                let scenario = self.small()?;
                if scenario.guard.scope().is_none() {
                    return self.wrong("the scenario has no lock that could be moved: it needs guard=lock");
                }
                Task::Repair { scenario, goal: goal()? }
            }
            "prove" => Task::Prove { scenario: self.small()?, goal: goal()? },
            "order" => Task::Order { question: self.said("question", LONGEST_TEXT)?, items: self.items(3)? },
            _ => Task::Explain { question: self.said("question", LONGEST_TEXT)?, by: self.explanation()? },
        };
        let step = Step {
            since: if self.has("since") { self.number("since", revision)? } else { 1 },
            title: self.said("title", LONGEST_TITLE)?,
            text: self.said("text", LONGEST_TEXT)?,
            after: self.said_if("after")?,
            hints: self.hints()?,
            says,
            task,
        };
        if step.asks(Source::Schedules) {
            self.small()?;
        }
        Ok(step)
    }

    fn hints(&self) -> Result<Vec<Said>, String> {
        let hints = self.tables("hints", "hint", 0, MOST)?;
        hints.iter().map(|hint| hint.both("text", hint.table, LONGEST_TEXT)).collect()
    }

    fn say(&self, sources: &[Source]) -> Result<Say, String> {
        self.knows(&["when", "text"])?;
        Ok(Say { when: self.expression("when", sources)?, text: self.said("text", LONGEST_TEXT)? })
    }

    fn items(&self, least: usize) -> Result<Vec<Said>, String> {
        let item = |place: &Place<'_>| {
            place.knows(&["text"])?;
            place.said("text", LONGEST_TEXT)
        };
        self.tables("options", "option", least, MOST)?.iter().map(item).collect()
    }

    fn predict(&self) -> Result<Task, String> {
        const RUN: [Source; 2] = [Source::Scenario, Source::Run];
        const ALL: [Source; 3] = [Source::Scenario, Source::Run, Source::Schedules];
        let widget = self.string("widget")?;
        let scenario = if widget == "rank" { Scenario::default() } else { self.scenario()? };
        let range = || {
            let range = (self.bound("from", &scenario)?, self.bound("to", &scenario)?);
            let fits = range.0 < range.1 && range.1 - range.0 <= MOST_VALUES;
            if fits { Ok(range) } else { self.wrong(format_args!("nobody can choose from {} to {}", range.0, range.1)) }
        };
        let prediction = match widget {
            "number" => Prediction::Number { truth: self.expression("truth", &ALL)?, range: range()? },
            "bars" => Prediction::Bars { range: range()? },
            "choice" => {
                let option = |place: &Place<'_>| {
                    place.knows(&["text", "when"])?;
                    Ok(Choice { text: place.said("text", LONGEST_TEXT)?, when: place.expression("when", &ALL)? })
                };
                Prediction::Choice(
                    self.tables("options", "option", 2, MOST)?.iter().map(option).collect::<Result<_, String>>()?,
                )
            }
            "rank" => {
                let option = |place: &Place<'_>| {
                    place.knows(&["text", "scenario"])?;
                    Ok(Ranked { text: place.said("text", LONGEST_TEXT)?, scenario: place.scenario()? })
                };
                let items =
                    self.tables("options", "option", 2, MOST)?.iter().map(option).collect::<Result<_, String>>()?;
                Prediction::Rank { truth: self.expression("truth", &RUN)?, items }
            }
            other => {
                return self.wrong(format_args!("`widget` is `{other}`; allowed are number, choice, rank, bars"));
            }
        };
        Ok(Task::Predict { scenario, question: self.said("question", LONGEST_TEXT)?, prediction })
    }

    fn explanation(&self) -> Result<Explanation, String> {
        if self.has("model") {
            return Ok(Explanation::Words(self.said("model", LONGEST_TEXT)?));
        }
        let places = self.tables("options", "option", 2, MOST)?;
        let (mut options, mut right) = (Vec::new(), Vec::new());
        for (at, place) in places.iter().enumerate() {
            place.knows(&["text", "right"])?;
            options.push(place.said("text", LONGEST_TEXT)?);
            if place.has("right") && place.truth("right")? {
                right.push(at);
            }
        }
        match right[..] {
            [right] => Ok(Explanation::Choice { options, right }),
            _ => self.wrong(format_args!("{} options are right, not one", right.len())),
        }
    }
}
