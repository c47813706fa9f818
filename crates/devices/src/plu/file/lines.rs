//! Files of makers, line by line.

use std::fmt::Write as _;

use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;

use super::{decimal, name_without};
use crate::plu::{ReadyRow, SoldBy};

/// The header that Massa-K's program begins its own files with.
const MASSA_K_HEADER: &str = "PLU;TYPE;LABEL_NUMBER;BARCODE_NUMBER;BARCODE_PREFIX;PRICE;TARE;CODE;BEST_BEFORE;SHELF_LIFE;CERTIFICATE;GROUP;CENTERING;NAME;CONTENT;INFO_TYPE;INFO";

/// Massa-K: prices in minor units, the last day as a date with a time.
pub(super) fn massa_k(rows: &[ReadyRow], today: BusinessDate) -> String {
    let mut out = format!("{MASSA_K_HEADER}\r\n");
    for ready in rows {
        let row = &ready.row;
        let kind = match row.sold_by {
            SoldBy::Weight => 1,
            SoldBy::Piece => 0,
        };
        let last_day = row.shelf_life_days.map_or_else(String::new, |days| {
            let day = today.plus_days(i32::from(days));
            format!("{} 23:59:00", day.format(Locale::Ru))
        });
        let name = name_without(ready, &[';', '"']);
        // Writing to a string does not fail.
        let _ = write!(
            out,
            "{:08};{kind};1;1;{};{};{};{:08};{last_day};0;;{};0;{name};;0;\r\n",
            row.plu,
            row.prefix,
            row.price.minor(),
            row.tare_grams,
            row.code,
            row.group
        );
    }
    out
}

/// Shtrih-Print with its own screen: 32 fields behind “<D ”, and what replaces what at the end.
pub(super) fn shtrih_print(rows: &[ReadyRow], currency: Currency) -> String {
    let mut out = "##@@&&\r\n#\r\n".to_owned();
    for ready in rows {
        let row = &ready.row;
        let mut fields = vec![String::new(); 32];
        let kind = match row.sold_by {
            SoldBy::Weight => "0",
            SoldBy::Piece => "1",
        };
        let shelf_life = row.shelf_life_days.map(|days| days.to_string());
        let tare = (row.tare_grams > 0)
            .then(|| format!("{}.{:03}", row.tare_grams / 1000, row.tare_grams % 1000));
        let filled = [
            (1, row.plu.to_string()),
            (2, format!("{:02}{:05}", row.prefix, row.code)),
            (3, name_without(ready, &[';'])),
            (4, kind.to_owned()),
            (5, decimal(row.price, currency)),
            (12, shelf_life.unwrap_or_default()),
            (23, tare.unwrap_or_default()),
        ];
        for (number, text) in filled {
            if let Some(field) = fields.get_mut(number - 1_usize) {
                *field = text;
            }
        }
        let _ = write!(out, "<D {}\r\n", fields.join(";"));
    }
    out.push_str("$$$RPL{TOV}{RES}\r\n");
    out
}

/// DIGI: a record of the group, then records of a fixed width.
pub(super) fn digi(rows: &[ReadyRow], currency: Currency) -> String {
    let mut out = format!("B00010001{:<30}\r\n", "1");
    for ready in rows {
        let row = &ready.row;
        let kind = match row.sold_by {
            SoldBy::Weight => 0,
            SoldBy::Piece => 1,
        };
        let _ = write!(
            out,
            "A{:02}{:05}00000{:015}00010001{kind}0{:0>8}{:03}0000{:<80}\r\n",
            row.prefix,
            row.code,
            row.plu,
            decimal(row.price, currency),
            row.shelf_life_days.unwrap_or(0),
            name_without(ready, &[])
        );
    }
    out
}

/// Bizerba: fields of four letters and a value, each ended by ESC.
pub(super) fn bizerba(rows: &[ReadyRow]) -> String {
    let mut out = String::new();
    for ready in rows {
        let row = &ready.row;
        let class = match row.sold_by {
            SoldBy::Weight => 0,
            SoldBy::Piece => 3,
        };
        let name: Vec<String> = ready
            .name
            .iter()
            .map(|line| line.replace('@', "a"))
            .collect();
        let fields = [
            "PLST  ".to_owned(),
            "S01".to_owned(),
            "WALO0".to_owned(),
            format!("PNUM{}", row.plu),
            "ABNU1".to_owned(),
            "ANKE0".to_owned(),
            format!("KLAR{class}"),
            format!("GPR1{}", row.price.minor()),
            "RABZ1".to_owned(),
            "PTYP4".to_owned(),
            format!("WGNU{}", row.group),
            format!("ECO10{:02}{:05}00000", row.prefix, row.code),
            format!("HBA1{}", row.shelf_life_days.unwrap_or(0)),
            "HBA20".to_owned(),
            "KLGE0".to_owned(),
            format!("PLTE{}", name.join("\n")),
            "BLK ".to_owned(),
        ];
        for field in fields {
            out.push_str(&field);
            out.push('\u{1b}');
        }
    }
    out
}

/// Mettler Tiger: fourteen fields and two lines of the name.
pub(super) fn mettler_tiger(rows: &[ReadyRow], currency: Currency) -> String {
    let mut out = String::new();
    for ready in rows {
        let row = &ready.row;
        let line = |at: usize| {
            let line = ready.name.get(at).map_or(" ", String::as_str);
            line.replace(',', " ")
        };
        let _ = write!(
            out,
            "{},{:02}{:05},0,{},0,0,0,0,{},0,0,0,0,{},{}\r\n",
            row.plu,
            row.prefix,
            row.code,
            decimal(row.price, currency),
            row.shelf_life_days.unwrap_or(0),
            line(0),
            line(1)
        );
    }
    out
}
