//! An alarm when a label was printed with another price than the shop's.

use bezmen_domain::locale::Locale;
use bezmen_domain::money::{self, Currency, Money};
use bezmen_domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// A label was printed with another price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceAlarm {
    /// The price of a kilogram that the label's sum comes nearest to.
    pub label_price_per_kg: Money,
    /// The shop's price of a kilogram.
    pub shop_price_per_kg: Money,
}

impl PriceAlarm {
    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, currency: Currency, locale: Locale) -> String {
        let sum = |price| money::format(price, currency, locale);
        let (label, shop) = (sum(self.label_price_per_kg), sum(self.shop_price_per_kg));
        match locale {
            Locale::Ru => format!(
                "этикетка напечатана по цене {label} за кг, а в магазине {shop}: обновите цены на весах"
            ),
            Locale::En => format!(
                "the label was printed at {label} per kg, the shop's price is {shop}: send the prices to the scale again"
            ),
        }
    }
}

/// Compares the sum of a scanned label with the shop's price of its weight.
///
/// Whichever way a scale rounds the sum to the minor unit, that alone never raises an alarm: it is less than one minor unit off.
/// Nothing also when there is no weight or no sum to tell from.
#[must_use]
pub fn price_on_label_differs(
    label_sum: Money,
    weight: Quantity,
    shop_price_per_kg: Money,
) -> Option<PriceAlarm> {
    let grams = i128::from(weight.thousandths());
    if grams <= 0 || label_sum.is_negative() || shop_price_per_kg.is_negative() {
        return None;
    }
    // Both sums in thousandths of a minor unit.
    let printed = i128::from(label_sum.minor()) * 1000;
    let expected = i128::from(shop_price_per_kg.minor()) * grams;
    if (printed - expected).abs() < 1000 {
        return None;
    }
    let per_kg = (2 * printed + grams) / (2 * grams);
    Some(PriceAlarm {
        label_price_per_kg: Money::from_minor(i64::try_from(per_kg).unwrap_or(i64::MAX)),
        shop_price_per_kg,
    })
}
