//! Looks messages up in the text of a catalogue.

/// The message of a key such as `guard.lock.get`. The catalogue is TOML of the simplest kind, a table's name or
/// `name = "text"` on each line, without escapes; `tests/messages.rs` holds it against a parser of all of TOML.
pub fn find<'a>(catalogue: &'a str, key: &str) -> Option<&'a str> {
    let (table, name) = key.rsplit_once('.').unwrap_or(("", key));
    let mut here = table.is_empty();
    for line in catalogue.lines() {
        if let Some(title) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            here = title == table;
        } else if here && let Some(text) = line.strip_prefix(name).and_then(|line| line.strip_prefix(" = \"")) {
            return text.strip_suffix('"');
        }
    }
    None
}
