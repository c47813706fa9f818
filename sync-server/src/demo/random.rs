/// A small generator of random numbers whose sequence depends on the seed alone: SplitMix64.
///
/// Source: Steele, Lea, Flood, “Fast splittable pseudorandom number generators”, 2014. Good enough to invent a shop, not to
/// make secrets.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Starts the sequence of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Starts another sequence: two of them from one generator have nothing to do with each other.
    pub fn split(&mut self) -> Self {
        Self(self.number())
    }

    /// Gives the next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Gives a number of `from..=to`.
    pub fn within(&mut self, from: i64, to: i64) -> i64 {
        let span = to.abs_diff(from) + 1;
        from.saturating_add_unsigned(self.number() % span)
    }

    /// Says yes so many times out of a hundred.
    pub fn percent(&mut self, of_hundred: i64) -> bool {
        self.within(1, 100) <= of_hundred
    }

    /// Chooses one; `None` of nothing.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let last = i64::try_from(of.len()).ok()? - 1;
        if last < 0 {
            None
        } else {
            of.get(usize::try_from(self.within(0, last)).ok()?)
        }
    }

    /// Chooses a place by weights; the last place when all of them are zero.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let sum: i64 = weights.iter().map(|weight| i64::from(*weight)).sum();
        let mut rest = self.within(1, sum.max(1));
        for (place, weight) in weights.iter().enumerate() {
            rest -= i64::from(*weight);
            if rest <= 0 {
                return place;
            }
        }
        weights.len().saturating_sub(1)
    }

    /// Gives the random part of an identifier.
    pub fn id_part(&mut self) -> [u8; 10] {
        let (high, low) = (self.number().to_be_bytes(), self.number().to_be_bytes());
        let mut bytes = [0; 10];
        bytes[..8].copy_from_slice(&high);
        bytes[8..].copy_from_slice(&low[..2]);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn a_seed_gives_one_sequence_and_stays_within_bounds() {
        let (mut one, mut two) = (Random::new(7), Random::new(7));
        for _ in 0..1000 {
            let number = one.within(-3, 5);
            assert_eq!(number, two.within(-3, 5));
            assert!((-3..=5).contains(&number));
        }
        assert_ne!(Random::new(7).id_part(), Random::new(8).id_part());
    }

    #[test]
    fn weights_are_kept_and_nothing_is_chosen_of_nothing() {
        let mut random = Random::new(1);
        let mut counts = [0_u32; 3];
        for _ in 0..3000 {
            counts[random.weighted(&[1, 0, 9])] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!(counts[2] > counts[0] * 6, "{counts:?}");
        assert_eq!(random.pick::<u8>(&[]), None);
    }
}
