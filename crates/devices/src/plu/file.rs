//! Rows as the file that a maker's own program takes.

mod lines;
mod tables;

use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::money::{Currency, Money};

use super::{PluFormat, PluPlan, ReadyRow};
use crate::printer::codepage::CodePage;

/// A file for a maker's program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PluFile {
    /// The name that the program expects.
    pub name: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Writes the rows that fit. Shelf lives are counted from today where the file wants a date.
#[must_use]
pub fn file(plan: &PluPlan, format: PluFormat, currency: Currency, today: BusinessDate) -> PluFile {
    let rows = plan.ready.as_slice();
    let text = |name, text: String| PluFile {
        name,
        bytes: encoded(&text, format.facts().page),
    };
    match format {
        PluFormat::MassaK => text("massak.csv", lines::massa_k(rows, today)),
        PluFormat::ShtrihPrint => text("pcscale.txt", lines::shtrih_print(rows, currency)),
        PluFormat::Digi => text("digi.dat", lines::digi(rows, currency)),
        PluFormat::Bizerba => text("plst.dat", lines::bizerba(rows)),
        PluFormat::MettlerTiger => text("tiger.txt", lines::mettler_tiger(rows, currency)),
        PluFormat::CasClWorks => text("cl-works.csv", tables::cas_cl_works(rows)),
        PluFormat::Rongta => text("rongta.csv", tables::rongta(rows, currency)),
        PluFormat::Generic => text("plu.csv", tables::generic(rows, currency)),
    }
}

fn encoded(text: &str, page: Option<CodePage>) -> Vec<u8> {
    let Some(page) = page else {
        return text.as_bytes().to_vec();
    };
    text.chars()
        .map(|character| match u8::try_from(u32::from(character)) {
            Ok(byte) if byte.is_ascii() => byte,
            _ => page.encode(character).unwrap_or(b'?'),
        })
        .collect()
}

/// The name in one piece, without characters that would part fields.
fn name_without(ready: &ReadyRow, marks: &[char]) -> String {
    ready.name.join(" ").replace(marks, " ")
}

/// A price with a point before its minor units.
fn decimal(price: Money, currency: Currency) -> String {
    let (per_unit, minor) = (currency.minor_per_unit().max(1), price.minor());
    match usize::from(currency.exponent()) {
        0 => minor.to_string(),
        places => format!("{}.{:0>places$}", minor / per_unit, minor % per_unit),
    }
}
