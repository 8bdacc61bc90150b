//! What a process prints at an event, or does silently.

use crate::program::{Action as Did, Phase, Text, text};
use crate::t;
use crate::text::{Lang, count};
use crate::trace::{Event, Note};

/// What a buyer prints at an event, or does silently, and what the run as a whole makes of it.
pub fn event(lang: Lang, event: Event, note: Note) -> String {
    match note {
        Note::Plain => plain(lang, event),
        Note::Lost => t!(lang, "log.lost", what = plain(lang, event)),
        Note::Oversold => t!(lang, "log.oversold"),
        Note::InVain => t!(lang, "log.in_vain"),
    }
}

fn plain(lang: Lang, event: Event) -> String {
    let n = |value| count(lang, value);
    let key = match event.action {
        Did::Looked(record) => return t!(lang, "log.left", n = n(record.count)),
        Did::Read(record) => return t!(lang, "log.read", n = n(record.count)),
        Did::Wrote { put, replaced } => return t!(lang, "log.wrote", n = n(put.count), old = n(replaced.count)),
        Did::Stored { put, replaced, .. } => {
            return t!(lang, "log.stored", text = text::write(put.count), old = n(replaced.count));
        }
        Did::Loaded { text: Text::Whole(record), .. } => {
            return t!(lang, "log.loaded", text = text::write(record.count));
        }
        Did::Loaded { text: Text::Torn { length, .. }, .. } => return t!(lang, "log.loaded_torn", length = n(length)),
        Did::Truncated { .. } => "log.truncated",
        Did::Raised => "log.raised",
        Did::Killed => "log.killed",
        Did::Spared => "log.spared",
        Did::Inherited(_) => "log.inherited",
        Did::Missed { found } => return t!(lang, "log.missed", n = n(found.count)),
        Did::Received { record, .. } => return t!(lang, "log.received", n = n(record.count)),
        Did::Sent(record) => return t!(lang, "log.sent", n = n(record.count)),
        Did::Shown(record) => return t!(lang, "log.left", n = n(record.count)),
        Did::Asked { buy: false, .. } => "log.ask_look",
        Did::Asked { buy: true, .. } => "log.ask_buy",
        Did::Answered(record) => return t!(lang, "log.answered", n = n(record.count)),
        Did::Served { client, buy, .. } => {
            return t!(lang, if buy { "log.serve_buy" } else { "log.serve_look" }, client = client);
        }
        Did::Replied { client, record } => return t!(lang, "log.replied", client = client, n = n(record.count)),
        Did::Closed => "log.closed",
        Did::Waiting => "log.waiting",
        Did::Acquired(_) => "log.acquired",
        Did::Released => "step.release",
        Did::Bought => "log.bought",
        Did::SoldOut => "log.sold_out",
        Did::Failed => "log.failed",
        Did::Started => "step.start",
        Did::Paused(Phase::Search) => "activity.search",
        Did::Paused(Phase::Pay) => "activity.pay",
        Did::Paused(Phase::Confirm) => "activity.confirm",
        Did::Entered => "step.enter",
        Did::Left => "step.leave",
        Did::Checked { .. } => "step.checked",
        Did::Ended => "step.end",
    };
    t!(lang, key)
}
