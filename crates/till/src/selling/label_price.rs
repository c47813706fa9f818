//! The price on a label beside the shop's own.

use bezmen_devices::plu::price_on_label_differs;
use bezmen_domain::barcode::marking_of;
use bezmen_domain::barcode::printed_price::PrintedPrice;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{self, Currency, Money};
use bezmen_domain::quantity::Unit;
use bezmen_domain::ticket::{LineSource, TicketLine};

/// The sum on a label that says weight and price both. It wins over the shop's price of that weight.
pub fn sum_on_label(text: &str, currency: Currency) -> Option<Money> {
    PrintedPrice::of_text(text, currency).sum_of_weight()
}

/// Says where a line is sold at another price than its label or its pack says; empty where it is not, or where nobody can tell.
pub fn warning(line: &TicketLine, currency: Currency, locale: Locale) -> String {
    match highest_price(line) {
        Some(most) if line.unit_price > most => above_pack(line.unit_price, most, currency, locale),
        Some(_) | None => label_warning(line, currency, locale),
    }
}

/// The highest price that stands in the code of a marked pack.
fn highest_price(line: &TicketLine) -> Option<Money> {
    line.ki.as_ref()?;
    marking_of(line.barcode.as_deref()?)?.max_price
}

fn label_warning(line: &TicketLine, currency: Currency, locale: Locale) -> String {
    let Some(sum) = line.label_sum.filter(|_| line.unit_price.is_positive()) else {
        return String::new();
    };
    match (line.source, line.unit) {
        // Here the quantity itself was reckoned from the sum.
        (LineSource::PriceLabel, Unit::Kilogram | Unit::Gram) => String::new(),
        (_, Unit::Kilogram) => price_on_label_differs(sum, line.quantity, line.unit_price)
            .map(|alarm| capital(&alarm.words(currency, locale)))
            .unwrap_or_default(),
        (_, Unit::Gram | Unit::Piece | Unit::Litre | Unit::Metre) => {
            let of_shop = line.unit_price.times(line.quantity);
            if sum == of_shop {
                String::new()
            } else {
                sums_differ(sum, of_shop, currency, locale)
            }
        }
    }
}

/// Says that a label names another sum than the shop.
pub fn sums_differ(on_label: Money, of_shop: Money, currency: Currency, locale: Locale) -> String {
    let sum = |sum| money::format(sum, currency, locale);
    let (on_label, of_shop) = (sum(on_label), sum(of_shop));
    match locale {
        Locale::Ru => format!(
            "На этикетке цена {on_label}, а в магазине {of_shop}. Перепечатайте этикетку или исправьте цену на весах."
        ),
        Locale::En => format!(
            "The label says {on_label}, the shop {of_shop}. Print the label again, or correct the price on the scale."
        ),
    }
}

/// Says that the shop asks more for a pack than the law lets it.
pub fn above_pack(price: Money, most: Money, currency: Currency, locale: Locale) -> String {
    let sum = |sum| money::format(sum, currency, locale);
    let (price, most) = (sum(price), sum(most));
    match locale {
        Locale::Ru => format!(
            "Цена магазина {price} выше предельной цены на пачке {most}. Исправьте цену товара."
        ),
        Locale::En => format!(
            "The shop's price {price} is above the highest price on the pack, {most}. Correct the product's price."
        ),
    }
}

/// Makes words a sentence.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    let sentence: String = first.into_iter().flatten().chain(letters).collect();
    format!("{sentence}.")
}
