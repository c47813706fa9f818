//! Whether what a label asks for is what the shop asks for.

use bezmen_domain::barcode::gs1::Message;
use bezmen_domain::barcode::printed_price::PrintedPrice;
use bezmen_domain::barcode::{Scanned, What};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;

use super::explain::Reader;
use crate::selling::{above_pack, sums_differ};
use crate::store::ProductRecord;

/// Says where the label and the product do not agree.
pub fn differs(
    what: &What,
    scanned: &Scanned,
    product: &ProductRecord,
    reader: Reader,
) -> Vec<String> {
    let locale = reader.locale;
    let mut warnings = Vec::new();
    if let Scanned::Weight { .. } = scanned
        && !product.unit.is_weighed()
    {
        warnings.push(match locale {
            Locale::Ru => format!(
                "На этикетке вес, а «{}» продаётся не по весу: по ней не продать. Исправьте единицу товара.",
                product.name
            ),
            Locale::En => format!(
                "The label holds a weight, and “{}” is not sold by weight: it cannot be sold by this label. Correct the product's unit.",
                product.name
            ),
        });
    }
    if let Some((on_label, of_shop)) = prices(what, scanned, product, reader)
        && on_label != of_shop
    {
        warnings.push(sums_differ(on_label, of_shop, reader.currency, locale));
    }
    if let What::Marking(code) = what
        && let Some(most) = code.max_price
        && product.price > most
    {
        warnings.push(above_pack(product.price, most, reader.currency, locale));
    }
    warnings
}

/// The price that a label names and the one that the shop asks for the same, where both are known.
fn prices(
    what: &What,
    scanned: &Scanned,
    product: &ProductRecord,
    reader: Reader,
) -> Option<(Money, Money)> {
    if product.price.is_zero() {
        return None;
    }
    match (what, scanned) {
        (What::Rule(_), Scanned::Price { sum, .. }) if !product.unit.is_weighed() => {
            Some((*sum, product.price))
        }
        (What::Gs1(reading), _) if product.unit == Unit::Kilogram => {
            gs1_prices(&reading.message, product.price, reader)
        }
        _ => None,
    }
}

/// The price of a kilogram where the label names it, else the sum beside the weight.
fn gs1_prices(message: &Message, price: Money, reader: Reader) -> Option<(Money, Money)> {
    let printed = PrintedPrice::of(message, reader.currency);
    match printed.per_kilogram {
        Some(per_kilogram) => Some((per_kilogram, price)),
        None => Some((printed.sum?, price.times(printed.weight?))),
    }
}
