//! Ways to put what is on the page into other pages, as texts.

use crate::present::race::LONGEST_LINK;
use crate::present::{Address, Same, Select};
use crate::scenario::{Link, View, parse, write};
use crate::store::State;
use crate::t;
use crate::text::{Lang, count};
use crate::trace::Judged;

/// Makes the button that copies the link.
#[derive(Default)]
pub struct Copy;

/// The button that copies the link, and the one that opens the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyModel {
    /// The query and hash of what is on the page.
    pub address: String,
    /// What the first button says.
    pub copy: String,
    /// What the other one says.
    pub open: String,
}

impl Select for Copy {
    type Key = (Lang, Address);
    type Model = CopyModel;

    fn key(&self, state: &State) -> Self::Key {
        (state.lang(), Address::of(state))
    }

    fn make(&mut self, state: &State) -> CopyModel {
        let lang = state.lang();
        CopyModel { address: address(state, "").0, copy: t!(lang, "link.copy"), open: t!(lang, "share.open") }
    }
}

/// The address that is shared, and whether the recorded run is left out of it: where it is too long for a link, it is
/// offered as a file, and the links are those of its scenario. `home` is what the page's own address begins with.
pub fn address(state: &State, home: &str) -> (String, bool) {
    let whole = state.address();
    let too_long = state.run.run.recorded().is_some() && home.len() + whole.len() > LONGEST_LINK;
    (if too_long { write(&state.link.link) } else { whole }, too_long)
}

/// Makes the dialog's content.
#[derive(Default)]
pub struct Share;

/// What the dialog says; the texts themselves are made by [`forms`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareModel {
    /// The language.
    pub lang: Lang,
    /// The query and hash that are shared.
    pub address: String,
    /// Those of exactly the run that is shown.
    pub exact: Option<String>,
    /// Whether there is a run to show as a picture.
    pub has_result: bool,
    /// Whether the browser alters pictures of dots.
    pub alters_pictures: bool,
}

impl Select for Share {
    type Key = (Lang, Address, Option<Same<Judged>>, Option<u32>, bool);
    type Model = ShareModel;

    fn key(&self, state: &State) -> Self::Key {
        let run = state.run.run.known().map(|known| Same(known.run.clone()));
        (state.lang(), Address::of(state), run, state.stands_at(), state.page.alters_pictures)
    }

    fn make(&mut self, state: &State) -> ShareModel {
        let (lang, _, run, _, alters_pictures) = self.key(state);
        let whole = state.address();
        ShareModel { lang, address: whole, exact: state.exact_address(), has_result: run.is_some(), alters_pictures }
    }
}

impl ShareModel {
    /// Query and hash of what is shared; without a recorded run where that is too long for a link.
    pub fn shared(&self, too_long: bool) -> (&str, &str) {
        let (query, hash) = self.address.split_once('#').unwrap_or((&self.address, ""));
        (query, if too_long { "" } else { hash })
    }
}

/// One text to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Id of its button.
    pub id: &'static str,
    /// What it is for.
    pub title: String,
    /// The text.
    pub text: String,
}

/// What the link says of itself: how many come for how many tickets, where that is what it shows.
fn title(lang: Lang, query: &str) -> String {
    let Link { scenario, page } = parse(query).0;
    let (tickets, buyers) = (scenario.tickets.get(), scenario.buyers.get());
    match page.view {
        View::Learn | View::Check => "Oversold".to_owned(),
        _ if (tickets, buyers) == (1, 15) => t!(lang, "title"),
        _ => t!(lang, "share.link_text", tickets = count(lang, tickets), buyers = count(lang, buyers)),
    }
}

