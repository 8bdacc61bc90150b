//! A saved run as it comes back: opened by whoever has kept it, reformatted by an editor, or written by a later version of
//! this page. So values are compared, not texts: neither the order of fields counts nor a field that is not known here.

use super::{Damage, FORMAT, Origin, VERSION};

/// Any JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// Values in their order.
    List(Vec<Json>),
    /// Fields with their values.
    Fields(Vec<(String, Json)>),
}

impl Json {
    /// Reads a text; `None` when it is no JSON, or nested too deep.
    pub fn read(text: &str) -> Option<Self> {
        let mut reader = Reader { rest: text.chars().peekable(), depth: 0 };
        let value = reader.value()?;
        reader.rest.next().is_none().then_some(value)
    }

    /// The value of a field, if there is one.
    fn field(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Fields(fields) => fields.iter().find(|(known, _)| known == name).map(|(_, value)| value),
            _ => None,
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        if let Some(Self::Text(text)) = self.field(name) { Some(text) } else { None }
    }

    /// Whether this says all that the other one says. What it says beyond that nobody here understands.
    fn says(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::List(own), Self::List(other)) => {
                own.len() == other.len() && own.iter().zip(other).all(|(own, other)| own.says(other))
            }
            (Self::Fields(_), Self::Fields(other)) => {
                other.iter().all(|(name, value)| self.field(name).is_some_and(|own| own.says(value)))
            }
            _ => self == other,
        }
    }
}

/// A saved run that is one of this page and of a version that is known here.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// The text that replays it.
    pub schedule: String,
    /// Where and when it was executed.
    pub executed: Option<Origin>,
    content: Json,
}

impl Saved {
    /// Reads a file's content.
    ///
    /// # Errors
    /// [`Damage::NoSchedule`] when it is none of this page's, [`Damage::Newer`] when a later version has written it in a form
    /// that is not known here, [`Damage::Unplayable`] when the run in it cannot be played again since a worker failed.
    pub fn read(content: Json) -> Result<Self, Damage> {
        let version = match content.field("version") {
            Some(Json::Number(version)) if content.text("format") == Some(FORMAT) => version.as_str(),
            _ => return Err(Damage::NoSchedule),
        };
        match version.split('.').next().unwrap_or_default().parse::<u32>() {
            Ok(VERSION) => {}
            Ok(newer) if newer > VERSION => return Err(Damage::Newer(newer.to_string())),
            _ => return Err(Damage::NoSchedule),
        }
        let schedule = content.text("schedule").ok_or(Damage::Unplayable)?.to_owned();
        // As a link says it, so that one reader decides what it may be.
        let executed = content.field("executed").and_then(|origin| {
            let part = |name| origin.text(name).map(str::to_owned);
            Origin::read(&Origin { browser: part("browser")?, at: part("at")? }.write())
        });
        Ok(Self { schedule, executed, content })
    }

    /// Whether its scenario, verdict, failures and events are those of the run that its schedule gives, which is this one
    /// as a file. `simulated` when that run's times are virtual.
    pub fn is_of(&self, run: &Json, simulated: bool) -> bool {
        // Whoever saves a run that was opened, saves it as replayed.
        let engines = [if simulated { "virtual" } else { "workers" }, "replay"];
        let is_known = self.content.text("engine").is_some_and(|engine| engines.contains(&engine));
        is_known
            && ["scenario", "verdict", "failures", "events"].into_iter().all(|name| {
                let (own, given) = (self.content.field(name), run.field(name));
                own.zip(given).is_some_and(|(own, given)| own.says(given))
            })
    }
}

/// Reads JSON, a value at a time. What comes from a browser has been read and written by it before, so numbers are in one
/// form; they are compared as they are written, since what reads any float would weigh more than all of this.
struct Reader<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    depth: u32,
}

/// The deepest nesting that is read; a run has four levels.
const DEEPEST: u32 = 64;

impl Reader<'_> {
    fn value(&mut self) -> Option<Json> {
        self.blank();
        let value = match *self.rest.peek()? {
            '{' => Json::Fields(self.items('}', |reader| {
                reader.blank();
                let name = reader.text()?;
                reader.blank();
                (reader.rest.next()? == ':').then_some(())?;
                Some((name, reader.value()?))
            })?),
            '[' => Json::List(self.items(']', Self::value)?),
            '"' => Json::Text(self.text()?),
            _ => {
                let mut word = String::new();
                while let Some(c) = self.rest.next_if(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')) {
                    word.push(c);
                }
                match word.as_str() {
                    "null" => Json::Null,
                    "true" => Json::Bool(true),
                    "false" => Json::Bool(false),
                    _ if word.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => Json::Number(word),
                    _ => return None,
                }
            }
        };
        self.blank();
        Some(value)
    }

    /// What stands between two brackets, of which the first is next.
    fn items<T>(&mut self, end: char, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.rest.next();
        self.blank();
        let mut items = Vec::new();
        if self.rest.next_if_eq(&end).is_some() {
            return Some(items);
        }
        self.depth = self.depth.checked_add(1).filter(|depth| *depth < DEEPEST)?;
        loop {
            items.push(one(self)?);
            self.blank();
            match self.rest.next()? {
                ',' => {}
                c if c == end => break,
                _ => return None,
            }
        }
        self.depth -= 1;
        Some(items)
    }

    fn text(&mut self) -> Option<String> {
        (self.rest.next()? == '"').then_some(())?;
        let mut text = String::new();
        loop {
            text.push(match self.rest.next()? {
                '"' => return Some(text),
                '\\' => match self.rest.next()? {
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => {
                        let mut code = 0;
                        for _ in 0..4 {
                            code = code * 16 + self.rest.next()?.to_digit(16)?;
                        }
                        // Half of a pair stands alone only where somebody has cut a text in two.
                        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
                    }
                    c => c,
                },
                c => c,
            });
        }
    }

    fn blank(&mut self) {
        while self.rest.next_if(char::is_ascii_whitespace).is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_or_refused() {
        let text = " {\"a\": [1, -2.5e3 ,true,false,null, {}, []],\"b\\n\\u00e9\\\"\":\"x\\\\y\"}\n";
        let number = |text: &str| Json::Number(text.to_owned());
        let list = vec![
            number("1"),
            number("-2.5e3"),
            Json::Bool(true),
            Json::Bool(false),
            Json::Null,
            Json::Fields(Vec::new()),
            Json::List(Vec::new()),
        ];
        let fields = vec![("a".into(), Json::List(list)), ("b\né\"".into(), Json::Text("x\\y".into()))];
        assert_eq!(Json::read(text), Some(Json::Fields(fields)));
        for wrong in ["", "{", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "\"x", "1 2", "nul", "{a:1}", "\"\\u12\""] {
            assert_eq!(Json::read(wrong), None, "{wrong}");
        }
        assert!(Json::read(&["[".repeat(60), "]".repeat(60)].concat()).is_some());
        assert_eq!(Json::read(&"[".repeat(1_000_000)), None, "too deep");
    }
}
