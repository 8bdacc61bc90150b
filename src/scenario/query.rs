//! Query string <-> [`Link`], by the [`TABLE`] of parameters.
//!
//! Reading never fails: whatever cannot be used becomes a [`Notice`] that says what is used instead. A link is read over
//! the defaults, what a control or a message sets over what there is. Writing is canonical: only what differs from the
//! default, in the order of the table. `parse(write(link))` gives `link` back without notices.

use super::table::{TABLE, names};
use super::{Link, Notice, Problem, mend};
use std::borrow::Cow;

/// A name and a value.
type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

/// Reads a query string, with or without the leading `?`. What cannot be read has its default.
pub fn parse(query: &str) -> (Link, Vec<Notice>) {
    let query = query.strip_prefix('?').unwrap_or(query);
    let pairs = form_urlencoded::parse(query.as_bytes()).map(|(name, value)| {
        // A name of ours is taken as it is; so a notice repeats what was given.
        let meant = mend::name(&name);
        if TABLE.iter().any(|row| row.name == meant) { (meant.into(), value) } else { (name, value) }
    });
    read(Link::default(), &pairs.filter(|(name, _)| !mend::is_tracker(name)).collect::<Vec<_>>())
}

/// The link with some parameters set to values, as a control, a preset or a message asks. Values are validated exactly
/// as a link's are; what cannot be read, and what is not named, stays as it is. A guard begins with the default scope,
/// and what was set under the last one and means nothing under it is dropped.
pub fn set(link: &Link, pairs: &[(&str, &str)]) -> (Link, Vec<Notice>) {
    read(*link, &pairs.iter().map(|(name, value)| (Cow::from(*name), Cow::from(*value))).collect::<Vec<_>>())
}

/// Writes the canonical query string, without `?`; empty for the defaults.
pub fn write(link: &Link) -> String {
    let mut query = String::new();
    for row in TABLE {
        let Some(value) = row.value(link).filter(|value| *value != row.default) else { continue };
        if !query.is_empty() {
            query.push('&');
        }
        // Neither names nor values have anything in them that would have to be escaped.
        query.push_str(row.name);
        query.push('=');
        query.push_str(&row.kind.spell(value));
    }
    query
}

/// Reads pairs into a link. They may come in any order: each is read where the table has its name.
fn read(mut link: Link, pairs: &[Pair<'_>]) -> (Link, Vec<Notice>) {
    let mut notices = Vec::new();
    for (index, (name, value)) in pairs.iter().enumerate() {
        if TABLE.iter().all(|row| row.name != name) {
            notices.push(Notice::new(name, value, Problem::UnknownName, names(), String::new()));
        } else if let Some((_, first)) = pairs[..index].iter().find(|(known, _)| known == name) {
            notices.push(Notice::new(name, value, Problem::GivenTwice, String::new(), first.to_string()));
        }
    }
    for row in TABLE {
        if let Some((_, value)) = pairs.iter().find(|(name, _)| name == row.name) {
            notices.extend(row.read(&mut link, value));
        }
    }
    notices.extend(link.fit());
    (link, notices)
}
