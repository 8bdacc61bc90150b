//! Events -> [`Timeline`]. A fold: each event closes what its buyer did before and opens the next.

use super::{Activity, Change, Fate, Lane, Mark, MarkKind, Span, Stretch, Timeline};
use crate::program::{Action, Micros, Phase, Record, Text};
use crate::scenario::{Guard, Scenario};
use crate::trace::Event;

/// Lays out the events of a scenario up to `now`; what is open then ends at `now`.
pub fn build(scenario: &Scenario, events: &[Event], now: Micros) -> Timeline {
    let mut fold = Fold::new(scenario, now);
    for (index, event) in events.iter().enumerate() {
        fold.take(index, *event);
    }
    fold.finish(events.last().map_or(0, |event| event.at))
}

struct Fold<'a> {
    scenario: &'a Scenario,
    timeline: Timeline,
    now: Micros,
    /// By lane: the record as read in order to buy.
    seen: Vec<Option<Record>>,
    /// By lane: whether its last span still goes on.
    open: Vec<bool>,
    /// By lane: whether it has the lock, or the count.
    holds: Vec<bool>,
    /// How many requests have been put into the clerk's queue.
    asked: u32,
    /// How many have read a value so far, by its writer: each buyer writes at most once.
    readers: Vec<u32>,
}

impl<'a> Fold<'a> {
    fn new(scenario: &'a Scenario, now: Micros) -> Self {
        let buyers = scenario.processes();
        let is_clerk = |buyer| buyer > scenario.buyers.get();
        let lanes = (1..=buyers).map(|buyer| Lane { buyer, is_clerk: is_clerk(buyer), ..Lane::default() }).collect();
        let initial = Change { at: 0, record: Record::initial(scenario.tickets.get()), lost: false };
        Self {
            scenario,
            timeline: Timeline { lanes, strip: vec![initial], sold: 0, end: now },
            now,
            seen: vec![None; buyers as usize],
            open: vec![false; buyers as usize],
            holds: vec![false; buyers as usize],
            asked: 0,
            readers: vec![0; buyers as usize + 1],
        }
    }

