//! Where a run on real workers was executed, and when: what its link and its file say beside the run. It is what somebody
//! wrote there; nothing can be computed from it, and a page that does not know it leaves it aside.

use serde::Serialize;

/// Between a recorded run and its origin, in a hash.
const SEPARATOR: &str = "&by=";
/// The longest name of a browser, in letters.
const LONGEST_NAME: usize = 24;

/// Who executed a run on real workers, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The browser and its version, `Firefox 153`.
    pub browser: String,
    /// The minute of its end in UTC, `2026-11-29T06:12Z`.
    pub at: String,
}

impl Origin {
    /// Of a browser that calls itself so (`navigator.userAgent`), at this time (ISO 8601, in UTC).
    pub fn new(user_agent: &str, now: &str) -> Self {
        let at = now.get(..16).map_or_else(String::new, |minute| format!("{minute}Z"));
        Self { browser: browser(user_agent), at }
    }

    /// As a hash has it: `Firefox-153_20261129T0612Z`.
    pub fn write(&self) -> String {
        let at = self.at.replace(['-', ':'], "");
        format!("{}_{at}", self.browser.replace(' ', "-"))
    }

    /// Reads what [`Origin::write`] has written; `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let (browser, at) = text.rsplit_once('_')?;
        let browser = browser.replace('-', " ");
        let is_name = (1..=LONGEST_NAME).contains(&browser.len())
            && browser.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == '.');
        let (date, time) = at.strip_suffix('Z')?.split_once('T')?;
        let are_digits =
            date.len() == 8 && time.len() == 4 && (date.bytes().chain(time.bytes())).all(|c| c.is_ascii_digit());
        (is_name && are_digits).then(|| {
            let at = format!("{}-{}-{}T{}:{}Z", &date[..4], &date[4..6], &date[6..], &time[..2], &time[2..]);
            Self { browser, at }
        })
    }

    /// The hash of a recorded run and, where it has one, its origin.
    pub fn join(schedule: &str, origin: Option<&Self>) -> String {
        let origin = origin.map(|origin| [SEPARATOR, &origin.write()].concat());
        [schedule, origin.as_deref().unwrap_or_default()].concat()
    }

    /// The text of a recorded run and, where the hash has one, its origin, or what stands in its place and cannot be read.
    pub fn split(hash: &str) -> (&str, Option<Result<Self, String>>) {
        hash.split_once(SEPARATOR).map_or((hash, None), |(schedule, given)| {
            (schedule, Some(Self::read(given).ok_or_else(|| given.to_owned())))
        })
    }
}

/// The name and the main version of a browser. Most call themselves by the names of others too, so the order counts.
/// <https://developer.mozilla.org/docs/Web/HTTP/Guides/Browser_detection_using_the_user_agent>
fn browser(user_agent: &str) -> String {
    let known = [
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Version/", "Safari"),
    ];
    let found = known.iter().find_map(|(mark, name)| {
        let (_, rest) = user_agent.split_once(mark)?;
        let version: String = rest.chars().take_while(char::is_ascii_digit).take(4).collect();
        (!version.is_empty()).then(|| format!("{name} {version}"))
    });
    found.unwrap_or_else(|| "browser".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_called_by_their_names() {
        for (user_agent, name) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", "Firefox 153"),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
                "Chrome 156",
            ),
            (
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0",
                "Edge 156",
            ),
            (
                "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
                "Safari 26",
            ),
            ("Lynx", "browser"),
        ] {
            let origin = Origin::new(user_agent, "2026-11-29T06:12:33.123Z");
            assert_eq!((&*origin.browser, &*origin.at), (name, "2026-11-29T06:12Z"));
            assert_eq!(Origin::read(&origin.write()), Some(origin));
        }
    }

    #[test]
    fn a_hash_is_taken_apart_and_put_together() {
        let (schedule, origin) = Origin::split("1.AbC&by=Firefox-153_20261129T0612Z");
        let origin = origin.unwrap().unwrap();
        assert_eq!((schedule, &*origin.at), ("1.AbC", "2026-11-29T06:12Z"));
        assert_eq!(Origin::join(schedule, Some(&origin)), "1.AbC&by=Firefox-153_20261129T0612Z");
        assert_eq!((Origin::split("1.AbC"), Origin::join("1.AbC", None)), (("1.AbC", None), "1.AbC".to_owned()));
        for wrong in [
            "",
            "x",
            "Firefox-153",
            "Firefox-153_2026",
            "<b>_20261129T0612Z",
            "_20261129T0612Z",
            "é_20261129T0612Z",
            "a_2026112é06T12Z",
        ] {
            assert_eq!(Origin::split(&format!("1.AbC&by={wrong}")), ("1.AbC", Some(Err(wrong.to_owned()))));
        }
    }
}
