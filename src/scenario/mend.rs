//! Links as they arrive. On the way mails and chats break lines, swallow the full stop or the words behind a link, escape
//! what is in it or append what they follow people by; and people write numbers in many ways.
//!
//! What can mean one thing only is read as that. Everything else stays as it was given, and becomes a notice.

/// The zeros of other scripts: Arabic, Persian, Devanagari, Bengali, Tamil, Thai. Fullwidth ones are letters like others.
const ZEROS: [u32; 6] = [0x0660, 0x06F0, 0x0966, 0x09E6, 0x0BE6, 0x0E50];

/// What services append to links to follow their readers; any name that begins with `utm_` too.
const TRACKERS: [&str; 19] = [
    // Behind the `#` of a frame, by which WordPress knows it again.
    "?secret",
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
    let mut rest = given;
    while let Some(name) = rest.strip_prefix("amp;") {
        rest = name;
    }
    rest.chars().filter(|c| !is_blank(*c)).collect()
}

/// What a value may have been, the likeliest first: without line breaks and blanks; without what follows them or what no
/// value has in it.
pub(super) fn values(given: &str) -> [String; 2] {
    let whole = given.chars().filter(|c| !is_blank(*c)).map(letter).collect();
    let mut cut = ours(given.chars().map(letter));
    while cut.bytes().last().is_some_and(|last| !last.is_ascii_alphanumeric()) {
        cut.pop();
    }
    [whole, cut]
}

/// The text of a recorded run: without line breaks, up to what cannot be in it. Its checksum decides.
pub(super) fn recording(given: &str) -> String {
    let mut text = ours(given.chars().filter(|c| !c.is_ascii_control()));
    while text.bytes().last().is_some_and(|last| matches!(last, b'.' | b'~')) {
        text.pop();
    }
    text
}

/// Behind blanks, all that a link may have in it: the contract's letters.
fn ours(letters: impl Iterator<Item = char>) -> String {
    letters
        .skip_while(|c| is_blank(*c))
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~'))
        .collect()
}

/// A number, in digits and with a point before its decimals: `0,5`, `1 000`, `1'000'000`, `15.)`. `None` where it is none, or
/// can mean two things. A whole number has no decimals.
pub(super) fn number(given: &str, is_whole: bool) -> Option<String> {
    let (mut groups, mut has_gaps, mut clings) = (vec![String::new()], false, false);
    for c in given.chars().filter(|c| !c.is_ascii_control()).map(letter) {
        let is_first = groups.len() == 1;
        let last = groups.last_mut()?;
        match c {
            '0'..='9' | '.' => last.push(c),
            // Between thousands, and before what follows.
            ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '\u{2019}' if !is_first || !last.is_empty() => {
                has_gaps = true;
                groups.push(String::new());
            }
            ',' => groups.push(String::new()),
            _ if is_blank(c) => {}
            // What follows is other text, or else a unit, a sign, or a slip of the finger.
            _ => {
                let is_part =
                    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '*' | '/' | '^' | '%' | '=' | '~' | '_');
                clings = is_part && (is_first || !last.is_empty());
                break;
            }
        }
    }
    while groups.len() > 1 && groups.last().is_some_and(String::is_empty) {
        groups.pop();
    }
    while groups.last().is_some_and(|last| last.ends_with('.')) {
        groups.last_mut()?.pop();
    }
    let are_thousands = (1..=3).contains(&groups[0].len())
        && !groups[0].starts_with('0')
        && !groups[0].contains('.')
        && groups[1..].iter().all(|group| group.len() == 3 && !group.contains('.'));
    let is_decimal = groups.len() == 2 && !is_whole && !has_gaps && !groups[1].contains('.');
    match groups.len() {
        _ if clings => None,
        1 => groups.pop(),
        _ if is_decimal => (!are_thousands).then(|| groups.join(".")),
        _ => are_thousands.then(|| groups.concat()),
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
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
            ("2. 500 students", None, None),
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
