//! The lessons' files, as what is built of them needs them.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use toml::{Table, Value};

use crate::project;

/// A lesson's file.
#[derive(Debug)]
pub struct Lesson {
    /// Its name, as links have it.
    pub name: String,
    /// All that it says.
    pub table: Table,
}

impl Lesson {
    /// A text of it in a language, such as its title.
    ///
    /// # Errors
    /// When it has none.
    pub fn said(&self, key: &str, lang: &str) -> Result<&str> {
        let said = self.table.get(key).and_then(|both| both.get(lang)).and_then(Value::as_str);
        said.with_context(|| format!("the lesson {} has no {key} in {lang}", self.name))
    }

    /// What runs first in it, as the query of a link.
    ///
    /// # Errors
    /// When nothing does.
    pub fn run(&self) -> Result<&str> {
        let mut steps = self.table.get("steps").and_then(Value::as_array).into_iter().flatten();
        let run = steps.find(|step| step.get("kind").and_then(Value::as_str) == Some("run"));
        let query = run.and_then(|step| step.get("scenario")).and_then(Value::as_str);
        query.with_context(|| format!("nothing runs in the lesson {}", self.name))
    }
}

/// All lessons, in the order of the story.
///
/// # Errors
/// When one cannot be read, is no TOML, or has no place among them.
pub fn read() -> Result<Vec<Lesson>> {
    let folder = project::root().join("www/lessons");
    let paths = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let lesson = |path: PathBuf| -> Result<(i64, Lesson)> {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let table: Table = toml::from_str(&text).with_context(|| format!("{} is no TOML", path.display()))?;
        let name = path.file_stem().and_then(|stem| stem.to_str()).context("a lesson without a name")?.to_owned();
        let place = table.get("place").and_then(Value::as_integer);
        Ok((place.with_context(|| format!("the lesson {name} has no place"))?, Lesson { name, table }))
    };
    let mut lessons = paths.map(|entry| lesson(entry?.path())).collect::<Result<Vec<_>>>()?;
    lessons.sort_by_key(|(place, _)| *place);
    Ok(lessons.into_iter().map(|(_, lesson)| lesson).collect())
}
