//! One fold over the events of a run: how every process stands, and who waits for whom, after each of them.
//!
//! Whatever wants to know where somebody is, since when it waits, or what it holds, asks here; an event costs the same
//! however many there were. Invariant: after the same events it is the same, whether they came at once or one by one.

use super::{Doing, Event, Place, Sales, Standing, Status, Told, Verdict};
use crate::program::{Action, Buyer, BuyerId, Micros, Record, Step, compile, text};
use crate::scenario::{Guard, Scenario, Store};

/// What the run as a whole makes of an event, beyond what its process did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Nothing.
    Plain,
    /// A write that lost another's update.
    Lost,
    /// A sale without a ticket.
    Oversold,
    /// Its process was given up because it would wait for ever.
    InVain,
}

/// A run as far as it has been heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Follow {
    pub(super) scenario: Scenario,
    program: Vec<Step>,
    /// By process, the clerk's last.
    statuses: Vec<Status>,
    standing: Standing,
    /// Who took the lock or the count last and has not given it back; 0 is nobody.
    holder: BuyerId,
    record: Record,
    sales: Sales,
    /// Which events have lost an update, in order.
    lost: Vec<usize>,
    /// The bytes of the file, where the record is kept in one.
    pub(super) file: Option<Vec<u8>>,
    heard: usize,
    /// When the first process started.
    pub(super) first: Option<Micros>,
    /// The latest instant.
    pub(super) last: Micros,
    inside: u32,
    /// What is counted while events come in; the rest follows from the statuses.
    pub(super) counted: Verdict,
}

impl Follow {
    /// Nothing has been heard.
    pub fn new(scenario: &Scenario) -> Self {
        let (program, buyers) = (compile(scenario), scenario.buyers.get());
        let outside = |process: Buyer| Status::outside(process.at, process.id > buyers);
        let initial = Record::initial(scenario.tickets.get());
        Self {
            scenario: *scenario,
            statuses: Buyer::all(&program, buyers).map(outside).collect(),
            standing: Standing::before(program.len(), scenario.processes()),
            program,
            holder: 0,
            record: initial,
            sales: Sales::new(scenario),
            lost: Vec::new(),
            file: (scenario.store == Store::File).then(|| text::write(initial.count).into_bytes()),
            heard: 0,
            first: None,
            last: 0,
            inside: 0,
            counted: Verdict::default(),
        }
    }

    /// These events have been heard.
    pub fn after(scenario: &Scenario, events: &[Event]) -> Self {
        let mut follow = Self::new(scenario);
        for event in events {
            follow.hear(*event);
        }
        follow
    }

    /// Hears the next event. The events of each process come in its order; what comes a little too early or too late among
    /// those of the others, as while real workers run, is put right by the events after it.
    pub fn hear(&mut self, event: Event) {
        let index = self.heard;
        self.heard += 1;
        self.last = self.last.max(event.at);
        if event.action == Action::Started {
            self.first.get_or_insert(event.at);
        }
        let Some(status) = self.statuses.get_mut((event.buyer as usize).wrapping_sub(1)) else { return };
        let before = *status;
        status.hear(&self.program, event, self.scenario.guard == Guard::Join, self.scenario.robust);
        if event.action == Action::SoldOut {
            status.told = Told::SoldOut;
        }
        if self.counted.count(&before, event.action) {
            self.lost.push(index);
        }
        if event.action.takes() {
            self.holder = event.buyer;
        } else if self.holder == event.buyer && status.held.is_none() {
            self.holder = 0;
        }
        self.inside = self.inside + u32::from(status.inside) - u32::from(before.inside);
        self.counted.peak_in_get = self.counted.peak_in_get.max(self.inside);
        self.standing.moved(before.place, status.place);
        self.write(event.action);
        if let Some(from) = self.sales.hear(event) {
            self.number(from);
        }
    }

    /// Tells the sales from this one on which number they have.
    fn number(&mut self, from: usize) {
        for (nth, buyer) in (1..).zip(self.sales.sold()).skip(from) {
            if let Some(status) = self.statuses.get_mut(*buyer as usize - 1) {
                status.told = Told::Bought { nth, oversold: self.sales.is_oversold(nth) };
            }
        }
    }

    fn write(&mut self, action: Action) {
        self.record = action.put().unwrap_or(self.record);
        let Some(bytes) = &mut self.file else { return };
        match action {
            Action::Truncated { .. } => bytes.clear(),
            Action::Stored { put, .. } => text::overwrite(bytes, &text::write(put.count)),
            _ => {}
        }
    }

    /// What the run as a whole makes of the event with this index, as far as it has been heard.
    pub fn note(&self, index: usize, event: Event) -> Note {
        let status = self.status(event.buyer);
        let is_oversold = |status: &Status| matches!(status.told, Told::Bought { oversold: true, .. });
        match event.action {
            Action::Bought if status.is_some_and(is_oversold) => Note::Oversold,
            Action::Failed if status.is_some_and(Status::waits_in_vain) => Note::InVain,
            _ if self.lost.binary_search(&index).is_ok() => Note::Lost,
            _ => Note::Plain,
        }
    }

    /// The sales, and which of them are covered.
    pub const fn sales(&self) -> &Sales {
        &self.sales
    }

    /// How many events have been heard.
    pub const fn len(&self) -> usize {
        self.heard
    }

    /// Whether none has been heard.
    pub const fn is_empty(&self) -> bool {
        self.heard == 0
    }

    /// How every process stands, by number, the clerk last.
    pub fn statuses(&self) -> &[Status] {
        &self.statuses
    }

