//! Links: whatever is valid survives link -> page -> link; whatever is not gets a notice, and
//! nothing panics. What becomes of a link that is changed is in `setting.rs`.
#![cfg(not(target_arch = "wasm32"))]

use oversold::scenario::{Carried, Problem, parse, parse_hash, set, write};
use proptest::prelude::*;

#[path = "support/links.rs"]
mod links;
use links::{link, name, names};

/// What mails, chats and people make of a link means what it meant; what can mean two things is told.
#[test]
fn a_link_survives_its_way() {
    for (query, meant) in [
        ("guard=lock）", "guard=lock"),
        ("guard=lock%EF%BC%89%E7%84%B6%E5%90%8E", "guard=lock"),
        ("guard=lock.", "guard=lock"),
        ("guard=lock%0Aand%20then", "guard=lock"),
        ("guard=lo%0D%0Ack", "guard=lock"),
        ("guard=lock&scope=2%E2%80%935", "guard=lock&scope=2-5"),
        ("amp;guard=lock&amp;speed=5", "guard=lock&speed=5"),
        ("guard=%20lock&%20buyers=3", "buyers=3&guard=lock"),
        ("guard=lock&utm_source=mail&fbclid=Iw_x-1&from=timeline&isappinstalled=0", "guard=lock"),
        ("lang=zh_CN", "lang=zh"),
        ("lang=zh-Hans", "lang=zh"),
        ("lang=en-US&theme=dark%22", "lang=en&theme=dark"),
        ("lang=ZH", "lang=zh"),
        ("speed=0,5", "speed=0.5"),
        ("buyers=1%20000&engine=virtual", "buyers=1000&engine=virtual"),
        ("buyers=%EF%BC%93", "buyers=3"),
        ("tickets=1,000", "tickets=1000"),
    ] {
        let (link, notices) = parse(query);
        assert_eq!((write(&link), notices), (meant.to_owned(), vec![]), "{query}");
    }
    for query in ["speed=1,000", "buyers=4o", "buyers=1%205", "guard=locks", "lang=zhx", "utm=1", "speed=1.5.2"] {
        let (link, notices) = parse(query);
        assert_eq!((write(&link), notices.len()), (String::new(), 1), "{query}");
    }
}

