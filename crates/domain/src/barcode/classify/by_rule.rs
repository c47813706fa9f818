//! What a rule of the shop makes of a code.

use super::{Scanned, of_bare};
use crate::barcode::base_code::BaseCode;
use crate::barcode::rule::{RuleKind, RuleMatch};
use crate::money::{Currency, Money};
use crate::quantity::Quantity;

/// Tells what a code is that a rule takes. The text is the code as it was scanned.
pub(super) fn of_match(found: RuleMatch, text: &str, currency: Currency) -> Scanned {
    match found.kind {
        // Without a number in it the code is itself, and a misread one stays misread.
        RuleKind::Product if found.value.is_none() => of_bare(text),
        RuleKind::Product => match BaseCode::of_zeroed(&found.code, &found.base_code) {
            BaseCode::Number(gtin) => Scanned::Product { gtin },
            BaseCode::Text(text) => Scanned::Text { text },
        },
        RuleKind::Weight => match found.value.and_then(|value| value.quantity()) {
            None => inexact(found),
            Some(weight) => label(found, text, weight, |base_code, plu, quantity: Quantity| {
                quantity.is_positive().then_some(Scanned::Weight {
                    base_code,
                    plu,
                    quantity,
                })
            }),
        },
        RuleKind::Price => match found.value.and_then(|value| value.money(currency)) {
            None => inexact(found),
            Some(sum) => label(found, text, sum, |base_code, plu, sum: Money| {
                sum.is_positive().then_some(Scanned::Price {
                    base_code,
                    plu,
                    sum,
                })
            }),
        },
        RuleKind::Count => match found.value.and_then(|value| value.quantity()) {
            None => inexact(found),
            Some(count) => label(found, text, count, |base_code, plu, quantity: Quantity| {
                quantity.is_positive().then_some(Scanned::Count {
                    base_code,
                    plu,
                    quantity,
                })
            }),
        },
        kind @ (RuleKind::Discount
        | RuleKind::Customer
        | RuleKind::Staff
        | RuleKind::Coupon
        | RuleKind::Location
        | RuleKind::Lot
        | RuleKind::Package) => Scanned::NotGoods {
            kind,
            text: text.to_owned(),
        },
    }
}

/// A label with its value; one of nothing is the bare product.
fn label<V>(
    found: RuleMatch,
    text: &str,
    value: V,
    scanned: impl FnOnce(BaseCode, String, V) -> Option<Scanned>,
) -> Scanned {
    let base_code = BaseCode::of_zeroed(&found.code, &found.base_code);
    scanned(base_code, found.item, value).unwrap_or_else(|| of_bare(text))
}

fn inexact(found: RuleMatch) -> Scanned {
    Scanned::InexactLabel { rule: found.rule }
}
