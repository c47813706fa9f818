use bezmen_contract::console::imports::{ImportField, ImportStart};
use bezmen_domain::catalog_text;
use bezmen_domain::money::{Currency, MAX_AMOUNT_MINOR, Money};
use bezmen_domain::quantity::Unit;
use serde::{Deserialize, Serialize};

use super::reasons::BadReason;
use super::table::TableRow;
use crate::catalog::{BadBarcode, canonical_barcode};

/// Longest name of a product or a category.
const MAX_NAME_CHARS: usize = 200;

/// Longest article number.
const MAX_SKU_CHARS: usize = 64;

/// How to take a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportOptions {
    /// What each column is, whether there is a head, what to do with known barcodes and without a price.
    pub start: ImportStart,
    /// Makes up a price from the digits of the barcode: for test data only.
    #[serde(default)]
    pub price_from_barcode: bool,
}

/// What a row says, checked by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ParsedRow {
    pub line: u64,
    pub barcode: Option<String>,
    pub name: String,
    pub sort_key: String,
    pub sku: String,
    pub price: Option<Money>,
    pub category: Option<String>,
    pub unit: Option<Unit>,
    pub tax_basis_points: Option<u32>,
}

/// Reads a row.
pub(super) fn parse_row(
    row: &TableRow,
    options: &ImportOptions,
    currency: Currency,
) -> Result<ParsedRow, BadReason> {
    if let Some(fault) = row.fault {
        return Err(fault);
    }
    let columns = &options.start.columns;
    let taken = columns.iter().zip(&row.cells);
    let mut taken = taken.filter(|(column, _)| **column != ImportField::Skip);
    if taken.any(|(_, cell)| cell.contains(char::REPLACEMENT_CHARACTER)) {
        return Err(BadReason::TextDamaged);
    }
    let cell = |field: ImportField| -> &str {
        let place = columns.iter().position(|column| *column == field);
        place
            .and_then(|place| row.cells.get(place))
            .map(String::as_str)
            .unwrap_or_default()
    };
    let needed = columns
        .iter()
        .rposition(|column| matches!(column, ImportField::Name | ImportField::Barcode))
        .map_or(1, |place| place + 1);
    if row.cells.len() < needed {
        return Err(BadReason::TooFewCells);
    }
    let name = name(cell(ImportField::Name), cell(ImportField::Brand))?;
    let barcode = match cell(ImportField::Barcode) {
        "" => None,
        text => Some(canonical_barcode(text).map_err(|bad| match bad {
            BadBarcode::CheckDigit { .. } => BadReason::CheckDigit,
            BadBarcode::Form => BadReason::BarcodeForm,
        })?),
    };
    let price = match cell(ImportField::Price) {
        "" if options.price_from_barcode => barcode.as_deref().map(price_from_barcode),
        "" => None,
        text => Some(price(text, currency)?),
    };
    Ok(ParsedRow {
        line: row.line,
        price: price.or(options.start.default_price_minor.map(Money::from_minor)),
        barcode,
        sort_key: catalog_text::normalize(&name),
        name,
        sku: one_line(cell(ImportField::Sku), MAX_SKU_CHARS, BadReason::SkuLong)?,
        category: category(cell(ImportField::Category))?,
        unit: unit(cell(ImportField::Unit))?,
        tax_basis_points: tax(cell(ImportField::Tax))?,
    })
}

/// A price between 10.00 and 999.90 that the same barcode always gets.
fn price_from_barcode(code: &str) -> Money {
    let digits = code
        .bytes()
        .fold(0_i64, |sum, byte| (sum * 31 + i64::from(byte)) % 9900);
    Money::from_minor(1000 + digits * 10)
}

/// Takes a text of one line as the catalogue keeps it: what is between its words is one space.
fn one_line(text: &str, max_chars: usize, too_long: BadReason) -> Result<String, BadReason> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().any(char::is_control) {
        Err(BadReason::ControlCharacter)
    } else if text.chars().count() > max_chars {
        Err(too_long)
    } else {
        Ok(text)
    }
}

/// Makes the name of a product. It loses characters that cannot be seen: it is read by people, while an article number or a
/// category is compared.
fn name(text: &str, brand: &str) -> Result<String, BadReason> {
    let is_seen = |character: &char| character.is_whitespace() || !character.is_control();
    let in_limits = |text: &str| {
        let seen: String = text.chars().filter(is_seen).collect();
        one_line(&seen, MAX_NAME_CHARS, BadReason::NameLong)
    };
    let (name, brand) = (in_limits(text)?, in_limits(brand)?);
    if name.is_empty() {
        return Err(BadReason::NameEmpty);
    }
    let has_brand = catalog_text::normalize(&name).contains(&catalog_text::normalize(&brand));
    if brand.is_empty() || has_brand {
        Ok(name)
    } else {
        in_limits(&format!("{brand} {name}"))
    }
}

fn price(text: &str, currency: Currency) -> Result<Money, BadReason> {
    let price = Money::parse(text, currency).map_err(|_| BadReason::PriceForm)?;
    if (0..=MAX_AMOUNT_MINOR).contains(&price.minor()) {
        Ok(price)
    } else {
        Err(BadReason::PriceForm)
    }
}

fn category(text: &str) -> Result<Option<String>, BadReason> {
    let name = one_line(text, MAX_NAME_CHARS, BadReason::CategoryLong)?;
    Ok((!name.is_empty()).then_some(name))
}

