//! What the build makes of `www/lessons`: a file of each for the page, which so needs no reader of TOML, and the gallery,
//! where each lesson has its title, what one knows afterwards, and what runs in it as a demo.

use anyhow::Result;
use serde_json::json;

use super::workshop::{Workshop, hash, text, write};
use crate::lessons::{self, Lesson};
use crate::markup::escaped;

/// The languages of a lesson, by their names in its file and in HTML.
const LANGUAGES: [(&str, &str); 2] = [("en", "en"), ("zh", "zh-Hans")];

/// Makes the files and the gallery. What the names of the files have in common: all of them together are one edition, so that
/// the page need know but one mark.
///
/// # Errors
/// When a lesson is no TOML or lacks what every lesson has, or a file cannot be read or written.
pub fn make(workshop: &Workshop) -> Result<String> {
    let lessons = lessons::read()?;
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

/// A lesson in the gallery.
fn entry(lesson: &Lesson) -> Result<String> {
    let both = |key: &str| -> Result<String> {
        let text = |(lang, tag): (&str, &str)| -> Result<String> {
            Ok(format!("<span class=\"{lang}\" lang=\"{tag}\">{}</span>", escaped(lesson.said(key, lang)?)))
        };
        LANGUAGES.into_iter().map(text).collect()
    };
    let (name, query) = (&lesson.name, lesson.run()?);
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
         <oversold-demo title=\"{}\" {}><a href=\"./?{link}\">{title}</a></oversold-demo>\n    </section>\n",
        escaped(lesson.said("title", "en")?),
        attributes.join(" ")
    ))
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
            "<oversold-demo title=\"A &amp; B\" guard=\"lock\" speed=\"5\"><a href=\"./?guard=lock&amp;speed=5\">",
        ] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
        let bare = Lesson { name: "race".to_owned(), table: toml::Table::new() };
        assert_eq!(entry(&bare).unwrap_err().to_string(), "nothing runs in the lesson race");
    }
}
