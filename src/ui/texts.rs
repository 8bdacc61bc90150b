//! The messages of the second module.

rust_i18n::i18n!("www/messages/later");

/// The message of a key in a language.
pub fn message(lang: &str, key: &str) -> Option<String> {
    _rust_i18n_try_translate(lang, key).map(Into::into)
}