/// Every form of what is on the page. `home` is the address of the page's folder, `page` that of the page itself, both
/// without query.
pub fn forms(model: &ShareModel, home: &str, page: &str) -> (Vec<Form>, bool) {
    let lang = model.lang;
    let is_recorded = model.address.contains('#');
    let too_long = is_recorded && page.len() + 1 + model.address.len() > LONGEST_LINK;
    let (query, hash) = model.shared(too_long);
    let address = if hash.is_empty() { query.to_owned() } else { format!("{query}#{hash}") };
    let (url, framed) = (at(page, &address), at(page, &framed(query, hash)));
    // Query and hash hold nothing that HTML would read as its own but the ampersand.
    let (html_url, html_framed) = (url.replace('&', "&amp;"), framed.replace('&', "&amp;"));
    let title = title(lang, query);
    let element = format!(
        "<script async src=\"{home}embed.js\"></script>\n<oversold-demo{}>\n  <a href=\"{html_url}\">{title}</a>\n</oversold-demo>",
        attributes(query, hash),
    );
    let frame = format!(
        "<iframe src=\"{html_framed}\" title=\"Oversold\" width=\"100%\" height=\"620\" loading=\"lazy\" \
         allow=\"cross-origin-isolated; clipboard-write\" style=\"border:0\"></iframe>\n<p><a href=\"{html_url}\">{title}</a></p>",
    );
    // Moodle's editor keeps a frame with these attributes alone; `allow` it drops.
    let moodle = format!(
        "<p><iframe src=\"{html_framed}\" title=\"Oversold\" width=\"100%\" height=\"620\"></iframe></p>\n<p><a href=\"{html_url}\" target=\"_blank\">{title}</a></p>",
    );
    let markdown = format!("[{title}]({url})");
    let myst = format!("```{{iframe}} {framed}\n:width: 100%\n```\n\n[{title}]({url})");
    // Longer links get cut on their way; the stage offers a file instead.
    let exact = model.exact.as_ref().map(|exact| at(page, exact)).filter(|exact| exact.len() <= LONGEST_LINK);
    let form = |id, key: &str, text| Form { id, title: t!(lang, key), text };
    let mut forms = vec![form("share-link", "share.link", url)];
    forms.extend(exact.map(|exact| form("share-exact", "share.exact", exact)));
    forms.extend([
        form("share-element", "share.element", element),
        form("share-frame", "share.frame", frame),
        form("share-moodle", "share.moodle", moodle),
        form("share-markdown", "share.markdown", markdown),
        form("share-myst", "share.myst", myst),
    ]);
    (forms, too_long)
}

/// The whole address of a query and hash.
pub fn at(page: &str, query: &str) -> String {
    // A recorded run without parameters begins with the hash.
    if query.is_empty() || query.starts_with('#') { format!("{page}{query}") } else { format!("{page}?{query}") }
}

/// The same in a frame.
pub fn framed(query: &str, hash: &str) -> String {
    let query = if query.is_empty() { "embed=1".to_owned() } else { format!("{query}&embed=1") };
    if hash.is_empty() { query } else { format!("{query}#{hash}") }
}

/// The parameters as attributes of the element.
fn attributes(query: &str, hash: &str) -> String {
    let mut out = String::new();
    for pair in query.split('&').filter_map(|pair| pair.split_once('=')) {
        out.extend([" ", pair.0, "=\"", pair.1, "\""]);
    }
    if let Some(text) = hash.strip_prefix("t=") {
        out.extend([" recorded=\"", text, "\""]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(address: &str, exact: Option<&str>) -> ShareModel {
        ShareModel {
            lang: Lang::En,
            address: address.into(),
            exact: exact.map(Into::into),
            has_result: false,
            alters_pictures: false,
        }
    }

    #[test]
    fn every_form_leads_to_what_is_on_the_page() {
        let (forms, too_long) = forms(&model("guard=lock&speed=20", None), "https://x.y/", "https://x.y/");
        assert!(!too_long);
        assert_eq!(forms[0].text, "https://x.y/?guard=lock&speed=20");
        assert!(forms[1].text.contains("<oversold-demo guard=\"lock\" speed=\"20\">"), "{}", forms[1].text);
        assert!(
            forms[2].text.contains("src=\"https://x.y/?guard=lock&amp;speed=20&amp;embed=1\""),
            "{}",
            forms[2].text
        );
        assert_eq!(forms.len(), 6);
    }

    /// The link's text says what it shows.
    #[test]
    fn a_link_says_how_many_come() {
        for catalogue in [crate::catalogue!("shell"), crate::catalogue!("share")] {
            crate::text::add(catalogue);
        }
        for (query, said) in [
            ("guard=lock", "Oversold: one ticket, fifteen buyers"),
            ("tickets=2&buyers=1500", "Oversold (tickets: 2, buyers: 1,500)"),
            ("view=learn&lesson=lock", "Oversold"),
        ] {
            let markdown = forms_of(query).into_iter().find(|form| form.text.starts_with('[')).unwrap();
            assert_eq!(markdown.text, format!("[{said}](https://x.y/?{query})"));
        }
    }

    #[test]
    fn a_recording_too_long_for_a_link_is_left_out() {
        let long = format!("buyers=3#t=1.{}", "A".repeat(1900));
        let (forms, too_long) = forms(&model(&long, Some(&long)), "https://x.y/", "https://x.y/");
        assert!(too_long);
        assert!(forms.iter().all(|form| form.text.len() < LONGEST_LINK && !form.text.contains("#t=")), "{forms:?}");
        let short = forms_of("#t=1.abc");
        assert_eq!(short[0].text, "https://x.y/#t=1.abc");
        assert!(short[2].text.contains("recorded=\"1.abc\""), "{}", short[2].text);
    }

    fn forms_of(address: &str) -> Vec<Form> {
        forms(&model(address, Some(address)), "https://x.y/", "https://x.y/").0
    }
}
