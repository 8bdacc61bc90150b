//! The message of a key in the reader's language, with its values filled in.
//!
//! The catalogue and the look-up are rust-i18n's. Its own `t!` expands to a look-up and a formatter at
//! every place it is used, a third of a hundred kilobytes in all; this one calls two functions.

/// `t!("key")` or `t!("key", name = value)`: the message, with `%{name}` filled in.
macro_rules! t {
    ($key:expr $(,)?) => { $crate::ui::t::message($key) };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::ui::t::filled($key, &[$((stringify!($name), &$value as &dyn ::core::fmt::Display)),+])
    };
}
pub(crate) use t;

/// The message as it stands in the catalogue; the key itself when there is none.
pub fn message(key: &str) -> String {
    rust_i18n::t!(key).into_owned()
}

/// The message with its values.
pub fn filled(key: &str, values: &[(&str, &dyn core::fmt::Display)]) -> String {
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let texts: Vec<String> = values.iter().map(|(_, value)| value.to_string()).collect();
    rust_i18n::replace_patterns(&message(key), &names, &texts)
}
