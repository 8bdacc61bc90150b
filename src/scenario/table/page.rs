//! The rows that describe the page around the run.

use super::kind::STEPS;
use super::{About, Kind, Parameter};
use crate::scenario::{Choice, Engine, Language, Theme, Topic, View};

/// What the rows about the page have in common.
const PAGE: Parameter = Parameter { about: About::Page, ..Parameter::PLAIN };

/// Who executes the program.
pub static ENGINE: Parameter = Parameter {
    name: "engine",
    kind: Kind::Names(Engine::names),
    get: |link| link.page.engine.place(),
    set: |link, place| link.page.engine = Engine::at(place).unwrap_or_default(),
    ..PAGE
};

/// Which view is open.
pub static VIEW: Parameter = Parameter {
    name: "view",
    kind: Kind::Names(View::names),
    get: |link| link.page.view.place(),
    set: |link, place| link.page.view = View::at(place).unwrap_or_default(),
    ..PAGE
};

/// Which lesson is open, with `view=learn`, and at which step.
pub static LESSON: Parameter = Parameter {
    name: "lesson",
    kind: Kind::Lesson(Topic::names),
    get: |link| link.page.lesson.place().map(|place| place * STEPS + link.page.step),
    set: |link, value| {
        link.page.lesson = Topic::at(value / STEPS).unwrap_or_default();
        link.page.step = value % STEPS;
    },
    ..PAGE
};

/// Language of the texts.
pub static LANG: Parameter = Parameter {
    name: "lang",
    kind: Kind::Language(Language::names),
    get: |link| link.page.lang.place(),
    set: |link, place| link.page.lang = Language::at(place).unwrap_or_default(),
    ..PAGE
};

/// Light or dark.
pub static THEME: Parameter = Parameter {
    name: "theme",
    kind: Kind::Names(Theme::names),
    get: |link| link.page.theme.place(),
    set: |link, place| link.page.theme = Theme::at(place).unwrap_or_default(),
    ..PAGE
};

/// Whether the page is part of another one.
pub static EMBED: Parameter = Parameter {
    name: "embed",
    kind: Kind::Flag,
    get: |link| Some(link.page.embed.into()),
    set: |link, value| link.page.embed = value == 1,
    ..PAGE
};

/// Large text for a lecture hall.
pub static PRESENT: Parameter = Parameter {
    name: "present",
    kind: Kind::Flag,
    get: |link| Some(link.page.present.into()),
    set: |link, value| link.page.present = value == 1,
    ..PAGE
};

/// At which event a recorded run stands when it opens; whatever is behind its end is the end.
pub static AT: Parameter = Parameter {
    name: "at",
    kind: Kind::Whole { min: 0, max: u32::MAX },
    default: u32::MAX,
    get: |link| Some(link.page.at.unwrap_or(u32::MAX)),
    set: |link, value| link.page.at = (value != u32::MAX).then_some(value),
    ..PAGE
};

/// Whether a run starts as soon as the page is ready.
pub static AUTORUN: Parameter = Parameter {
    name: "autorun",
    kind: Kind::Flag,
    get: |link| Some(link.page.autorun.into()),
    set: |link, value| link.page.autorun = value == 1,
    ..PAGE
};
