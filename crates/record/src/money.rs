//! Money: integer cents in Canadian dollars.

use std::{
    iter::Sum,
    ops::{Add, Sub},
};

use serde::{Deserialize, Serialize};

/// An amount in cents, CAD. What is more than can be written is the most that can be: a record is applied whatever it says, and no
/// amount becomes another by running over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

impl Cents {
    /// A share in basis points (1/100 of a percent), half a cent rounded up.
    pub fn share(self, basis_points: i64) -> Self {
        let share = (i128::from(self.0) * i128::from(basis_points) + 5_000).div_euclid(10_000);
        Self(i64::try_from(share).unwrap_or(if share < 0 { i64::MIN } else { i64::MAX }))
    }
}

impl Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Cents {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_late_penalty_is_a_quarter_of_the_annual_fee() {
        assert_eq!(Cents(172_500).share(2_500), Cents(43_125));
        assert_eq!(Cents(1).share(5_000), Cents(1), "half a cent rounds up");
    }

    #[test]
    fn no_sum_runs_over() {
        let most = Cents(i64::MAX);
        assert_eq!((most + Cents(1), Cents(i64::MIN) - Cents(1)), (most, Cents(i64::MIN)));
        assert_eq!([most, most].into_iter().sum::<Cents>(), most);
        assert_eq!(most.share(2_500), Cents(2_305_843_009_213_693_952), "a quarter, half a cent rounded up");
        assert_eq!(most.share(20_000), most);
    }
}
