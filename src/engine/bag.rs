//! Processes in no particular order, out of which the seed takes one.

use super::draws::Draws;
use crate::program::BuyerId;

/// Processes, each in it at most once. It has room for all of them from the start: a vector would grow, behind a call
/// that a build for size does not inline, and it is filled and emptied in every turn.
pub struct Bag {
    ids: Box<[BuyerId]>,
    len: usize,
}

impl Bag {
    /// Nobody yet, and room for processes 1 to `processes`.
    pub fn new(processes: u32) -> Self {
        Self { ids: vec![0; processes as usize].into_boxed_slice(), len: 0 }
    }

    /// The processes 1 to `first`, and nobody else.
    pub fn fill(&mut self, first: u32) {
        self.len = (first as usize).min(self.ids.len());
        for (slot, id) in self.ids.iter_mut().take(self.len).zip(1..) {
            *slot = id;
        }
    }

    /// Whether nobody is in it.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Puts in somebody who is not in it.
    #[allow(clippy::inline_always, reason = "the release is built for size; a simulation comes here at every turn")]
    #[inline(always)]
    pub fn add(&mut self, id: BuyerId) {
        if let Some(slot) = self.ids.get_mut(self.len) {
            *slot = id;
            self.len += 1;
        }
    }

    /// Takes one out, each as likely as the other up to one part in 2^32 / length (multiply and shift,
    /// Lemire 2019). `None`, and nothing drawn, when nobody is in it.
    #[allow(clippy::inline_always, reason = "see `add`")]
    #[inline(always)]
    pub fn pick(&mut self, random: &mut Draws) -> Option<BuyerId> {
        let last = self.len.checked_sub(1)?;
        let at = (u64::from(random.next()) * self.len as u64) >> 32;
        let end = *self.ids.get(last)?;
        let picked = core::mem::replace(self.ids.get_mut(usize::try_from(at).ok()?)?, end);
        self.len = last;
        Some(picked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_comes_out_once() {
        let mut random = Draws::new(1, 0);
        let mut bag = Bag::new(9);
        bag.fill(5);
        assert_eq!(bag.ids[..bag.len], [1, 2, 3, 4, 5]);
        bag.add(9);
        let mut picked: Vec<BuyerId> = core::iter::from_fn(|| bag.pick(&mut random)).collect();
        assert!(bag.is_empty());
        picked.sort_unstable();
        assert_eq!(picked, [1, 2, 3, 4, 5, 9]);
    }

    /// 12,000 draws from four: each comes 3,000 times, give or take five standard deviations (47.4 each).
    #[test]
    fn each_is_as_likely_as_the_other() {
        let mut random = Draws::new(7, 0);
        let (mut bag, mut drawn) = (Bag::new(4), [0_i32; 4]);
        for _ in 0..12_000 {
            bag.fill(4);
            let picked = bag.pick(&mut random).unwrap();
            drawn[picked as usize - 1] += 1;
        }
        assert!(drawn.iter().all(|times| (times - 3000).abs() < 237), "{drawn:?}");
    }
}