fn unit(text: &str) -> Result<Option<Unit>, BadReason> {
    Ok(Some(match catalog_text::normalize(text).as_str() {
        "" => return Ok(None),
        "шт" | "штука" | "штук" | "pcs" | "pc" | "piece" | "уп" | "упак" => {
            Unit::Piece
        }
        "кг" | "килограмм" | "kg" | "kilogram" => Unit::Kilogram,
        "г" | "гр" | "грамм" | "g" | "gram" => Unit::Gram,
        "л" | "литр" | "l" | "litre" | "liter" => Unit::Litre,
        "м" | "метр" | "m" | "metre" | "meter" => Unit::Metre,
        _ => return Err(BadReason::UnitForm),
    }))
}

/// Reads `22`, `22%`, `НДС 22 %`, `без НДС`.
fn tax(text: &str) -> Result<Option<u32>, BadReason> {
    let text = catalog_text::normalize(text);
    if text.is_empty() {
        return Ok(None);
    }
    if text.starts_with("без") || text.starts_with("no") || text.starts_with("zero") {
        return Ok(Some(0));
    }
    let number = text
        .split(' ')
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .ok_or(BadReason::TaxUnknown)?;
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let hundredths = format!("{part:0<2}");
    let digits = format!(
        "{whole}{}",
        hundredths.get(..2).ok_or(BadReason::TaxUnknown)?
    );
    digits.parse().map(Some).map_err(|_| BadReason::TaxUnknown)
}

#[cfg(test)]
mod tests {
    use bezmen_contract::console::imports::ImportField;

    use super::*;

    fn options(columns: &[ImportField]) -> ImportOptions {
        let start = ImportStart {
            columns: columns.to_vec(),
            has_header: false,
            update_known: true,
            default_price_minor: None,
        };
        ImportOptions {
            start,
            price_from_barcode: false,
        }
    }

    fn parse(columns: &[ImportField], cells: &[&str]) -> Result<ParsedRow, BadReason> {
        let row = TableRow {
            line: 2,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            fault: None,
        };
        parse_row(&row, &options(columns), Currency::RUB)
    }

    #[test]
    fn a_good_row_is_understood() {
        use ImportField::{Barcode, Brand, Name, Price, Tax, Unit as UnitField};
        let row = parse(
            &[Barcode, Name, Price, Brand, UnitField, Tax],
            &["4600682000174", "Кофе", "1 234,50", "Жокей", "шт", "22 %"],
        )
        .unwrap();
        assert_eq!(row.barcode.as_deref(), Some("04600682000174"));
        assert_eq!(row.name, "Жокей Кофе");
        assert_eq!(row.price, Some(Money::from_minor(123_450)));
        assert_eq!(row.unit, Some(Unit::Piece));
        assert_eq!(row.tax_basis_points, Some(2200));
    }

    #[test]
    fn the_brand_is_not_said_twice() {
        let row = parse(
            &[ImportField::Name, ImportField::Brand],
            &["Кофе ЖОКЕЙ молотый", "Жокей"],
        )
        .unwrap();
        assert_eq!(row.name, "Кофе ЖОКЕЙ молотый");
    }

    #[test]
    fn damage_in_a_column_that_is_left_out_harms_nothing() {
        let columns = [ImportField::Name, ImportField::Skip];
        assert!(parse(&columns, &["Кофе", "\u{fffd}"]).is_ok());
    }

    #[test]
    fn bad_rows_say_why() {
        use ImportField::{Barcode, Name, Price};
        let columns = [Barcode, Name, Price];
        let cases: [(&[&str], BadReason); 7] = [
            (&["4600682000174"], BadReason::TooFewCells),
            (&["4600682000174", " ", "1"], BadReason::NameEmpty),
            (&["4600682000175", "Кофе", "1"], BadReason::CheckDigit),
            (&["46 00", "Кофе", "1"], BadReason::BarcodeForm),
            (&["4600682000174", "Кофе", "дорого"], BadReason::PriceForm),
            (&["4600682000174", "Кофе", "-1"], BadReason::PriceForm),
            (
                &["4600682000174", "Ко\u{fffd}е", "1"],
                BadReason::TextDamaged,
            ),
        ];
        for (cells, reason) in cases {
            assert_eq!(parse(&columns, cells), Err(reason), "{cells:?}");
        }
        let long = "я".repeat(201);
        assert_eq!(
            parse(&columns, &["4600682000174", &long, "1"]),
            Err(BadReason::NameLong)
        );
    }

    #[test]
    fn nothing_of_an_article_or_a_category_is_cut_off() {
        let columns = [ImportField::Name, ImportField::Sku, ImportField::Category];
        let (sku, category) = ("А".repeat(64), "К".repeat(200));
        let row = parse(&columns, &["Кофе", &sku, &category]).unwrap();
        assert_eq!(
            (row.sku, row.category),
            (sku.clone(), Some(category.clone()))
        );
        for (cells, reason) in [
            (["Кофе", &format!("{sku}1"), "Чай"], BadReason::SkuLong),
            (
                ["Кофе", "1", &format!("{category}и")],
                BadReason::CategoryLong,
            ),
            (["Кофе", "1\u{0}", "Чай"], BadReason::ControlCharacter),
            (["Кофе", "1", "Ча\u{7f}й"], BadReason::ControlCharacter),
        ] {
            assert_eq!(parse(&columns, &cells), Err(reason));
        }
        let lines = parse(&columns, &["Кофе", "А\n1", "Чай\u{85}и кофе"]).unwrap();
        assert_eq!(lines.sku, "А 1");
        let name = parse(&columns, &["\u{0}Ко\u{7}фе\nчёрный", "", ""]).unwrap();
        assert_eq!(name.name, "Кофе чёрный");
        let nothing = parse(&columns, &["\u{7}", "", ""]);
        assert_eq!(nothing, Err(BadReason::NameEmpty));
        assert_eq!(lines.category.as_deref(), Some("Чай и кофе"));
    }
}
