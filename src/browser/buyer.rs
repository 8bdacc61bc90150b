//! A buyer in its worker: a process with its own memory, that shares one buffer with the others.

use crate::browser::shared::{Handle, Lane, SharedMemory, Words};
use crate::program::{Action, Buyer, BuyerId, CodeError, Micros, Outcome, Step, step};

/// The longest uninterrupted sleep, in milliseconds; between two of them the buyer shows that it is
/// alive, and looks whether the run was stopped.
const SLICE: f64 = 150.0;

/// How long to wait before asking for the file again, in milliseconds, where another process has it to itself.
const PATIENCE: f64 = 2.0;

/// Why a process does not go on by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    /// It came to its end, or the run was stopped.
    Ended = 0,
    /// It died, of the fault or of an error.
    Dead = 1,
    /// It needs the file open for its next step.
    WantsFile = 2,
}

/// A process between two halts.
pub struct Process {
    words: Words,
    program: Vec<Step>,
    buyer: Buyer,
    lane: Lane,
    file: Option<Handle>,
}

impl Process {
    /// The process of this number, with the program in the buffer; `None` when nobody has the number.
    ///
    /// # Errors
    /// When there is no program in the buffer.
    pub fn new(words: &Words, id: BuyerId) -> Result<Option<Self>, CodeError> {
        let program = words.program()?;
        let buyer = Buyer::all(&program, words.buyers()).nth((id as usize).wrapping_sub(1));
        let lane = Lane::new(words, id);
        Ok(buyer.map(|buyer| Self { words: words.clone(), program, buyer, lane, file: None }))
    }

    /// Goes on until it halts. `file` is the file it asked for; nothing, while another process has it to itself.
    pub fn run(&mut self, file: Option<Handle>) -> Halt {
        if file.is_some() {
            self.file = file;
        } else if self.buyer.started && self.wants_file() {
            self.words.sleep(PATIENCE);
            self.lane.beat();
        }
        if !self.buyer.started && !self.start() {
            return Halt::Ended;
        }
        while !self.words.stopped() {
            if self.wants_file() {
                return Halt::WantsFile;
            }
            if let Some(halt) = self.turn() {
                return halt;
            }
        }
        Halt::Ended
    }

    /// Waits at the gate; `false` when the run is stopped first.
    fn start(&mut self) -> bool {
        while !self.words.wait_at_gate(self.buyer.id, SLICE) {
            self.lane.beat();
            if self.words.stopped() {
                return false;
            }
        }
        self.words.set_clock_by_gate();
        self.buyer.started = true;
        self.lane.record(Action::Started);
        true
    }

    /// Whether the next step opens the file.
    fn wants_file(&self) -> bool {
        self.file.is_none() && matches!(self.program.get(self.buyer.at), Some(Step::Load | Step::Truncate))
    }

    /// One step.
    fn turn(&mut self) -> Option<Halt> {
        let at = self.program.get(self.buyer.at).copied();
        let mut memory = SharedMemory::with_file(&self.words, self.file.as_ref());
        // Recorded in one place, not in each step's: this module is waited for.
        let mut told = None;
        let outcome = step(&self.program, &mut self.buyer, &mut memory, &mut |action| told = Some(action));
        if let Some(action) = told {
            self.lane.record(action);
        }
        match outcome {
            Outcome::Did => {}
            Outcome::Pause(phase) => {
                let delay = self.words.delay(self.buyer.on_behalf_of(), phase);
                self.pause(delay);
            }
            Outcome::Blocked => {
                memory.wait(self.buyer.id, at.as_ref(), SLICE);
                self.lane.beat();
            }
            Outcome::End => return Some(Halt::Ended),
            Outcome::Dead => return Some(Halt::Dead),
        }
        // Between emptying the file and writing into it the process keeps it open.
        if matches!(at, Some(Step::Load | Step::Store))
            && let Some(file) = self.file.take()
        {
            file.shut();
        }
        None
    }

    /// Lets `delay` pass in slices, or less when the run is stopped.
    #[allow(clippy::cast_precision_loss, reason = "delays are below 2^32 microseconds")]
    fn pause(&mut self, delay: Micros) {
        let end = self.words.elapsed() + delay;
        loop {
            let left = end.saturating_sub(self.words.elapsed()) as f64 / 1000.0;
            if left <= 0.0 || !self.words.sleep(left.min(SLICE)) {
                return;
            }
            self.lane.beat();
        }
    }
}
