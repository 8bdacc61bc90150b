//! Events -> [`Timeline`], as they come. Each event closes what its process did before and opens the next.
//!
//! Where everybody stands, [`Follow`] says; here that becomes lanes. What still goes on has no end until a timeline is asked
//! for, so asking copies only the lanes in which something goes on, and shares the others.

use super::marks::{Marks, bought, fate};
use super::{Activity, Change, Lane, Mark, MarkKind, Pace, Span, Stretch, Timeline};
use crate::program::{Action, BuyerId, Micros, Phase, Record};
use crate::scenario::Scenario;
use crate::trace::{Doing, Event, Follow, Judged, Note, Place, Status};
use std::rc::Rc;

/// Lays out the events of a scenario up to `now`; what is open then ends at `now`. In the time of the events.
pub fn build(scenario: &Scenario, events: &[Event], now: Micros) -> Timeline {
    laid_out(scenario, Pace::SAME, events, now)
}

/// All of a known run, in the scenario's time.
pub fn told(run: &Judged) -> Timeline {
    laid_out(&run.trace.scenario, Pace::of(run), &run.trace.events, 0)
}

fn laid_out(scenario: &Scenario, pace: Pace, events: &[Event], now: Micros) -> Timeline {
    let mut builder = Builder::new(scenario, pace);
    for event in events {
        builder.take(*event);
    }
    builder.timeline(now)
}

/// A timeline in the making.
#[derive(Clone, Debug)]
pub struct Builder {
    pace: Pace,
    follow: Follow,
    /// By process. The end of what is open means nothing yet.
    lanes: Vec<Rc<Lane>>,
    strip: Rc<Vec<Change>>,
    marks: Marks,
    sold: u32,
    /// The latest instant, in the time of the lanes.
    last: Micros,
}

impl Builder {
    /// Nothing has happened. What is heard comes in a run's own time, and is laid out in the scenario's.
    pub fn new(scenario: &Scenario, pace: Pace) -> Self {
        let is_clerk = |buyer| buyer > scenario.buyers.get();
        let lane = |buyer| Rc::new(Lane { buyer, is_clerk: is_clerk(buyer), ..Lane::default() });
        let initial = Change { at: 0, record: Record::initial(scenario.tickets.get()), lost: false };
        Self {
            pace,
            follow: Follow::new(scenario),
            lanes: (1..=scenario.processes()).map(lane).collect(),
            strip: Rc::new(vec![initial]),
            marks: Marks::new(scenario),
            sold: 0,
            last: 0,
        }
    }

    /// The run as far as it has been heard.
    pub const fn follow(&self) -> &Follow {
        &self.follow
    }

    /// Hears the next event, as [`Follow::hear`] does.
    pub fn take(&mut self, event: Event) {
        let event = Event { at: self.pace.told(event.at), ..event };
        let Event { at, buyer, action } = event;
        let index = self.follow.len();
        let before = self.follow.status(buyer).copied();
        self.follow.hear(event);
        self.last = self.last.max(at);
        let (Some(before), Some(after)) = (before, self.follow.status(buyer)) else { return };
        let Some(lane) = self.lanes.get_mut(buyer as usize - 1) else { return };
        let lane = Rc::make_mut(lane);
        lane.go_on(&before, at);
        lane.begin(&before, after, event);
        lane.fate = fate(after);
        lane.waited = after.waited;
        lane.is_over = after.is_over();
        let lost = self.follow.note(index, event) == Note::Lost;
        // Who only looked puts back into the pipe what was in it.
        if let Some(record) = action.put().filter(|record| record.writer == buyer || action.written().is_some()) {
            Rc::make_mut(&mut self.strip).push(Change { at, record, lost });
        }
        self.sold += u32::from(action == Action::Bought);
        if let Some(kind) = self.marks.of(action, after, lost) {
            lane.marks.push(Mark { at, buyer, kind, event: index, step: step(&before) });
        }
        if action == Action::Bought {
            self.renumber(buyer);
        }
    }

    /// A sale has come in before others: theirs have other numbers now.
    fn renumber(&mut self, buyer: BuyerId) {
        let after = self.follow.sales().sold().iter().rev().take_while(|other| **other != buyer);
        for other in after {
            let (Some(status), Some(lane)) = (self.follow.status(*other), self.lanes.get_mut(*other as usize - 1))
            else {
                continue;
            };
            let lane = Rc::make_mut(lane);
            lane.fate = fate(status);
            for mark in lane.marks.iter_mut().filter(|mark| matches!(mark.kind, MarkKind::Bought { .. })) {
                mark.kind = bought(status).unwrap_or(mark.kind);
            }
        }
    }

