//! The program as whole numbers, in which form it is handed to a worker.
//!
//! Two numbers a step: what it is, and its argument (0 where it has none). The page and its
//! workers are always of one build, so this needs no version.

use super::{Phase, Step};

/// Numbers that are no program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeError {
    /// Where the first wrong number stands.
    pub at: usize,
}

/// Two numbers for each step.
pub fn encode(program: &[Step]) -> Vec<u32> {
    program.iter().flat_map(|step| encode_step(*step)).collect()
}

/// The inverse of [`encode`].
///
/// # Errors
/// Where the numbers stand that are no step.
pub fn decode(code: &[u32]) -> Result<Vec<Step>, CodeError> {
    let pairs = code.chunks(2).enumerate();
    pairs.map(|(i, pair)| decode_step(pair).ok_or(CodeError { at: 2 * i })).collect()
}

fn encode_step(step: Step) -> [u32; 2] {
    match step {
        Step::Pause(phase) => [0, phase as u32],
        Step::Look => [1, 0],
        Step::Acquire => [2, 0],
        Step::Release => [3, 0],
        Step::Enter => [4, 0],
        Step::Leave => [5, 0],
        Step::Read => [6, 0],
        Step::Check { sold_out } => [7, index(sold_out)],
        Step::Write => [8, 0],
        Step::Bought => [9, 0],
        Step::SoldOut => [10, 0],
        Step::End => [11, 0],
        Step::Swap { retry } => [12, index(retry)],
        Step::Receive => [13, 0],
        Step::Show => [14, 0],
        Step::Ask { buy } => [16, u32::from(buy)],
        Step::Await => [17, 0],
        Step::Serve { buy, close } => [18, index(buy) << 16 | index(close) & 0xffff],
        Step::Reply { next } => [19, index(next)],
        Step::Send { sold } => [15, u32::from(sold)],
        Step::Load => [20, 0],
        Step::Parse { look } => [21, u32::from(look)],
        Step::Truncate => [22, 0],
        Step::Store => [23, 0],
        Step::Crash => [24, 0],
    }
}

fn index(step: usize) -> u32 {
    u32::try_from(step).unwrap_or(u32::MAX)
}

fn decode_step(pair: &[u32]) -> Option<Step> {
    Some(match *pair {
        [0, phase] => Step::Pause(*Phase::ALL.get(phase as usize)?),
        [1, 0] => Step::Look,
        [2, 0] => Step::Acquire,
        [3, 0] => Step::Release,
        [4, 0] => Step::Enter,
        [5, 0] => Step::Leave,
        [6, 0] => Step::Read,
        [7, sold_out] => Step::Check { sold_out: sold_out as usize },
        [8, 0] => Step::Write,
        [9, 0] => Step::Bought,
        [10, 0] => Step::SoldOut,
        [11, 0] => Step::End,
        [12, retry] => Step::Swap { retry: retry as usize },
        [13, 0] => Step::Receive,
        [14, 0] => Step::Show,
        [16, buy @ (0 | 1)] => Step::Ask { buy: buy == 1 },
        [17, 0] => Step::Await,
        [18, both] => Step::Serve { buy: (both >> 16) as usize, close: (both & 0xffff) as usize },
        [19, next] => Step::Reply { next: next as usize },
        [15, sold @ (0 | 1)] => Step::Send { sold: sold == 1 },
        [20, 0] => Step::Load,
        [21, look @ (0 | 1)] => Step::Parse { look: look == 1 },
        [22, 0] => Step::Truncate,
        [23, 0] => Step::Store,
        [24, 0] => Step::Crash,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::compile;
    use crate::scenario::{Fault, Guard, Scenario, Store};

    #[test]
    fn every_program_survives() {
        for guard in Guard::ALL {
            for (store, fault) in [(Store::Memory, Fault::None), (Store::File, Fault::KillHolder)] {
                let program = compile(&Scenario { store, fault, ..Scenario::default() }.under(guard));
                assert_eq!(decode(&encode(&program)), Ok(program));
            }
        }
    }

    #[test]
    fn nonsense_is_refused() {
        assert_eq!(decode(&[1, 0, 0, 3]), Err(CodeError { at: 2 }));
        assert_eq!(decode(&[1, 0, 99, 0]), Err(CodeError { at: 2 }));
        assert_eq!(decode(&[1]), Err(CodeError { at: 0 }));
    }
}
