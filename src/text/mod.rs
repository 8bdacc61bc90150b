//! Messages in each language, and how each language writes numbers.
//!
//! A message is found by its key in the catalogues under `www/messages`, one a part of the page. The part that is
//! loaded first brings its own; each of the others adds its own when it comes ([`add`]). There is one look-up for all.

mod catalogue;
mod csv;
mod numbers;

pub use catalogue::Catalogue;
pub use csv::localised;
pub use numbers::{brief, count, decimal, grouped, large, number, percent, plural, point, stamp, time};

use core::fmt::{Display, Write};
use std::cell::RefCell;

/// A language the page speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese, simplified.
    Zh,
}

impl Lang {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// As `lang=` of a link spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// What stands between two sentences.
    pub const fn gap(self) -> &'static str {
        match self {
            Self::En => " ",
            Self::Zh => "",
        }
    }

    /// As the attribute `lang` of HTML spells it (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-Hans",
        }
    }
}

/// The catalogue of this name in each language, as it stands in `www/messages`.
#[macro_export]
macro_rules! catalogue {
    ($name:literal) => {
        $crate::text::Catalogue::new([
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/www/messages/", $name, "/en.toml")),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/www/messages/", $name, "/zh.toml")),
        ])
    };
}

/// `t!(lang, "key")` or `t!(lang, "key", name = value)`: the message, with `%{name}` filled in.
#[macro_export]
macro_rules! t {
    ($lang:expr, $key:expr $(,)?) => { $crate::text::message($lang, $key) };
    ($lang:expr, $key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::text::filled($lang, $key, &[$((stringify!($name), &$value as &dyn ::core::fmt::Display)),+])
    };
}
pub use crate::t;

thread_local! {
    /// What has come so far. It only grows, so a message that was found once is found again.
    static CATALOGUES: RefCell<Vec<Catalogue>> = const { RefCell::new(Vec::new()) };
}

/// A part of the page has come, or comes once more, with its messages.
pub fn add(catalogue: Catalogue) {
    CATALOGUES.with_borrow_mut(|all| {
        if all.iter().all(|known| known.texts != catalogue.texts) {
            all.push(catalogue);
        }
    });
}

/// The message as it stands in the catalogues; the key itself when there is none.
pub fn message(lang: Lang, key: &str) -> String {
    CATALOGUES.with_borrow(|all| {
        let found = all.iter().find_map(|catalogue| catalogue.find(lang, key));
        found.unwrap_or(key).to_owned()
    })
}

/// The message with its values.
pub fn filled(lang: Lang, key: &str, values: &[(&str, &dyn Display)]) -> String {
    let message = message(lang, key);
    let mut parts = message.split('%');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let Some((name, rest)) = part.strip_prefix('{').and_then(|part| part.split_once('}')) else {
            filled.push('%');
            filled.push_str(part);
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            // Writing to a string cannot fail.
            let _ = write!(filled, "{value}");
        }
        filled.push_str(rest);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_filled_in_where_the_message_wants_them() {
        add(Catalogue::new(["[test]\nboth = \"%{b} and %{a}, %{b}%\"\n", "[test]\nboth = \"%{a}%{c}\"\n"]));
        assert_eq!(t!(Lang::En, "test.both", a = 1, b = "two"), "two and 1, two%");
        assert_eq!(t!(Lang::Zh, "test.both", a = 1, b = 2), "1");
        assert_eq!(t!(Lang::En, "test.nothing"), "test.nothing");
        let count = || CATALOGUES.with_borrow(Vec::len);
        let before = count();
        add(Catalogue::new(["[test]\nboth = \"%{b} and %{a}, %{b}%\"\n", "[test]\nboth = \"%{a}%{c}\"\n"]));
        assert_eq!(count(), before, "what comes once more is there already");
    }
}
