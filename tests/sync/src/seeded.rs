//! Chance that runs the same way again: everything that a round of faults leaves to chance comes from its seed.

/// SplitMix64.
pub struct Seeded(u64);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From the environment variable, as a number, or what stands here.
    pub fn from_environment(variable: &str, usual: u64) -> u64 {
        match std::env::var(variable) {
            Ok(text) => text.parse().unwrap_or_else(|error| panic!("{variable}={text}: {error}")),
            Err(_) => usual,
        }
    }

    /// Below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }

    /// One of these.
    pub fn one_of<T: Copy>(&mut self, these: &[T]) -> T {
        these[usize::try_from(self.below(these.len() as u64)).unwrap()]
    }
}
