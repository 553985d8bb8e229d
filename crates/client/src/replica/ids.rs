//! Where new ids come from: from the system's randomness, or from a seed, so that a run can be repeated exactly.

use portal_forms::Micros;
use uuid::{Builder, Uuid};

use crate::seeded::Seeded;

/// Draws UUIDv7: the replica's clock with random bits.
#[derive(Debug, Clone)]
pub struct Ids(Source);

#[derive(Debug, Clone)]
enum Source {
    System,
    Seeded(Seeded),
}

impl Ids {
    /// Ids that nobody can foresee.
    pub fn system() -> Ids {
        Ids(Source::System)
    }

    /// The same ids for the same seed and instants.
    pub fn seeded(seed: u64) -> Ids {
        Ids(Source::Seeded(Seeded::new(seed)))
    }

    /// A new one.
    pub fn draw(&mut self, now: Micros) -> Uuid {
        let random = match &mut self.0 {
            Source::System => u128::from_be_bytes(Uuid::new_v4().into_bytes()),
            Source::Seeded(seeded) => u128::from(seeded.draw()) << 64 | u128::from(seeded.draw()),
        };
        // The lower bytes: those in which version 7 puts its own version and variant, over those of version 4.
        let [_, _, _, _, _, _, bytes @ ..] = random.to_be_bytes();
        let millis = u64::try_from(now.0 / 1000).unwrap_or(0);
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Micros = Micros(1_810_000_000_123_456);

    #[test]
    fn ids_are_of_version_7_and_carry_the_clock() {
        for mut ids in [Ids::system(), Ids::seeded(1)] {
            let (first, second) = (ids.draw(NOW), ids.draw(NOW));
            assert_ne!(first, second, "the random part differs");
            assert_eq!(first.get_version_num(), 7);
            assert_eq!(first.get_timestamp().map(|at| at.to_unix().0), Some(1_810_000_000));
        }
    }

    #[test]
    fn a_seed_gives_the_same_ids_again() {
        let drawn = |seed| {
            let mut ids = Ids::seeded(seed);
            [ids.draw(NOW), ids.draw(NOW)]
        };
        assert_eq!(drawn(7), drawn(7));
        assert_ne!(drawn(7), drawn(8));
    }
}
