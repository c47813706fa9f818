//! Files with a header and quoted fields.

use bezmen_domain::money::Currency;

use super::decimal;
use crate::plu::{ReadyRow, SoldBy};

/// Rows as a table. Writing to memory does not fail; if it ever did, the file would be empty rather than cut.
fn table(separator: u8, header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let write = |writer: &mut csv::Writer<Vec<u8>>| -> Result<(), csv::Error> {
        writer.write_record(header)?;
        for row in rows {
            writer.write_record(row)?;
        }
        Ok(())
    };
    if write(&mut writer).is_err() {
        return String::new();
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

pub(super) fn cas_cl_works(rows: &[ReadyRow]) -> String {
    const HEADER: [&str; 11] = [
        "Department No.",
        "PLU No.",
        "PLU Type",
        "Itemcode",
        "Group No.",
        "Name1",
        "Name2",
        "Unit Price",
        "Tare",
        "Sell By Date",
        "Prefix",
    ];
    let rows = rows.iter().map(|ready| {
        let row = &ready.row;
        let line = |at: usize| ready.name.get(at).cloned().unwrap_or_default();
        let kind = match row.sold_by {
            SoldBy::Weight => "1",
            SoldBy::Piece => "2",
        };
        vec![
            "1".to_owned(),
            row.plu.to_string(),
            kind.to_owned(),
            row.code.to_string(),
            row.group.to_string(),
            line(0),
            line(1),
            row.price.minor().to_string(),
            row.tare_grams.to_string(),
            row.shelf_life_days.unwrap_or(0).to_string(),
            row.prefix.to_string(),
        ]
    });
    table(b';', &HEADER, rows)
}

pub(super) fn rongta(rows: &[ReadyRow], currency: Currency) -> String {
    const HEADER: [&str; 9] = [
        "PLUName",
        "LFCode",
        "Code",
        "BarCode",
        "UnitPrice",
        "WeightUnit",
        "Deptment",
        "ShlefTime",
        "Tare",
    ];
    let rows = rows.iter().map(|ready| {
        let row = &ready.row;
        // The maker numbers units: 4 is a kilogram, 8 a piece.
        let unit = match row.sold_by {
            SoldBy::Weight => "4",
            SoldBy::Piece => "8",
        };
        vec![
            ready.name.join(" "),
            row.plu.to_string(),
            row.code.to_string(),
            row.prefix.to_string(),
            decimal(row.price, currency),
            unit.to_owned(),
            row.prefix.to_string(),
            row.shelf_life_days.unwrap_or(0).to_string(),
            row.tare_grams.to_string(),
        ]
    });
    table(b',', &HEADER, rows)
}

pub(super) fn generic(rows: &[ReadyRow], currency: Currency) -> String {
    const HEADER: [&str; 11] = [
        "plu",
        "name",
        "price",
        "currency",
        "sold_by",
        "tare_g",
        "shelf_life_days",
        "prefix",
        "code",
        "gtin",
        "group",
    ];
    let rows = rows.iter().map(|ready| {
        let row = &ready.row;
        let sold_by = match row.sold_by {
            SoldBy::Weight => "weight",
            SoldBy::Piece => "piece",
        };
        let shelf_life = row.shelf_life_days.map(|days| days.to_string());
        vec![
            row.plu.to_string(),
            ready.name.join(" "),
            decimal(row.price, currency),
            currency.code().to_owned(),
            sold_by.to_owned(),
            row.tare_grams.to_string(),
            shelf_life.unwrap_or_default(),
            row.prefix.to_string(),
            row.code.to_string(),
            row.gtin.map(|gtin| gtin.printed()).unwrap_or_default(),
            row.group.to_string(),
        ]
    });
    table(b',', &HEADER, rows)
}