    /// How a process stands; `None` when nobody has the number.
    pub fn status(&self, id: BuyerId) -> Option<&Status> {
        self.statuses.get((id as usize).checked_sub(1)?)
    }

    /// How many stand where in the program.
    pub const fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Who has the lock or the count, dead or alive.
    pub const fn holder(&self) -> Option<BuyerId> {
        if self.holder == 0 { None } else { Some(self.holder) }
    }

    /// Whom a process waits for, dead or alive: who has the lock or the count, the clerk, or under join the one before.
    /// `None` when it does not wait, or when what it waits for is free by now.
    pub fn waits_for(&self, id: BuyerId) -> Option<BuyerId> {
        let status = self.status(id)?;
        match (status.place, status.doing) {
            (Place::Outside, _) if self.scenario.guard == Guard::Join => {
                let before = id - 1;
                let is_gone = |status: &Status| !matches!(status.place, Place::Outside) && !status.is_running();
                self.status(before).filter(|status| !is_gone(status)).map(|_| before)
            }
            (Place::At(step), Doing::Waiting { .. } | Doing::GivenUp { .. }) => match self.program.get(step)? {
                Step::Acquire | Step::Receive => self.holder(),
                Step::Ask { .. } | Step::Await => Some(self.scenario.processes()),
                _ => None,
            },
            _ => None,
        }
    }

    /// What was written last, to the word, the file or the pipe.
    pub const fn record(&self) -> Record {
        self.record
    }

    /// The text of the file; `None` where the record is not kept in one.
    pub fn file_text(&self) -> Option<String> {
        self.file.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::model::{Machine, Turn, Wait};
    use crate::scenario::{Bounded, Fault, Scope};

    /// After each event it says of everybody what the machine says that takes the same turns.
    #[test]
    fn it_stands_as_the_machine_stands() {
        for guard in Guard::ALL {
            for (store, fault, robust) in [
                (Store::Memory, Fault::None, false),
                (Store::File, Fault::None, false),
                (Store::Memory, Fault::KillHolder, false),
                (Store::File, Fault::KillHolder, true),
            ] {
                // So many that the clerk's queue is full.
                let (buyers, jitter) = (Bounded::clamp(12), Bounded::clamp(60));
                let scenario = Scenario { buyers, store, jitter, fault, robust, ..Scenario::default() }.under(guard);
                agrees(&scenario);
            }
        }
    }

    fn agrees(scenario: &Scenario) {
        let trace = run_virtual(scenario);
        let (mut machine, mut follow) = (Machine::new(scenario), Follow::new(scenario));
        for (i, event) in trace.events.iter().enumerate() {
            follow.hear(*event);
            if event.action == Action::Failed {
                assert!(follow.status(event.buyer).unwrap().is_dead());
                continue;
            }
            machine.take(Turn { buyer: event.buyer, blocked: event.action == Action::Waiting }).unwrap();
            assert_eq!(follow.len(), i + 1);
            assert_eq!(follow.record(), machine.memory().record);
            assert_eq!(follow.holder().unwrap_or(0), machine.memory().holder, "{scenario:?} after {event:?}");
            assert_eq!(follow.file_text().unwrap_or_default().into_bytes(), machine.memory().file);
            for (id, status) in (1..).zip(follow.statuses()) {
                let is_over = matches!(status.place, Place::Ended | Place::Dead);
                assert_eq!(is_over, machine.is_gone(id), "{scenario:?} {id} after {event:?}");
                let holds = machine.memory().holder == id;
                assert_eq!(status.held.is_some(), holds, "{scenario:?} {id} after {event:?}");
                let waits = matches!(status.doing, Doing::Waiting { .. }) || status.place == Place::Outside;
                let (told, modelled) = (follow.waits_for(id), machine.waits_for(id));
                match modelled {
                    Some(wait) if waits => assert_eq!(told, wait.on(), "{scenario:?} {id} after {event:?}"),
                    // That a message has come, or that there is room again, only the values tell.
                    _ => {
                        let at_most = (waits && scenario.guard.has_clerk()).then_some(scenario.processes());
                        assert!(told.is_none() || told == at_most, "{scenario:?} {id} after {event:?}: {told:?}");
                    }
                }
                assert!(waits || !matches!(modelled, Some(Wait::Before(_))));
            }
        }
        assert_eq!(follow, Follow::after(scenario, &trace.events));
    }

    #[test]
    fn waits_and_holds_have_a_beginning() {
        let scenario = Scenario { guard: Guard::Lock(Scope::GET), buyers: Bounded::clamp(2), ..Scenario::default() };
        let mut follow = Follow::new(&scenario);
        for event in run_virtual(&scenario).events.into_iter().take_while(|event| event.at < 2_000_000) {
            follow.hear(event);
        }
        let holder = follow.holder().unwrap();
        let (holds, waits) = (follow.status(holder).unwrap(), follow.status(3 - holder).unwrap());
        assert_eq!(holds.held.map(|held| held.since), Some(1_000_000));
        assert_eq!((holds.inside, waits.inside), (true, false));
        assert_eq!(holds.doing, Doing::Pausing { phase: crate::program::Phase::Pay, since: 1_000_000 });
        assert_eq!((waits.doing, waits.since), (Doing::Waiting { since: 1_000_000 }, 1_000_000));
        assert_eq!((waits.waited, waits.waited_until(1_700_000)), (0, 700_000));
        assert_eq!((follow.waits_for(3 - holder), follow.waits_for(holder)), (Some(holder), None));
        assert_eq!(follow.verdict().wait_max, 0, "nothing has been heard since");
    }
}
