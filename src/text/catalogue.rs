//! The messages of one part of the page, looked up in the text of its catalogues.
//!
//! A catalogue is TOML of the simplest kind: a table's name or `name = "text"` on each line, without escapes;
//! `tests/messages.rs` holds it against a parser of all of TOML. It is taken apart once, by tables, when it comes.

use super::Lang;

/// The messages of one part, in each language.
#[derive(Debug)]
pub struct Catalogue {
    tables: [Vec<Table>; Lang::ALL.len()],
    /// Its texts, by which it is known.
    pub(super) texts: [&'static str; Lang::ALL.len()],
}

#[derive(Debug)]
struct Table {
    name: &'static str,
    messages: Vec<(&'static str, &'static str)>,
}

impl Catalogue {
    /// From the texts of its files, in the order of [`Lang::ALL`].
    pub fn new(texts: [&'static str; Lang::ALL.len()]) -> Self {
        Self { tables: texts.map(tables), texts }
    }

    /// The message of a key such as `guard.lock.get`: the last name is the message's, what stands before is the table's.
    pub fn find(&self, lang: Lang, key: &str) -> Option<&'static str> {
        let (table, name) = key.rsplit_once('.').unwrap_or(("", key));
        let table = self.tables[lang as usize].iter().find(|known| known.name == table)?;
        table.messages.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
    }
}

fn tables(text: &'static str) -> Vec<Table> {
    let mut tables = vec![Table { name: "", messages: Vec::new() }];
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            tables.push(Table { name, messages: Vec::new() });
        } else if let Some((name, rest)) = line.split_once('"')
            && let (Some(name), Some(text)) = (name.strip_suffix(" = "), rest.strip_suffix('"'))
            && let Some(table) = tables.last_mut()
        {
            table.messages.push((name, text));
        }
    }
    tables
}
