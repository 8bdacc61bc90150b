//! A buyer in its worker: a process with its own memory, that shares one buffer with the others.

use crate::browser::shared::{Lane, SharedMemory, Words};
use crate::program::{Action, Buyer, BuyerId, CodeError, Micros, Outcome, step};

/// The longest uninterrupted sleep, in milliseconds; between two of them the buyer shows that it is
/// alive, and looks whether the run was stopped.
const SLICE: f64 = 150.0;

/// Runs the program in the shared buffer from start to end, or until the run is stopped.
/// `ready` is called once, just before waiting at the gate.
///
/// # Errors
/// When there is no program in the buffer.
pub fn run(words: &Words, id: BuyerId, ready: impl FnOnce()) -> Result<(), CodeError> {
    let program = words.program()?;
    let mut lane = Lane::new(words, id);
    let buyers = words.buyers();
    let Some(mut buyer) = Buyer::all(&program, buyers).nth(id as usize - 1) else { return Ok(()) };
    let mut memory = SharedMemory::new(words);
    ready();
    while !words.wait_at_gate(id, SLICE) {
        lane.beat();
        if words.stopped() {
            return Ok(());
        }
    }
    lane.record(Action::Started);
    while !words.stopped() {
        match step(&program, &mut buyer, &mut memory) {
            Outcome::Did(action) => lane.record(action),
            Outcome::Pause(phase) => {
                lane.record(Action::Paused(phase));
                let delay = words.delay(buyer.on_behalf_of(), phase);
                pause(words, &mut lane, delay);
            }
            Outcome::Blocked { first } => {
                if first {
                    lane.record(Action::Waiting);
                }
                memory.wait(id, program.get(buyer.at), SLICE);
                lane.beat();
            }
            Outcome::End => {
                lane.record(Action::Ended);
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Lets `delay` pass in slices, or less when the run is stopped.
#[allow(clippy::cast_precision_loss, reason = "delays are below 2^32 microseconds")]
fn pause(words: &Words, lane: &mut Lane<'_>, delay: Micros) {
    let end = words.elapsed() + delay;
    loop {
        let left = end.saturating_sub(words.elapsed()) as f64 / 1000.0;
        if left <= 0.0 || !words.sleep(left.min(SLICE)) {
            return;
        }
        lane.beat();
    }
}
