//! A saved run as it comes back: opened by whoever has kept it, reformatted by an editor, or written by a later version of
//! this page. So values are compared, not texts: neither the order of fields counts nor a field that is not known here.

use super::{Damage, FORMAT, Origin, VERSION};

/// Any JSON, as whoever has read it says it.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// Values in their order.
    List(Vec<Json>),
    /// Fields with their values.
    Fields(Vec<(String, Json)>),
}

impl Json {
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
            Some(Json::Number(version)) if content.text("format") == Some(FORMAT) => *version,
            _ => return Err(Damage::NoSchedule),
        };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the nearest that there is will do")]
        match version as u32 {
            VERSION => {}
            newer if newer > VERSION => return Err(Damage::Newer(newer.to_string())),
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