    /// What has happened up to `now`, in microseconds of the run's own time, or up to the last event where that was later; what is open ends
    /// there.
    pub fn timeline(&self, now: Micros) -> Timeline {
        let now = self.pace.told(now);
        let shown = |(lane, status): (&Rc<Lane>, &Status)| {
            if !status.is_running() {
                return lane.clone();
            }
            let mut lane = Lane::clone(lane);
            lane.go_on(status, now);
            lane.waited = status.waited_until(now);
            Rc::new(lane)
        };
        Timeline {
            lanes: self.lanes.iter().zip(self.follow.statuses()).map(shown).collect(),
            strip: self.strip.clone(),
            sold: self.sold,
            end: now.max(self.last),
        }
    }
}

impl Lane {
    /// Whatever goes on while its process stands so, goes on until `now`.
    fn go_on(&mut self, status: &Status, now: Micros) {
        let span = self.spans.last_mut().map(|span| &mut span.stretch).filter(|_| activity(status).is_some());
        let life = self.life.as_mut().filter(|_| status.is_running());
        let inside = self.inside.as_mut().filter(|_| status.inside);
        let holding = self.holding.as_mut().filter(|_| status.held.is_some() && status.is_running());
        for stretch in [span, life, inside, holding].into_iter().flatten() {
            stretch.to = stretch.from.max(now);
        }
    }

    /// Opens what an event began that brought its process from `before` to `after`.
    fn begin(&mut self, before: &Status, after: &Status, Event { at, action, .. }: Event) {
        let open = Stretch { from: at, to: at };
        if action == Action::Started {
            self.life = Some(open);
            // Under join the guard is the gate: whoever starts late was blocked until then.
            if after.waited > 0 {
                let stretch = Stretch { from: at.saturating_sub(after.waited), to: at };
                self.spans.push(Span { activity: Activity::Wait, stretch, step: None });
            }
        }
        if let Some(activity) = activity(after) {
            self.spans.push(Span { activity, stretch: open, step: step(after) });
        }
        if after.inside && !before.inside {
            self.inside = Some(open);
        }
        if after.held.is_some() && action.takes() {
            self.holding = Some(open);
        }
    }
}

/// At which step a process stands.
const fn step(status: &Status) -> Option<usize> {
    match status.place {
        Place::At(step) => Some(step),
        Place::Outside | Place::Ended | Place::Dead => None,
    }
}

