//! What may have been told before each state of a level: sets of (sold, failed), as bits.

/// For each state of a level, with how many sold and failed it can be reached.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// Words a state.
    stride: usize,
    words: Vec<u64>,
}

impl Told {
    /// `most` is the largest number of [`shift`].
    pub fn new(most: usize) -> Self {
        Self { stride: most / 64 + 1, words: Vec::new() }
    }

    /// No states.
    pub fn clear(&mut self) {
        self.words.clear();
    }

    /// A state more, which cannot be reached so far.
    pub fn grow(&mut self) {
        self.words.resize(self.words.len() + self.stride, 0);
    }

    /// The state can be reached so.
    pub fn set(&mut self, state: u32, bit: usize) {
        self.words[state as usize * self.stride + bit / 64] |= 1 << (bit % 64);
    }

    /// It can be reached from that one of another level by a turn that tells so much more.
    pub fn join(&mut self, state: u32, from: &Self, other: u32, by: usize) {
        let to = &mut self.words[state as usize * self.stride..][..self.stride];
        let from = &from.words[other as usize * from.stride..][..from.stride];
        let (skip, shift) = (by / 64, by % 64);
        let mut carried = 0;
        for (to, from) in to[skip..].iter_mut().zip(from) {
            *to |= from << shift | carried;
            carried = if shift == 0 { 0 } else { from >> (64 - shift) };
        }
    }

    /// In how many ways that can be told apart a state can be reached.
    pub fn ways(&self, state: u32) -> u64 {
        self.words[state as usize * self.stride..][..self.stride].iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// How much memory they take.
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.words)
    }
}
