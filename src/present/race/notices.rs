//! What could not be used as given, and where the page has to simulate.

use crate::present::{Address, Select, words};
use crate::scenario::{Engine, Notice, Store};
use crate::store::{Obstacle, State, Tried};
use crate::t;
use crate::text::Lang;
use crate::trace::{Cause, Failure};

/// The most notices shown one by one.
const SHOWN: usize = 8;

/// Makes the list of notices.
#[derive(Default)]
pub struct Notices;

/// The list of notices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticesModel {
    /// Its name.
    pub title: String,
    /// The badge of what has to be simulated.
    pub badge: String,
    /// Why runs are simulated; and where a tab of its own would help, the name and the query of the way there.
    pub simulated: Option<(String, Option<(String, String)>)>,
    /// Why the file is simulated.
    pub no_file: Option<String>,
    /// Why there is no picture of dots, and the name of the button that saves one of lines.
    pub no_png: Option<(String, String)>,
    /// How many could be started, where not all could.
    pub started: Option<String>,
    /// What could not be used as given.
    pub notices: Vec<NoticeModel>,
    /// How many more there are.
    pub more: Option<String>,
    /// The name of the button that takes one away.
    pub dismiss: String,
}

/// One thing that could not be used as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeModel {
    /// Its parameter, in `data-notice`.
    pub parameter: String,
    /// What is said.
    pub text: String,
}

impl Select for Notices {
    type Key =
        (Lang, Vec<Notice>, Option<(Obstacle, Option<Tried>)>, Option<String>, bool, usize, u32, Option<Address>);
    type Model = NoticesModel;

    fn key(&self, state: &State) -> Self::Key {
        let link = &state.link.link;
        // Where runs are simulated anyway, so is the file.
        let asks = state.page.obstacle.is_none() && link.scenario.store == Store::File;
        let no_file = state.page.no_file.clone().filter(|_| asks && link.page.engine != Engine::Virtual);
        let buyers = link.scenario.buyers.get();
        // The clerk is none of them.
        let is_missing = |failure: &&Failure| failure.buyer <= buyers && matches!(failure.cause, Cause::DidNotStart(_));
        let missing = state.failures().iter().filter(is_missing).count();
        let address = state.page.obstacle.is_some().then(|| Address::of(state));
        let obstacle = state.page.obstacle.map(|obstacle| (obstacle, state.page.tried.clone()));
        let (notices, no_png) = (state.link.notices.clone(), state.page.alters_pictures);
        (state.lang(), notices, obstacle, no_file, no_png, missing, buyers, address)
    }

    fn make(&mut self, state: &State) -> NoticesModel {
        let (lang, notices, obstacle, no_file, no_png, missing, buyers, _) = self.key(state);
        let simulated = obstacle.map(|(obstacle, tried)| {
            let (text, helps) = match obstacle {
                Obstacle::ParentNotIsolated => (t!(lang, "simulated.parent_not_isolated"), true),
                Obstacle::ServiceWorkerBlocked => (not_isolated(lang, &tried.unwrap_or_default()), false),
                Obstacle::Sandboxed => (t!(lang, "simulated.sandboxed"), true),
                Obstacle::FromDisk => (t!(lang, "simulated.from_disk"), false),
                Obstacle::Insecure => (t!(lang, "simulated.insecure"), false),
                Obstacle::WorkersForbidden => (t!(lang, "simulated.workers_forbidden"), false),
                Obstacle::BrowserLacks => (t!(lang, "simulated.browser_lacks"), false),
            };
            (text, helps.then(|| (t!(lang, "simulated.own_tab"), state.own_tab())))
        });
        let started = (missing > 0).then(|| {
            let started = (buyers as usize).saturating_sub(missing);
            t!(lang, "notice.started", started = started, buyers = buyers)
        });
        let more = notices.len().saturating_sub(SHOWN);
        let one =
            |notice: &Notice| NoticeModel { parameter: notice.parameter.clone(), text: words::notice(lang, notice) };
        NoticesModel {
            title: t!(lang, "notice.title"),
            badge: t!(lang, "simulated.badge"),
            simulated,
            no_file: no_file.map(|text| t!(lang, "notice.no_file", text = text)),
            no_png: no_png.then(|| (t!(lang, "notice.no_png"), t!(lang, "notice.save_svg"))),
            started,
            notices: notices.iter().take(SHOWN).map(one).collect(),
            more: (more > 0).then(|| t!(lang, "notice.more", n = more)),
            dismiss: t!(lang, "notice.dismiss"),
        }
    }
}

/// Names what came, and what the browser said: both may be the host's fault, and neither can be guessed.
fn not_isolated(lang: Lang, tried: &Tried) -> String {
    let Tried { headers, refused } = tried;
    let sent = if headers.is_empty() { t!(lang, "simulated.no_headers") } else { headers.clone() };
    let refused = if refused.is_empty() { String::new() } else { t!(lang, "simulated.refused", text = refused) };
    t!(lang, "simulated.service_worker_blocked", sent = sent, refused = refused)
}
