//! The table of real products, counted here anew: which of its rows are products.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Rows that are made up where the real table is absent.
const MADE_UP: usize = 3_000;

/// A table of products and what must become of it.
pub struct Catalogue {
    pub file: PathBuf,
    pub rows: u64,
    /// Barcodes as 14 digits.
    pub gtins: BTreeSet<String>,
    /// Numbers of the lines that say a barcode again, in whatever length; the heading is line 1.
    pub repeated: BTreeSet<u64>,
}

/// The table that lies beside the project, or a made-up one in a folder where it is absent.
pub fn find(folder: &Path) -> Catalogue {
    // Tests run in the folder of their package.
    let real = Path::new("../../shared/data/products_100k.tsv.gz");
    if !real.exists() {
        eprintln!(
            "skipped: the real products are not beside the project ({}); made-up ones are imported instead",
            real.display()
        );
        let file = folder.join("products.tsv");
        let text = made_up();
        std::fs::write(&file, &text).expect("the folder is there");
        return counted(file, &text);
    }
    let unpacked = Command::new("gzip").arg("-dc").arg(real).output();
    let text = String::from_utf8(unpacked.expect("gzip").stdout).expect("UTF-8");
    let table = counted(real.to_owned(), &text);
    assert_eq!(table.rows, 100_000, "this is the file of the promise");
    table
}

fn counted(file: PathBuf, text: &str) -> Catalogue {
    let mut table = Catalogue {
        file,
        rows: 0,
        gtins: BTreeSet::new(),
        repeated: BTreeSet::new(),
    };
    let mut seen = HashSet::new();
    for (number, line) in (1..).zip(text.lines()).skip(1) {
        let code = line.split('\t').next().unwrap_or_default();
        let gtin = format!("{code:0>14}");
        table.rows += 1;
        if seen.insert(gtin.clone()) {
            table.gtins.insert(gtin);
        } else {
            table.repeated.insert(number);
        }
    }
    table
}

/// Names and barcodes of the house, and one barcode twice: once in 13 digits, once in 12.
fn made_up() -> String {
    let mut text = "barcode\tname\tcategory\tbrand\n".to_owned();
    for n in 0..MADE_UP {
        let body = format!("04607{n:07}");
        let sum: u32 = body
            .bytes()
            .rev()
            .zip([3, 1].into_iter().cycle())
            .map(|(digit, weight)| u32::from(digit - b'0') * weight)
            .sum();
        writeln!(
            text,
            "{body}{}\tТовар № {n}\tПродукты питания\t",
            (10 - sum % 10) % 10
        )
        .expect("memory");
    }
    let (_, again) = text.split_once("\n0").expect("a first row");
    let again = again.split('\t').next().expect("a barcode").to_owned();
    writeln!(text, "{again}\tТо же ещё раз\t\t").expect("memory");
    text
}