    fn take(&mut self, index: usize, event: Event) {
        let Some(lane) = self.timeline.lanes.get_mut(event.buyer as usize - 1) else { return };
        let (at, end) = (event.at, self.now.max(event.at));
        let open = Stretch { from: at, to: end };
        // Whatever the buyer was doing ends with its next event.
        if core::mem::take(&mut self.open[event.buyer as usize - 1])
            && let Some(span) = lane.spans.last_mut()
        {
            span.stretch.to = at;
        }
        if event.action.takes() || event.action.gives() {
            self.holds[event.buyer as usize - 1] = event.action.takes();
        }
        self.asked += u32::from(matches!(event.action, Action::Asked { .. }));
        let kind = match event.action {
            Action::Started => {
                // Under join the guard is the gate: whoever starts late was blocked until then.
                if self.scenario.guard == Guard::Join && at > 0 {
                    lane.spans.push(Span { activity: Activity::Wait, stretch: Stretch { from: 0, to: at } });
                }
                lane.life = Some(open);
                None
            }
            Action::Paused(phase) => {
                lane.spans.push(Span { activity: activity(phase), stretch: open });
                self.open[event.buyer as usize - 1] = true;
                None
            }
            // An idle clerk waits for no guard.
            Action::Waiting if lane.is_clerk => None,
            Action::Waiting => {
                lane.spans.push(Span { activity: Activity::Wait, stretch: open });
                self.open[event.buyer as usize - 1] = true;
                None
            }
            Action::Acquired(_) | Action::Inherited(_) => {
                lane.holding = Some(open);
                let inherited = matches!(event.action, Action::Inherited(_));
                Some(if inherited { MarkKind::Inherited } else { MarkKind::Acquired })
            }
            Action::Released => {
                shut(&mut lane.holding, at);
                Some(MarkKind::Released)
            }
            Action::Entered => {
                lane.inside = Some(open);
                None
            }
            Action::Left => {
                shut(&mut lane.inside, at);
                None
            }
            Action::Looked(record) | Action::Shown(record) => Some(MarkKind::Look(record)),
            Action::Read(record) => {
                self.seen[event.buyer as usize - 1] = Some(record);
                Some(MarkKind::Read { record, before: count_reader(&mut self.readers, record) })
            }
            Action::Wrote { put, replaced } | Action::Stored { put, replaced, .. } => {
                let lost = self.seen[event.buyer as usize - 1] != Some(replaced);
                self.timeline.strip.push(Change { at, record: put, lost });
                Some(MarkKind::Write { count: put.count, replaced, lost })
            }
            Action::Missed { found } => Some(MarkKind::Missed { found }),
            Action::Received { record, .. } => {
                lane.holding = Some(open);
                Some(MarkKind::Received(record))
            }
            Action::Sent(record) => {
                shut(&mut lane.holding, at);
                if record.writer == event.buyer {
                    self.timeline.strip.push(Change { at, record, lost: false });
                }
                Some(MarkKind::Sent(record))
            }
            Action::Bought => {
                self.timeline.sold += 1;
                let oversold = self.timeline.sold > self.scenario.tickets.get();
                lane.fate = if oversold { Fate::Oversold } else { Fate::Bought };
                Some(MarkKind::Bought { nth: self.timeline.sold, oversold })
            }
            Action::SoldOut => {
                lane.fate = Fate::SoldOut;
                Some(MarkKind::SoldOut)
            }
            Action::Failed | Action::Raised | Action::Killed => {
                // It may never give back what it holds; that shows where the others wait.
                end_life(lane, at, self.holds[event.buyer as usize - 1]);
                Some(match event.action {
                    Action::Raised => MarkKind::Raised,
                    Action::Killed => MarkKind::Killed,
                    _ => MarkKind::Failed,
                })
            }
            Action::Loaded { text: Text::Torn { length, .. }, .. } => Some(MarkKind::Torn { length }),
            Action::Truncated { .. } => Some(MarkKind::Truncated),
            Action::Ended => {
                shut(&mut lane.life, at);
                None
            }
            other => message(other, self.asked),
        };
        if let Some(kind) = kind {
            lane.marks.push(Mark { at, buyer: event.buyer, kind, event: index });
        }
    }

    fn finish(mut self, last: Micros) -> Timeline {
        self.timeline.end = self.now.max(last);
        for lane in &mut self.timeline.lanes {
            let blocked = lane.spans.iter().filter(|span| span.activity == Activity::Wait);
            lane.waited = blocked.map(|span| span.stretch.to - span.stretch.from).sum();
        }
        self.timeline
    }
}

/// One more has read this value; how many had before.
fn count_reader(readers: &mut [u32], record: Record) -> u32 {
    readers.get_mut(record.writer as usize).map_or(0, |readers| {
        *readers += 1;
        *readers - 1
    })
}

/// What a message between a buyer and the clerk is drawn as, after so many requests; nothing for what is not drawn.
const fn message(action: Action, asked: u32) -> Option<MarkKind> {
    match action {
        Action::Asked { buy, .. } => Some(MarkKind::Asked { buy }),
        Action::Answered(record) => Some(MarkKind::Answered(record)),
        Action::Served { client, buy, number } => {
            Some(MarkKind::Served { client, buy, waiting: asked.saturating_sub(number) })
        }
        Action::Replied { client, record } => Some(MarkKind::Replied { client, record }),
        _ => None,
    }
}

/// The process is dead.
fn end_life(lane: &mut Lane, at: Micros, holds: bool) {
    lane.fate = Fate::Failed;
    shut(&mut lane.life, at);
    shut(&mut lane.inside, at);
    if holds {
        shut(&mut lane.holding, at);
    }
}

fn shut(stretch: &mut Option<Stretch>, at: Micros) {
    if let Some(stretch) = stretch {
        stretch.to = at;
    }
}

