//! What the build makes of `www/lessons`: a file of each for the page, which so needs no reader of TOML, and the gallery,
//! where each lesson has its title, what one knows afterwards, and what runs in it as a demo.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use super::workshop::{Workshop, hash, text, write};

/// The languages of a lesson, by their names in its file and in HTML.
const LANGUAGES: [(&str, &str); 2] = [("en", "en"), ("zh", "zh-Hans")];

/// A lesson's file.
struct Lesson {
    name: String,
    table: toml::Table,
}

/// Makes the files and the gallery. What the names of the files have in common: all of them together are one edition, so that
/// the page need know but one mark.
///
/// # Errors
/// When a lesson is no TOML or lacks what every lesson has, or a file cannot be read or written.
pub fn make(workshop: &Workshop, www: &Path) -> Result<String> {
    let lessons = read(&www.join("lessons"))?;
    let texts: Vec<String> = lessons.iter().map(|lesson| json!(lesson.table).to_string()).collect();
    let mark = hash(texts.concat().as_bytes());
    for (lesson, text) in lessons.iter().zip(texts) {
        write(&workshop.staging.join(format!("lesson-{}-{mark}.json", lesson.name)), text.as_bytes())?;
    }
    let path = workshop.staging.join("gallery.html");
    let entries = lessons.iter().map(entry).collect::<Result<String>>()?;
    write(&path, text(&path)?.replace("%LESSONS%", &entries).as_bytes())?;
    Ok(mark)
}

/// All lessons, in the order of the story.
fn read(folder: &Path) -> Result<Vec<Lesson>> {
    let paths = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let lesson = |path: PathBuf| -> Result<(i64, Lesson)> {
        let table: toml::Table =
            toml::from_str(&text(&path)?).with_context(|| format!("{} is no TOML", path.display()))?;
        let name = path.file_stem().and_then(|stem| stem.to_str()).context("a lesson without a name")?.to_owned();
        let place = table.get("place").and_then(toml::Value::as_integer);
        Ok((place.with_context(|| format!("the lesson {name} has no place"))?, Lesson { name, table }))
    };
    let mut lessons = paths.map(|entry| lesson(entry?.path())).collect::<Result<Vec<_>>>()?;
    lessons.sort_by_key(|(place, _)| *place);
    Ok(lessons.into_iter().map(|(_, lesson)| lesson).collect())
}

/// A lesson in the gallery.
fn entry(lesson: &Lesson) -> Result<String> {
    let Lesson { name, table } = lesson;
    let both = |key: &str| -> Result<String> {
        let text = |(lang, tag): (&str, &str)| -> Result<String> {
            let said = table.get(key).and_then(|both| both.get(lang)).and_then(toml::Value::as_str);
            let said = escaped(said.with_context(|| format!("the lesson {name} has no {key} in {lang}"))?);
            Ok(format!("<span class=\"{lang}\" lang=\"{tag}\">{said}</span>"))
        };
        LANGUAGES.into_iter().map(text).collect()
    };
    let steps = table
        .get("steps")
        .and_then(toml::Value::as_array)
        .with_context(|| format!("the lesson {name} has no steps"))?;
    let run = steps.iter().find(|step| step.get("kind").and_then(toml::Value::as_str) == Some("run"));
    let query = run.and_then(|step| step.get("scenario")).and_then(toml::Value::as_str);
    let query = query.with_context(|| format!("nothing runs in the lesson {name}"))?;
    let attributes: Vec<String> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| format!("{name}=\"{}\"", escaped(value)))
        .collect();
    let (title, about, link) = (both("title")?, both("about")?, escaped(query));
    let begin =
        "<span class=\"en\" lang=\"en\">Begin the lesson</span><span class=\"zh\" lang=\"zh-Hans\">开始上课</span>";
    Ok(format!(
        "    <section>\n      <h2>{title}</h2>\n      <p>{about}</p>\n      \
         <p><a class=\"begin\" href=\"./?view=learn&amp;lesson={name}\">{begin}</a></p>\n      \
         <oversold-demo title=\"{name}\" {}><a href=\"./?{link}\">{title}</a></oversold-demo>\n    </section>\n",
        attributes.join(" ")
    ))
}

/// As text or as a value in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_in_the_gallery() {
        let file = "place = 1\ntitle = { en = \"A & B\", zh = \"甲\" }\nabout = { en = \"x\", zh = \"y\" }\n\
            [[steps]]\nkind = \"predict\"\nscenario = \"a=1\"\n[[steps]]\nkind = \"run\"\nscenario = \"guard=lock&speed=5\"";
        let lesson = Lesson { name: "race".to_owned(), table: toml::from_str(file).unwrap() };
        let html = entry(&lesson).unwrap();
        for part in [
            "<h2><span class=\"en\" lang=\"en\">A &amp; B</span><span class=\"zh\" lang=\"zh-Hans\">甲</span></h2>",
            "href=\"./?view=learn&amp;lesson=race\"",
            "<oversold-demo title=\"race\" guard=\"lock\" speed=\"5\"><a href=\"./?guard=lock&amp;speed=5\">",
        ] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
        let bare = Lesson { name: "race".to_owned(), table: toml::Table::new() };
        assert_eq!(entry(&bare).unwrap_err().to_string(), "the lesson race has no steps");
    }
}
