//! What stands on the label of a product.

use bezmen_devices::label::{CodeKind, LabelCode, LabelContent, Per, UnitPrice};
use bezmen_domain::barcode::gtin;
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::{Quantity, Unit};

use crate::refusal::Refusal;
use crate::shop::Shop;
use crate::store::ProductRecord;

/// The most characters of a Code 128 that a hand scanner reads off a shelf.
const MOST_CODE_CHARS: usize = 20;

/// Writes the label of a product. Goods by the gram show the price of a hundred grams: that of one says nothing.
///
/// # Errors
/// The product has no price to show.
pub fn label_of(
    product: &ProductRecord,
    shop: &Shop,
    today: BusinessDate,
) -> Result<LabelContent, Refusal> {
    if !product.price.is_positive() {
        return Err(Refusal::PriceMissing {
            name: product.name.clone(),
        });
    }
    let (price, per) = priced(product);
    let mut label = LabelContent::new(product.name.clone(), price, shop.currency, shop.locale);
    label.unit_price = per.map(|per| UnitPrice { price, per });
    label.code = code_of(product);
    label.date = Some(today);
    label.article = Some(product.sku.clone()).filter(|sku| !sku.is_empty());
    label.store = Some(shop.store.clone()).filter(|store| !store.is_empty());
    Ok(label)
}

fn priced(product: &ProductRecord) -> (Money, Option<Per>) {
    match product.unit {
        Unit::Piece => (product.price, None),
        Unit::Kilogram => (product.price, Some(Per::Kilogram)),
        Unit::Gram => (
            product.price.times(Quantity::from_units(100)),
            Some(Per::HundredGrams),
        ),
        Unit::Litre => (product.price, Some(Per::Litre)),
        Unit::Metre => (product.price, Some(Per::Metre)),
    }
}

/// What a scan of the label finds the product by: its barcode, else its article number. Nothing when neither can be read off
/// a shelf.
fn code_of(product: &ProductRecord) -> Option<LabelCode> {
    let barcode = product.barcode.as_deref().map(barcode_as_printed);
    let both = barcode.into_iter().chain([product.sku.clone()]);
    let mut readable = both.filter(|text| {
        !text.is_empty()
            && text.len() <= MOST_CODE_CHARS
            && text.bytes().all(|byte| byte.is_ascii_graphic())
    });
    readable
        .next()
        .map(|text| LabelCode::new(CodeKind::Auto, text))
}

/// Writes a barcode of the catalogue as it stands on goods: without the zeros that only fill it up.
pub fn barcode_as_printed(code: &str) -> String {
    gtin::parse(code).map_or_else(|_| code.to_owned(), |gtin| gtin.printed())
}

#[cfg(test)]
mod tests {
    use bezmen_domain::id::{ProductId, TaxRateId};

    use super::*;

    fn code(barcode: Option<&str>, sku: &str) -> Option<String> {
        let product = ProductRecord {
            rid: 1,
            id: ProductId::from_parts(1, [1; 10]),
            name: "Чай".to_owned(),
            sku: sku.to_owned(),
            unit: Unit::Piece,
            price: Money::from_minor(100),
            tax_rate_id: TaxRateId::from_parts(1, [1; 10]),
            category_id: None,
            rev: 1,
            barcode: barcode.map(str::to_owned),
        };
        code_of(&product).map(|code| code.data)
    }

    #[test]
    fn an_article_number_stands_in_for_a_barcode_that_cannot_be_read_off_a_shelf() {
        for (barcode, sku, expected) in [
            (Some("04600682000174"), "1042", Some("4600682000174")),
            (None, "1042", Some("1042")),
            (Some("010460068200017421ABCDEFGH"), "1042", Some("1042")),
            (Some("ЧАЙ-7"), "T-7", Some("T-7")),
            (Some(""), "1042", Some("1042")),
            (Some("ЧАЙ-7"), "чай 7", None),
            (None, "", None),
        ] {
            assert_eq!(code(barcode, sku).as_deref(), expected, "{barcode:?} {sku}");
        }
    }
}