/// The same of a recorded run in the hash.
#[test]
fn a_recording_survives_its_way() {
    for hash in [
        "#t=1.Ab_-9",
        "#t=1.Ab_-9。",
        "#t=1.Ab_-9)",
        "#t=1.Ab_-9.",
        "#t%3D1.Ab_-9",
        "#t=1.Ab%0D%0A_-9",
        "#t=1.Ab_-9%E3%80%82then",
        "#t=1.Ab_-9 then",
    ] {
        let (carried, notices) = parse_hash(hash);
        assert_eq!((carried, notices.len()), (Carried::recorded("1.Ab_-9"), 0), "{hash}");
        let (carried, notices) = parse_hash(&hash.replacen('t', "h", 1));
        assert_eq!((carried.handed_in.as_deref(), notices.len()), (Some("1.Ab_-9"), 0), "{hash}");
    }
    // What others put behind it to follow their readers, or to know a frame again.
    for hash in ["#?secret=q2W4e6R8t0", "#utm_source=mail", "#fbclid=x"] {
        assert_eq!(parse_hash(hash), (Carried::default(), Vec::new()), "{hash}");
    }
    let (carried, _) = parse_hash("#t%3D1.Ab%26by%3DFirefox-153_20261129T0612Z");
    assert_eq!(carried, Carried::recorded("1.Ab&by=Firefox-153_20261129T0612Z"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn every_valid_link_survives(link in link()) {
        prop_assert_eq!(parse(&write(&link)), (link, vec![]));
    }

    #[test]
    fn values_use_only_the_unreserved_characters(link in link()) {
        let query = write(&link);
        prop_assert!(query.bytes().all(|b| b.is_ascii_alphanumeric() || b"._~-=&".contains(&b)), "{}", query);
    }

    #[test]
    fn any_text_gives_a_usable_link(query in ".{0,200}") {
        let (link, _) = parse(&query);
        prop_assert_eq!(parse(&write(&link)).0, link);
    }

    /// Whatever a hash holds is the text of one run, or told about.
    #[test]
    fn any_hash_is_used_or_explained(hash in "[ -~]{0,80}") {
        let (Carried { recorded, handed_in }, notices) = parse_hash(&hash);
        // Of the names of trackers, these are short enough to come up by chance.
        let tracks = |pair: &str| ["si", "_ga", "from", "scene"].contains(&pair.split('=').next().unwrap_or_default());
        let pairs = hash.strip_prefix('#').unwrap_or(&hash).split('&').filter(|pair| !pair.is_empty() && !tracks(pair));
        let pairs = pairs.count();
        let used = recorded.as_ref().map_or(0, |text| 1 + text.matches("&by=").count());
        prop_assert_eq!(used + usize::from(handed_in.is_some()) + notices.len(), pairs, "{:?} {:?}", recorded, notices);
    }

    /// Whatever a query of known and unknown names says is in the link, or told about.
    #[test]
    fn every_pair_is_used_or_explained(pairs in prop::collection::vec((name(), "[0-9a-z.-]{0,6}"), 0..6)) {
        let query = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
        let (link, notices) = parse(&query);
        for (name, value) in &pairs {
            let told = notices.iter().any(|notice| notice.parameter == *name);
            let used = name == "r" || set(&link, &[(name.as_str(), value.as_str())]).0 == link;
            prop_assert!(told || used, "{}: {} is neither in {:?} nor in {:?}", query, name, link, notices);
        }
    }

    #[test]
    fn any_value_of_a_known_name_is_used_or_explained(name in prop::sample::select(names()), value in "[ -~]{0,12}") {
        let encoded: Vec<String> = value.bytes().map(|b| format!("%{b:02X}")).collect();
        let encoded = encoded.concat();
        let (link, notices) = parse(&format!("{name}={encoded}"));
        // What was accepted without a word is what the link now says.
        if notices.is_empty() && name != "r" && !write(&link).is_empty() {
            // However it is escaped.
            let plain = value.replace('%', "%25").replace('&', "%26").replace('+', "%2B").replace('#', "%23");
            let (again, _) = parse(&format!("{name}={plain}"));
            prop_assert_eq!(again, link);
        }
        for notice in &notices {
            prop_assert_eq!(&notice.parameter, name);
            prop_assert!(!notice.allowed.is_empty());
        }
    }
}

/// Of a notice: the parameter, the problem, what is used instead.
type Expected = (&'static str, Problem, &'static str);

/// Queries and the notices they give.
#[test]
fn bad_links() {
    let cases: &[(&str, &[Expected])] = &[
        ("", &[]),
        ("?", &[]),
        ("tickets=1", &[]),
        ("tickets=-1", &[("tickets", Problem::NotAValue, "1")]),
        ("tickets=", &[("tickets", Problem::NotAValue, "1")]),
        ("tickets=1.5", &[("tickets", Problem::NotAValue, "1")]),
        ("tickets=99999", &[("tickets", Problem::OutOfRange, "60000")]),
        ("tickets=99999999999999999999999", &[("tickets", Problem::OutOfRange, "60000")]),
        ("buyers=0", &[("buyers", Problem::OutOfRange, "1")]),
        ("buyers=101&engine=workers", &[("buyers", Problem::TooManyForWorkers, "100")]),
        ("buyers=1000000", &[]),
        ("buyers=1000001", &[("buyers", Problem::OutOfRange, "1000000")]),
        ("guard=magic", &[("guard", Problem::NotAValue, "none")]),
        ("buyers=2001&guard=pipe", &[("buyers", Problem::TooManyForGuard, "2000")]),
        ("buyers=1000000&guard=cas&engine=virtual", &[("buyers", Problem::TooManyForGuard, "300")]),
        ("buyers=400&guard=cas&engine=workers", &[("buyers", Problem::TooManyForWorkers, "100")]),
        ("buyers=2001&guard=queue", &[("buyers", Problem::TooManyForGuard, "2000")]),
        ("store=file", &[]),
        ("store=file&guard=pipe", &[("store", Problem::NoEffect, "memory")]),
        ("store=file&guard=cas", &[("store", Problem::NoEffect, "memory")]),
        ("store=disk", &[("store", Problem::NotAValue, "memory")]),
        ("store=file&buyers=2001", &[("buyers", Problem::TooManyForGuard, "2000")]),
        ("fault=kill-holder", &[]),
        ("fault=kill-holder&buyers=2001&engine=virtual", &[("buyers", Problem::TooManyForGuard, "2000")]),
        ("fault=yes", &[("fault", Problem::NotAValue, "none")]),
        ("robust=1&guard=lock", &[]),
        ("robust=1", &[("robust", Problem::NoEffect, "0")]),
        ("robust=2&guard=lock", &[("robust", Problem::NotAValue, "0")]),
        ("view=learn", &[]),
        ("view=check", &[]),
        ("view=compare", &[]),
        ("lesson=race", &[]),
        ("lesson=place.3", &[]),
        ("lesson=maths", &[("lesson", Problem::NotAValue, "race")]),
        ("lesson=lock.three", &[("lesson", Problem::NotAValue, "race")]),
        ("lesson=lock.100", &[("lesson", Problem::OutOfRange, "lock.99")]),
        ("present=1", &[]),
        ("present=yes", &[("present", Problem::NotAValue, "0")]),
        ("at=12", &[]),
        ("at=end", &[("at", Problem::NotAValue, "4294967295")]),
        ("scope=get", &[("scope", Problem::NoEffect, "")]),
        ("scope=sideways", &[("scope", Problem::NoEffect, "")]),
        ("scope=sideways&guard=lock", &[("scope", Problem::NotAValue, "get")]),
        ("store=memory&guard=pipe&robust=0", &[]),
        ("scope=write", &[("scope", Problem::NoEffect, "")]),
        ("speed=0", &[("speed", Problem::OutOfRange, "0.1")]),
        ("speed=5000", &[("speed", Problem::OutOfRange, "1000")]),
        ("speed=fast", &[("speed", Problem::NotAValue, "1")]),
        ("jitter=101", &[("jitter", Problem::OutOfRange, "100")]),
        ("seed=4294967296", &[("seed", Problem::OutOfRange, "4294967295")]),
        ("embed=yes", &[("embed", Problem::NotAValue, "0")]),
        ("embed=1", &[]),
        ("r=2", &[("r", Problem::NotAValue, "1")]),
        ("colour=red", &[("colour", Problem::UnknownName, "")]),
        ("tickets=3&tickets=4", &[("tickets", Problem::GivenTwice, "3")]),
        ("Tickets=3", &[("Tickets", Problem::UnknownName, "")]),
        ("%FF=%FF", &[("\u{fffd}", Problem::UnknownName, "")]),
    ];
    for (query, expected) in cases {
        let (_, notices) = parse(query);
        let found: Vec<(&str, Problem, &str)> =
            notices.iter().map(|n| (n.parameter.as_str(), n.problem, n.used.as_str())).collect();
        assert_eq!(&found, expected, "{query}");
    }
}

#[test]
fn links_are_canonical() {
    let written = |query: &str| write(&parse(query).0);
    assert_eq!(written("buyers=15&tickets=1&speed=1.0&guard=none"), "");
    assert_eq!(written("speed=10&guard=lock&scope=write&tickets=2"), "tickets=2&guard=lock&scope=write&speed=10");
    assert_eq!(written("guard=lock&scope=get"), "guard=lock");
    assert_eq!(written("autorun=1&theme=dark&lang=zh"), "lang=zh&theme=dark&autorun=1");
}
