//! Links as they arrive. On the way mails and chats break lines, swallow the full stop or the words behind a link, escape
//! what is in it or append what they follow people by; and people write numbers in many ways.
//!
//! What can mean one thing only is read as that. Everything else stays as it was given, and becomes a notice.

/// The zeros of other scripts: Arabic, Persian, Devanagari, Bengali, Tamil, Thai. Fullwidth ones are letters like others.
const ZEROS: [u32; 6] = [0x0660, 0x06F0, 0x0966, 0x09E6, 0x0BE6, 0x0E50];

/// What services append to links to follow their readers; any name that begins with `utm_` too.
const TRACKERS: [&str; 18] = [
    "_ga",
    "clicktime",
    "dclid",
    "fbclid",
    "from",
    "gbraid",
    "gclid",
    "igshid",
    "isappinstalled",
    "mc_cid",
    "mc_eid",
    "mibextid",
    "msclkid",
    "scene",
    "si",
    "twclid",
    "wbraid",
    "yclid",
];

/// Whether a parameter is none of ours but of those who follow readers.
pub(super) fn is_tracker(name: &str) -> bool {
    name.starts_with("utm_") || TRACKERS.contains(&name)
}

/// A parameter's name: without blanks, and without the rest of an `&amp;` that was escaped once too often.
pub(super) fn name(given: &str) -> String {
    let name = plain(given);
    name.trim_start_matches("amp;").trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_').to_owned()
}

/// What a value may have been, the likeliest first: without line breaks and blanks; without what follows them or what no
/// value has in it.
pub(super) fn values(given: &str) -> [String; 2] {
    let whole = plain(given);
    let first = given.split_whitespace().next().unwrap_or_default();
    let cut = plain(first);
    let end = cut.find(|c: char| !is_ours(c)).unwrap_or(cut.len());
    [whole, cut[..end].trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned()]
}

/// The text of a recorded run: without line breaks, up to what cannot be in it. Its checksum decides.
pub(super) fn recording(given: &str) -> String {
    let text: String = given.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect();
    let text = text.trim_start();
    let end = text.find(|c: char| !is_ours(c)).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', '~']).to_owned()
}

/// A number, in digits and with a point before its decimals: `0,5`, `1 000`, `1'000'000`, `15.)`. `None` where it is none, or
/// can mean two things. A whole number has no decimals.
pub(super) fn number(given: &str, is_whole: bool) -> Option<String> {
    let text: String = given.chars().filter(|c| !is_invisible(*c) && !c.is_control()).map(letter).collect();
    let text = text.trim();
    let is_part = |c: char| c.is_ascii_digit() || c == ',' || is_gap(c) || c == '.';
    let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    let (text, behind) = text.split_at(end);
    // What follows is other text, or else a unit, a sign, or a slip of the finger.
    let is_apart = text.ends_with(is_gap)
        || behind.chars().next().is_none_or(|c| !c.is_ascii_alphanumeric() && !"+-*/^%=~_".contains(c));
    let text = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    if !is_apart {
        return None;
    }
    if text.contains(is_gap) {
        return thousands(&text.split(is_gap).collect::<Vec<_>>());
    }
    match &text.split(',').collect::<Vec<_>>()[..] {
        [plain] => Some((*plain).to_owned()),
        [whole, decimals] if !is_whole && !decimals.contains('.') => match thousands(&[whole, decimals]) {
            Some(_) => None,
            None => Some([whole, ".", decimals].concat()),
        },
        groups => thousands(groups),
    }
}

/// The number of groups of three digits each, behind a first one that is shorter or as long.
fn thousands(groups: &[&str]) -> Option<String> {
    let (first, rest) = groups.split_first()?;
    let is_first = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let are_digits = groups.iter().all(|group| group.bytes().all(|c| c.is_ascii_digit()));
    (is_first && are_digits && rest.iter().all(|group| group.len() == 3)).then(|| groups.concat())
}

/// What stands between thousands and nowhere else.
fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '\u{2019}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// What a link may have in it: the contract's letters.
fn is_ours(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~".contains(c)
}

/// Without blanks, and in plain letters.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).map(letter).collect()
}

/// The plain letter for one of another shape: digits of other scripts, fullwidth forms, dashes, Arabic separators.
fn letter(c: char) -> char {
    let code = u32::from(c);
    if let Some(zero) = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)) {
        return char::from_digit(code - zero, 10).unwrap_or(c);
    }
    match c {
        '！'..='～' => char::from_u32(code - 0xFEE0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '−' => '-',
        '٫' => '.',
        '٬' | '、' => ',',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_mean_one_thing_or_none() {
        for (given, decimal, whole) in [
            ("15", Some("15"), Some("15")),
            (" １５ ", Some("15"), Some("15")),
            ("١٥", Some("15"), Some("15")),
            ("15.)", Some("15"), Some("15")),
            ("15, then Run", Some("15"), Some("15")),
            ("15 then", Some("15"), Some("15")),
            ("15。然后", Some("15"), Some("15")),
            ("1\n5", Some("15"), Some("15")),
            ("0,5", Some("0.5"), None),
            ("2,50", Some("2.50"), None),
            ("0,500", Some("0.500"), None),
            ("1,000", None, Some("1000")),
            ("60 000", Some("60000"), Some("60000")),
            ("1'000'000", Some("1000000"), Some("1000000")),
            ("1,000,000", Some("1000000"), Some("1000000")),
            ("1 5", None, None),
            ("1,2,3", None, None),
            ("4o", None, None),
            ("15ms", None, None),
            ("1+5", None, None),
            ("1e3", None, None),
            ("-3", None, None),
        ] {
            assert_eq!(number(given, false).as_deref(), decimal, "{given}");
            assert_eq!(number(given, true).as_deref(), whole, "{given}");
        }
    }

    #[test]
    fn values_lose_what_is_not_theirs() {
        for (given, likely) in [
            ("lock）", "lock"),
            ("lock。", "lock"),
            ("lock).", "lock"),
            ("lock,", "lock"),
            ("lock>", "lock"),
            ("lock then look", "lock"),
            ("2–6", "2-6"),
            (" \u{feff}join ", "join"),
        ] {
            assert!(values(given).contains(&likely.to_owned()), "{given}: {:?}", values(given));
        }
        assert_eq!(values("lo\r\nck")[0], "lock");
        assert_eq!(values("kill\u{2011}holder")[0], "kill-holder");
        assert_eq!(
            [" buyers", "amp;guard", "amp;amp;guard", "\u{200b}seed"].map(name),
            ["buyers", "guard", "guard", "seed"]
        );
        assert_eq!(recording("1.Ab\n-_9。"), "1.Ab-_9");
        assert_eq!(recording("1.Ab)."), "1.Ab");
    }

    #[test]
    fn those_who_follow_readers_are_known() {
        assert!(["utm_source", "fbclid", "from", "isappinstalled"].into_iter().all(is_tracker));
        assert!(!super::super::table::TABLE.iter().any(|row| is_tracker(row.name)));
    }
}
