//! Traces altered by one value: the model has to reject each.

use oversold::program::{Action, Phase, Record, Text};
use oversold::trace::{Trace, check};

/// Alters each value of each event, who it was, and the record at the end, leaves out each event, and cuts the trace off
/// there, one at a time. Not altered are times, which are the clocks' own, and where somebody began to wait: its place is known
/// by the clock alone.
pub fn rejects_every_alteration(trace: &Trace, by: u32) {
    assert_eq!(check(trace), Ok(()));
    let mut mutant = trace.clone();
    for i in 0..trace.events.len() {
        let original = trace.events[i].action;
        for altered in alterations(original, by) {
            mutant.events[i].action = altered;
            assert!(check(&mutant).is_err(), "{altered:?} was taken for {original:?} in {:?}", trace.scenario);
        }
        mutant.events[i].action = original;
        // In a deadlock, who waits before the full queue and who waits for the answer look alike.
        let alike = !trace.failures.is_empty() && matches!(original, Action::Asked { .. });
        if original != Action::Waiting && !alike {
            let buyer = trace.events[i].buyer;
            for other in [buyer + by, buyer.wrapping_sub(1)] {
                mutant.events[i].buyer = other;
                assert!(check(&mutant).is_err(), "{original:?} of {buyer} was taken for one of {other}");
            }
            mutant.events[i].buyer = buyer;
            let mut without = trace.clone();
            without.events.remove(i);
            assert!(check(&without).is_err(), "nobody missed {original:?} of {buyer} in {:?}", trace.scenario);
        }
        let cut = Trace { events: trace.events[..i].to_vec(), ..trace.clone() };
        assert!(check(&cut).is_err(), "{i} events were taken for a run of {:?}", trace.scenario);
    }
    for last in others(trace.last, by) {
        assert!(check(&Trace { last, ..trace.clone() }).is_err(), "{last:?} was taken for the record at the end");
    }
    if let Some(text) = &trace.file {
        let file = Some(format!("{text} "));
        assert!(check(&Trace { file, ..trace.clone() }).is_err(), "another file was taken");
    }
}

fn others(record: Record, by: u32) -> [Record; 2] {
    [Record { count: record.count + by, ..record }, Record { writer: record.writer + by, ..record }]
}

/// The action with one of its values altered, in every way.
fn alterations(action: Action, by: u32) -> Vec<Action> {
    let each = |record: Record, make: &dyn Fn(Record) -> Action| others(record, by).map(make).to_vec();
    match action {
        Action::Paused(phase) => Phase::ALL.into_iter().filter(|p| *p != phase).map(Action::Paused).collect(),
        Action::Looked(record) => each(record, &Action::Looked),
        Action::Acquired(number) => vec![Action::Acquired(number + by), Action::Inherited(number)],
        Action::Inherited(number) => vec![Action::Inherited(number + by), Action::Acquired(number)],
        Action::Read(record) => each(record, &Action::Read),
        Action::Checked { available } => vec![Action::Checked { available: !available }],
        Action::Wrote { put, replaced } => {
            let mut out = each(put, &|put| Action::Wrote { put, replaced });
            out.extend(each(replaced, &|replaced| Action::Wrote { put, replaced }));
            out
        }
        Action::Missed { found } => each(found, &|found| Action::Missed { found }),
        Action::Received { record, number } => {
            let mut out = each(record, &|record| Action::Received { record, number });
            out.push(Action::Received { record, number: number + by });
            out
        }
        Action::Sent(record) => each(record, &Action::Sent),
        Action::Shown(record) => each(record, &Action::Shown),
        Action::Asked { buy, number } => {
            vec![Action::Asked { buy: !buy, number }, Action::Asked { buy, number: number + by }]
        }
        Action::Answered(record) => each(record, &Action::Answered),
        Action::Served { client, buy, number } => vec![
            Action::Served { client: client + by, buy, number },
            Action::Served { client, buy: !buy, number },
            Action::Served { client, buy, number: number + by },
        ],
        Action::Replied { client, record } => {
            let mut out = each(record, &|record| Action::Replied { client, record });
            out.push(Action::Replied { client: client + by, record });
            out
        }
        Action::Loaded { text, number } => {
            let mut out = match text {
                Text::Whole(record) => each(record, &|record| Action::Loaded { text: Text::Whole(record), number }),
                Text::Torn { length, checksum } => vec![
                    Action::Loaded { text: Text::Torn { length: length + by, checksum }, number },
                    Action::Loaded { text: Text::Torn { length, checksum: checksum ^ by }, number },
                ],
            };
            out.push(Action::Loaded { text, number: number + by });
            out
        }
        Action::Truncated { number } => vec![Action::Truncated { number: number + by }],
        Action::Stored { put, replaced, number } => {
            let mut out = each(put, &|put| Action::Stored { put, replaced, number });
            out.extend(each(replaced, &|replaced| Action::Stored { put, replaced, number }));
            out.push(Action::Stored { put, replaced, number: number + by });
            out
        }
        Action::Bought => vec![Action::SoldOut],
        Action::SoldOut => vec![Action::Bought],
        Action::Killed => vec![Action::Spared, Action::Raised],
        Action::Spared | Action::Raised => vec![Action::Killed],
        Action::Released | Action::Entered | Action::Left | Action::Closed | Action::Ended => vec![Action::Spared],
        Action::Started | Action::Failed => vec![Action::Waiting, Action::Ended],
        Action::Waiting => vec![Action::Started],
    }
}
