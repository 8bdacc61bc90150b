//! Puts into the page what it shows and does by itself, before any other file is there: style sheet, first scripts, and
//! messages in every language.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::workshop::text;
use crate::markup::escaped;

/// The languages, as the catalogues are named, and as the style sheet tells them apart.
const LANGUAGES: [&str; 2] = ["en", "zh"];

/// The page with each of these in its place.
///
/// # Errors
/// When the page has no such place.
pub fn fill(html: &str, contents: &[(&str, &str)]) -> Result<String> {
    contents.iter().try_fold(html.to_owned(), |html, (place, content)| {
        ensure!(html.contains(place), "index.html has no {place}");
        Ok(html.replace(place, content))
    })
}

/// The page with our first script in the place of Trunk's, which would load the app at once and everywhere; and the
/// files that Trunk made of the app.
///
/// # Errors
/// When the page does not look as Trunk makes it.
pub fn begin(html: &str, start: &str) -> Result<(String, [String; 2])> {
    let (before, rest) = html.split_once("<script type=\"module\">").context("Trunk wrote no module script")?;
    let (loader, after) = rest.split_once("</script>").context("Trunk's script has no end")?;
    let named = |from: &str| {
        let name = loader.split_once(from).and_then(|(_, rest)| rest.split_once('\''));
        name.map(|(name, _)| name.to_owned()).with_context(|| format!("Trunk's script has no {from}"))
    };
    let unused = [named("from './")?, named("module_or_path: './")?];
    let html = format!("{before}<script type=\"module\">{start}</script>{}", without_preloads(after));
    // What only its writers need: comments of their own line, and the space before the others.
    let lines = html.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("<!-- "));
    Ok((lines.flat_map(|line| [line, "\n"]).collect(), unused))
}

/// Preloading would fetch in every frame what is not needed there yet.
fn without_preloads(html: &str) -> String {
    let mut rest = html;
    let mut kept = String::new();
    while let Some((before, tag)) = rest.split_once("<link rel=\"") {
        kept.push_str(before);
        let is_preload = tag.starts_with("modulepreload\"") || tag.starts_with("preload\"");
        match tag.split_once('>') {
            Some((_, after)) if is_preload => rest = after,
            _ => {
                kept.push_str("<link rel=\"");
                rest = tag;
            }
        }
    }
    kept + rest
}

/// All messages of the catalogues, by language.
pub struct Messages([(&'static str, Vec<toml::Table>); 2]);

impl Messages {
    /// Reads every catalogue below `folder`: one folder for each part, one file in it for each language.
    ///
    /// # Errors
    /// When one is missing or no TOML.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut all = LANGUAGES.map(|lang| (lang, Vec::new()));
        for part in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let part = part?.path();
            for (lang, tables) in &mut all {
                let path = part.join(format!("{lang}.toml"));
                tables.push(text(&path)?.parse().with_context(|| format!("{} is no TOML", path.display()))?);
            }
        }
        Ok(Self(all))
    }

    /// The message of a key, such as `run.start`.
    ///
    /// # Errors
    /// When there is none.
    pub fn get(&self, lang: &str, key: &str) -> Result<&str> {
        let tables = self.0.iter().filter(|(known, _)| *known == lang).flat_map(|(_, tables)| tables);
        let mut found = tables.filter_map(|table| {
            let (first, rest) = key.split_once('.').unwrap_or((key, ""));
            let value = table.get(first)?;
            if rest.is_empty() { value.as_str() } else { rest.split('.').try_fold(value, toml::Value::get)?.as_str() }
        });
        found.next().with_context(|| format!("no catalogue of {lang} has the message {key}"))
    }

    /// The page with every `%{key}` as the message in all languages, of which the style sheet shows one.
    ///
    /// # Errors
    /// When there is no such message.
    pub fn fill(&self, html: &str) -> Result<String> {
        let mut parts = html.split("%{");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (key, rest) = part.split_once('}').context("index.html has a %{ without its }")?;
            for lang in LANGUAGES {
                let message = escaped(self.get(lang, key)?);
                out.extend(["<span class=", lang, ">", &message, "</span>"]);
            }
            out.push_str(rest);
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<head><link rel=\"icon\" href=\"i\"><script type=\"module\">\n\
        import init, * as bindings from './app-1.js';\n\
        const wasm = await init({ module_or_path: './app-1_bg.wasm' });\n</script>\n\
        <link rel=\"modulepreload\" href=\"./app-1.js\"><link rel=\"preload\" href=\"./app-1_bg.wasm\" as=\"fetch\">\
        <link rel=\"icon\" href=\"j\">\n\n    <!-- For its writers. -->\n</head>";

    #[test]
    fn our_script_stands_where_trunks_stood() {
        let (page, unused) = begin(HTML, "load()").unwrap();
        let expected = "<head><link rel=\"icon\" href=\"i\"><script type=\"module\">load()</script>\n\
            <link rel=\"icon\" href=\"j\">\n</head>\n";
        assert_eq!(page, expected);
        assert_eq!(unused, ["app-1.js", "app-1_bg.wasm"]);
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = |html: &str| begin(html, "").unwrap_err().to_string();
        assert_eq!(error("<head>"), "Trunk wrote no module script");
        assert_eq!(error("<script type=\"module\"></script>"), "Trunk's script has no from './");
        assert_eq!(fill("<style>", &[("%STYLE%", "")]).unwrap_err().to_string(), "index.html has no %STYLE%");
    }

    #[test]
    fn messages_come_in_every_language() {
        let folder = tempfile::tempdir().unwrap();
        for (part, lang, table) in [
            ("shell", "en", "title = \"A & B\""),
            ("shell", "zh", "title = \"甲\""),
            ("race", "en", "[verdict]\nquestion = \"Will it?\""),
            ("race", "zh", "[verdict]\nquestion = \"会吗\""),
        ] {
            fs::create_dir_all(folder.path().join(part)).unwrap();
            fs::write(folder.path().join(part).join(format!("{lang}.toml")), table).unwrap();
        }
        let messages = Messages::read(folder.path()).unwrap();
        assert_eq!(messages.get("zh", "title").unwrap(), "甲");
        let filled = messages.fill("<h1>%{verdict.question}</h1><b>%{title}</b>").unwrap();
        let expected = "<h1><span class=en>Will it?</span><span class=zh>会吗</span></h1>\
                        <b><span class=en>A &amp; B</span><span class=zh>甲</span></b>";
        assert_eq!(filled, expected);
        let error = messages.fill("%{verdict}").unwrap_err();
        assert_eq!(error.to_string(), "no catalogue of en has the message verdict");
    }
}