const fn activity(phase: Phase) -> Activity {
    match phase {
        Phase::Search => Activity::Search,
        Phase::Pay => Activity::Pay,
        Phase::Confirm => Activity::Confirm,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::scenario::{Bounded, Scope};

    fn timeline(guard: Guard, buyers: u32) -> Timeline {
        let scenario = Scenario { guard, buyers: Bounded::clamp(buyers), ..Scenario::default() };
        let trace = run_virtual(&scenario);
        build(&scenario, &trace.events, 0)
    }

    fn spans(lane: &Lane) -> Vec<(Activity, Micros, Micros)> {
        lane.spans.iter().map(|span| (span.activity, span.stretch.from, span.stretch.to)).collect()
    }

    #[test]
    fn unguarded_buyers_do_everything_at_once() {
        let timeline = timeline(Guard::None, 2);
        for lane in &timeline.lanes {
            let expected = [
                (Activity::Search, 0, 1_000_000),
                (Activity::Pay, 1_000_000, 2_000_000),
                (Activity::Confirm, 2_000_000, 3_500_000),
            ];
            assert_eq!(spans(lane), expected);
            assert_eq!(lane.inside, Some(Stretch { from: 1_000_000, to: 3_500_000 }));
        }
        let fates: Vec<Fate> = timeline.lanes.iter().map(|lane| lane.fate).collect();
        assert!(fates.contains(&Fate::Bought) && fates.contains(&Fate::Oversold));
        assert_eq!(timeline.strip.iter().map(|change| change.lost).collect::<Vec<_>>(), [false, false, true]);
        assert_eq!((timeline.sold, timeline.end), (2, 3_500_000));
    }

    #[test]
    fn a_lock_makes_the_second_one_wait() {
        let timeline = timeline(Guard::Lock(Scope::Get), 2);
        let second = timeline.lanes.iter().find(|lane| lane.fate == Fate::SoldOut).unwrap();
        let expected = [
            (Activity::Search, 0, 1_000_000),
            (Activity::Wait, 1_000_000, 3_500_000),
            (Activity::Pay, 3_500_000, 4_500_000),
        ];
        assert_eq!(spans(second), expected);
        assert_eq!(second.waited, 2_500_000);
        assert_eq!(second.holding, Some(Stretch { from: 3_500_000, to: 4_500_000 }));
    }

    #[test]
    fn under_join_the_second_one_waits_to_start() {
        let timeline = timeline(Guard::Join, 2);
        assert_eq!(spans(&timeline.lanes[1])[0], (Activity::Wait, 0, 3_500_000));
        assert_eq!(timeline.lanes[1].waited, 3_500_000);
    }

    #[test]
    fn what_is_open_ends_now() {
        let scenario = Scenario::default();
        let trace = run_virtual(&scenario);
        let so_far: Vec<Event> = trace.events.iter().copied().take_while(|event| event.at < 500_000).collect();
        let timeline = build(&scenario, &so_far, 400_000);
        assert_eq!(spans(&timeline.lanes[3]), [(Activity::Search, 0, 400_000)]);
        assert_eq!(timeline.lanes[3].fate, Fate::Open);
        assert_eq!(timeline.end, 400_000);
    }

    /// Everybody asks at the same instant, and buying takes the clerk a second: the others are in the queue.
    #[test]
    fn the_clerk_sees_how_many_wait() {
        let timeline = timeline(Guard::Queue, 5);
        let clerk = timeline.lanes.last().unwrap();
        let waiting: Vec<(bool, u32)> = clerk
            .marks
            .iter()
            .filter_map(|mark| match mark.kind {
                MarkKind::Served { buy, waiting, .. } => Some((buy, waiting)),
                _ => None,
            })
            .collect();
        assert_eq!(waiting.len(), 10);
        assert_eq!(waiting.last(), Some(&(true, 0)));
        assert!(waiting.iter().any(|(buy, waiting)| *buy && *waiting >= 3), "{waiting:?}");
    }
}