/// What takes the time of a process that stands so. An idle clerk waits for no guard.
const fn activity(status: &Status) -> Option<Activity> {
    match status.doing {
        Doing::Pausing { phase: Phase::Search, .. } => Some(Activity::Search),
        Doing::Pausing { phase: Phase::Pay, .. } => Some(Activity::Pay),
        Doing::Pausing { phase: Phase::Confirm, .. } => Some(Activity::Confirm),
        Doing::Waiting { .. } if !status.is_clerk => Some(Activity::Wait),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::program::{Step, compile};
    use crate::scenario::{Bounded, Fault, Guard, Scope, Store};
    use crate::timeline::Fate;

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
        let timeline = timeline(Guard::Lock(Scope::GET), 2);
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

    /// By kind of step, and the other way round.
    #[test]
    fn spans_and_marks_know_their_steps() {
        for guard in Guard::ALL {
            let (buyers, store) = (Bounded::clamp(3), Store::File);
            let scenario = Scenario { buyers, store, ..Scenario::default() }.under(guard);
            let program = compile(&scenario);
            let timeline = build(&scenario, &run_virtual(&scenario).events, 0);
            for lane in &timeline.lanes {
                for span in &lane.spans {
                    let fits = match span.step.map(|step| program[step]) {
                        Some(Step::Pause(Phase::Search)) => span.activity == Activity::Search,
                        Some(Step::Pause(Phase::Pay)) => span.activity == Activity::Pay,
                        Some(Step::Pause(Phase::Confirm)) => span.activity == Activity::Confirm,
                        Some(step) => step.can_block() && span.activity == Activity::Wait,
                        None => guard == Guard::Join && span.stretch.from == 0,
                    };
                    assert!(fits, "{guard:?}: {span:?}");
                }
                let of = |wanted: fn(&MarkKind) -> bool| lane.marks.iter().find(|mark| wanted(&mark.kind));
                let bought = of(|kind| matches!(kind, MarkKind::Bought { .. })).and_then(|mark| mark.step);
                assert!(bought.is_none_or(|step| program[step] == Step::Bought), "{guard:?}");
                let wrote = of(|kind| matches!(kind, MarkKind::Write { .. })).and_then(|mark| mark.step);
                let writes = |step: Step| matches!(step, Step::Store | Step::Write | Step::Swap { .. });
                assert!(wrote.is_none_or(|step| writes(program[step])), "{guard:?}");
            }
            let searches: Vec<usize> =
                (0..program.len()).filter(|step| program[*step] == Step::Pause(Phase::Search)).collect();
            let found: Vec<(usize, usize)> = timeline.spans_at(&searches).collect();
            assert_eq!(found.len(), 3, "{guard:?}");
            assert!(found.iter().all(|(lane, at)| timeline.lanes[*lane].spans[*at].activity == Activity::Search));
        }
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

    /// Event by event it becomes what it is at once; and who is gone is not copied again.
    #[test]
    fn as_it_grows_it_is_what_it_is_at_once() {
        for guard in Guard::ALL {
            let (buyers, jitter) = (Bounded::clamp(4), Bounded::clamp(70));
            let scenario =
                Scenario { buyers, jitter, store: Store::File, fault: Fault::KillHolder, ..Scenario::default() };
            let scenario = scenario.under(guard);
            let trace = run_virtual(&scenario);
            let mut builder = Builder::new(&scenario, Pace::SAME);
            let mut before = builder.timeline(0);
            for (i, event) in trace.events.iter().enumerate() {
                builder.take(*event);
                let now = event.at + 100;
                let timeline = builder.timeline(now);
                assert_eq!(timeline, build(&scenario, &trace.events[..=i], now), "{guard:?} after {event:?}");
                for ((lane, earlier), status) in
                    timeline.lanes.iter().zip(&before.lanes).zip(builder.follow().statuses())
                {
                    let is_still = !status.is_running() && lane.buyer != event.buyer;
                    assert_eq!(Rc::ptr_eq(lane, earlier), is_still, "{guard:?} {} after {event:?}", lane.buyer);
                    let goes_on = lane.life.is_some_and(|life| life.to == now);
                    assert_eq!(goes_on, status.is_running(), "{guard:?} {} after {event:?}", lane.buyer);
                }
                before = timeline;
            }
        }
    }

    /// Whoever writes first has the ticket, also when another says so first: its lane, and that of the other.
    #[test]
    fn lanes_agree_with_the_order_of_writes() {
        let scenario = Scenario { buyers: Bounded::clamp(2), ..Scenario::default() };
        let mut events = run_virtual(&scenario).events;
        let at = |wanted: fn(&Action) -> bool| events.iter().position(|event| wanted(&event.action)).unwrap();
        let (wrote, told) =
            (at(|action| matches!(action, Action::Wrote { .. })), at(|action| *action == Action::Bought));
        let first = events[told].buyer;
        assert_eq!(events[wrote].buyer, first);
        // The first one's "bought" comes behind the other's.
        let said = events.remove(told);
        let other = events.iter().position(|event| event.action == Action::Bought).unwrap();
        events.insert(other + 1, said);
        let fates = |events: &[Event]| {
            let timeline = build(&scenario, events, 0);
            [first, 3 - first].map(|buyer| timeline.lanes[buyer as usize - 1].fate)
        };
        assert_eq!(fates(&events[..=other]), [Fate::Open, Fate::Bought]);
        assert_eq!(fates(&events), [Fate::Bought, Fate::Oversold]);
        let timeline = build(&scenario, &events, 0);
        let marks = timeline.lanes.iter().flat_map(|lane| &lane.marks);
        let sales: Vec<(u32, MarkKind)> = marks
            .filter(|mark| matches!(mark.kind, MarkKind::Bought { .. }))
            .map(|mark| (mark.buyer, mark.kind))
            .collect();
        for (buyer, kind) in sales {
            let nth = if buyer == first { 1 } else { 2 };
            assert_eq!(kind, MarkKind::Bought { nth, oversold: nth > 1 });
        }
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
