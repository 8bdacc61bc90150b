//! Large numbers side by side: the counts of one level of states, each in the same few limbs of one piece of memory.
//!
//! A million counts of some thousand bits are added up here, so nothing is allocated for each, and nothing is carried at each
//! addition: a limb has 40 bits of a word, and the multiples that are added to a number are, all together, fewer than 2^24,
//! since a state has not more turns than there are processes. What is done with few numbers is done by `num-bigint`.

use num_bigint::BigUint;

const BYTES: usize = 5;
const BITS: u32 = 40;

/// Numbers, lowest limb first.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    stride: usize,
    limbs: Vec<u64>,
    /// How many limbs of each are used.
    used: Vec<u32>,
}

impl Numbers {
    /// So many zeros, each with room for the sum of the multiples of `summands` that a state has turns.
    pub fn zeros<'a>(count: usize, summands: impl Iterator<Item = &'a Self>) -> Self {
        let longest = summands.map(|numbers| numbers.used.iter().copied().max().unwrap_or(0)).max().unwrap_or(0);
        let stride = longest as usize + 1;
        Self { stride, limbs: vec![0; stride * count], used: vec![0; count] }
    }

    pub fn set_one(&mut self, at: usize) {
        self.limbs[at * self.stride] = 1;
        self.used[at] = 1;
    }

    /// Adds a multiple of another one. What has been added to must be [carried](Numbers::carry) before it is used.
    pub fn add_product(&mut self, at: usize, other: &Self, of: usize, times: u32) {
        let used = other.used[of];
        let value = &other.limbs[of * other.stride..][..used as usize];
        let sum = &mut self.limbs[at * self.stride..][..used as usize];
        for (sum, limb) in sum.iter_mut().zip(value) {
            *sum += limb * u64::from(times);
        }
        self.used[at] = self.used[at].max(used);
    }

    /// Brings what is too much for each limb into the next one.
    pub fn carry(&mut self, at: usize) {
        let sum = &mut self.limbs[at * self.stride..][..self.stride];
        let mut carried = 0;
        for limb in &mut sum[..self.used[at] as usize] {
            let all = *limb + carried;
            *limb = all & ((1 << BITS) - 1);
            carried = all >> BITS;
        }
        if carried > 0 {
            sum[self.used[at] as usize] = carried;
            self.used[at] += 1;
        }
    }

    pub fn get(&self, at: usize) -> BigUint {
        let limbs = &self.limbs[at * self.stride..][..self.used[at] as usize];
        let bytes = limbs.iter().flat_map(|limb| limb.to_le_bytes().into_iter().take(BYTES));
        BigUint::from_bytes_le(&bytes.collect::<Vec<u8>>())
    }

    /// How much memory they take.
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.limbs) + size_of_val(&*self.used)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_large_numbers() {
        let mut below = Numbers::zeros(1, std::iter::empty());
        below.set_one(0);
        let mut expected = BigUint::from(1_u32);
        for times in [1, 2, 1_000_000, 7, 1 << 20, 3, 999_999, 1 << 20] {
            let mut above = Numbers::zeros(2, std::iter::once(&below));
            above.add_product(1, &below, 0, times);
            above.add_product(1, &below, 0, 5);
            above.carry(1);
            let mut again = Numbers::zeros(1, std::iter::once(&above));
            again.add_product(0, &above, 1, 1);
            again.carry(0);
            expected *= times + 5;
            assert_eq!((above.get(0), again.get(0)), (BigUint::ZERO, expected.clone()));
            below = again;
        }
        assert!(expected.bits() > 2 * u64::from(BITS));
    }
}
