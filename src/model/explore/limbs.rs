//! Large numbers side by side: the counts of one level of states, each in the same few limbs of one piece of memory.
//!
//! A million counts of some thousand bits are added up here, so nothing is allocated for each. What is done with few of them
//! is done by `num-bigint`.

use num_bigint::BigUint;

#[cfg(target_pointer_width = "64")]
type Limb = u64;
#[cfg(target_pointer_width = "64")]
type Wide = u128;
#[cfg(not(target_pointer_width = "64"))]
type Limb = u32;
#[cfg(not(target_pointer_width = "64"))]
type Wide = u64;

/// Numbers, lowest limb first.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    stride: usize,
    limbs: Vec<Limb>,
    /// How many limbs of each are used.
    used: Vec<u32>,
}

impl Numbers {
    /// So many zeros, with room for sums of small multiples of `summands`.
    pub fn zeros<'a>(count: usize, summands: impl Iterator<Item = &'a Self>) -> Self {
        // A state has fewer than 2^32 turns, so a sum is at most one limb longer than the longest summand, or two of 32 bits.
        let longest = summands.map(|numbers| numbers.used.iter().copied().max().unwrap_or(0)).max().unwrap_or(0);
        let stride = longest as usize + if Limb::BITS == 64 { 1 } else { 2 };
        Self { stride, limbs: vec![0; stride * count], used: vec![0; count] }
    }

    pub fn set_one(&mut self, at: usize) {
        self.limbs[at * self.stride] = 1;
        self.used[at] = 1;
    }

    /// Adds a multiple of another one.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "the lower half is meant, and then the upper one")]
    pub fn add_product(&mut self, at: usize, other: &Self, of: usize, times: u32) {
        let value = &other.limbs[of * other.stride..][..other.used[of] as usize];
        let sum = &mut self.limbs[at * self.stride..][..self.stride];
        let mut carry: Limb = 0;
        for (sum, limb) in sum.iter_mut().zip(value) {
            let wide = Wide::from(*limb) * Wide::from(times) + Wide::from(*sum) + Wide::from(carry);
            *sum = wide as Limb;
            carry = (wide >> Limb::BITS) as Limb;
        }
        let mut end = value.len();
        while carry > 0 {
            let (added, over) = sum[end].overflowing_add(carry);
            sum[end] = added;
            carry = Limb::from(over);
            end += 1;
        }
        self.used[at] = self.used[at].max(end as u32);
    }

    pub fn get(&self, at: usize) -> BigUint {
        let limbs = &self.limbs[at * self.stride..][..self.used[at] as usize];
        BigUint::from_bytes_le(&limbs.iter().flat_map(|limb| limb.to_le_bytes()).collect::<Vec<u8>>())
    }

    /// How much memory they take.
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.limbs) + size_of_val(&*self.used)
    }
}
