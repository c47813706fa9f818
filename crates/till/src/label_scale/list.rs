//! The shop's weighed goods as a label scale is to know them.
//!
//! The number of a product on its label follows from the shop's rules: `21.....{NNDDD}.` reads two digits, five of the product
//! and five of the weight. A product has such a number as one of its barcodes, with the weight zeroed; else its article number
//! stands in the place of the points, as long as it leads back to the same product when the label is scanned.

use bezmen_devices::plu::PluRow;
use bezmen_domain::barcode::rule::{Cell, Encoding};
use bezmen_domain::barcode::{BaseCode, Gtin, Rule, RuleKind, RuleSet, Taken};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::{Quantity, Unit};
use rusqlite::Connection;

use crate::refusal::Refusal;
use crate::selling::find_label;
use crate::store::{self, ProductRecord};

/// How many digits of a label stand before its check digit.
const PAYLOAD_DIGITS: usize = 12;

/// How many digits of a label are its prefix.
const PREFIX_DIGITS: usize = 2;

/// The weighed goods of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PluList {
    /// Those with a number for labels.
    pub goods: Vec<PluGoods>,
    /// Those without.
    pub left_out: Vec<LeftOut>,
}

/// A product that a scale can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PluGoods {
    /// As the scale is to know it.
    pub row: PluRow,
    /// The number that its label begins with, the weight zeroed: the shop's own number of the product.
    pub base_code: Gtin,
}

/// A product that no scale can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What it is called.
    pub name: String,
    /// Why.
    pub reason: NoNumber,
}

/// Why a product has no number for labels.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoNumber {
    /// None of its barcodes is one, and its article number is none.
    #[error(
        "it has no number for labels: give it a barcode such as {example}, or an article number of digits"
    )]
    None {
        /// What such a barcode looks like.
        example: String,
    },
    /// A label with its article number would sell another product.
    #[error(
        "a label with the article number {sku} would sell “{other}”: give one of them another number"
    )]
    Taken {
        /// Its article number.
        sku: String,
        /// The other product.
        other: String,
    },
    /// The shop has no rule by which a scale can print.
    #[error(
        "no barcode rule of the shop begins with 20 to 29 and ends with the weight or price, so no scale can print labels by it"
    )]
    NoRule,
}

impl NoNumber {
    /// The sentence for the person at the till.
    pub fn words(&self, locale: Locale) -> String {
        match (self, locale) {
            (_, Locale::En) => self.to_string(),
            (Self::None { example }, Locale::Ru) => format!(
                "нет номера для этикеток: дайте товару штрихкод вида {example} или артикул из цифр"
            ),
            (Self::Taken { sku, other }, Locale::Ru) => format!(
                "по этикетке с артикулом {sku} продался бы товар «{other}»: дайте одному из них другой номер"
            ),
            (Self::NoRule, Locale::Ru) => "в магазине нет правила штрихкодов, которое начинается с 20–29 и кончается весом или ценой: по другому весы этикеток не печатают".to_owned(),
        }
    }
}

/// Lists the shop's weighed goods by name.
///
/// # Errors
/// The database refuses.
pub fn plu_list(connection: &Connection, rules: &RuleSet) -> Result<PluList, Refusal> {
    let places = Place::all(rules.rules());
    let mut list = PluList::default();
    for (product, codes) in store::weighed_products(connection)? {
        match number(connection, &product, &codes, (rules, &places))? {
            Ok((place, base_code)) => list.goods.push(PluGoods {
                row: row(&product, place, base_code),
                base_code,
            }),
            Err(reason) => list.left_out.push(LeftOut {
                name: product.name,
                reason,
            }),
        }
    }
    Ok(list)
}

/// A rule by which a scale can print.
#[derive(Debug)]
struct Place<'r> {
    rule: &'r Rule,
    /// Where the weight or price begins; the product's number stands between the prefix and this.
    value_at: usize,
}

impl<'r> Place<'r> {
    /// The rules that fit, those with a weight first: a sum says less about what was sold.
    fn all(rules: &'r [Rule]) -> Vec<Self> {
        let of = |kind| {
            rules
                .iter()
                .filter(move |rule| rule.kind == kind && rule.encoding == Encoding::Ean13)
                .filter_map(Self::of)
        };
        of(RuleKind::Weight).chain(of(RuleKind::Price)).collect()
    }

    fn of(rule: &'r Rule) -> Option<Self> {
        let pattern = &rule.pattern;
        let number = pattern.number()?;
        let is_plain = !pattern.cells().contains(&Cell::Check);
        let fits = number.at > PREFIX_DIGITS && number.at + number.length == PAYLOAD_DIGITS;
        let begins_with_two = matches!(pattern.cells().first(), Some(Cell::Literal(b'2')));
        (is_plain && fits && begins_with_two).then_some(Self {
            rule,
            value_at: number.at,
        })
    }

