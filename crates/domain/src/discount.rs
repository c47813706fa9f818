//! Discounts, and how a receipt's discount is spread over its lines.

use serde::{Deserialize, Serialize};

use crate::decimal;
use crate::money::Money;
use crate::tax::WHOLE_BASIS_POINTS;

/// A discount on a line or on a whole receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Discount {
    /// A share of the sum.
    Percent {
        /// In hundredths of a per cent: 1000 is 10 %.
        basis_points: u32,
    },
    /// A fixed amount, at most the sum itself.
    Amount {
        /// In minor units.
        amount: Money,
    },
}

impl Discount {
    /// Returns what is taken off a sum: half-up, never negative, never more than the sum.
    pub fn amount_of(self, sum: Money) -> Money {
        if !sum.is_positive() {
            return Money::ZERO;
        }
        let amount = match self {
            Self::Percent { basis_points } => {
                sum.share(i64::from(basis_points), i64::from(WHOLE_BASIS_POINTS))
            }
            Self::Amount { amount } => amount,
        };
        amount.clamp(Money::ZERO, sum)
    }

    /// Returns the share of a sum that the discount takes off, in basis points rounded up, for comparing with a limit.
    ///
    /// A percentage is compared as it is stated, so that rounding to the minor unit never lifts it above its limit.
    pub fn basis_points_of(self, sum: Money) -> u32 {
        match self {
            Self::Percent { basis_points } => basis_points,
            Self::Amount { amount } if !amount.is_positive() => 0,
            Self::Amount { .. } if !sum.is_positive() => WHOLE_BASIS_POINTS,
            Self::Amount { amount } => {
                let scaled = i128::from(amount.minor()) * i128::from(WHOLE_BASIS_POINTS);
                let sum = i128::from(sum.minor());
                u32::try_from((scaled + sum - 1) / sum).unwrap_or(u32::MAX)
            }
        }
    }
}

/// Spreads an amount over weights by largest remainder: the shares add up to the amount exactly and none is more than
/// its weight.
///
/// An amount above the sum of the weights is cut to that sum, a negative amount or weight counts as zero. Of equal
/// remainders the earlier line gets the odd minor unit, so the same ticket is always spread the same way.
pub fn spread(total: Money, weights: &[Money]) -> Vec<Money> {
    let weight_of = |weight: &Money| i128::from(weight.minor().max(0));
    let sum: i128 = weights.iter().map(weight_of).sum();
    if sum == 0 {
        return vec![Money::ZERO; weights.len()];
    }
    let total = i128::from(total.minor()).clamp(0, sum);
    let mut shares: Vec<i128> = Vec::with_capacity(weights.len());
    let mut remainders: Vec<(i128, usize)> = Vec::with_capacity(weights.len());
    for (index, weight) in weights.iter().enumerate() {
        let product = total * weight_of(weight);
        shares.push(product / sum);
        remainders.push((product % sum, index));
    }
    // The parts cut off add up to fewer units than there are lines with a remainder, so one unit each is enough.
    let mut missing = total - shares.iter().sum::<i128>();
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, index) in remainders {
        if missing == 0 {
            break;
        }
        shares[index] += 1;
        missing -= 1;
    }
    shares
        .into_iter()
        .map(|share| Money::from_minor(decimal::narrow(share)))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn amounts(minors: &[i64]) -> Vec<Money> {
        minors.iter().copied().map(Money::from_minor).collect()
    }

    #[rstest]
    #[case(100, &[100, 100, 100], &[34, 33, 33])]
    #[case(10, &[1, 1, 98], &[0, 0, 10])]
    #[case(1, &[1, 1], &[1, 0])]
    #[case(300, &[100, 100, 100], &[100, 100, 100])]
    #[case(900, &[100, 200], &[100, 200])]
    #[case(50, &[0, 70, 0], &[0, 50, 0])]
    #[case(50, &[0, 0], &[0, 0])]
    #[case(0, &[5], &[0])]
    fn an_amount_is_spread_by_largest_remainder(
        #[case] total: i64,
        #[case] weights: &[i64],
        #[case] expected: &[i64],
    ) {
        assert_eq!(
            spread(Money::from_minor(total), &amounts(weights)),
            amounts(expected)
        );
    }

    #[rstest]
    #[case(1000, 8_995, 900)] // 89.95 × 10 % = 8.995: the half goes up.
    #[case(1000, 8_994, 899)]
    #[case(10_000, 777, 777)]
    #[case(333, 10_000, 333)]
    fn a_percentage_is_rounded_half_up(
        #[case] basis_points: u32,
        #[case] sum: i64,
        #[case] expected: i64,
    ) {
        let discount = Discount::Percent { basis_points };
        assert_eq!(discount.amount_of(Money::from_minor(sum)).minor(), expected);
    }

    #[test]
    fn an_amount_is_compared_with_limits_by_its_share() {
        let off = |minor| Discount::Amount {
            amount: Money::from_minor(minor),
        };
        assert_eq!(off(1_000).basis_points_of(Money::from_minor(10_000)), 1_000);
        assert_eq!(off(1_001).basis_points_of(Money::from_minor(10_000)), 1_001);
        assert_eq!(off(1).basis_points_of(Money::from_minor(10_000_000)), 1);
        assert_eq!(off(1).basis_points_of(Money::ZERO), WHOLE_BASIS_POINTS);
        assert_eq!(off(500).amount_of(Money::from_minor(300)).minor(), 300);
        let json = serde_json::to_string(&Discount::Percent { basis_points: 500 }).unwrap();
        assert_eq!(json, r#"{"kind":"percent","basis_points":500}"#);
    }

    proptest! {
        #[test]
        fn shares_add_up_exactly_and_none_is_above_its_weight(
            weights in proptest::collection::vec(0_i64..1_000_000_000_000, 0..60),
            parts in 0_i64..=1_000_000,
        ) {
            let sum: i64 = weights.iter().sum();
            let total = Money::from_minor(sum).share(parts, 1_000_000);
            let weights = amounts(&weights);
            let shares = spread(total, &weights);
            prop_assert_eq!(shares.iter().sum::<Money>(), total);
            for (share, weight) in shares.iter().zip(&weights) {
                prop_assert!(!share.is_negative() && share <= weight);
                // No share is further than one unit from its exact part.
                let exact = i128::from(total.minor()) * i128::from(weight.minor());
                let off = i128::from(share.minor()) * i128::from(sum.max(1)) - exact;
                prop_assert!(off.abs() < i128::from(sum.max(1)));
            }
        }
    }
}
