//! Money: integer cents in Canadian dollars.

use std::{
    iter::Sum,
    ops::{Add, Sub},
};

use serde::{Deserialize, Serialize};

/// An amount in cents, CAD.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

impl Cents {
    /// A share in basis points (1/100 of a percent), half a cent rounded up.
    pub fn share(self, basis_points: i64) -> Self {
        Self((self.0 * basis_points + 5_000).div_euclid(10_000))
    }
}

impl Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Cents {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
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
}
