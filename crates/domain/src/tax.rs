//! Tax: rates, and how an amount is split into base and tax.

use serde::{Deserialize, Serialize};

use crate::id::TaxRateId;
use crate::money::Money;

/// One hundred per cent in basis points.
pub const WHOLE_BASIS_POINTS: u32 = 10_000;

/// The highest rate accepted: 100 %. No country sells above it, and a typing error often is.
pub const MAX_TAX_BASIS_POINTS: u32 = WHOLE_BASIS_POINTS;

/// Whether a price already holds its tax.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaxMode {
    /// The price holds the tax, as on shelves in Europe.
    #[default]
    Included,
    /// The tax is added to the price at the till.
    OnTop,
}

/// A tax rate of a company.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxRate {
    /// Its identifier.
    pub id: TaxRateId,
    /// What it is called on receipts: “НДС 20 %”.
    pub name: String,
    /// The rate in hundredths of a per cent: 2000 is 20 %.
    pub basis_points: u32,
    /// Whether prices hold it.
    pub mode: TaxMode,
}

/// An amount split by a rate; `base + tax = total` always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxSplit {
    /// What is taxed.
    pub base: Money,
    /// The tax.
    pub tax: Money,
    /// What the customer pays.
    pub total: Money,
}

/// Base and tax of one rate over a receipt or a shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxTotal {
    /// The rate.
    pub rate: TaxRate,
    /// The sum of the bases.
    pub base: Money,
    /// The sum of the taxes.
    pub tax: Money,
}

/// Splits an amount into base and tax, the tax rounded half-up to the minor unit.
///
/// Included: tax = amount × rate ÷ (1 + rate), base = amount − tax. On top: tax = amount × rate, total = amount + tax.
pub fn split(amount: Money, rate: &TaxRate) -> TaxSplit {
    let basis_points = i64::from(rate.basis_points);
    let whole = i64::from(WHOLE_BASIS_POINTS);
    match rate.mode {
        TaxMode::Included => {
            let tax = amount.share(basis_points, whole + basis_points);
            TaxSplit {
                base: amount - tax,
                tax,
                total: amount,
            }
        }
        TaxMode::OnTop => {
            let tax = amount.share(basis_points, whole);
            TaxSplit {
                base: amount,
                tax,
                total: amount + tax,
            }
        }
    }
}

/// Adds an entry to a list of totals, which stays one row a rate, the highest rate first.
pub fn add_total(totals: &mut Vec<TaxTotal>, rate: &TaxRate, base: Money, tax: Money) {
    if let Some(total) = totals.iter_mut().find(|total| total.rate == *rate) {
        total.base += base;
        total.tax += tax;
        return;
    }
    let key = |rate: &TaxRate| (std::cmp::Reverse(rate.basis_points), rate.clone());
    let place = totals.partition_point(|total| key(&total.rate) < key(rate));
    totals.insert(
        place,
        TaxTotal {
            rate: rate.clone(),
            base,
            tax,
        },
    );
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn rate(basis_points: u32, mode: TaxMode) -> TaxRate {
        TaxRate {
            id: TaxRateId::from_parts(0, [0; 10]),
            name: "VAT".to_owned(),
            basis_points,
            mode,
        }
    }

    #[rstest]
    // 120.00 holds 20.00 of 20 %.
    #[case(12_000, 2000, TaxMode::Included, 10_000, 2_000, 12_000)]
    // 100.00 × 20 ÷ 120 = 16.666…
    #[case(10_000, 2000, TaxMode::Included, 8_333, 1_667, 10_000)]
    // 0.03 × 20 ÷ 120 = 0.005: the half goes up.
    #[case(3, 2000, TaxMode::Included, 2, 1, 3)]
    #[case(2, 2000, TaxMode::Included, 2, 0, 2)]
    // 89.90 × 10 ÷ 110 = 8.1727…
    #[case(8_990, 1000, TaxMode::Included, 8_173, 817, 8_990)]
    // 10.25 × 20 % = 2.05; 0.25 × 10 % = 0.025: the half goes up.
    #[case(1_025, 2000, TaxMode::OnTop, 1_025, 205, 1_230)]
    #[case(25, 1000, TaxMode::OnTop, 25, 3, 28)]
    #[case(24, 1000, TaxMode::OnTop, 24, 2, 26)]
    // 99.99 × 8.25 % = 8.249175
    #[case(9_999, 825, TaxMode::OnTop, 9_999, 825, 10_824)]
    #[case(9_999, 0, TaxMode::OnTop, 9_999, 0, 9_999)]
    #[case(9_999, 0, TaxMode::Included, 9_999, 0, 9_999)]
    fn an_amount_is_split_half_up(
        #[case] amount: i64,
        #[case] basis_points: u32,
        #[case] mode: TaxMode,
        #[case] base: i64,
        #[case] tax: i64,
        #[case] total: i64,
    ) {
        let split = split(Money::from_minor(amount), &rate(basis_points, mode));
        assert_eq!(
            (split.base.minor(), split.tax.minor(), split.total.minor()),
            (base, tax, total)
        );
    }

    #[test]
    fn totals_keep_one_row_a_rate_the_highest_first() {
        let (low, high) = (rate(1000, TaxMode::Included), rate(2000, TaxMode::Included));
        let mut totals = Vec::new();
        let one = Money::from_minor(1);
        for rate in [&low, &high, &low] {
            add_total(&mut totals, rate, one, one);
        }
        let rows: Vec<_> = totals
            .iter()
            .map(|total| (total.rate.basis_points, total.base.minor()))
            .collect();
        assert_eq!(rows, [(2000, 1), (1000, 2)]);
    }

    proptest! {
        #[test]
        fn base_and_tax_are_always_the_total(
            amount in -1_000_000_000_i64..1_000_000_000,
            basis_points in 0..=MAX_TAX_BASIS_POINTS,
            included in any::<bool>(),
        ) {
            let mode = if included { TaxMode::Included } else { TaxMode::OnTop };
            let rate = rate(basis_points, mode);
            let there = split(Money::from_minor(amount), &rate);
            prop_assert_eq!(there.base + there.tax, there.total);
            // Taking an amount back takes back exactly its tax.
            let back = split(Money::from_minor(-amount), &rate);
            prop_assert_eq!(back.tax, -there.tax);
        }
    }
}