    /// The number of a product whose digits stand at the points; nothing when they do not fit there.
    fn base_code(&self, digits: &str) -> Option<Gtin> {
        let cells = self.rule.pattern.cells().get(..self.value_at)?;
        let points = cells.iter().filter(|cell| **cell == Cell::Any).count();
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || digits.len() > points {
            return None;
        }
        let padded = format!("{digits:0>points$}");
        let mut rest = padded.chars();
        let mut payload = String::new();
        for cell in cells {
            payload.push(match cell {
                Cell::Literal(digit) => char::from(*digit),
                Cell::Any => rest.next()?,
                Cell::Value | Cell::Check => return None,
            });
        }
        format!("{payload:0<PAYLOAD_DIGITS$}")
            .parse()
            .ok()
            .and_then(Gtin::from_payload)
    }

    /// Tells whether a till reads the label by this rule: an earlier one may take it.
    fn reads(&self, rules: &RuleSet, base_code: Gtin) -> bool {
        match rules.take(&base_code.printed()) {
            Taken::By(found) => rules.rules().get(found.index) == Some(self.rule),
            Taken::Misread { .. } | Taken::No => false,
        }
    }

    /// The product's number within a base code.
    fn code(&self, base_code: Gtin) -> Option<u32> {
        let digits = base_code.printed();
        digits.get(PREFIX_DIGITS..self.value_at)?.parse().ok()
    }
}

type Numbered<'p, 'r> = Result<(&'p Place<'r>, Gtin), NoNumber>;

fn number<'p, 'r>(
    connection: &Connection,
    product: &ProductRecord,
    codes: &[String],
    (rules, places): (&RuleSet, &'p [Place<'r>]),
) -> Result<Numbered<'p, 'r>, Refusal> {
    let Some(first) = places.first() else {
        return Ok(Err(NoNumber::NoRule));
    };
    for place in places {
        let mut own = codes.iter().filter_map(|code| of_barcode(place.rule, code));
        let own = own.find(|code| place.reads(rules, *code));
        if let Some(base_code) = own {
            return Ok(Ok((place, base_code)));
        }
    }
    let none = || NoNumber::None {
        example: first
            .base_code("123")
            .map(Gtin::printed)
            .unwrap_or_default(),
    };
    let of_article = |place: &'p Place<'r>| {
        let base_code = place.base_code(&product.sku)?;
        place.reads(rules, base_code).then_some((place, base_code))
    };
    let Some((place, base_code)) = places.iter().find_map(of_article) else {
        return Ok(Err(none()));
    };
    let plu = place
        .rule
        .pattern
        .item(&base_code.printed(), PAYLOAD_DIGITS);
    let label = BaseCode::Number(base_code);
    Ok(match find_label(connection, &label, &plu)? {
        Some(found) if found.id == product.id => Ok((place, base_code)),
        Some(other) => Err(NoNumber::Taken {
            sku: product.sku.clone(),
            other: other.name,
        }),
        None => Err(none()),
    })
}

/// The base code that a barcode of the catalogue is by a rule; nothing when it is none.
fn of_barcode(rule: &Rule, code: &str) -> Option<Gtin> {
    let gtin: Gtin = code.parse().ok()?;
    let printed = gtin.printed();
    let is_label = printed.len() == PAYLOAD_DIGITS + 1 && rule.pattern.begins(&printed);
    (is_label && rule.pattern.zeroed(&printed) == printed).then_some(gtin)
}

fn row(product: &ProductRecord, place: &Place<'_>, base_code: Gtin) -> PluRow {
    let printed = base_code.printed();
    let prefix = printed.get(..PREFIX_DIGITS).map(str::parse);
    let code = place.code(base_code).unwrap_or_default();
    PluRow {
        plu: code,
        name: product.name.clone(),
        price: per_kilogram(product),
        sold_by: bezmen_devices::plu::SoldBy::Weight,
        tare_grams: 0,
        shelf_life_days: None,
        prefix: prefix.and_then(Result::ok).unwrap_or_default(),
        code,
        gtin: None,
        group: 0,
    }
}

fn per_kilogram(product: &ProductRecord) -> Money {
    match product.unit {
        Unit::Gram => product.price.times(Quantity::from_units(1000)),
        Unit::Kilogram | Unit::Piece | Unit::Litre | Unit::Metre => product.price,
    }
}

#[cfg(test)]
mod tests;
