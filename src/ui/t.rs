//! The message of a key in the reader's language, with its values filled in.
//!
//! There is one catalogue for what the page says before its second module is there, in the first module, and one for
//! the rest, in the second. The second is rust-i18n's, which weighs five times what the first catalogue does; so
//! that one is looked up in its text (see [`find`]).

use super::catalogue::find;
use super::later::Later;
use core::fmt::{Display, Write};
use std::cell::Cell;
use std::sync::OnceLock;

const FIRST_EN: &str = include_str!("../../www/messages/first/en.toml");
const FIRST_ZH: &str = include_str!("../../www/messages/first/zh.toml");

/// `t!("key")` or `t!("key", name = value)`: the message, with `%{name}` filled in.
macro_rules! t {
    ($key:expr $(,)?) => { $crate::ui::t::message($key) };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::ui::t::filled($key, &[$((stringify!($name), &$value as &dyn ::core::fmt::Display)),+])
    };
}
pub(crate) use t;

thread_local! {
    static LANGUAGE: Cell<&'static str> = const { Cell::new("en") };
}

static LATER: OnceLock<&'static dyn Later> = OnceLock::new();

/// The second module, once it is there.
pub fn later() -> Option<&'static dyn Later> {
    LATER.get().copied()
}

/// From now on messages are in this language.
pub fn set_language(lang: &'static str) {
    LANGUAGE.set(lang);
}

/// The second module is there, with its messages.
pub fn complete(later: &'static dyn Later) {
    // It arrives once; should it come again, it says the same.
    let _ = LATER.set(later);
}

/// The message as it stands in the catalogues; the key itself when there is none.
pub fn message(key: &str) -> String {
    let lang = LANGUAGE.get();
    match (find(if lang == "zh" { FIRST_ZH } else { FIRST_EN }, key), later()) {
        (Some(text), _) => text.to_owned(),
        (None, Some(later)) => later.message(lang, key).unwrap_or_else(|| key.to_owned()),
        (None, None) => key.to_owned(),
    }
}

/// The message with its values.
pub fn filled(key: &str, values: &[(&str, &dyn Display)]) -> String {
    let message = message(key);
    let mut parts = message.split("%{");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            // Writing to a string cannot fail.
            let _ = write!(filled, "{value}");
        }
        filled.push_str(rest);
    }
    filled
}
